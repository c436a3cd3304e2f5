import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server gives the document a nonce in this place: Mantine writes its colours into an element that needs it. */
export default defineConfig({
  base: "/console/",
  plugins: [react()],
  html: { cspNonce: "__NONCE__" },
  build: { outDir: "dist/site", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
});
