/** @module Lists as tables for a spreadsheet: no cell is a formula there, none is lost, and that somebody took one along is told. */
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { burst, credentials, newNumber, suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

const server = suite();

async function read(path: string): Promise<{ rows: Record<string, string>[]; text: string; headers: Headers }> {
  const response = await fetch(`${server.origin}/api${path}`, {
    headers: { authorization: `Bearer ${credentials.adminToken}` },
  });
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  // Excel reads UTF-8 by this mark only.
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const text = bytes.toString("utf8").slice(1);
  return { rows: parse(text, { columns: true, record_delimiter: "\r\n" }), text, headers: response.headers };
}

const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]/u;

const odd = [
  "=cmd|'/c calc'!A0",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠x",
  " =1",
  "\u{200b}=1",
  '"=1',
  '김,"하늘";=1',
  "a\r\nb",
];

test("no name is a formula, each comes back whole, and a number keeps its + and its digits", async () => {
  const sids = new Map<string, string>();
  for (const name of odd) {
    const number = newNumber();
    const { body } = await manage(server.origin, "POST", "/users", {
      name: "김하늘",
      identifiers: [{ kind: "phone", value: number, verified: true }],
    });
    // As an earlier release or an import may have left it.
    await server.sql`update users set name = ${name} where sid = ${body.sid}`;
    sids.set(body.sid, number);
  }
  const { rows, text, headers } = await read("/users.csv");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="users.csv"');
  expect(text.split("\r\n")[0]).toBe(
    '"sid","name","language","status","phone","phoneVerifiedAt","email","emailVerifiedAt","username","hasPassword","createdAt","suspendedAt"',
  );
  const ours = rows.filter(({ sid }) => sids.has(sid as string)).reverse();
  expect(ours.map(({ name }) => name?.replace(/^'/, ""))).toEqual(odd);
  for (const row of ours) {
    expect(Object.values(row).filter((cell) => FORMULA.test(cell))).toEqual([]);
    expect(row.phone).toBe(`'${sids.get(row.sid as string)}`);
  }
  // Each cell is a text of its own: quotes within are doubled, and none ends one early.
  expect(text).toContain('"김,""하늘"";=1"');
});

test("all pages of a search, and what somebody took along is an event", async () => {
  await burst(230, (n) =>
    manage(server.origin, "POST", "/users", { identifiers: [{ kind: "username", value: `table.${n}` }] }),
  );
  const { rows } = await read("/users.csv?username=table.");
  expect(new Set(rows.map(({ username }) => username)).size).toBe(230);
  expect(rows).toHaveLength(230);
  const { rows: events } = await read("/audit-log.csv?type=export.");
  expect(events[0]).toMatchObject({ type: "export.downloaded", actor: "admin", subject: "export" });
  const { body } = await manage(server.origin, "GET", "/audit-log?type=export.downloaded");
  const told = body.events.map((event: { subject: { id: string }; data: unknown }) => [event.subject.id, event.data]);
  expect(told.slice(0, 2)).toEqual([
    ["audit-log", null],
    ["users", { searchedBy: "username", status: null }],
  ]);
  expect(JSON.parse(events.find(({ subjectId }) => subjectId === "users")?.data ?? "")).toEqual(told[1][1]);
});

test("a filter that cannot be read is refused before anything is sent", async () => {
  for (const path of ["/users.csv?phone=x", "/users.csv?size=5", "/audit-log.csv?type=nothing."]) {
    const { status, body } = await manage(server.origin, "GET", path);
    expect([status, body.title], path).toEqual([400, expect.any(String)]);
  }
  expect((await fetch(`${server.origin}/api/users.csv`)).status).toBe(401);
});

test("whoever goes in the middle leaves nothing behind", async () => {
  await burst(20, async () => {
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${credentials.adminToken}` };
    const { body } = await fetch(`${server.origin}/api/users.csv`, { headers, signal: stop.signal });
    await body?.getReader().read();
    stop.abort();
  });
  expect((await read("/users.csv?username=table.1")).rows.length).toBeGreaterThan(0);
});
