/** @module A QR code as a picture of lines, drawn here: no script, no image from elsewhere. Dark on white in both schemes, or cameras do not read it. */
import { encode } from "uqr";

/** Of a screen, which has no dirt and no folds, the lowest correction does, and its larger modules are read from farther away. */
const CORRECTION = "L";
/** Modules of white around it: ISO/IEC 18004 asks for four. */
const QUIET = 4;

export function QrCode({ text, label }: { text: string; label: string }): JSX.Element {
  const { data, size } = encode(text, { ecc: CORRECTION, border: QUIET });
  return (
    <svg class="qr" viewBox={`0 -.5 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={data.map(drawRow).join("")} />
    </svg>
  );
}

/** A line as thick as a module for each run of dark ones. After the first they begin where the last one ended, which is short. */
function drawRow(row: readonly boolean[], y: number): string {
  const modules = row.map((isDark) => (isDark ? "1" : "0")).join("");
  let end: number | undefined;
  return Array.from(modules.matchAll(/1+/g), ({ index, 0: { length } }) => {
    const start = end === undefined ? `M${index} ${y}` : `m${index - end} 0`;
    end = index + length;
    return `${start}h${length}`;
  }).join("");
}
