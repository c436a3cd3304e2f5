/** @module A team's colours can be read: the label always, links where the figures say so, and in the shade that is offered. */
import { expect, test } from "vitest";
import { coloursCss, contrast, MIN_CONTRAST, paletteOf, palettesOf } from "../../dist/experience/colours.js";

const channels = [0, 51, 102, 153, 204, 255].map((channel) => channel.toString(16).padStart(2, "0"));
const colours = channels.flatMap((red) =>
  channels.flatMap((green) => channels.map((blue) => `#${red}${green}${blue}`)),
);
const SURFACES = {
  light: { paper: "#ffffff", sunken: "#f1efea", quiet: "#6b675e" },
  dark: { paper: "#1e1d1a", sunken: "#272622", quiet: "#a39e92" },
};

test("contrast is WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#0b6e4f", "#ffffff")).toBeCloseTo(6.26, 1);
});

test.each(["light", "dark"] as const)("every colour has a label, a tint and a shade that can be read: %s", (scheme) => {
  const { paper, sunken, quiet } = SURFACES[scheme];
  for (const colour of colours) {
    const palette = paletteOf(colour, scheme);
    expect(contrast(palette.on, palette.accent)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    expect(contrast(palette.on, palette.press)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    expect(palette.press).not.toBe(palette.accent);
    expect(contrast(quiet, palette.tint)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    const nearest = paletteOf(palette.nearest, scheme);
    for (const behind of [paper, sunken, nearest.tint])
      expect(contrast(nearest.accent, behind)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    expect(palette.passes).toBe(palette.nearest === colour);
    const { tint, paper: onPaper, sunken: onSunken } = palette.contrast;
    expect(palette.passes).toBe([tint, onPaper, onSunken].every((figure) => figure >= MIN_CONTRAST));
  }
});

test("a dark colour that is not given is a shade of the other that can be read on a dark page", () => {
  const { light, dark } = palettesOf({ colour: "#0b6e4f", darkColour: null });
  expect([light?.accent, light?.on, dark?.passes]).toEqual(["#0b6e4f", "#ffffff", true]);
  expect(dark?.accent).not.toBe(light?.accent);
  expect(palettesOf({ colour: "#0b6e4f", darkColour: "#fee500" }).dark?.accent).toBe("#fee500");
});

test("the style sheet sets the four tones for both schemes, and is absent without a colour", () => {
  const brand = { name: null, homeUrl: null, logoUrl: null, termsUrl: null, privacyUrl: null, supportUrl: null };
  expect(coloursCss({ brand: { ...brand, colour: null, darkColour: null } })).toBeUndefined();
  const css = coloursCss({ brand: { ...brand, colour: "#ff6f0f", darkColour: null } }) as string;
  expect(css.match(/--(accent|press|on|tint): #[0-9a-f]{6};/g)).toHaveLength(8);
  expect(css).toContain("@media (prefers-color-scheme: dark)");
  const darkOnly = coloursCss({ brand: { ...brand, colour: null, darkColour: "#ff6f0f" } }) as string;
  expect(darkOnly.startsWith("@media (prefers-color-scheme: dark)")).toBe(true);
});
