/** @module The words of an HTML message, for readers that show no HTML. Read once from start to end, however odd it is. */

const HIDDEN = new Set(["style", "script", "head", "title"]);
/** A line ends at `<br>` and at the end of these elements. */
const BLOCKS = new Set(["p", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "li"]);
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

export function textOf(html: string): string {
  // Of the same length, which `toLowerCase` alone does not promise.
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const pieces: string[] = [];
  const take = (from: number, to: number) => pieces.push(html.slice(from, to).replace(/\s+/g, " "));
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      take(at, html.length);
      break;
    }
    // A `<` that begins nothing like a tag is text.
    if (!/[a-z/!?]/.test(lower.charAt(open + 1))) {
      take(at, open + 1);
      at = open + 1;
      continue;
    }
    const isComment = html.startsWith("<!--", open);
    const close = html.indexOf(isComment ? "-->" : ">", open);
    take(at, close < 0 && !isComment ? html.length : open);
    if (close < 0) break;
    at = close + (isComment ? 3 : 1);
    if (isComment) continue;
    const [, slash, name = ""] = /^<(\/?)([a-z0-9]*)/.exec(lower.slice(open, open + 16)) ?? [];
    if (name === "br" || (slash && BLOCKS.has(name))) pieces.push("\n");
    if (slash || !HIDDEN.has(name)) continue;
    const end = lower.indexOf(`</${name}`, at);
    at = end < 0 ? html.length : end;
  }
  return pieces
    .join("")
    .replace(/ +/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/&(#\d{1,6}|[a-z]{1,8});/gi, (whole, name: string) =>
      name.startsWith("#") ? String.fromCodePoint(Number(name.slice(1))) : (ENTITIES[name.toLowerCase()] ?? whole),
    )
    .trim();
}
