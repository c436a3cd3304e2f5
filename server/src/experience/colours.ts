/**
 * @module A team's colour on the pages: four tones for light and four for dark, how well each can be read, and the style sheet
 * that sets them. Contrast is WCAG 2.2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio); text needs 4.5. Pure.
 */
import type { Experience } from "./experience.js";

/** What takes the place of `--accent`, `--press`, `--on` and `--tint` of the pages' own style sheet. */
export interface Tones {
  /** Main button, links, focus. */
  accent: string;
  /** The button while it is pressed. */
  press: string;
  /** The button's label: black or white, whichever reads better. */
  on: string;
  /** Behind a tag or a chosen row. */
  tint: string;
}

export interface Palette extends Tones {
  contrast: {
    /** The label on the button, and on the pressed one. */
    on: number;
    press: number;
    /** Links, on the page and on the darkest (in dark: lightest) thing they stand on. */
    paper: number;
    sunken: number;
    tint: number;
  };
  /** Whether links can be read everywhere. */
  passes: boolean;
  /** The nearest shade of the colour whose links can be read everywhere; the colour itself if it passes. */
  nearest: string;
}

type Scheme = "light" | "dark";
type Rgb = readonly [number, number, number];

/** Of the pages' own style sheet. `away` is where a colour goes to be read better. */
const SURFACES = {
  light: { paper: "#ffffff", sunken: "#f1efea", quiet: "#6b675e", away: "#000000", tint: 0.1 },
  dark: { paper: "#1e1d1a", sunken: "#272622", quiet: "#a39e92", away: "#ffffff", tint: 0.14 },
} as const;

export const MIN_CONTRAST = 4.5;
/** How far the pressed button goes from the accent. */
const PRESS = 0.2;
const STEPS = 256;

/** The tones of a colour, as it is: whether it can be read is told, and whoever chose it decides. */
export function paletteOf(colour: string, scheme: Scheme): Palette {
  const { paper, sunken } = SURFACES[scheme];
  const on = contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";
  // Away from the label, so that it is read better still; black and white cannot go further.
  const [away, towards] = on === "#ffffff" ? ["#000000", "#ffffff"] : ["#ffffff", "#000000"];
  const press = mix(colour, colour === away ? towards : away, PRESS);
  const tint = tintOf(colour, scheme);
  const figures = {
    on: contrast(on, colour),
    press: contrast(on, press),
    paper: contrast(colour, paper),
    sunken: contrast(colour, sunken),
    tint: contrast(colour, tint),
  };
  return {
    ...{ accent: colour, press, on, tint },
    contrast: Object.fromEntries(
      Object.entries(figures).map(([name, figure]) => [name, Math.floor(figure * 100) / 100]),
    ) as Palette["contrast"],
    passes: isReadable(colour, scheme),
    nearest: nearestReadable(colour, scheme),
  };
}

/** A colour for the other scheme where none is given: its nearest shade that can be read there. */
export function palettesOf({ colour, darkColour }: Pick<Experience["brand"], "colour" | "darkColour">): {
  light: Palette | undefined;
  dark: Palette | undefined;
} {
  const dark = darkColour ?? (colour === null ? null : nearestReadable(colour, "dark"));
  return {
    light: colour === null ? undefined : paletteOf(colour, "light"),
    dark: dark === null ? undefined : paletteOf(dark, "dark"),
  };
}

/** The style sheet with a team's colours, to be loaded after the pages' own; `undefined`: the team has none. */
export function coloursCss({ brand }: Pick<Experience, "brand">): string | undefined {
  const { light, dark } = palettesOf(brand);
  const rules = [
    ...(light ? [ruleOf(light)] : []),
    ...(dark ? [`@media (prefers-color-scheme: dark) {\n${ruleOf(dark)}}\n`] : []),
  ];
  return rules.length > 0 ? rules.join("") : undefined;
}

const ruleOf = ({ accent, press, on, tint }: Tones) =>
  `:root {\n  --accent: ${accent};\n  --press: ${press};\n  --on: ${on};\n  --tint: ${tint};\n}\n`;

function isReadable(colour: string, scheme: Scheme): boolean {
  const { paper, sunken } = SURFACES[scheme];
  return [paper, sunken, tintOf(colour, scheme)].every((behind) => contrast(colour, behind) >= MIN_CONTRAST);
}

/** Goes towards black (in dark: white) in small steps. */
function nearestReadable(colour: string, scheme: Scheme): string {
  for (let step = 0; step < STEPS; step += 1) {
    const shade = mix(colour, SURFACES[scheme].away, step / STEPS);
    if (isReadable(shade, scheme)) return shade;
  }
  return SURFACES[scheme].away;
}

/** As much of the colour on the page as leaves quiet words readable. */
function tintOf(colour: string, scheme: Scheme): string {
  const { paper, quiet, tint } = SURFACES[scheme];
  for (let share: number = tint; share > 0; share -= 0.01) {
    const candidate = mix(paper, colour, share);
    if (contrast(quiet, candidate) >= MIN_CONTRAST) return candidate;
  }
  return paper;
}

export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red, green, blue] = toRgb(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const toRgb = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;

function mix(from: string, to: string, share: number): string {
  const target = toRgb(to);
  const channels = toRgb(from).map((channel, index) =>
    Math.round(channel + ((target[index] as number) - channel) * share),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
