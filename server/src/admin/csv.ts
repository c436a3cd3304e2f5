/**
 * @module A list as a table for a spreadsheet (RFC 4180): page after page, no more in memory than one. What would be a formula there
 * begins with an apostrophe instead ("CSV injection", OWASP), numbers with their `+` too: they stay text, with all digits.
 */
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import type { FastifyReply } from "fastify";
import { z } from "zod";

/** What a route says of its answer. */
export const csvAnswer = { content: { "text/csv": { schema: z.string() } } };

/** A control character, a blank or an invisible one before a sign hides the formula from us and not from every spreadsheet. */
const HIDDEN_FORMULA = /^[\s\p{C}]+[=+\-@＝＋－＠]/u;
/** Without it Excel reads UTF-8 as the machine's own code page, and Hangul is lost. */
const BYTE_ORDER_MARK = "\u{feff}";

export type Cell = string | number | null;

/** Answers with a table: a name for the file, the heads of its columns, and pages of rows. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  heads: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): void {
  async function* write(): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + writeRows([heads]);
    for await (const rows of pages) if (rows.length > 0) yield writeRows(rows);
  }
  void reply
    .type("text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name}.csv"`)
    .send(Readable.from(write()));
}

/** Pages of entries as pages of rows. */
export async function* mapPages<Entry>(
  pages: AsyncIterable<readonly Entry[]>,
  toRow: (entry: Entry) => readonly Cell[],
): AsyncGenerator<(readonly Cell[])[]> {
  for await (const page of pages) yield page.map(toRow);
}

/** Rows with CRLF, each cell in quotes. */
export const writeRows = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map(showFormula)),
    { quoted: true, quoted_empty: true, escape_formulas: true, record_delimiter: "windows" },
  );

const showFormula = (cell: Cell): Cell => (typeof cell === "string" && HIDDEN_FORMULA.test(cell) ? `'${cell}` : cell);
