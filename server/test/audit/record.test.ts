/** @module What happens is written down by the transaction that makes it true, in order, and by nobody else. */
import { expect, it } from "vitest";
import { createAudit, type EventQuery } from "../../dist/audit/audit.js";
import { type EventRecord, type NewEvent, typesOf } from "../../dist/audit/event.js";
import { eventList, recordEvent, recordEvents } from "../../dist/audit/record.js";
import { systemClock } from "../../dist/clock.js";
import { inTransaction } from "../../dist/db/open.js";
import { fragment, param, prepare } from "../../dist/db/statement.js";
import { burst, suiteDatabase } from "../harness.js";

const database = suiteDatabase();
const audit = () => createAudit({ sql: database.sql, clock: systemClock, retentionDays: 730 });

const event = (subject: string, more: Partial<NewEvent> = {}): NewEvent => ({
  type: "user.created",
  actor: { kind: "visitor", id: null, requestId: "req-1" },
  subject: { kind: "user", id: subject },
  ...more,
});

it("keeps everything an event tells", async () => {
  const actor = { kind: "admin", id: "admin_0123", requestId: "req-2" } as const;
  const facts = { before: { minimumAge: null }, after: { minimumAge: 14 }, data: { changed: ["brand.name"] } };
  await recordEvent(database.sql, event("whole", { type: "experience.changed", actor, serviceSid: "VA1", ...facts }));
  const { events } = await audit().list({ subject: "whole", size: 10 });
  expect(events).toEqual([
    {
      ...{ sid: expect.stringMatching(/^AE[0-9a-f]{32}$/), type: "experience.changed", createdAt: expect.any(Date) },
      ...{ actorKind: "admin", actorId: "admin_0123", subjectKind: "user", subjectId: "whole", serviceSid: "VA1" },
      ...{ ...facts, requestId: "req-2" },
    },
  ]);
  const age = Math.abs(Number.parseInt((events[0] as { sid: string }).sid.slice(2, 14), 16) - Date.now());
  expect(age).toBeLessThan(60_000);
});

it("leaves nothing of what is rolled back", async () => {
  const rolledBack = inTransaction(database.sql, async (tx) => {
    await recordEvent(tx, event("rolled-back"));
    throw new Error("no");
  });
  await expect(rolledBack).rejects.toThrow("no");
  expect((await audit().list({ subject: "rolled-back", size: 10 })).events).toEqual([]);
});

it("is a member of another room's statement, under its condition and in the order of its list", async () => {
  const act = prepare<{ n: number }>()(fragment`
    with acted as (select where ${param("acts")}::boolean),
      recorded as (${recordEvents} where exists (select from acted) returning 1)
    select count(*)::int as n from recorded`);
  const list = Array.from({ length: 20 }, (_, index) => event("listed", { data: { index } }));
  expect(await act(database.sql, { acts: false, events: eventList(list) })).toEqual([{ n: 0 }]);
  expect(await act(database.sql, { acts: true, events: eventList(list) })).toEqual([{ n: 20 }]);
  const { events } = await audit().list({ subject: "listed", size: 50 });
  expect(events.map(({ data }) => data?.index)).toEqual(Array.from({ length: 20 }, (_, index) => 19 - index));
});

it("finds by type, by a prefix of types, by actor and by time, page by page", async () => {
  const actor = { kind: "user", id: "US-paged" } as const;
  const types = ["session.started", "session.ended", "user.deleted"] as const;
  for (let index = 0; index < 9; index += 1)
    await recordEvent(database.sql, event(`paged-${index}`, { type: types[index % 3] ?? "user.deleted", actor }));
  const walk = async (query: Omit<EventQuery, "size">) => {
    const found: EventRecord[] = [];
    let after: string | undefined;
    do {
      const { events, next } = await audit().list({ ...query, size: 2, after });
      found.push(...events);
      after = next ?? undefined;
    } while (after);
    return found.map(({ subjectId }) => subjectId);
  };
  const all = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((index) => `paged-${index}`);
  const ofSessions = all.filter((_, index) => index % 3 !== 0);
  expect(await walk({ actor: "US-paged" })).toEqual(all);
  expect(await walk({ types: typesOf("session.") })).toEqual(ofSessions);
  expect(await walk({ types: typesOf("session."), actor: "US-paged" })).toEqual(ofSessions);
  expect(await walk({ types: typesOf("user.deleted") })).toEqual(["paged-8", "paged-5", "paged-2"]);
  expect(await walk({ types: [], actor: "US-paged" })).toEqual([]);
  expect(await walk({ types: [] })).toEqual([]);
  expect(await walk({ actor: "US-paged", until: new Date(Date.now() - 3_600_000) })).toEqual([]);
  expect(await walk({ actor: "US-paged", since: new Date(Date.now() - 3_600_000) })).toEqual(all);
  const [, , third] = (await audit().list({ actor: "US-paged", size: 3 })).events;
  expect(await walk({ actor: "US-paged", since: third?.createdAt as Date })).toContain("paged-6");
});

it("forgets what is older than the days of the setting, and with 0 nothing", async () => {
  await recordEvent(database.sql, event("kept"));
  await database.sql`insert into audit_events select 'AE' || lpad(to_hex(place), 32, '0'), type, actor_kind, actor_id,
    subject_kind, 'old', service_sid, before, after, data, request_id, created_at
    from audit_events, generate_series(1, 2500) as place where subject_id = 'kept'`;
  expect(createAudit({ sql: database.sql, clock: systemClock, retentionDays: 0 }).jobs).toEqual([]);
  await burst(3, async () => await audit().jobs[0]?.work(new AbortController().signal));
  const rows = await database.sql`select subject_id from audit_events where subject_id in ('old', 'kept')`;
  expect(rows).toEqual([{ subjectId: "kept" }]);
});
