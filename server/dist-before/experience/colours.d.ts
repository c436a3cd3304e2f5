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
export declare const MIN_CONTRAST = 4.5;
/** The tones of a colour, as it is: whether it can be read is told, and whoever chose it decides. */
export declare function paletteOf(colour: string, scheme: Scheme): Palette;
/** A colour for the other scheme where none is given: its nearest shade that can be read there. */
export declare function palettesOf({ colour, darkColour }: Pick<Experience["brand"], "colour" | "darkColour">): {
    light: Palette | undefined;
    dark: Palette | undefined;
};
/** The style sheet with a team's colours, to be loaded after the pages' own; `undefined`: the team has none. */
export declare function coloursCss({ brand }: Pick<Experience, "brand">): string | undefined;
export declare function contrast(one: string, other: string): number;
export {};
