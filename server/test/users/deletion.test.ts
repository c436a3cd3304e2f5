/** @module What is left of a person who was deleted: nothing, in any column of any table, but what `docs/data.md` names. */
import { beforeAll, expect, test } from "vitest";
import { sweepNotices } from "../../dist/delivery/notices.js";
import { sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import { age, burst, check, newNumber, phone, start, suite } from "../harness.js";
import { tell } from "../kit/notices.js";
import { eventually } from "../kit/pace.js";
import { manage as request } from "../kit/vendors.js";
import { codeOf, Visitor } from "../signin/face.js";
import { addEmail, ageProof, enterCode, setExperience } from "../signin/kit.js";

const server = suite({ env: { MUNJIGI_RETENTION_DAYS: "90" } });
const manage = async (method: string, path: string, body?: unknown) => await request(server.origin, method, path, body);
const RETENTION_DAYS = 90;

/** Where a text is, as `table.column`. Digits count however they are grouped. */
async function find(...texts: string[]): Promise<string[]> {
  const { sql } = server;
  const columns = await sql`select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY')`;
  expect(columns.length).toBeGreaterThan(80);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await sql<{ value: string | null }[]>`select ${sql(column)}::text as value from ${sql(table)}`;
    const whole = rows.map(({ value }) => value ?? "").join("\n");
    const plain = whole.replace(/[\s().-]/g, "");
    const isThere = texts.some(
      (text) => whole.includes(text) || (text.startsWith("+82") && plain.includes(text.slice(3))),
    );
    if (isThere) found.push(`${table}.${column}`);
  }
  return found.sort();
}

interface Person {
  visitor: Visitor;
  sid: string;
  number: string;
  address: string;
  name: string;
  everything: string[];
}

let people = 0;

/** Somebody who has been everywhere where something is kept. */
async function makePerson(): Promise<Person> {
  const { sql, origin } = server;
  const n = people++;
  const [number, address, name] = [newNumber(), `gone${n}@example.com`, `사라질이름${n}`];
  const visitor = new Visitor(origin);
  await sql`delete from limit_counters`;
  await visitor.signIn(number);
  await visitor.act("fill", { name });
  const [row] = await sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  const sid = row?.userSid as string;
  await addEmail(sql, sid, address);
  await manage("POST", `/users/${sid}/identifiers`, { kind: "username", value: `gone.user${n}` });
  // In another browser, in the API for pages, in the secret API; notices that were sent; flows that stopped on the way.
  await sql`delete from limit_counters`;
  await new Visitor(origin).signIn(number);
  await sql`delete from limit_counters`;
  await phone(origin, "/phone", { phoneNumber: number, nonce: "n" });
  await phone(origin, "/phone-verification", { phoneNumber: number, code: await codeOf(origin, number) });
  for (const to of [number, address]) {
    await start(origin, to, { Channel: to === number ? "sms" : "email" });
    await tell(server, to);
  }
  await visitor.open("/account/link?to=phone");
  await sql`delete from limit_counters`;
  const stopped = new Visitor(origin);
  await stopped.open("/sign-in");
  const { actions } = await stopped.act("send", { phone: number });
  await stopped.post(String(actions.check).replace("do=check", "do=send"), { phone: `${number.slice(1)}0` });
  // A code that nobody entered runs out.
  for (const { sid } of await sql<{ sid: string }[]>`select sid from verifications
    where recipient in (${number}, ${address}) and status = 'pending'`)
    await age(sql, sid, 3600);
  await sql`update flows set state = 'identify' where recipient = ${number} and ended_at is null`;
  await delivered();
  return { visitor, sid, number, address, name, everything: [number, address, name, `gone.user${n}`] };
}

const delivered = async () =>
  await eventually(
    async () => (await server.sql`select from messages where status in ('queued', 'sending')`).length === 0,
  );

beforeAll(async () => {
  await setExperience(server, {
    signUp: { profile: { name: "required" } },
    signIn: {
      methods: [
        { identifier: "phone", code: true, password: false, first: "code" },
        { identifier: "email", code: true, password: false, first: "code" },
      ],
    },
  });
});

test("deleted by an administrator: nothing is left, sessions end, the events stay", async () => {
  const person = await makePerson();
  expect(await find(...person.everything)).toEqual([
    "flows.data",
    "flows.recipient",
    "identifiers.value",
    "notices.recipient",
    "users.name",
    "verifications.recipient",
  ]);
  const answers = await burst(10, () => manage("DELETE", `/users/${person.sid}`));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(404)]);
  expect(await find(...person.everything)).toEqual([]);
  expect((await person.visitor.open("/account")).state).not.toBe("account");
  expect((await find(person.sid)).sort()).toEqual(["audit_events.actor_id", "audit_events.subject_id"]);
  const [event, ...more] = await server.sql`select actor_kind from audit_events
    where subject_id = ${person.sid} and type = 'user.deleted'`;
  expect([event?.actorKind, more]).toEqual(["admin", []]);
  // The number is free, and a new person.
  await server.sql`delete from limit_counters`;
  expect((await new Visitor(server.origin).signIn(person.number)).state).toBe("profile");
});

test("with ?notify they are told where they could be reached; what that keeps goes when it is sent", async () => {
  const { sid, number, address, everything } = await makePerson();
  const { sql } = server;
  expect((await manage("DELETE", `/users/${sid}?notify=yes`)).status).toBe(400);
  expect((await manage("DELETE", `/users/${sid}?notify=1`)).status).toBe(204);
  await delivered();
  const told = await sql`select recipient, kind, m.status from notices n join messages m on m.notice_sid = n.sid
    where recipient in (${number}, ${address}) order by recipient`;
  expect(told.map(({ recipient, kind, status }) => [recipient, kind, status])).toEqual([
    [number, "account_deleted", "sent"],
    [address, "account_deleted", "sent"],
  ]);
  expect(await find(...everything)).toEqual(["notices.recipient"]);
  await sweepNotices(sql, RETENTION_DAYS);
  expect(await find(...everything)).toEqual([]);
});

test("deleted by themselves: the same, and the notice goes out first", async () => {
  const { visitor, sid, everything } = await makePerson();
  const { sql } = server;
  await sql`delete from limit_counters`;
  await ageProof(sql, sid);
  await visitor.open("/account/delete");
  const [prove] = Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
  await visitor.act(prove as string);
  const [sent] = await sql<{ recipient: string }[]>`select recipient from verifications
    where purpose = 'step-up' and status = 'pending' and recipient in ${sql(everything)}`;
  expect((await enterCode(visitor, sent?.recipient as string)).actions.confirm).toBeTruthy();
  await visitor.act("confirm");
  expect(await sql`select from users where sid = ${sid}`).toHaveLength(0);
  await delivered();
  expect(await find(...everything)).toEqual(["notices.recipient"]);
  await sweepNotices(sql, RETENTION_DAYS);
  expect(await find(...everything)).toEqual([]);
});

test("a code and a notice that are under way arrive; then they are forgotten", async () => {
  const { sid, number, address, everything } = await makePerson();
  const { sql, origin } = server;
  await sql`delete from limit_counters`;
  const pending = await start(origin, number);
  expect(pending.status).toBe(201);
  // It waits for its connector.
  const message = await tell(server, address);
  await sql`update messages set status = 'queued', next_at = clock_timestamp() + interval '1 hour', sent_at = null where sid = ${message}`;
  expect((await manage("DELETE", `/users/${sid}`)).status).toBe(204);
  expect(await find(...everything)).toEqual(["notices.recipient", "verifications.recipient"]);
  await sweepRecipients(sql, RETENTION_DAYS);
  await sweepNotices(sql, RETENTION_DAYS);
  expect(await find(...everything)).toEqual(["notices.recipient", "verifications.recipient"]);
  // Both do what they are for.
  const code = await codeOf(origin, number);
  expect((await check(origin, number, code)).body.status).toBe("approved");
  await sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
  await delivered();
  await age(sql, pending.body.sid, 3600);
  await sweepRecipients(sql, RETENTION_DAYS);
  await sweepNotices(sql, RETENTION_DAYS);
  expect(await find(...everything)).toEqual([]);
});

test("a lock stays until it would have ended", async () => {
  const { sid, number } = await makePerson();
  const { sql, origin } = server;
  await sql`delete from limit_counters`;
  const { body } = await start(origin, number);
  await sql`update verifications set status = 'max_attempts_reached', attempts = 5 where sid = ${body.sid}`;
  await manage("DELETE", `/users/${sid}`);
  expect((await start(origin, number)).status).toBe(429);
});

test("an identifier that is removed is forgotten, and no other one", async () => {
  const { sid, number, address } = await makePerson();
  const { sql } = server;
  const [row] = await sql`select sid from identifiers where value = ${address}`;
  expect((await manage("DELETE", `/users/${sid}/identifiers/${row?.sid}`)).status).toBe(204);
  expect(await find(address)).toEqual([]);
  expect(await find(number)).toEqual([
    "flows.data",
    "flows.recipient",
    "identifiers.value",
    "notices.recipient",
    "verifications.recipient",
  ]);
});

test("other people's rows stay", async () => {
  const [one, other] = [await makePerson(), await makePerson()];
  const before = await find(other.number);
  const count = async () => (await server.sql`select from verifications where recipient = ${other.number}`).length;
  const verifications = await count();
  await manage("DELETE", `/users/${one.sid}`);
  expect(await find(other.number)).toEqual(before);
  expect(await count()).toBe(verifications);
  expect((await other.visitor.open("/account")).state).toBe("account");
});

test("deleted, or a number removed, while its code is entered: nobody waits for each other, and nobody is half there", async () => {
  const { sql, origin } = server;
  await setExperience(server, {});
  const statuses: number[] = [];
  for (let round = 0; round < 4; round++) {
    const all = await burst(10, async () => {
      const number = newNumber();
      const identifiers = [{ kind: "phone", value: number, verified: true }];
      const { body } = await manage("POST", "/users", { identifiers });
      const visitor = new Visitor(origin, "json");
      await visitor.open("/sign-in");
      await visitor.act("send", { phone: number });
      return { sid: body.sid, idSid: body.identifiers[0].sid, visitor, code: await codeOf(origin, number) };
    });
    await sql`delete from limit_counters`;
    await burst(20, async (n) => {
      const one = all[n >> 1] as (typeof all)[number];
      const path = round % 2 ? `/users/${one.sid}` : `/users/${one.sid}/identifiers/${one.idSid}?force=1`;
      const answer = n % 2 ? await manage("DELETE", path) : await one.visitor.act("check", { code: one.code });
      statuses.push(answer.status);
    });
    const orphans = await sql`select from sessions s where not exists (select from users where sid = s.user_sid)`;
    expect(orphans).toHaveLength(0);
  }
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(statuses.filter((status) => status === 204)).toHaveLength(40);
});

test("a deletion waits for whoever is entering a code, and they never for it", async () => {
  const { sql, origin } = server;
  const number = newNumber();
  const { body } = await manage("POST", "/users", { identifiers: [{ kind: "phone", value: number, verified: true }] });
  await sql`delete from limit_counters`;
  await start(origin, number);
  const deletion = await sql.begin(async (tx) => {
    await tx`select from verifications where recipient = ${number} for update`;
    const answer = manage("DELETE", `/users/${body.sid}`);
    await eventually(
      async () =>
        (await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
          .length > 0,
    );
    // As a session's foreign key does.
    await tx`select from users where sid = ${body.sid} for key share nowait`;
    return [answer];
  });
  expect((await Promise.all(deletion)).map(({ status }) => status)).toEqual([204]);
});
