/** @module The console: one page, drawn in the browser, that does what the management API does. */

import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { styleNonce } from "./kit/nonce.js";
import "@mantine/core/styles.layer.css";
import "./console.css";

// Of dialogs: they keep what is behind them from scrolling, by a style of their own.
setNonce(styleNonce());
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
