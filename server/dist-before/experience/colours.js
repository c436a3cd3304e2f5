/** Of the pages' own style sheet. `away` is where a colour goes to be read better. */
const SURFACES = {
    light: { paper: "#ffffff", sunken: "#f1efea", quiet: "#6b675e", away: "#000000", tint: 0.1 },
    dark: { paper: "#1e1d1a", sunken: "#272622", quiet: "#a39e92", away: "#ffffff", tint: 0.14 },
};
export const MIN_CONTRAST = 4.5;
/** How far the pressed button goes from the accent. */
const PRESS = 0.2;
const STEPS = 256;
/** The tones of a colour, as it is: whether it can be read is told, and whoever chose it decides. */
export function paletteOf(colour, scheme) {
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
        contrast: Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Math.floor(figure * 100) / 100])),
        passes: isReadable(colour, scheme),
        nearest: nearestReadable(colour, scheme),
    };
}
/** A colour for the other scheme where none is given: its nearest shade that can be read there. */
export function palettesOf({ colour, darkColour }) {
    const dark = darkColour ?? (colour === null ? null : nearestReadable(colour, "dark"));
    return {
        light: colour === null ? undefined : paletteOf(colour, "light"),
        dark: dark === null ? undefined : paletteOf(dark, "dark"),
    };
}
/** The style sheet with a team's colours, to be loaded after the pages' own; `undefined`: the team has none. */
export function coloursCss({ brand }) {
    const { light, dark } = palettesOf(brand);
    const rules = [
        ...(light ? [ruleOf(light)] : []),
        ...(dark ? [`@media (prefers-color-scheme: dark) {\n${ruleOf(dark)}}\n`] : []),
    ];
    return rules.length > 0 ? rules.join("") : undefined;
}
const ruleOf = ({ accent, press, on, tint }) => `:root {\n  --accent: ${accent};\n  --press: ${press};\n  --on: ${on};\n  --tint: ${tint};\n}\n`;
function isReadable(colour, scheme) {
    const { paper, sunken } = SURFACES[scheme];
    return [paper, sunken, tintOf(colour, scheme)].every((behind) => contrast(colour, behind) >= MIN_CONTRAST);
}
/** Goes towards black (in dark: white) in small steps. */
function nearestReadable(colour, scheme) {
    for (let step = 0; step < STEPS; step += 1) {
        const shade = mix(colour, SURFACES[scheme].away, step / STEPS);
        if (isReadable(shade, scheme))
            return shade;
    }
    return SURFACES[scheme].away;
}
/** As much of the colour on the page as leaves quiet words readable. */
function tintOf(colour, scheme) {
    const { paper, quiet, tint } = SURFACES[scheme];
    for (let share = tint; share > 0; share -= 0.01) {
        const candidate = mix(paper, colour, share);
        if (contrast(quiet, candidate) >= MIN_CONTRAST)
            return candidate;
    }
    return paper;
}
export function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
}
/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour) {
    const [red, green, blue] = toRgb(colour).map((channel) => {
        const share = channel / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const toRgb = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
function mix(from, to, share) {
    const target = toRgb(to);
    const channels = toRgb(from).map((channel, index) => Math.round(channel + (target[index] - channel) * share));
    return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
//# sourceMappingURL=colours.js.map