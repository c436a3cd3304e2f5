/**
 * @module Every list and search reads a page by an index, none a table: in the shape of a deployment that has been busy for a year, by
 * which `bench/lists.mjs` measures a hundred times as many rows.
 */
import { beforeAll, expect, test } from "vitest";
import { selectEvents } from "../../dist/audit/store.js";
import type { Pool } from "../../dist/db/open.js";
import { selectMessages } from "../../dist/delivery/message-store.js";
import { selectMembers, selectOrganizations } from "../../dist/organizations/store.js";
import { selectSessions } from "../../dist/sessions/store.js";
import { selectUsers } from "../../dist/users/list-store.js";
import { selectRecordsOf, walkRecords } from "../../dist/verify/record-store.js";
import { selectDeliveries } from "../../dist/webhooks/delivery-store.js";
import { suiteDatabase } from "../harness.js";
import { explain } from "../kit/explain.js";

const database = suiteDatabase();
const rows = { people: 60_000, verifications: 60_000, events: 60_000, deliveries: 60_000, organizations: 60_000 };
const { BUSY_NUMBER, ENDPOINT, ORGANIZATION, fillTables } = await import(
  new URL("../../../bench/fill-tables.mjs", import.meta.url).href
);
beforeAll(() => fillTables(database.url, rows, () => {}), 300_000);

const user = (n: number) => `US${String(n).padStart(32, "0")}`;
const limit = 51;
const everyone = { search: undefined, status: undefined, before: undefined, limit };
const anything = { types: undefined, actor: undefined, subject: undefined, before: undefined, from: undefined, limit };
const everyName = { name: undefined, slug: undefined, before: undefined, limit };
const all = { status: undefined, after: undefined, limit };
/** A walk reads at most ten thousand, and once more where it ended. */
const WALK = 21_500;
const PAGE = 1_000;

const lists: [string, number, (sql: Pool) => Promise<unknown>][] = [
  ["users", PAGE, (sql) => selectUsers(sql, everyone)],
  ["suspended users", PAGE, (sql) => selectUsers(sql, { ...everyone, status: "suspended" })],
  ["users after a page", PAGE, (sql) => selectUsers(sql, { ...everyone, before: user(rows.people / 2) })],
  [
    "users by a number",
    PAGE,
    (sql) => selectUsers(sql, { ...everyone, search: { field: "phone", prefix: "+821024711" } }),
  ],
  [
    "users by what all numbers begin with",
    WALK,
    (sql) => selectUsers(sql, { ...everyone, search: { field: "phone", prefix: "+8210" } }),
  ],
  [
    "users by an address",
    PAGE,
    (sql) => selectUsers(sql, { ...everyone, search: { field: "email", prefix: "person1234@" } }),
  ],
  ["users by a name", WALK, (sql) => selectUsers(sql, { ...everyone, search: { field: "name", prefix: "사람" } })],
  ["sessions", PAGE, (sql) => selectSessions(sql, user(4711), { idleDays: 400, absoluteDays: 400 })],
  ["verifications", PAGE, (sql) => walkRecords(sql, { limit })],
  ["canceled verifications", WALK, (sql) => walkRecords(sql, { limit, status: "canceled" })],
  ["verifications of a busy number", PAGE, (sql) => selectRecordsOf(sql, BUSY_NUMBER, { limit })],
  ["messages", PAGE, (sql) => selectMessages(sql, { limit })],
  ["failed messages", WALK, (sql) => selectMessages(sql, { limit, status: "failed" })],
  ["messages to a busy number", PAGE, (sql) => selectMessages(sql, { limit, recipient: BUSY_NUMBER })],
  ["events", PAGE, (sql) => selectEvents(sql, anything)],
  [
    "events of rare types",
    PAGE,
    (sql) => selectEvents(sql, { ...anything, types: ["user.suspended", "user.deleted"] }),
  ],
  [
    "events of common types",
    PAGE,
    (sql) => selectEvents(sql, { ...anything, types: ["session.started", "session.ended"] }),
  ],
  ["events of an actor", PAGE, (sql) => selectEvents(sql, { ...anything, actor: user(4711), types: ["user.deleted"] })],
  ["events of a subject", PAGE, (sql) => selectEvents(sql, { ...anything, subject: user(4711) })],
  ["organizations", PAGE, (sql) => selectOrganizations(sql, everyName)],
  ["organizations by slug", PAGE, (sql) => selectOrganizations(sql, { ...everyName, slug: "shop-500" })],
  ["organizations by name", PAGE, (sql) => selectOrganizations(sql, { ...everyName, name: "가게 599" })],
  [
    "organizations by what all names begin with",
    2 * PAGE,
    (sql) => selectOrganizations(sql, { ...everyName, name: "가게" }),
  ],
  [
    "organizations after a page",
    PAGE,
    (sql) => selectOrganizations(sql, { ...everyName, before: `OG${"30000".padStart(32, "0")}` }),
  ],
  ["organizations by no name", PAGE, (sql) => selectOrganizations(sql, { ...everyName, name: "Nobody's" })],
  ["users by no name", PAGE, (sql) => selectUsers(sql, { ...everyone, search: { field: "name", prefix: "Nobody's" } })],
  ["members", PAGE, (sql) => selectMembers(sql, ORGANIZATION, all)],
  ["members after a page", PAGE, (sql) => selectMembers(sql, ORGANIZATION, { ...all, after: user(rows.people / 2) })],
  ["deliveries", PAGE, (sql) => selectDeliveries(sql, ENDPOINT, all)],
  ["dead deliveries", PAGE, (sql) => selectDeliveries(sql, ENDPOINT, { ...all, status: "dead" })],
  ["waiting deliveries", PAGE, (sql) => selectDeliveries(sql, ENDPOINT, { ...all, status: "waiting" })],
  ["told deliveries", PAGE, (sql) => selectDeliveries(sql, ENDPOINT, { ...all, status: "delivered" })],
];

test.each(lists)("%s", async (_, most, list) => {
  const explained = await explain(database.url, list);
  expect(explained.length).toBeGreaterThan(0);
  expect(explained.flatMap(({ scans }) => scans).join()).not.toMatch(/Seq Scan/);
  expect(
    explained.reduce((sum, { rows: read }) => sum + read, 0),
    JSON.stringify(explained),
  ).toBeLessThan(most);
});
