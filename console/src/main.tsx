/** @module The console: one page, drawn in the browser, that does what the management API does. */
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { readNonce } from "./kit/nonce.js";
import "@mantine/core/styles.layer.css";
import "./console.css";

/**
 * Dialogs hold the page behind them still by a style element of their own (react-style-singleton), which asks here for the nonce that the policy of
 * the server wants.
 */
Object.assign(window, { __webpack_nonce__: readNonce() });

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
