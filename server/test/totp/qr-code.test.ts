/** @module The picture of a QR code has the modules that the library says, each at its place. */
import { QrCode } from "@munjigi/pages/qr-code";
import { encode } from "uqr";
import { expect, test } from "vitest";

/** What is dark where the lines of the picture are drawn. */
function readPicture(svg: string): boolean[][] {
  const size = Number(/viewBox="0 -.5 (\d+) \1"/.exec(svg)?.[1]);
  const dark = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  let [x, y] = [0, 0];
  for (const [, verb, first, second] of (/ d="([^"]+)"/.exec(svg)?.[1] ?? "").matchAll(/([Mmh])(\d+)(?: (\d+))?/g)) {
    if (verb === "M") [x, y] = [Number(first), Number(second)];
    else if (verb === "m") x += Number(first);
    else for (let n = Number(first); n > 0; n--, x++) (dark[y] as boolean[])[x] = true;
  }
  return dark;
}

test.each([
  "otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP",
  `otpauth://totp/${encodeURIComponent("우리동네마켓")}:${"a".repeat(200)}%40example.com?secret=${"A".repeat(32)}&period=30`,
])("%s", (text) => {
  const svg = String(QrCode({ text, label: 'a "label"' }));
  expect(readPicture(svg)).toEqual(encode(text, { ecc: "L", border: 4 }).data);
  expect(svg).toContain("a &#34;label&#34;");
});
