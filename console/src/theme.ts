/** @module Colours and sizes of the console, as `docs/design.md` has them, for the library of components. */
import { createTheme, type MantineColorsTuple, Modal } from "@mantine/core";

const green: MantineColorsTuple = [
  ...(["#e6f2ec", "#cfe6db", "#a6d3bf", "#79bfa1", "#5fd3a8"] as const),
  ...(["#2f8f6f", "#1a7d5e", "#0b6e4f", "#085a41", "#064533"] as const),
];
const dark: MantineColorsTuple = [
  ...(["#f0eee8", "#c6c1b6", "#a39e92", "#817c71", "#36342f"] as const),
  ...(["#272622", "#1e1d1a", "#151513", "#100f0e", "#0b0b0a"] as const),
];

export const theme = createTheme({
  primaryColor: "green",
  primaryShade: { light: 7, dark: 4 },
  colors: { green, dark },
  black: "#1b1a17",
  autoContrast: true,
  defaultRadius: 8,
  fontFamily: 'system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.875rem", lg: "0.9375rem", xl: "1.0625rem" },
  headings: { fontWeight: "700" },
  respectReducedMotion: true,
  components: {
    // Every dialog has a button that leaves it; its head is no banner of the page.
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } } } },
    Modal: Modal.extend({ defaultProps: { withCloseButton: false, attributes: { header: { role: "presentation" } } } }),
  },
});
