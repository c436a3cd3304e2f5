/** @module People who are imported: made once, found by what they had, refused by name, told of line by line; and nobody is sent anything. */
import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/bcrypt";
import { beforeAll, describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { hashPassword } from "../../dist/users/password.js";
import { ageSession, type ConsoleBrowser, enter } from "../console/kit.js";
import { burst, newNumber, startApp, suite } from "../harness.js";
import { eventually, pause } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";
import { bothWays, setExperience } from "../signin/kit.js";
import { ended, fileOf, importLines, outcome, reportOf, send } from "./import-kit.js";

const server = suite();
const TERM = { id: "terms", version: "2", required: true, title: { ko: "이용약관", en: "Terms" } };
const settings = { signIn: { methods: bothWays }, terms: [TERM] };

beforeAll(async () => await setExperience(server, settings));

let count = 0;
const newId = () => `old-${count++}`;
const newAddress = () => `kim${count++}@example.com`;
const phone = (value = newNumber(), verified = true) => ({ kind: "phone", value, verified });
const email = (value = newAddress(), verified = true) => ({ kind: "email", value, verified });
const people = async () => Number((await server.sql`select count(*) from users`)[0]?.count);
const userOf = async (externalId: string) =>
  (await server.sql<{ sid: string }[]>`select sid from users where external_id = ${externalId}`)[0]?.sid as string;
const events = async (subject: string) =>
  (await manage(server.origin, "GET", `/audit-log?subject=${subject}`)).body.events.map(
    ({ type, data }: { type: string; data: object }) => [type, data],
  );

/** Somebody who signs up here, as far as that leads. */
async function signUp(number: string): Promise<string> {
  const visitor = new Visitor(server.origin, "json");
  const page = await visitor.signIn(number);
  return page.state === "consent" ? (await visitor.act("agree", { terms: true })).state : page.state;
}

async function newcomer() {
  const number = newNumber();
  expect(await signUp(number)).toBe("done");
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  return { number, sid: row?.userSid as string };
}

/** Signs in with a number and a password. */
async function byPassword(number: string, password: string) {
  await server.sql`delete from limit_counters`;
  const visitor = new Visitor(server.origin, "json");
  await visitor.open("/sign-in");
  await visitor.act("send", { phone: number });
  await visitor.act("use-password");
  return await visitor.act("try-password", { password });
}

describe("somebody with everything", () => {
  const number = newNumber();
  const address = newAddress();
  const person = {
    externalId: newId(),
    name: " 김하늘 ",
    language: "ko",
    createdAt: "2021-03-04T05:06:07+09:00",
    identifiers: [
      { kind: "phone", value: `0${number.slice(3, 5)}-${number.slice(5, 9)}-${number.slice(9)}`, verified: true },
      { kind: "email", value: ` ${address.toUpperCase()}`, verified: false },
      { kind: "username", value: `Sky.Kim${count++}` },
    ],
    passwordHash: "",
    consents: [{ item: "terms", version: "2", agreed: true, at: "2021-03-04T05:06:07Z" }],
  };
  let firstJob = "";

  test("is made, as people write it, and nobody is sent anything", async () => {
    const messages = async () =>
      (await server.sql`select from messages`).length + (await server.sql`select from notices`).length;
    const before = await messages();
    const line = { ...person, passwordHash: await hash("a bicycle in the rain", { cost: 4 }) };
    person.passwordHash = line.passwordHash;
    const { job, report } = await importLines(server, [line]);
    firstJob = job.id;
    const sid = await userOf(person.externalId);
    expect(report).toEqual([{ line: 1, result: "created", user: sid }]);
    expect(job).toMatchObject({
      status: "done",
      counts: { lines: 1, created: 1, updated: 0, unchanged: 0, refused: 0 },
    });
    const { body } = await manage(server.origin, "GET", `/users/${sid}`);
    expect(body).toMatchObject({
      ...{ externalId: person.externalId, name: "김하늘", language: "ko", hasPassword: true, status: "active" },
      createdAt: "2021-03-03T20:06:07.000Z",
    });
    const values = body.identifiers.map((one: { kind: string; value: string; verifiedAt: string | null }) => [
      ...[one.kind, one.value, one.verifiedAt !== null],
    ]);
    expect(values.sort()).toEqual([
      ["email", address, false],
      ["phone", number, true],
      ["username", person.identifiers[2]?.value.toLowerCase(), false],
    ]);
    expect((await manage(server.origin, "GET", `/users/${sid}/consents`)).body.consents).toEqual([
      { ...person.consents[0], at: "2021-03-04T05:06:07.000Z", source: null },
    ]);
    expect(await events(sid)).toEqual([]);
    expect(await events(firstJob)).toEqual([
      ["user_import.ended", { created: 1, updated: 0, unchanged: 0, refused: 0 }],
    ]);
    expect(await messages()).toBe(before);
  });

  test("a second time nothing changes, with the same file and after they have changed what is theirs", async () => {
    const sid = await userOf(person.externalId);
    const all = async () => ({
      users: await server.sql`select * from users where sid = ${sid}`,
      identifiers: await server.sql`select * from identifiers where user_sid = ${sid} order by sid`,
      consents: await server.sql`select * from user_consents where user_sid = ${sid} order by at`,
    });
    const before = await all();
    expect(outcome((await importLines(server, [person])).report)).toEqual(["unchanged"]);
    expect(await all()).toEqual(before);
    await manage(server.origin, "PATCH", `/users/${sid}`, { name: "김바다" });
    await server.sql`insert into user_consents (user_sid, item, version, agreed) values (${sid}, 'terms', '2', false)`;
    await server.sql`update users set password_hash = ${await hashPassword("another one altogether", systemRandom)} where sid = ${sid}`;
    const changed = await all();
    expect(outcome((await importLines(server, [person, { ...person, consents: [] }])).report)).toEqual([
      "unchanged",
      "line_repeated externalId,line_repeated identifiers.0.value,line_repeated identifiers.1.value,line_repeated identifiers.2.value",
    ]);
    const { consents: _consents, ...withoutTime } = person;
    const later = { ...withoutTime, consents: [{ item: "terms", version: "2", agreed: true }] };
    expect(outcome((await importLines(server, [later])).report)).toEqual(["unchanged"]);
    expect(await all()).toEqual(changed);
  });

  test("signs in with the password they had, and is asked to agree to nothing they have agreed to", async () => {
    const own = { externalId: newId(), identifiers: [phone()], consents: person.consents };
    const password = "비밀번호-가나다 1";
    const before = await hash(password, { cost: 4 });
    await importLines(server, [{ ...own, passwordHash: before }]);
    const to = own.identifiers[0]?.value as string;
    expect((await byPassword(to, "not this one")).state).toBe("password");
    expect((await byPassword(to, password)).state).toBe("done");
    const [row] = await server.sql`select password_hash from users where external_id = ${own.externalId}`;
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await byPassword(to, password)).state).toBe("done");
  });
});

describe("refused, by name, and nothing half", () => {
  test.each([
    ["no JSON", "{", "line_unreadable"],
    ["a list", "[]", "line_unreadable"],
    ["NUL", { externalId: "a\0b" }, "line_unreadable"],
    ["a member nobody has", { externalId: "x", phoneNumber: "010" }, "field_unknown phoneNumber"],
    ["a member that is a number", { externalId: "x", "01012345678": 1 }, "field_unknown"],
    ["a number for an id", { externalId: 7 }, "field_invalid externalId"],
    ["an id with blanks around", { externalId: " x" }, "field_invalid externalId"],
    ["nobody", { name: "김" }, "unidentified"],
    ["nobody that is known for sure", { identifiers: [phone(undefined, false)] }, "unidentified"],
    ["a landline", { identifiers: [phone("02-123-4567")] }, "phone_invalid identifiers.0.value"],
    ["019", { identifiers: [phone("019-234-5678")] }, "phone_retired identifiers.0.value"],
    ["no address", { externalId: "x", identifiers: [email("kim")] }, "email_invalid identifiers.0.value"],
    [
      "a verified user name",
      { externalId: "x", identifiers: [{ kind: "username", value: "abc", verified: true }] },
      "username_invalid identifiers.0.verified",
    ],
    ["two numbers", { externalId: "x", identifiers: [phone(), phone()] }, "field_invalid identifiers.1.kind"],
    [
      "a hash of nothing",
      { externalId: "x", passwordHash: "5f4dcc3b5aa765d61d8327deb882cf99" },
      "hash_unknown passwordHash",
    ],
    [
      "bcrypt of half a minute",
      { externalId: "x", passwordHash: `$2b$20$${"a".repeat(53)}` },
      "hash_too_costly passwordHash",
    ],
    [
      "argon2 of 4 GiB",
      { externalId: "x", passwordHash: `$argon2id$v=19$m=4194304,t=1,p=1$${"a".repeat(22)}$${"b".repeat(43)}` },
      "hash_too_costly passwordHash",
    ],
    [
      "argon2 of a million passes",
      { externalId: "x", passwordHash: `$argon2i$v=19$m=65536,t=1000000,p=1$${"a".repeat(22)}$${"b".repeat(43)}` },
      "hash_too_costly passwordHash",
    ],
    [
      "Firebase without its settings",
      { externalId: "x", passwordHash: { algorithm: "firebase-scrypt", hash: "aGFzaA==", salt: "c2FsdA==" } },
      "hash_unknown passwordHash",
    ],
    [
      "a provider that is not in force",
      { externalId: "x", social: [{ connector: "kakao-universal", subject: "1" }] },
      "connector_unknown social.0.connector",
    ],
    [
      "terms that there are not",
      { externalId: "x", consents: [{ item: "term", version: "1", agreed: true }] },
      "consent_unknown consents.0.item",
    ],
    ["tomorrow", { externalId: "x", createdAt: "2999-01-01T00:00:00Z" }, "field_invalid createdAt"],
    [
      "never, as .NET writes it",
      { externalId: "x", createdAt: "0001-01-01T00:00:00+09:00" },
      "field_invalid createdAt",
    ],
    [
      "a proof of the year 0",
      { externalId: "x", identifiers: [{ ...phone(), verifiedAt: "0000-01-01T00:00:00Z" }] },
      "field_invalid identifiers.0.verifiedAt",
    ],
    [
      "a consent before there were any",
      { externalId: "x", consents: [{ item: "terms", version: "1", agreed: true, at: "0001-01-01T00:00:00+14:00" }] },
      "field_invalid consents.0.at",
    ],
  ])("%s", async (_name, line, expected) => {
    const before = await people();
    const { job, report } = await importLines(server, [line]);
    expect(outcome(report)).toEqual([expected]);
    expect(job.counts).toMatchObject({ lines: 1, refused: 1 });
    expect(await people()).toBe(before);
  });

  test("a moment with an offset that PostgreSQL does not have is one all the same; blank lines are kept nowhere", async () => {
    const externalId = newId();
    const line = { externalId, createdAt: "2001-01-01T00:00:00+23:59" };
    const { job, report } = await importLines(server, ["\n".repeat(20_000) + JSON.stringify(line)]);
    expect(report).toMatchObject([{ line: 20_001, result: "created" }]);
    const { body } = await manage(server.origin, "GET", `/users/${await userOf(externalId)}`);
    expect(body.createdAt).toBe("2000-12-31T00:01:00.000Z");
    const [parts] = await server.sql`select count(*)::int as n from user_import_parts where import_sid = ${job.id}`;
    expect(parts?.n).toBe(1);
  });

  test("a line of another encoding, a long one and a broken one hold up no other; blank ones have no report", async () => {
    const [one, other] = [newId(), newId()];
    const koreanInCp949 = Buffer.concat([
      Buffer.from('{"externalId":"y","name":"'),
      Buffer.from([0xb1, 0xe8]),
      Buffer.from('"}\n'),
    ]);
    const file = Buffer.concat([
      Buffer.from(`\u{feff}${JSON.stringify({ externalId: one })}\r\n\r\n`),
      koreanInCp949,
      Buffer.from(`{"name":"${"x".repeat(70_000)}"}\n{"externalId":\n`),
      Buffer.from(JSON.stringify({ externalId: other })),
    ]);
    const { body } = await send(server, file as unknown as BodyInit);
    const job = await ended(server, body.id);
    const report = await reportOf(server, body.id, "ko");
    expect(report.map(({ line }) => line)).toEqual([1, 3, 4, 5, 6]);
    expect(outcome(report)).toEqual(["created", "line_unreadable", "line_too_long", "line_unreadable", "created"]);
    expect(report[1]?.problems?.[0]?.message).toMatch(/^이 줄은 UTF-8/);
    expect(job.counts).toEqual({ lines: 5, created: 2, updated: 0, unchanged: 0, refused: 3 });
  });

  test("what somebody else has, and another own id for whom there is", async () => {
    const [a, b] = [
      { externalId: newId(), identifiers: [phone(), email()] },
      { externalId: newId(), identifiers: [phone(), email()] },
    ];
    await importLines(server, [a, b]);
    const before = await people();
    const { report } = await importLines(server, [
      { externalId: newId(), identifiers: [a.identifiers[0], email()] },
      { externalId: newId(), identifiers: [phone(), email(b.identifiers[1]?.value, false)] },
      { identifiers: [a.identifiers[0], b.identifiers[1]] },
      { externalId: a.externalId, identifiers: [phone()] },
      { externalId: a.externalId, identifiers: [b.identifiers[0]] },
    ]);
    expect(outcome(report)).toEqual([
      "taken identifiers.0.value",
      "taken identifiers.1.value",
      "taken identifiers.1.value",
      "other_identifier identifiers.0.value",
      "taken identifiers.0.value",
    ]);
    expect(await people()).toBe(before);
  });

  test("two lines of one person, by an id, a number, an address, or by different things; also hundreds of lines apart, and dry", async () => {
    const first = { externalId: newId(), identifiers: [phone(), email()] };
    const others = Array.from({ length: 600 }, () => ({ externalId: newId() }));
    const lines = [
      first,
      ...others,
      { externalId: first.externalId },
      { externalId: newId(), identifiers: [first.identifiers[0]] },
      { externalId: newId(), identifiers: [phone(), first.identifiers[1]] },
    ];
    const expected = [
      "line_repeated externalId",
      "line_repeated identifiers.0.value",
      "line_repeated identifiers.1.value",
    ];
    for (const query of ["?dryRun=1", ""]) {
      const before = await people();
      const { job, report } = await importLines(server, lines, query);
      expect(outcome(report).slice(-3)).toEqual(expected);
      expect(report.at(-1)?.problems?.[0]?.line).toBe(1);
      expect(report[0]?.user === null).toBe(query !== "");
      expect(job.counts).toMatchObject({ created: 601, refused: 3 });
      expect((await people()) - before).toBe(query === "" ? 601 : 0);
    }
    // By a number in one line and by the address in the other.
    const known = { externalId: newId(), identifiers: [phone(), email()] };
    await importLines(server, [known]);
    const { report } = await importLines(server, [
      { identifiers: [known.identifiers[0]] },
      { identifiers: [known.identifiers[1]] },
    ]);
    expect(outcome(report)).toEqual(["unchanged", "line_repeated externalId"]);
  });

  test("a file of nothing, of another type, broken, too slow settings", async () => {
    const refusal = async (body: BodyInit, headers = {}) => {
      const answer = await send(server, body, { headers });
      return [answer.status, answer.body.title, answer.body.parameter];
    };
    expect(await refusal("")).toEqual([400, "user_import.empty", undefined]);
    expect(await refusal("\n\n")).toEqual([400, "user_import.empty", undefined]);
    expect(await refusal("{}", { "content-type": "application/json" })).toEqual([415, "request.media_type", undefined]);
    expect(await refusal("{}", { "content-encoding": "br" })).toEqual([415, "request.media_type", undefined]);
    expect(await refusal("no gzip", { "content-encoding": "gzip" })).toEqual([
      400,
      "user_import.file_unreadable",
      undefined,
    ]);
    const figures = { signerKey: "a2V5", rounds: 8, memCost: 31 };
    expect(await refusal(JSON.stringify({ settings: { firebaseScrypt: figures } }))).toEqual([
      ...[400, "user_import.settings_invalid", "settings.firebaseScrypt.memCost"],
    ]);
    expect(await server.sql`select from user_imports where status = 'receiving'`).toEqual([]);
  });
});

describe("people who are there already", () => {
  test("a password is given to nobody by a number alone, unless whoever imports says that they are the same", async () => {
    const { number, sid } = await newcomer();
    const line = {
      externalId: newId(),
      name: "김하늘",
      identifiers: [phone(number)],
      passwordHash: await hash("of long ago", { cost: 4 }),
    };
    const { externalId: _externalId, ...unnamed } = line;
    expect(outcome((await importLines(server, [line])).report)).toEqual(["account_exists externalId"]);
    expect(outcome((await importLines(server, [unnamed])).report)).toEqual(["account_exists passwordHash"]);
    const { passwordHash: _passwordHash, ...harmless } = unnamed;
    expect(
      outcome((await importLines(server, [{ ...harmless, identifiers: [phone(number), email()] }])).report),
    ).toEqual(["account_exists identifiers.1.value"]);
    expect((await manage(server.origin, "GET", `/users/${sid}`)).body).toMatchObject({
      name: null,
      hasPassword: false,
    });
    expect(outcome((await importLines(server, [harmless])).report)).toEqual(["updated"]);
    // A number that nobody has proved there says nothing.
    expect(
      outcome((await importLines(server, [{ ...line, identifiers: [phone(number, false)] }], "?adopt=1")).report),
    ).toEqual(["taken identifiers.0.value"]);
    const { report } = await importLines(server, [line], "?adopt=1");
    expect(report).toEqual([{ line: 1, result: "updated", user: sid }]);
    expect((await manage(server.origin, "GET", `/users/${sid}`)).body).toMatchObject({
      externalId: line.externalId,
      hasPassword: true,
    });
    expect(outcome((await importLines(server, [line])).report)).toEqual(["unchanged"]);
  });

  test("what is missing is added to whom the own id names: an address, a proof, a password", async () => {
    const line = { externalId: newId(), identifiers: [phone(undefined, false)] };
    await importLines(server, [line]);
    const number = line.identifiers[0]?.value;
    const more = {
      ...line,
      identifiers: [phone(number), email()],
      passwordHash: await hash("a new word", { cost: 4 }),
    };
    expect(outcome((await importLines(server, [more])).report)).toEqual(["updated"]);
    const { body } = await manage(server.origin, "GET", `/users/${await userOf(line.externalId)}`);
    expect(body.identifiers.map(({ verifiedAt }: { verifiedAt: string | null }) => verifiedAt !== null)).toEqual([
      true,
      true,
    ]);
    expect(body.hasPassword).toBe(true);
    expect(outcome((await importLines(server, [more])).report)).toEqual(["unchanged"]);
  });

  test("people sign up with the same numbers meanwhile: each number has one account, whoever was first", async () => {
    await server.sql`delete from limit_counters`;
    const numbers = Array.from({ length: 12 }, () => newNumber());
    const lines = numbers.map((value) => ({ externalId: newId(), identifiers: [phone(value)] }));
    const signUps = Promise.all(numbers.map(signUp));
    const jobs = await burst(8, async (n) => {
      await new Promise((done) => setTimeout(done, n * 20));
      return await importLines(server, lines);
    });
    // Whose account was made while they were asked to agree proves anew whose it is.
    for (const state of await signUps) expect(["done", "identify"]).toContain(state);
    const known = new Set(["created", "unchanged", "account_exists externalId"]);
    for (const { report } of jobs) for (const result of outcome(report)) expect(known).toContain(result);
    for (const number of numbers)
      expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(1);
  });
});

describe("the job", () => {
  const many = (length: number) => Array.from({ length }, () => ({ externalId: newId(), identifiers: [phone()] }));

  test("the same file ten times at once, over two processes: each person once, the others unchanged", async () => {
    const second = await startApp(server);
    try {
      const lines = many(700);
      const before = await people();
      const jobs = await burst(10, (n) => importLines(n % 2 ? second : server, lines));
      const sum = jobs.reduce(
        (all, { job }) => ({
          created: all.created + job.counts.created,
          unchanged: all.unchanged + job.counts.unchanged,
        }),
        { created: 0, unchanged: 0 },
      );
      expect(sum).toEqual({ created: 700, unchanged: 6300 });
      expect((await people()) - before).toBe(700);
    } finally {
      await second.stop();
    }
  });

  test("what is left of it when it is over: the report, and no line, number, hash or key", async () => {
    const number = newNumber();
    const address = newAddress();
    const secret = randomBytes(32).toString("base64");
    const { job, report } = await importLines(server, [
      { settings: { firebaseScrypt: { signerKey: secret, saltSeparator: "Bw==", rounds: 8, memCost: 14 } } },
      { externalId: newId(), identifiers: [phone(number), email(address)] },
      { externalId: newId(), identifiers: [phone(number)] },
      { identifiers: [{ kind: "phone", value: number.slice(0, 9), verified: true }] },
    ]);
    expect(outcome(report)).toEqual([
      "settings",
      "created",
      "line_repeated identifiers.0.value",
      "phone_invalid identifiers.0.value",
    ]);
    expect(job.counts.lines).toBe(3);
    const left = JSON.stringify([
      await server.sql`select * from user_imports where sid = ${job.id}`,
      await server.sql`select * from user_import_parts where import_sid = ${job.id}`,
      await server.sql`select * from user_import_keys where import_sid = ${job.id}`,
      ...[report, await events(job.id), server.logLines],
    ]);
    for (const text of [number, number.slice(3), address, secret]) expect(left).not.toContain(text);
    expect(
      await server.sql`select from user_import_parts where import_sid = ${job.id} and sealed_lines is not null`,
    ).toEqual([]);
    expect(await server.sql`select from user_import_keys where import_sid = ${job.id}`).toEqual([]);
  });

  test("while it waits its lines are encrypted; it is cancelled once of fifty, and what it did stays", async () => {
    const lock = await server.sql.reserve();
    await lock`select pg_advisory_lock(${0x75_73_65_72}::bigint)`;
    const lines = many(600);
    const sent = await send(server, fileOf(lines));
    const { id } = sent.body;
    const kept = JSON.stringify(await server.sql`select * from user_import_parts where import_sid = ${id}`);
    expect(kept.length).toBeGreaterThan(10_000);
    expect(kept).not.toContain(lines[0]?.identifiers[0]?.value);
    expect((await manage(server.origin, "GET", `/users/imports/${id}`)).body).toMatchObject({
      status: "waiting",
      counts: { lines: 600 },
    });
    const answers = await burst(50, () => manage(server.origin, "POST", `/users/imports/${id}/cancel`));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.title === "user_import.over")).toHaveLength(49);
    await lock`select pg_advisory_unlock(${0x75_73_65_72}::bigint)`;
    lock.release();
    expect(await server.sql`select from user_import_parts where import_sid = ${id}`).toEqual([]);
    expect(await events(id)).toEqual([
      ["user_import.ended", { created: 0, updated: 0, unchanged: 0, refused: 0, canceled: true }],
    ]);
    const { job } = await importLines(server, many(1));
    expect(job.status).toBe("done");
    expect((await manage(server.origin, "GET", "/users/imports")).body.imports[0]).toEqual(job);
  });

  test("packed, and in small pieces, lines broken anywhere", async () => {
    const zipped = await importLines(server, many(300), "", { zipped: true });
    expect(zipped.job.counts).toMatchObject({ lines: 300, created: 300 });
    const bytes = Buffer.from(fileOf(many(300)));
    const pieces = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 777) controller.enqueue(bytes.subarray(at, at + 777));
        controller.close();
      },
    });
    const { body } = await send(server, pieces);
    expect((await ended(server, body.id)).counts).toMatchObject({ lines: 300, created: 300 });
  });

  test("a file that comes slowly is taken in, though other bodies have five seconds", async () => {
    const lines = many(2).map((line) => `${JSON.stringify(line)}\n`);
    const slow = new ReadableStream({
      async pull(controller) {
        const line = lines.shift();
        if (line === undefined) return controller.close();
        if (lines.length === 0) await pause(8500);
        controller.enqueue(Buffer.from(line));
      },
    });
    const { status, body } = await send(server, slow);
    expect(status).toBe(202);
    expect((await ended(server, body.id)).counts.created).toBe(2);
  });

  /** By an administrator in the console; `meanwhile` comes between the first lines, which the server has read, and the last. */
  async function sendWhile(admin: ConsoleBrowser, meanwhile: () => Promise<void>) {
    const pieces = [`${fileOf(many(400))}\n`, fileOf(many(1))];
    const held = new ReadableStream({
      async pull(controller) {
        if (pieces.length === 1) {
          await eventually(
            async () => (await server.sql`select from user_imports where status = 'receiving'`).length > 0,
          );
          await meanwhile();
        }
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(Buffer.from(piece));
      },
    });
    return await send(server, held, {
      headers: {
        ...{ authorization: "", origin: server.origin },
        cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
  }

  test("of somebody who is removed while it comes nothing is taken in", async () => {
    await enter(server);
    const admin = await enter(server);
    const before = await people();
    const sent = await sendWhile(admin, async () => {
      expect((await manage(server.origin, "DELETE", `/admins/${admin.sid}`)).status).toBe(204);
    });
    expect(sent.status).toBe(401);
    expect(await server.sql`select from user_imports where status <> 'done' and status <> 'canceled'`).toEqual([]);
    expect(await people()).toBe(before);
  });

  test("a passkey that was shown before a long file counts for the whole of it", async () => {
    const admin = await enter(server);
    const sent = await sendWhile(admin, () => ageSession(server.sql, admin.sid, "proved_at", 660));
    expect(sent.status).toBe(202);
    expect((await ended(server, sent.body.id)).counts.created).toBe(401);
  });

  test("a file that breaks off leaves nothing", async () => {
    const broken = new ReadableStream({
      async pull(controller) {
        controller.enqueue(Buffer.from(`${fileOf(many(400))}\n`));
        await eventually(
          async () => (await server.sql`select from user_imports where status = 'receiving'`).length > 0,
        );
        controller.error(new Error("gone"));
      },
    });
    await expect(send(server, broken)).rejects.toThrow();
    await eventually(async () => (await server.sql`select from user_imports where status = 'receiving'`).length === 0);
    expect(await server.sql`select from user_import_parts where sealed_lines is not null`).toEqual([]);
  });
});
