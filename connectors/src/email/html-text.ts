/** @module The words of an HTML message, for readers that show no HTML. Read once from start to end, however odd it is. */
import { decodeHTML } from "entities";

const HIDDEN = new Set(["style", "script", "head", "title"]);
/** A line ends at `<br>` and at the end of these elements. */
const BLOCKS = new Set(["p", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "li"]);
const HIDDEN_ATTRIBUTE = /\shidden(?=[\s=/>]|$)/;
const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*')/;
/**
 * Styles of what no reader sees, such as the preheader that mail programs show beside the subject. Neither a size of 0, which columns
 * have around texts of another size, nor `mso-hide`, which hides from Outlook alone.
 */
const INVISIBLE =
  /[\s;"'](?:display\s*:\s*none|visibility\s*:\s*hidden|(?:max-height|opacity)\s*:\s*0*\.?0*(?:px|em|pt|%)?\s*[;"'!])/;
/** Elements without an end. */
const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]);
/** Longer tags are not looked into. */
const MAX_TAG_LENGTH = 4000;
/** What preheaders are filled up with. */
const FILLERS = /[\u034f\u00ad\u200b\u200c\ufeff]+(?=\s|$)|(?<=\s)[\u034f\u00ad\u200b\u200c\ufeff]+/g;

export function textOf(html: string): string {
  // Of the same length, which `toLowerCase` alone does not promise.
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const pieces: string[] = [];
  const take = (from: number, to: number) => pieces.push(html.slice(from, to).replace(/\s+/g, " "));
  let at = 0;
  /** Until one is never closed: what follows such a one may be what matters. */
  let skipsHidden = true;
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
    if (skipsHidden && !slash && !VOID.has(name) && isHidden(lower.slice(open, Math.min(at, open + MAX_TAG_LENGTH)))) {
      const end = endOf(lower, name, at);
      if (end !== undefined) {
        at = end;
        continue;
      }
      skipsHidden = false;
    }
    if (slash || !HIDDEN.has(name)) continue;
    const end = lower.indexOf(`</${name}`, at);
    at = end < 0 ? html.length : end;
  }
  return decodeHTML(pieces.join(""))
    .replace(FILLERS, "")
    .replace(/[\u00a0 ]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function isHidden(tag: string): boolean {
  const [, style] = STYLE.exec(tag) ?? [];
  if (style !== undefined && INVISIBLE.test(style)) return true;
  return HIDDEN_ATTRIBUTE.test(tag) && HIDDEN_ATTRIBUTE.test(tag.replace(/"[^"]*"|'[^']*'/g, '""'));
}

/**
 * Where an element ends that begins before `from`: behind the end tag of its own, others of its name may stand within.
 * `undefined`: it is never closed.
 */
function endOf(lower: string, name: string, from: number): number | undefined {
  const tags = new RegExp(`<(/?)${name}(?![a-z0-9])`, "g");
  tags.lastIndex = from;
  let depth = 1;
  for (let found = tags.exec(lower); found; found = tags.exec(lower)) {
    depth += found[1] ? -1 : 1;
    if (depth > 0) continue;
    const close = lower.indexOf(">", found.index);
    return close < 0 ? lower.length : close + 1;
  }
  return undefined;
}
