/**
 * @module How long a text is on a Korean carrier: EUC-KR (KS X 1001), two bytes for everything that is not ASCII.
 * Node's decoder is strict KS X 1001; the syllables it lacks (똠, 뷁) and emoji cannot be sent at all.
 */

let table: Set<number> | undefined;

/** The 8 000 or so characters of KS X 1001, made once from the decoder of the platform. */
function characters(): Set<number> {
  if (table) return table;
  const decoder = new TextDecoder("euc-kr");
  const bytes = new Uint8Array(2);
  table = new Set();
  for (bytes[0] = 0xa1; bytes[0] <= 0xfe; bytes[0]++) {
    for (bytes[1] = 0xa1; bytes[1] <= 0xfe; bytes[1]++) {
      const text = decoder.decode(bytes);
      if (text.length === 1 && text !== "\ufffd") table.add(text.charCodeAt(0));
    }
  }
  return table;
}

function isEncodable(character: string): boolean {
  return character <= "\x7f" || (character.length === 1 && characters().has(character.charCodeAt(0)));
}

/** The characters of a text that EUC-KR lacks, each once. */
export function notInEucKr(text: string): string[] {
  return [...new Set(text.normalize("NFC"))].filter((character) => !isEncodable(character));
}

/** The length of a text in bytes of EUC-KR; a character it lacks counts as two. */
export function eucKrBytes(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += character <= "\x7f" ? 1 : 2;
  return bytes;
}

/** Letters and signs without accents to lose, by what KS X 1001 has in their place. */
const COUNTERPARTS = new Map(
  Object.entries({
    ...{ "₩": "￦", "£": "￡", "¥": "￥", "¢": "￠", "¬": "￢", "•": "·", "⁄": "/", "‹": "<", "›": ">" },
    ...{ ẞ: "SS", ə: "e", Ə: "E", ƒ: "f", ɣ: "g", ǥ: "g", ƙ: "k", ɓ: "b", ɗ: "d" },
    ...{ і: "i", І: "I", є: "е", Є: "Е", ґ: "г", Ґ: "Г", ј: "j", Ј: "J", ѕ: "s", Ѕ: "S" },
  }),
);

/** `undefined`: there is nothing like it in EUC-KR. */
function findCounterpart(character: string): string | undefined {
  if (isEncodable(character)) return character;
  if (/^\p{M}$/u.test(character)) return "";
  if (/^\p{Zs}$/u.test(character)) return " ";
  if (/^[\p{Pd}\u2212]$/u.test(character)) return "-";
  const other = COUNTERPARTS.get(character);
  if (other !== undefined) return other;
  const base = character.normalize("NFKD").replace(/\p{M}/gu, "");
  // Letters and digits only: a dot that is written another way must not make a link.
  if (base === character || !/^[\p{L}\p{N}]+$/u.test(base)) return undefined;
  const parts = [...base].map((part) => (isEncodable(part) ? part : COUNTERPARTS.get(part)));
  return parts.includes(undefined) ? undefined : parts.join("");
}

/** The characters of a text that `eucKrOnly` has nothing for but a blank, each once. */
export function lostInEucKr(text: string): string[] {
  return notInEucKr(text).filter((character) => findCounterpart(character) === undefined);
}

/**
 * The text in characters of EUC-KR: letters lose accents that it lacks, signs become their like, the rest is blanks, because an emoji
 * in a brand must not cost somebody their code. Blanks, not nothing: "evil💥.com" must not become a link.
 */
export function eucKrOnly(text: string): string {
  return [...text.normalize("NFC")]
    .map((character) => findCounterpart(character) ?? " ")
    .join("")
    .replace(/ {2,}/g, " ")
    .trim();
}
