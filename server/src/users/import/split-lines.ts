/**
 * @module A stream of bytes as parts of some hundred lines: never more in memory than one part and what the stream has read ahead.
 */
import { AppError } from "../../errors.js";

export const MAX_LINE_BYTES = 64 * 1024;
const MAX_FILE_BYTES = 1024 ** 3;
const MAX_LINES = 5_000_000;
const PART_LINES = 250;
const PART_BYTES = 512 * 1024;

/** `null`: a line that is too long. Blank lines are counted and left out, as an empty text. */
export interface Part {
  firstLine: number;
  lines: (string | null)[];
}

const LINE_FEED = 0x0a;

/** Throws `user_import.file_too_large`. */
export async function* splitLines(stream: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  let part: Part = { firstLine: 1, lines: [] };
  let partBytes = 0;
  let total = 0;
  /** The beginning of a line whose end has not come, and how long the line is. */
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer) => {
    length += piece.length;
    if (length <= MAX_LINE_BYTES) pieces.push(piece);
    else pieces = [];
  };
  const end = () => {
    const line = length > MAX_LINE_BYTES ? null : toText(Buffer.concat(pieces), part.firstLine + part.lines.length);
    part.lines.push(line);
    partBytes += Math.min(length, MAX_LINE_BYTES);
    pieces = [];
    length = 0;
    if (part.firstLine + part.lines.length > MAX_LINES + 1)
      throw new AppError("user_import.file_too_large", { expected: `${MAX_LINES} lines` });
  };
  for await (const chunk of stream) {
    total += chunk.length;
    if (total > MAX_FILE_BYTES) throw new AppError("user_import.file_too_large", { expected: "1 GiB" });
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      add(chunk.subarray(from, at));
      end();
      from = at + 1;
      if (part.lines.length >= PART_LINES || partBytes >= PART_BYTES) {
        yield part;
        part = { firstLine: part.firstLine + part.lines.length, lines: [] };
        partBytes = 0;
      }
    }
    // A copy: the piece would keep the whole chunk.
    if (from < chunk.length) add(Buffer.from(chunk.subarray(from)));
  }
  if (length > 0) end();
  if (part.lines.length > 0) yield part;
}

/** A byte order mark before the first line, and the CR of Windows, are no part of a line. */
function toText(bytes: Buffer, line: number): string {
  const text = bytes.toString("utf8").trim();
  return line === 1 && text.startsWith("\u{feff}") ? text.slice(1).trim() : text;
}
