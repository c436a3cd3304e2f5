/** @module What suites of imports share: a file sent, the job awaited, its report. */
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { credentials, type Suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";

type Origin = Pick<Suite, "origin">;

/** A line as somebody writes it: an object, or whatever text. */
export type Line = object | string;

export const fileOf = (lines: readonly Line[]) =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

export async function send(
  { origin }: Origin,
  body: BodyInit,
  { query = "", headers = {} }: { query?: string; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${origin}/api/users/import${query}`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/x-ndjson", ...headers },
    ...(body instanceof ReadableStream && ({ duplex: "half" } as object)),
  });
  return { status: response.status, body: await response.json() };
}

export interface ReportLine {
  line: number;
  result: "created" | "updated" | "unchanged" | "refused" | "settings";
  user?: string | null;
  problems?: { code: string; path?: string; line?: number; message: string }[];
}

export async function reportOf({ origin }: Origin, id: string, language = "en"): Promise<ReportLine[]> {
  const response = await fetch(`${origin}/api/users/imports/${id}/report`, {
    headers: { authorization: `Bearer ${credentials.adminToken}`, "accept-language": language },
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  const text = await response.text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

export async function ended({ origin }: Origin, id: string) {
  return await eventually(async () => {
    const { body } = await manage(origin, "GET", `/users/imports/${id}`);
    return ["done", "canceled"].includes(body.status) && body;
  });
}

/** A file, imported: the job as it ended, and its report. */
export async function importLines(
  server: Origin,
  lines: readonly Line[],
  query = "",
  options: { zipped?: boolean } = {},
) {
  const file = fileOf(lines);
  const sent = await (options.zipped
    ? send(server, gzipSync(file) as unknown as BodyInit, { query, headers: { "content-encoding": "gzip" } })
    : send(server, file, { query }));
  expect([sent.status, sent.body.detail]).toEqual([202, undefined]);
  const job = await ended(server, sent.body.id);
  return { job, report: await reportOf(server, sent.body.id) };
}

/** What each line came to: `created`, or the codes and places of what is wrong. */
export const outcome = (report: readonly ReportLine[]) =>
  report.map(({ result, problems }) =>
    problems
      ? problems.map(({ code, path }) => `${code.replace("user_import.", "")} ${path ?? ""}`.trim()).join()
      : result,
  );
