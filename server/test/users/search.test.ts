/** @module Looking for people among 100 000: by each field, page by page, and never by reading them all. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../dist/db/open.js";
import { selectUsers, type UserFilter } from "../../dist/users/list-store.js";
import { suite } from "../harness.js";
import { manage as request } from "../kit/vendors.js";

const server = suite();
const MANY = 100_000;
const PART = 10_000;

async function list(query: Record<string, string>) {
  const { status, body } = await request(server.origin, "GET", `/users?${new URLSearchParams(query)}`);
  return { status, title: body.title, parameter: body.parameter, ...body } as {
    status: number;
    title: string;
    parameter: string;
    users: { sid: string; name: string; status: string; identifiers: { value: string }[] }[];
    next: string | null;
  };
}

const names = async (query: Record<string, string>) => (await list(query)).users.map(({ name }) => name);

/** All pages of a search, as somebody reads them who follows `next`. */
async function all(query: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list({ ...query, ...(after && { after }) });
    expect(page.status).toBe(200);
    found.push(...page.users.map(({ sid }) => sid));
    after = page.next;
  }
  return found;
}

/** User n: number +82102 and 7 digits, address user-n@…, name "Many n"; of each thousand the first is suspended. */
beforeAll(async () => {
  const { sql } = server;
  const sid = (prefix: string) => `'${prefix}' || lpad(to_hex(1000000 + n), 12, '0') || repeat('0', 20)`;
  // In parts: a statement may take five seconds.
  for (let from = 1; from <= MANY; from += PART) {
    const numbers = `generate_series(${from}, ${from + PART - 1}) as n`;
    await sql.unsafe(`insert into users (sid, name, suspended_at)
      select ${sid("US")}, 'Many ' || n, case when n % 1000 = 0 then now() end from ${numbers}`);
    for (const [kind, prefix, value] of [
      ["phone", "IDa", "'+82102' || lpad(n::text, 7, '0')"],
      ["email", "IDb", "'user-' || n || '@example.com'"],
    ])
      await sql.unsafe(`insert into identifiers (sid, user_sid, kind, value, verified_at)
        select ${sid(prefix as string)}, ${sid("US")}, '${kind}', ${value}, now() from ${numbers}`);
  }
  await sql`analyze users, identifiers`;
  for (const [name, phone, email, username] of [
    ["김하늘", "010-9999-1234", "sky@example.org", "sky.kim"],
    ["김하나", "010-9999-5678", "one@example.org", "one_kim"],
    ["Élodie O'Neill 100%", "+1 415 555 2671", "100%_@example.org", "elodie"],
  ]) {
    const identifiers = Object.entries({ phone, email, username }).map(([kind, value]) => ({ kind, value }));
    expect((await request(server.origin, "POST", "/users", { name, identifiers })).status).toBe(201);
  }
}, 120_000);

describe("found", () => {
  test.each([
    [{ phone: "010-9999-1234" }, ["김하늘"]],
    [{ phone: "01099991234" }, ["김하늘"]],
    [{ phone: "+82 10-9999-1234" }, ["김하늘"]],
    [{ phone: " 821099991234" }, ["김하늘"]],
    [{ phone: "010-9999" }, ["김하나", "김하늘"]],
    [{ phone: "+82109999" }, ["김하나", "김하늘"]],
    [{ phone: "+1415" }, ["Élodie O'Neill 100%"]],
    [{ phone: "010 9999 0000" }, []],
    [{ email: "sky@example.org" }, ["김하늘"]],
    [{ email: " SKY@" }, ["김하늘"]],
    [{ email: "100%_" }, ["Élodie O'Neill 100%"]],
    [{ email: "%" }, []],
    [{ username: "Sky." }, ["김하늘"]],
    [{ username: "one_" }, ["김하나"]],
    [{ username: "onex" }, []],
    [{ name: "김하" }, ["김하나", "김하늘"]],
    [{ name: "김하늘" }, ["김하늘"]],
    [{ name: "김하늘".normalize("NFD") }, ["김하늘"]],
    [{ name: "Élodie O'NEILL 100%" }, ["Élodie O'Neill 100%"]],
    [{ name: "_lodie" }, []],
    [{ name: "many 77777" }, ["Many 77777"]],
    [{ name: "김하", status: "active" }, ["김하나", "김하늘"]],
    [{ name: "김하", status: "suspended" }, []],
    [{ email: "user-5000@", status: "suspended" }, ["Many 5000"]],
    [{ email: "user-5000@", status: "active" }, []],
  ] as [Record<string, string>, string[]][])("%o: %o", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test.each([
    [{ phone: "1234" }, "phone"],
    [{ phone: "kim" }, "phone"],
    [{ email: " " }, "email"],
    [{ name: "김", phone: "010" }, "query"],
    [{ name: "a\0" }, "name"],
    [{ name: "" }, "name"],
    [{ status: "gone" }, "status"],
    [{ size: "0" }, "size"],
    [{ size: "201" }, "size"],
    [{ after: "US1" }, "after"],
    [{ role: "admin" }, "query"],
  ] as [Record<string, string>, string][])("refused: %o", async (query, parameter) => {
    const { status, title, ...answer } = await list(query);
    expect([status, title, answer.parameter]).toEqual([400, "request.invalid", parameter]);
  });
});

describe("page by page, newest first, each once", () => {
  test.each([
    [
      "nothing",
      { size: "200", after: `US${(1_000_000 + 1001).toString(16).padStart(12, "0")}${"0".repeat(20)}` },
      1000,
    ],
    ["few", { phone: "+8210200123", size: "7" }, 100],
    ["suspended ones", { status: "suspended", size: "30" }, 100],
    ["those suspended of very many", { email: "user-", status: "suspended", size: "50" }, 100],
    ["a tenth of all, by walking", { email: "user-1", size: "200" }, 11_112],
    ["old ones, by walking past all the new ones", { phone: "+82102000", size: "200" }, 9999],
    ["a name", { name: "many 10", size: "200" }, 1112],
  ] as [string, Record<string, string>, number][])("%s", async (_what, query, count) => {
    const found = await all(query);
    expect(found).toHaveLength(count);
    expect(found).toEqual([...new Set(found)].sort().reverse());
  });
});

describe("no statement reads all users", () => {
  const last = `US${(1_000_000 + 50_000).toString(16).padStart(12, "0")}${"0".repeat(20)}`;
  const filters: [string, Partial<UserFilter>][] = [
    ["nothing", {}],
    ["a page", { before: last }],
    ["a number", { search: { field: "phone", prefix: "+821020012345" } }],
    ["what nobody has", { search: { field: "phone", prefix: "+999" } }],
    ["what everybody has", { search: { field: "phone", prefix: "+82" } }],
    ["what everybody has, suspended", { search: { field: "phone", prefix: "+82" }, status: "suspended" }],
    ["an address", { search: { field: "email", prefix: "user-77777@" } }],
    ["a user name", { search: { field: "username", prefix: "sky" } }],
    ["a name", { search: { field: "name", prefix: "김하늘" } }],
    ["every name, a page", { search: { field: "name", prefix: "many" }, before: last }],
    ["suspended", { status: "suspended" }],
  ];

  test.each(filters)("%s", async (_what, more) => {
    const filter: UserFilter = { search: undefined, status: undefined, before: undefined, limit: 51, ...more };
    const rowsRead = async (tx: Database) => {
      const [row] = await tx<{ n: number }[]>`select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::int as n
        from pg_stat_xact_user_tables where relname in ('users', 'identifiers')`;
      return row?.n ?? 0;
    };
    // The counters of a transaction are its own.
    const read = await server.sql.begin(async (tx) => {
      const before = await rowsRead(tx);
      await selectUsers(tx, filter);
      return (await rowsRead(tx)) - before;
    });
    expect(read).toBeLessThan(25_000);
    if (filter.search && !["+82", "many"].includes(filter.search.prefix)) expect(read).toBeLessThan(50);
    if (!filter.search) expect(read).toBeLessThan(300);
  });
});
