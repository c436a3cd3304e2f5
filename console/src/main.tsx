/** @module The console: one page, drawn in the browser, that does what the management API does. */
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import "@mantine/core/styles.layer.css";
import "./console.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
