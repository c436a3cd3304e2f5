/** @module The words of an HTML message, for readers that show no HTML. Read once from start to end, however odd it is. */
import { decodeHTML } from "entities";

const HIDDEN = new Set(["style", "script", "head", "title"]);
/** A line ends at `<br>` and at the end of these elements. */
const BLOCKS = new Set(["p", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "li"]);
/** Attributes of what no reader sees, such as the preheader that mail programs show beside the subject. */
const INVISIBLE =
  /\shidden(?:[\s=>/]|$)|display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:max-height|font-size|opacity)\s*:\s*0*\.?0*(?:px|em|pt|%)?\s*(?:[;"'!]|$)/i;
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
    if (!slash && !VOID.has(name) && INVISIBLE.test(lower.slice(open, Math.min(at, open + MAX_TAG_LENGTH)))) {
      at = endOf(lower, name, at);
      continue;
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

/** Where an element ends that begins before `from`: behind the end tag of its own, others of its name may stand within. */
function endOf(lower: string, name: string, from: number): number {
  const tags = new RegExp(`<(/?)${name}(?![a-z0-9])`, "g");
  tags.lastIndex = from;
  let depth = 1;
  for (let found = tags.exec(lower); found; found = tags.exec(lower)) {
    depth += found[1] ? -1 : 1;
    if (depth > 0) continue;
    const close = lower.indexOf(">", found.index);
    return close < 0 ? lower.length : close + 1;
  }
  return lower.length;
}
