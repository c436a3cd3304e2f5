/** @module What a Korean vendor does with a text: it must fit EUC-KR, and is measured in its bytes. */

const decoder = new TextDecoder("euc-kr");
let known: Set<string> | undefined;

/** Every character of KS X 1001, by decoding all of its rows at once. */
function characters(): Set<string> {
  if (known) return known;
  const rows = Array.from({ length: 94 }, (_, row) => row + 0xa1);
  const pairs = rows.flatMap((lead) => rows.map((trail) => decoder.decode(Uint8Array.of(lead, trail))));
  known = new Set(pairs.filter((one) => one.length === 1 && one !== "\ufffd"));
  return known;
}

/** Whether every character can be sent. */
export const isEucKr = (text: string) =>
  [...text].every((character) => character.charCodeAt(0) < 0x80 || characters().has(character));

/** Length in bytes: one for ASCII, two for everything else. */
export const bytesOf = (text: string) =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x80 ? 1 : 2), 0);
