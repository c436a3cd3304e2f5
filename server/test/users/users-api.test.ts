/** @module Users by the management API: every operation, as it works and as it is refused, its events, and 50 of one kind at once. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, burst, newNumber, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage as request } from "../kit/vendors.js";
import { codeOf, Visitor } from "../signin/face.js";
import { newPerson, setExperience } from "../signin/kit.js";

const server = suite();
const answers: Answer[] = [];
async function manage(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await request(server.origin, method, path, body);
  answers.push(answer);
  return answer;
}

/** What an answer was refused with. */
const refusal = ({ status, body }: Answer) => [status, body.title, body.parameter];

async function make(more: object = {}): Promise<{ sid: string; number: string; idSid: string }> {
  const number = newNumber();
  const identifiers = [{ kind: "phone", value: number, verified: true }];
  const { status, body } = await manage("POST", "/users", { identifiers, ...more });
  expect([status, body.detail]).toEqual([201, undefined]);
  return { sid: body.sid, number, idSid: body.identifiers[0].sid };
}

let nextAddress = 0;
const newAddress = () => `kim${nextAddress++}@example.com`;

let admin = "";
beforeAll(async () => {
  const { body } = await manage("GET", "/keys");
  admin = body.keys.find((key: { kind: string }) => key.kind === "admin").id;
});

let mark = "";
beforeEach(async () => {
  const [row] = await server.sql<{ mark: string }[]>`select coalesce(max(sid), '') as mark from audit_events`;
  mark = row?.mark ?? "";
});

/** What happened to a user in this test, oldest first; each by the admin token. */
async function events(sid: string) {
  const { body } = await manage("GET", `/audit-log?subject=${sid}`);
  return body.events
    .filter(({ id }: { id: string }) => id > mark)
    .reverse()
    .map(({ type, actor, before, after, data, requestId }: Record<string, unknown>) => {
      expect(actor).toEqual({ kind: "admin", id: admin });
      expect(requestId).toEqual(expect.any(String));
      return [type, ...[before, after, data].filter((one) => one !== null)];
    });
}

const any = expect.any(String);

describe("made", () => {
  test("with everything, read as people write it", async () => {
    const address = newAddress();
    const number = newNumber();
    const { status, body } = await manage("POST", "/users", {
      name: " 김하늘 ",
      language: "ko",
      identifiers: [
        { kind: "phone", value: `0${number.slice(3)}`, verified: true },
        { kind: "email", value: ` ${address.toUpperCase()}` },
        { kind: "username", value: "Sky.Kim" },
      ],
      password: "a bicycle in the rain",
    });
    expect(status).toBe(201);
    const of = (kind: string, value: string, at: unknown) => ({
      ...{ sid: any, kind, value, createdAt: any },
      ...{ verifiedAt: at, provedAt: at },
    });
    expect(body.identifiers).toHaveLength(3);
    expect(body.identifiers).toEqual(
      expect.arrayContaining([of("phone", number, any), of("email", address, null), of("username", "sky.kim", null)]),
    );
    expect(body).toEqual({
      ...{ sid: any, externalId: null, name: "김하늘", language: "ko", status: "active", hasPassword: true },
      ...{ identifiers: expect.any(Array), createdAt: any, updatedAt: any, suspendedAt: null },
    });
    expect((await manage("GET", `/users/${body.sid}`)).body).toEqual(body);
    const added = (kind: string, verified: boolean) => ["user.identifier.added", { sid: any, kind, verified }];
    expect(await events(body.sid)).toEqual([
      ["user.created"],
      ...[added("phone", true), added("email", false), added("username", false)],
    ]);
  });

  test("a number that was vouched for opens the account", async () => {
    const { sid, number } = await make();
    const visitor = new Visitor(server.origin);
    expect((await visitor.signIn(number)).state).toBe("account");
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
  });

  test.each([
    ["nothing", {}, "identifiers"],
    ["no identifier", { identifiers: [] }, "identifiers"],
    [
      "two numbers",
      { identifiers: [newNumber(), newNumber()].map((value) => ({ kind: "phone", value })) },
      "identifiers",
    ],
    ["a landline", { identifiers: [{ kind: "phone", value: "02-123-4567" }] }, "identifiers.0.value"],
    ["no address", { identifiers: [{ kind: "email", value: "kim" }] }, "identifiers.0.value"],
    ["a short user name", { identifiers: [{ kind: "username", value: "ab" }] }, "identifiers.0.value"],
    ["a long user name", { identifiers: [{ kind: "username", value: "a".repeat(33) }] }, "identifiers.0.value"],
    [
      "a user name that is verified",
      { identifiers: [{ kind: "username", value: "abc", verified: true }] },
      "identifiers.0.verified",
    ],
    [
      "a word for a switch",
      { identifiers: [{ kind: "phone", value: newNumber(), verified: "true" }] },
      "identifiers.0.verified",
    ],
    ["another kind", { identifiers: [{ kind: "social", value: "kakao" }] }, "identifiers.0.kind"],
    ["an empty name", { name: " ", identifiers: [{ kind: "username", value: "abc" }] }, "name"],
    ["a name nobody sees", { name: "\u200b", identifiers: [{ kind: "username", value: "abc" }] }, "name"],
    ["another language", { language: "ja", identifiers: [{ kind: "username", value: "abc" }] }, "language"],
    ["a member too many", { role: "admin", identifiers: [{ kind: "username", value: "abc" }] }, "body"],
  ])("refused: %s", async (_what, body, parameter) => {
    expect(refusal(await manage("POST", "/users", body))).toEqual([400, "request.invalid", parameter]);
    expect(await server.sql`select from identifiers where value in ('abc', 'kakao')`).toHaveLength(0);
  });

  test("a weak password is refused as on the pages", async () => {
    const identifiers = [{ kind: "phone", value: newNumber() }];
    for (const [password, title] of [
      ["short", "sign_in.password_short"],
      ["password123", "sign_in.password_common"],
      ["x".repeat(200), "sign_in.password_long"],
    ])
      expect(refusal(await manage("POST", "/users", { identifiers, password }))).toEqual([400, title, "password"]);
  });

  test("what somebody has is refused with its place, and nothing is made", async () => {
    const { number } = await make();
    const address = newAddress();
    const identifiers = [
      { kind: "email", value: address },
      { kind: "phone", value: number },
    ];
    const refused = await manage("POST", "/users", { name: "Kim", identifiers });
    expect(refusal(refused)).toEqual([409, "user.identifier_taken", "identifiers.1.value"]);
    expect(await server.sql`select from identifiers where value = ${address}`).toHaveLength(0);
    expect(await server.sql`select from users where name = 'Kim'`).toHaveLength(0);
  });

  test("50 with one number and 50 addresses at once: one is made, all others are told", async () => {
    const number = newNumber();
    const made = await burst(50, (n) =>
      manage("POST", "/users", {
        name: "Fifty",
        identifiers: [
          { kind: "email", value: `fifty${n}@example.com` },
          { kind: "phone", value: number, verified: true },
        ],
      }),
    );
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = made.filter(({ status }) => status !== 201).map(refusal);
    expect(others).toEqual(Array(49).fill([409, "user.identifier_taken", "identifiers.1.value"]));
    expect(await server.sql`select from users where name = 'Fifty'`).toHaveLength(1);
    expect(await server.sql`select from identifiers where value like 'fifty%'`).toHaveLength(1);
  });
});

describe("changed", () => {
  test("name and language; null clears, what is absent stays, the same is no event", async () => {
    const { sid } = await make({ name: "Kim", language: "ko" });
    const patch = async (body: object) => {
      const { status, body: user } = await manage("PATCH", `/users/${sid}`, body);
      return [status, user.name, user.language];
    };
    expect(await patch({ name: "Lee" })).toEqual([200, "Lee", "ko"]);
    expect(await patch({ language: "en" })).toEqual([200, "Lee", "en"]);
    expect(await patch({ name: null, language: null })).toEqual([200, null, null]);
    expect(await patch({ name: null })).toEqual([200, null, null]);
    expect(await patch({})).toEqual([200, null, null]);
    expect((await events(sid)).slice(2)).toEqual([
      ["user.updated", {}, {}, { changed: ["name"] }],
      ["user.updated", { language: "ko" }, { language: "en" }],
      ["user.updated", { language: "en" }, { language: null }, { changed: ["name"] }],
    ]);
  });

  test.each([
    ['{"role":"admin"}'],
    ['{"sid":"US00000000000000000000000000000000"}'],
    ['{"verifiedAt":"2026-01-01T00:00:00Z"}'],
    ['{"identifiers":[]}'],
    ['{"suspendedAt":null}'],
    ['{"password":"a bicycle in the rain"}'],
    ['{"__proto__":{"isAdmin":true}}'],
    ['{"constructor":{"prototype":{"isAdmin":true}}}'],
    ['{"constructor":1,"name":"Park"}'],
    ['{"name":"Park","language":"ko","__proto__":null}'],
    ['{"name":1}'],
    ['{"name":"a\\u0000b"}'],
    ["[]"],
    ["null"],
    ["{"],
  ])("A37: %s is refused, and the row is as it was", async (body) => {
    const { sid } = await make({ name: "Kim" });
    const row = async () =>
      await server.sql`select u.*, i.* from users u join identifiers i on i.user_sid = u.sid where u.sid = ${sid}`;
    const before = await row();
    expect((await manage("PATCH", `/users/${sid}`, body)).status).toBe(400);
    expect(await row()).toEqual(before);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  test("50 changes at once are 50 events or none: the last one holds", async () => {
    const { sid } = await make({ name: "Kim" });
    await burst(50, (n) => manage("PATCH", `/users/${sid}`, { name: `Kim ${n}` }));
    expect((await manage("GET", `/users/${sid}`)).body.name).toMatch(/^Kim \d+$/);
    expect((await events(sid)).filter(([type]: string[]) => type === "user.updated")).toHaveLength(50);
  });
});

describe("identifiers", () => {
  test("added, vouched for, removed", async () => {
    const { sid, idSid } = await make();
    const address = newAddress();
    const path = `/users/${sid}/identifiers`;
    const { status, body: made } = await manage("POST", path, { kind: "email", value: address });
    expect([status, made.value, made.verifiedAt]).toEqual([201, address, null]);
    const again = await manage("POST", path, { kind: "email", value: address });
    expect([again.status, again.body]).toEqual([200, made]);
    const vouched = await manage("POST", path, { kind: "email", value: address, verified: true });
    expect([vouched.status, vouched.body.sid, vouched.body.verifiedAt]).toEqual([200, made.sid, any]);
    expect((await manage("DELETE", `${path}/${idSid}`)).status).toBe(204);
    expect(refusal(await manage("DELETE", `${path}/${idSid}`))).toEqual([404, "user.identifier_not_found", undefined]);
    const sidAndKind = { sid: made.sid, kind: "email" };
    expect((await events(sid)).slice(2)).toEqual([
      ["user.identifier.added", { ...sidAndKind, verified: false }],
      ["user.identifier.changed", { ...sidAndKind, verified: true }],
      ["user.identifier.removed", { sid: idSid, kind: "phone" }],
    ]);
  });

  test("one of a kind, and nobody else's", async () => {
    const { sid } = await make();
    const other = await make();
    const path = `/users/${sid}/identifiers`;
    expect(refusal(await manage("POST", path, { kind: "phone", value: newNumber() }))).toEqual([
      ...[409, "user.identifier_exists", "phone"],
    ]);
    const taken = newAddress();
    await manage("POST", `/users/${other.sid}/identifiers`, { kind: "email", value: taken });
    const refused = await manage("POST", path, { kind: "email", value: taken });
    expect(refusal(refused)).toEqual([409, "user.identifier_taken", "value"]);
    expect(refusal(await manage("POST", path, { kind: "email", value: "x" }))).toEqual([
      400,
      "request.invalid",
      "value",
    ]);
  });

  test("the last one that was verified stays, unless it is forced", async () => {
    const { sid, idSid, number } = await make();
    const path = `/users/${sid}/identifiers`;
    const { body: name } = await manage("POST", path, { kind: "username", value: `only.${nextAddress++}` });
    expect(refusal(await manage("DELETE", `${path}/${idSid}`))).toEqual([409, "user.last_identifier", undefined]);
    expect((await manage("DELETE", `${path}/${name.sid}`)).status).toBe(204);
    expect((await manage("DELETE", `${path}/${idSid}?force=yes`)).status).toBe(400);
    expect((await manage("DELETE", `${path}/${idSid}?force=1`)).status).toBe(204);
    expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(0);
    // It is free at once: A → B → A.
    for (const user of [await make(), { sid }]) {
      const { status, body } = await manage("POST", `/users/${user.sid}/identifiers`, {
        kind: "email",
        value: "free@example.com",
      });
      expect(status).toBe(201);
      await manage("DELETE", `/users/${user.sid}/identifiers/${body.sid}?force=1`);
    }
  });

  test("50 times another address for one user at once: one is added; 50 users for one address: one has it", async () => {
    const { sid } = await make();
    const added = await burst(50, () =>
      manage("POST", `/users/${sid}/identifiers`, { kind: "email", value: newAddress() }),
    );
    expect(added.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(added.filter(({ status }) => status !== 201).map(({ body }) => body.title))).toEqual(
      new Set(["user.identifier_exists"]),
    );
    const users = await burst(50, () => make());
    const value = newAddress();
    const raced = await burst(50, (n) =>
      manage("POST", `/users/${users[n]?.sid}/identifiers`, { kind: "email", value, verified: true }),
    );
    expect(raced.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(raced.filter(({ body }) => body.title === "user.identifier_taken")).toHaveLength(49);
  });

  test("two identifiers removed 50 times at once: the last one stays", async () => {
    const { sid, idSid } = await make();
    const path = `/users/${sid}/identifiers`;
    const { body } = await manage("POST", path, { kind: "email", value: newAddress(), verified: true });
    await burst(50, (n) => manage("DELETE", `${path}/${n % 2 ? idSid : body.sid}`));
    expect(await server.sql`select from identifiers where user_sid = ${sid}`).toHaveLength(1);
  });
});

test("a password is set, and taken away", async () => {
  const { sid } = await make();
  const path = `/users/${sid}/password`;
  expect((await manage("PUT", path, { password: "a bicycle in the rain" })).status).toBe(204);
  expect((await manage("GET", `/users/${sid}`)).body.hasPassword).toBe(true);
  expect(refusal(await manage("PUT", path, { password: "qwertyuiop" }))[1]).toBe("sign_in.password_common");
  for (const wrong of [{}, { password: 1 }, { password: "a bicycle in the rain", hash: "x" }])
    expect((await manage("PUT", path, wrong)).status).toBe(400);
  for (let n = 0; n < 2; n++) expect((await manage("DELETE", path)).status).toBe(204);
  expect((await manage("GET", `/users/${sid}`)).body.hasPassword).toBe(false);
  expect((await events(sid)).slice(2)).toEqual([
    ["user.password.changed", { removed: false }],
    ["user.password.changed", { removed: true }],
  ]);
});

describe("suspended", () => {
  test("sessions end, signing in is refused, and all of it comes back but the sessions", async () => {
    const { visitor, number, sid } = await newPerson(server);
    const [session] = await server.sql`select sid from sessions where user_sid = ${sid}`;
    for (let n = 0; n < 2; n++) {
      const { status, body } = await manage("POST", `/users/${sid}/suspend`);
      expect([status, body.status, body.suspendedAt]).toEqual([200, "suspended", any]);
    }
    expect((await visitor.open("/account")).state).not.toBe("account");
    await server.sql`delete from limit_counters`;
    const refused = await new Visitor(server.origin, "json").signIn(number);
    expect(refused.body.error.code).toBe("sign_in.suspended");
    // One that a sign-in wrote a moment too late.
    await server.sql`insert into sessions (sid, user_sid, token_hash, amr, device) values ('SElate', ${sid}, 'late', '[]', '')`;
    for (let n = 0; n < 2; n++) {
      const { status, body } = await manage("POST", `/users/${sid}/resume`);
      expect([status, body.status, body.suspendedAt]).toEqual([200, "active", null]);
    }
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(0);
    await server.sql`delete from limit_counters`;
    expect((await new Visitor(server.origin).signIn(number)).state).toBe("account");
    const told =
      await server.sql`select type, data from audit_events where subject_id = ${sid} and actor_kind = 'admin' order by sid`;
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ["user.suspended", null],
      ["session.ended", { session: session?.sid, reason: "suspended" }],
      ["user.resumed", null],
      ["session.ended", { session: "SElate", reason: "suspended" }],
    ]);
  });

  test("while 50 requests use the session: none passes that was sent after the answer", async () => {
    const { visitor, sid } = await newPerson(server, "json");
    let isSuspended = false;
    const late: string[] = [];
    let early = 0;
    const use = async () => {
      for (let n = 0; n < 6; n++) {
        const isLate = isSuspended;
        const response = await visitor.raw("GET", "/account");
        const { state } = (await response.json()) as { state?: string };
        const isIn = response.status === 200 && state === "account";
        if (isLate) late.push(isIn ? "in" : "out");
        else if (isIn) early += 1;
      }
    };
    const suspend = async () => {
      await eventually(async () => early > 10);
      expect((await manage("POST", `/users/${sid}/suspend`)).status).toBe(200);
      isSuspended = true;
    };
    await Promise.all([suspend(), ...Array.from({ length: 50 }, use)]);
    await use();
    expect(late.length).toBeGreaterThan(0);
    expect(late).not.toContain("in");
  });
});

describe("sessions", () => {
  test("listed, one ended, all ended", async () => {
    const { visitor, number, sid } = await newPerson(server);
    await server.sql`delete from limit_counters`;
    const elsewhere = new Visitor(server.origin, "html", { "user-agent": "KAKAOTALK 10.0 (Android)" });
    await elsewhere.signIn(number);
    const path = `/users/${sid}/sessions`;
    const { sessions } = (await manage("GET", path)).body;
    expect(sessions.map(({ device }: { device: string }) => device)).toEqual([
      expect.stringContaining("KakaoTalk"),
      any,
    ]);
    expect(sessions[0]).toEqual({
      ...{ sid: any, device: any, amr: ["sms"], authTime: any, createdAt: any, usedAt: any, restrictedUntil: null },
    });
    expect((await manage("DELETE", `${path}/${sessions[0].sid}`)).status).toBe(204);
    expect(refusal(await manage("DELETE", `${path}/${sessions[0].sid}`))[1]).toBe("user.session_not_found");
    expect((await elsewhere.open("/account")).state).not.toBe("account");
    expect((await visitor.open("/account")).state).toBe("account");
    for (let n = 0; n < 2; n++) expect((await manage("DELETE", path)).status).toBe(204);
    expect((await visitor.open("/account")).state).not.toBe("account");
    expect((await manage("GET", path)).body).toEqual({ sessions: [] });
    const ended = await server.sql`select data from audit_events
      where subject_id = ${sid} and type = 'session.ended' and actor_id = ${admin} order by sid`;
    expect(ended.map(({ data }) => data.session)).toEqual(sessions.map((one: { sid: string }) => one.sid));
  });

  test("another user's session is not to be found", async () => {
    const { sid } = await make();
    const other = await newPerson(server);
    const [session] = await server.sql`select sid from sessions where user_sid = ${other.sid}`;
    expect((await manage("DELETE", `/users/${sid}/sessions/${session?.sid}`)).status).toBe(404);
    expect((await other.visitor.open("/account")).state).toBe("account");
  });

  test("one that a new sign-in replaces, and those a changed number ends, are told", async () => {
    const { visitor, number, sid } = await newPerson(server);
    const [first] = await server.sql`select sid from sessions where user_sid = ${sid}`;
    await server.sql`delete from limit_counters`;
    await visitor.signIn(number, "/sign-in?other=1");
    const [second] = await server.sql`select sid from sessions where user_sid = ${sid}`;
    await server.sql`delete from limit_counters`;
    const elsewhere = new Visitor(server.origin);
    await elsewhere.signIn(number);
    await server.sql`delete from limit_counters`;
    const another = newNumber();
    await elsewhere.open("/account/link?to=phone");
    await elsewhere.act("send", { phone: another });
    await elsewhere.act("check", { code: await codeOf(server.origin, another) });
    const told =
      await server.sql`select actor_id, data from audit_events where subject_id = ${sid} and type = 'session.ended' order by sid`;
    expect(told).toEqual([
      { actorId: sid, data: { session: first?.sid, reason: "replaced" } },
      { actorId: sid, data: { session: second?.sid, reason: "identifier" } },
    ]);
  });

  test("and those that a reset password ends", async () => {
    const methods = [{ identifier: "phone", code: true, password: true, first: "code" }];
    await setExperience(server, { signIn: { methods } });
    const { number, sid } = await newPerson(server);
    const [first] = await server.sql`select sid from sessions where user_sid = ${sid}`;
    await server.sql`delete from limit_counters`;
    const visitor = new Visitor(server.origin);
    await visitor.signIn(number, "/reset-password");
    await visitor.act("set-password", { password: "quiet-river-77", "end-others": true });
    expect((await visitor.open("/account")).state).toBe("account");
    const told = await server.sql`select data from audit_events where subject_id = ${sid} and type = 'session.ended'`;
    expect(told.map(({ data }) => data)).toEqual([{ session: first?.sid, reason: "password" }]);
    await setExperience(server, {});
  });
});

test("consents are listed; one that a person changes, and a name, are told by them", async () => {
  await setExperience(server, {
    terms: [{ id: "news", version: "1", required: false, title: { ko: "소식", en: "News" } }],
  });
  const number = newNumber();
  const visitor = new Visitor(server.origin);
  await visitor.signIn(number);
  await visitor.act("agree", { news: true });
  const [{ userSid } = { userSid: "" }] = await server.sql<
    { userSid: string }[]
  >`select user_sid from identifiers where value = ${number}`;
  const item = { item: "news", version: "1", at: any, source: null };
  const consents = async () => (await manage("GET", `/users/${userSid}/consents`)).body.consents;
  expect(await consents()).toEqual([{ ...item, agreed: true }]);
  await visitor.post("/account/consents?item=news&agree=0");
  expect(await consents()).toEqual([{ ...item, agreed: false }]);
  await visitor.post("/account/name", { name: "김하늘" });
  const told = await server.sql`select type, actor_id, data from audit_events where subject_id = ${userSid}
    and type in ('user.consent.changed', 'user.updated') order by sid`;
  expect(told).toEqual([
    { type: "user.consent.changed", actorId: userSid, data: { item: "news", agreed: false } },
    { type: "user.updated", actorId: userSid, data: { changed: ["name"] } },
  ]);
  await setExperience(server, {});
});

test("whoever is not there is not found, by any operation, and strangers are refused", async () => {
  const gone = (await make()).sid;
  await manage("DELETE", `/users/${gone}`);
  const operations: [string, string, unknown?][] = [
    ...(["GET", "DELETE"] as const).map((method): [string, string] => [method, ""]),
    ["PATCH", "", { name: "x" }],
    ["POST", "/suspend"],
    ["POST", "/resume"],
    ["POST", "/identifiers", { kind: "phone", value: newNumber() }],
    ["DELETE", `/identifiers/ID${"0".repeat(32)}`],
    ["PUT", "/password", { password: "a bicycle in the rain" }],
    ["DELETE", "/password"],
    ["GET", "/sessions"],
    ["DELETE", "/sessions"],
    ["DELETE", `/sessions/SE${"0".repeat(32)}`],
    ["GET", "/consents"],
  ];
  for (const [method, path, body] of operations)
    for (const sid of [gone, "US1", "%00", "__proto__"]) {
      const answer = await manage(method, `/users/${sid}${path}`, body);
      expect([method, path, sid, ...refusal(answer)]).toEqual([method, path, sid, 404, "user.not_found", undefined]);
    }
  for (const [method, path, body] of [...operations, ["GET", "x"], ["POST", "x", {}]] as typeof operations) {
    const url = path === "x" ? "/users" : `/users/${gone}${path}`;
    const answer = await request(server.origin, method, url, body, { headers: { authorization: "Bearer nobody" } });
    expect([method, path, answer.status]).toEqual([method, path, 401]);
    const site = await request(server.origin, method, url, body, { headers: { origin: "https://evil.example" } });
    expect([method, path, site.body.title]).toEqual([method, path, "request.other_site"]);
  }
});

test("no number and no address is in the log, in a refusal or in an event", async () => {
  const values = await server.sql<{ value: string }[]>`select value from identifiers where kind <> 'username'`;
  expect(values.length).toBeGreaterThan(50);
  const told = await server.sql<{ row: string }[]>`select audit_events::text as row from audit_events`;
  const refusals = answers.filter(({ status }) => status >= 400).map(({ body }) => JSON.stringify(body));
  expect(refusals.length).toBeGreaterThan(50);
  const texts = [...server.logLines, ...told.map(({ row }) => row), ...refusals].join("\n");
  expect(values.filter(({ value }) => texts.includes(value.replace("+82", "")))).toEqual([]);
});
