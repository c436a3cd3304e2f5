/**
 * @module Two strangers name the same number: each has a verification, tries, a nonce and an answer of their own, and the phone
 * gets no more texts because there are two of them. All suites end by making the codes of every live row anew.
 */
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { emptyRecipients } from "../../dist/verify/upkeep-store.js";
import {
  type Answer,
  age,
  ageSends,
  burst,
  call,
  check,
  credentials,
  phone,
  randomNumber,
  SECRET_KEY,
  type ServerProcess,
  service,
  start,
  startApp,
  startProcess,
  suite,
  suiteDatabase,
  type TestDatabase,
  wrongCode,
} from "../harness.js";
import { eventually, rounds } from "../kit/pace.js";
import { wrongCodes } from "../kit/right-codes.js";

const TEST_NUMBER = "+821000000001";
const server = suite({ env: { MUNJIGI_TEST_NUMBERS: `${TEST_NUMBER}=424242` } });

async function setLimits(origin: string, serviceSid: string, limits: object) {
  const response = await fetch(`${origin}/api/services/${serviceSid}/limits`, {
    method: "PATCH",
    body: JSON.stringify(limits),
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
  });
  expect(response.status).toBe(200);
}

const open = { soft: [], hard: [] };
/** Sixty sends a minute are few here, and most codes are wrong on purpose. */
const generous = { service: open, failShare: { checks: 0, share: 1 } };

beforeAll(() => setLimits(server.origin, credentials.serviceSid, generous));

afterEach(async () => {
  expect(await wrongCodes(server)).toEqual([]);
});

interface At {
  origin?: string;
  headers?: Record<string, string>;
}

const send = (to: string, more: object = {}, { origin = server.origin, headers = {} }: At = {}) =>
  phone(origin, "/phone", { phoneNumber: to, ...more }, headers);
const verify = (to: string, code: string, more: object = {}, { origin = server.origin, headers = {} }: At = {}) =>
  phone(origin, "/phone-verification", { phoneNumber: to, code, ...more }, headers);

const claimsOf = ({ body }: Answer) =>
  JSON.parse(Buffer.from(body.verificationToken.split(".")[1], "base64url").toString());

const statuses = (answers: readonly Answer[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** The codes of a number's texts by their verification, as the phone shows them. */
async function codesOf(to: string, origin = server.origin): Promise<Record<string, string>> {
  const inbox = await fetch(`${origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  const texts = (await inbox.json()) as { id: string; code: string }[];
  const ids = texts.map(({ id }) => id);
  const rows = await server.sql`select sid, verification_sid from messages where sid in ${server.sql(ids)}`;
  return Object.fromEntries(
    rows.map((row) => [row.verificationSid, texts.find(({ id }) => id === row.sid)?.code ?? ""]),
  );
}

async function textsTo(to: string, { sql }: Pick<TestDatabase, "sql"> = server): Promise<number> {
  const [row] = await sql`select count(*)::int as n from messages m join verifications v on v.sid = m.verification_sid
    where v.recipient = ${to}`;
  return row?.n;
}

async function begin(to: string, more: object = {}) {
  const { status, body } = await send(to, more);
  expect(status).toBe(200);
  const id: string = body.verificationId;
  return { id, code: (await codesOf(to))[id] as string, body };
}

/** The page, and half a minute later a stranger. */
async function beginBoth(pageSays: object, strangerSays: object, to = randomNumber()) {
  const page = await begin(to, pageSays);
  await ageSends(server.sql, page.id, 31);
  const stranger = await begin(to, strangerSays);
  return { to, page, stranger };
}

/** Both may have the same code by chance, and then nothing can be told apart. */
async function beginApart(pageSays: object, strangerSays: object) {
  for (;;) {
    const both = await beginBoth(pageSays, strangerSays);
    if (both.page.code !== both.stranger.code) return both;
  }
}

const fail = async (times: number, to: string, code: string, more: object = {}) => {
  for (let n = 0; n < times; n++) expect((await verify(to, code, more)).status).toBe(403);
};

async function newKey(settings: object) {
  const made = await call(server.origin, "/Services", { FriendlyName: "Shop" });
  const response = await fetch(`${server.origin}/api/keys`, {
    method: "POST",
    body: JSON.stringify({ kind: "publishable", name: "page", serviceSid: made.body.sid, ...settings }),
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
  });
  const { secret } = (await response.json()) as { secret: string };
  return { serviceSid: made.body.sid as string, headers: { "x-munjigi-key": secret } };
}

describe("who began has their own", () => {
  test.each([
    ["both with a nonce", { nonce: "page" }, { nonce: "stranger" }],
    ["the stranger without", { nonce: "page" }, {}],
    ["the page without", {}, { nonce: "stranger" }],
    ["neither", {}, {}],
  ])("%s: verification, tries, nonce and answer", async (_, pageSays: { nonce?: string }, strangerSays) => {
    const { to, page, stranger } = await beginApart(pageSays, strangerSays);
    expect(stranger.id).not.toBe(page.id);
    // What the number has had is said to both alike.
    expect(stranger.body).toMatchObject({ sendsLeft: 3, resendInSeconds: 60, expiresInSeconds: 600 });
    const neither = ["111111", "222222", "333333"].find((code) => code !== page.code && code !== stranger.code) ?? "";
    await fail(5, to, neither, { verificationId: stranger.id });
    expect((await verify(to, neither, { verificationId: stranger.id })).body.error).toBe("Max Check Attempts Reached");
    await fail(5, to, neither);
    expect((await verify(to, page.code)).body.error).toBe("Max Check Attempts Reached");
    await fail(1, to, stranger.code, { verificationId: page.id });
    const right = await verify(to, page.code, { verificationId: page.id });
    expect(right.status).toBe(200);
    const claims = claimsOf(right);
    expect([claims.sub, claims.nonce, claims.phone_number]).toEqual([page.id, pageSays.nonce, to]);
  });

  test("of two codes in one phone the one that was sent for a verificationId counts for it", async () => {
    const { to, page, stranger } = await beginApart({ nonce: "page" }, { nonce: "stranger" });
    await fail(1, to, page.code, { verificationId: stranger.id });
    const theirs = claimsOf(await verify(to, stranger.code, { verificationId: stranger.id }));
    expect([theirs.sub, theirs.nonce]).toEqual([stranger.id, "stranger"]);
    expect((await verify(to, page.code, { verificationId: stranger.id })).status).toBe(400);
    const ours = claimsOf(await verify(to, page.code, { verificationId: page.id }));
    expect([ours.sub, ours.nonce]).toEqual([page.id, "page"]);
  });

  test("a stranger who maxes out and begins anew, again and again, leaves the page's verification as it was", async () => {
    const { to, page, stranger } = await beginApart({ nonce: "page" }, { nonce: "stranger" });
    await fail(5, to, wrongCode(stranger.code), { verificationId: stranger.id });
    expect((await send(to, { nonce: "stranger" })).status).toBe(429);
    await ageSends(server.sql, stranger.id, 61);
    const anew = await begin(to, { nonce: "stranger" });
    expect([stranger.id, page.id]).not.toContain(anew.id);
    const [row] = await server.sql`select status, attempts, extras from verifications where sid = ${page.id}`;
    expect(row).toEqual({ status: "pending", attempts: 0, extras: { nonce: "page" } });
    expect((await verify(to, page.code, { verificationId: page.id })).status).toBe(200);
  });

  test("a page that maxed out its own begins anew, whatever a stranger does meanwhile", async () => {
    const { to, page, stranger } = await beginApart({ nonce: "page" }, { nonce: "stranger" });
    await fail(5, to, wrongCode(page.code), { verificationId: page.id });
    await ageSends(server.sql, stranger.id, 301);
    const anew = await begin(to, { nonce: "page" });
    expect(anew.id).not.toBe(page.id);
    expect(claimsOf(await verify(to, anew.code, { verificationId: anew.id })).nonce).toBe("page");
  });
});

describe("one number, however many begin", () => {
  test("30, 60, 120 and 300 seconds between the sends of all of them, and five in all", async () => {
    const to = randomNumber();
    const newcomers = [{ nonce: "a" }, {}, { nonce: "b" }, {}, { nonce: "c" }];
    for (const [index, more] of newcomers.entries()) {
      const { id, body } = await begin(to, more);
      expect(body.sendsLeft).toBe(4 - index);
      const wait = [30, 60, 120, 300, body.expiresInSeconds][index];
      expect(body.resendInSeconds).toBe(wait);
      for (const other of [{}, { nonce: `stranger-${index}` }]) {
        const early = await send(to, other);
        expect(early.body.error).toBe("Too Many Requests");
        expect(early.body.retryAfterSeconds).toBeLessThanOrEqual(wait);
        expect(early.body.retryAfterSeconds).toBeGreaterThan(wait - 20);
      }
      await ageSends(server.sql, id, 301);
    }
    expect((await send(to, { nonce: "d" })).status).toBe(429);
    expect(await textsTo(to)).toBe(5);
  });

  test("locking one's own verification is no way around the wait of the number", async () => {
    const to = randomNumber();
    const { id, code } = await begin(to, { nonce: "a" });
    await fail(5, to, wrongCode(code), { verificationId: id });
    for (const more of [{ nonce: "b" }, {}]) expect((await send(to, more)).status).toBe(429);
  });

  test("what was verified makes nobody wait", async () => {
    const to = randomNumber();
    for (const more of [{ nonce: "a" }, {}, { nonce: "a" }]) {
      const { id, code } = await begin(to, more);
      expect((await verify(to, code, { verificationId: id })).status).toBe(200);
    }
  });

  test("a row of a release before, which all who named the number shared, counts like any other", async () => {
    const to = randomNumber();
    const { id, code } = await begin(to, { nonce: "before" });
    // As that release would have made it; only its hash by the number is another.
    await server.sql`update verifications set binding = '' where sid = ${id}`;
    expect((await send(to, { nonce: "after" })).status).toBe(429);
    expect((await verify(to, code)).status).toBe(200);
  });
});

describe("a start that is repeated because its answer was lost", () => {
  const repeat = async (to: string, more: object, at?: At) => {
    const first = await send(to, more, at);
    expect(first.status).toBe(200);
    const again = await send(to, more, at);
    expect(await textsTo(to)).toBe(1);
    return { first: first.body, again };
  };

  test("with its nonce it is given what it was given, and nothing more is sent", async () => {
    const to = randomNumber();
    const { first, again } = await repeat(to, { nonce: "page" });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ verificationId: first.verificationId, sendsLeft: 4 });
    await ageSends(server.sql, first.verificationId, 10);
    const later = await send(to, { nonce: "page" });
    expect(later.body.resendInSeconds).toBeLessThanOrEqual(20);
    expect(later.body.resendInSeconds).toBeGreaterThan(5);
    await ageSends(server.sql, first.verificationId, 21);
    expect((await send(to, { nonce: "page" })).body).toMatchObject({
      verificationId: first.verificationId,
      sendsLeft: 3,
      resendInSeconds: 60,
    });
    expect(await textsTo(to)).toBe(2);
  });

  test("without one it is a stranger's, and asking for a resend is no repetition", async () => {
    const to = randomNumber();
    const { again } = await repeat(to, {});
    expect(again.status).toBe(429);
    const { body } = await send(randomNumber(), { nonce: "page" });
    const other = randomNumber();
    const { id } = await begin(other, { nonce: "page" });
    expect(body.verificationId).not.toBe(id);
    for (const more of [{ verificationId: id }, { nonce: "page", verificationId: id }])
      expect((await send(other, more)).body.error).toBe("Too Many Requests");
  });

  test("also where its own send was the last that the limits allow, or has spent its proof of work", async () => {
    const trusting = await startApp(server, { env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
    try {
      const { serviceSid, headers } = await newKey({ challenge: "always" });
      await setLimits(server.origin, serviceSid, { number: { soft: [], hard: ["1/h"] } });
      const at = { origin: trusting.origin, headers: { ...headers, "x-forwarded-for": "198.18.7.1" } };
      const to = randomNumber();
      const { challenge } = (await send(to, { nonce: "page" }, at)).body;
      const solution = await solveChallenge({ challenge, deriveKey });
      const altcha = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
      const { first, again } = await repeat(to, { nonce: "page", altcha }, at);
      expect([again.status, again.body.verificationId]).toEqual([200, first.verificationId]);
      await setLimits(server.origin, serviceSid, { number: open });
      await eventually(async () => (await send(to, { nonce: "stranger", altcha }, at)).status === 428);
      expect((await send(to, { nonce: "page", altcha }, at)).body.verificationId).toBe(first.verificationId);
    } finally {
      await trusting.stop();
    }
  });

  test("what is locked or over is not repeated", async () => {
    const to = randomNumber();
    const { id, code } = await begin(to, { nonce: "page" });
    await fail(5, to, wrongCode(code), { verificationId: id });
    expect((await send(to, { nonce: "page" })).status).toBe(429);
    const other = randomNumber();
    const approved = await begin(other, { nonce: "page" });
    expect((await verify(other, approved.code)).status).toBe(200);
    expect((await begin(other, { nonce: "page" })).id).not.toBe(approved.id);
  });
});

describe("sending again", () => {
  test.each([
    ["the same nonce", { nonce: "page" }, () => ({ nonce: "page" })],
    ["the verificationId", {}, (id: string) => ({ verificationId: id })],
    ["the verificationId of a send with a nonce", { nonce: "page" }, (id: string) => ({ verificationId: id })],
  ])("by %s: the same verification and the same code", async (_, says, again) => {
    const to = randomNumber();
    const first = await begin(to, says);
    await ageSends(server.sql, first.id, 31);
    const second = await begin(to, again(first.id));
    expect([second.id, second.code]).toEqual([first.id, first.code]);
    expect(second.body.sendsLeft).toBe(3);
    const token = claimsOf(await verify(to, first.code, { verificationId: first.id }));
    expect(token.nonce).toBe((says as { nonce?: string }).nonce);
  });

  test("a verificationId of another number, of a nonce of one's own or of nothing at all opens no one else's", async () => {
    const other = await begin(randomNumber());
    for (const more of [
      { verificationId: other.id },
      { verificationId: "VE00000000000000000000000000000000" },
      { verificationId: "nonsense" },
      { verificationId: other.id, nonce: "stranger" },
    ])
      expect((await begin(randomNumber(), more)).id).not.toBe(other.id);
    const { to, page, stranger } = await beginBoth({ nonce: "page" }, {});
    for (const { id } of [page, stranger]) await ageSends(server.sql, id, 61);
    // It is known, but whoever says another nonce did not begin it.
    expect((await begin(to, { verificationId: page.id, nonce: "stranger" })).id).not.toBe(page.id);
    const [row] = await server.sql`select extras from verifications where sid = ${page.id}`;
    expect(row?.extras).toEqual({ nonce: "page" });
  });

  test("after a verification is over, its verificationId begins a new one, which can be sent again in turn", async () => {
    const to = randomNumber();
    const first = await begin(to);
    await age(server.sql, first.id, 601);
    const second = await begin(to, { verificationId: first.id });
    expect(second.id).not.toBe(first.id);
    await ageSends(server.sql, second.id, 31);
    expect((await begin(to, { verificationId: second.id })).id).toBe(second.id);
  });
});

describe("a client that knows neither nonce nor verificationId", () => {
  test.each(["first", "last"] as const)("has two texts after a resend: the code of the %s is right", async (which) => {
    const { to, page, stranger } = await beginApart({}, {});
    const chosen = which === "first" ? page : stranger;
    const right = await verify(to, chosen.code);
    expect(right.status).toBe(200);
    expect(claimsOf(right).sub).toBe(chosen.id);
    // Who repeats it, because the token was lost, is told, although the other one is live.
    expect((await verify(to, chosen.code)).body.error).toBe("Already Verified");
  });

  test("keeps its nonce where it has one: the code of its own text brings it, and not the stranger's", async () => {
    const { to, page } = await beginApart({ nonce: "page" }, { nonce: "stranger" });
    expect(claimsOf(await verify(to, page.code)).nonce).toBe("page");
  });

  test("has five tries, and five more with the next text; whoever named a verification has theirs beside", async () => {
    const to = randomNumber();
    const first = await begin(to, { nonce: "page" });
    await fail(5, to, wrongCode(first.code));
    expect((await verify(to, first.code)).body.error).toBe("Max Check Attempts Reached");
    await ageSends(server.sql, first.id, 31);
    expect((await begin(to, { nonce: "page" })).id).toBe(first.id);
    await fail(4, to, wrongCode(first.code));
    await fail(4, to, wrongCode(first.code), { verificationId: first.id });
    expect((await verify(to, first.code)).status).toBe(200);
  });

  test("a test number's code is taken once, whichever start it is of", async () => {
    for (let n = 0; n < 3; n++) expect((await send(TEST_NUMBER, n ? {} : { nonce: "page" })).status).toBe(200);
    expect((await verify(TEST_NUMBER, "424242")).status).toBe(200);
    expect((await verify(TEST_NUMBER, "424242")).body.error).toBe("Already Verified");
  });
});

describe("the secret API", () => {
  /** Ten wrong codes in a row, over two verifications. */
  const guessOnAuth = async (to: string) => {
    for (let round = 0; round < 2; round++) {
      const { id, code } = await begin(to, { nonce: `stranger-${round}` });
      await fail(5, to, wrongCode(code), { verificationId: id });
      await ageSends(server.sql, id, 301);
    }
  };

  test("is not held up by failures of strangers, who hold up only their like", async () => {
    const to = randomNumber();
    await guessOnAuth(to);
    const held = await send(to, { nonce: "page" });
    expect(held.body.error).toBe("Too Many Requests");
    expect(held.body.retryAfterSeconds).toBeGreaterThan(20);
    expect(held.body.retryAfterSeconds).toBeLessThanOrEqual(30);
    const started = await start(server.origin, to);
    expect(started.status).toBe(201);
    const code = (await codesOf(to))[started.body.sid] as string;
    expect((await check(server.origin, to, code)).body.status).toBe("approved");
  });

  test("holds up no page by its own failures", async () => {
    const to = randomNumber();
    for (const failures of [4, 4, 2]) {
      const { body } = await start(server.origin, to);
      const code = (await codesOf(to))[body.sid] as string;
      for (let n = 0; n < failures; n++) await check(server.origin, to, wrongCode(code));
      if (failures === 4) await call(server.origin, `${service}/Verifications/${body.sid}`, { Status: "canceled" });
    }
    expect((await start(server.origin, to)).body.code).toBe(60202);
    const { id, code } = await begin(to, { nonce: "page" });
    expect((await verify(to, code, { verificationId: id })).status).toBe(200);
  });

  test("cancels and approves nothing of a page's, and its one pending verification stays one", async () => {
    const { to, page } = await beginBoth({ nonce: "page" }, {});
    const [first, second] = [await start(server.origin, to), await start(server.origin, to)];
    expect([first.status, second.status, second.body.sid]).toEqual([201, 201, first.body.sid]);
    for (const name of [to, page.id])
      await call(server.origin, `${service}/Verifications/${name}`, { Status: "canceled" });
    expect((await call(server.origin, `${service}/Verifications/${first.body.sid}`)).body.status).toBe("canceled");
    expect((await verify(to, page.code, { verificationId: page.id })).status).toBe(200);
  });
});

test("a check that names no verification is one failure, however many are live", async () => {
  const { to, page, stranger } = await beginApart({ nonce: "page" }, { nonce: "stranger" });
  const neither = ["111111", "222222", "333333"].find((code) => code !== page.code && code !== stranger.code) ?? "";
  await fail(2, to, neither);
  const rows = await server.sql`select failures from failure_streaks where key in
    (select limit_key from verifications where recipient = ${to})`;
  expect(rows).toEqual([{ failures: 2 }]);
  const counts = await server.sql`select attempts, unbound_attempts from verifications where recipient = ${to}`;
  expect(counts).toEqual(Array(2).fill({ attempts: 0, unboundAttempts: 2 }));
  expect((await verify(to, page.code)).status).toBe(200);
  expect(await server.sql`select unbound_attempts from verifications where sid = ${stranger.id}`).toEqual([
    { unboundAttempts: 2 },
  ]);
  expect(
    await server.sql`select 1 from failure_streaks where key in
      (select limit_key from verifications where recipient = ${to})`,
  ).toHaveLength(0);
});

test("who began is forgotten with the number", async () => {
  const { id } = await begin(randomNumber(), { nonce: "page" });
  await age(server.sql, id, 91 * 86_400);
  await server.sql`update verifications set status = 'expired' where sid = ${id}`;
  await emptyRecipients(server.sql, 90, 1000);
  const [row] = await server.sql`select recipient, binding, limit_key, extras from verifications where sid = ${id}`;
  expect(row).toEqual({ recipient: null, binding: "", limitKey: null, extras: null });
});

describe.each(["one process", "two processes"])("at once, on %s", (name) => {
  const database = suiteDatabase();
  let processes: ServerProcess[] = [];
  const at = (index: number) => ({ origin: processes[index % processes.length]?.origin as string });

  beforeAll(async () => {
    const env = { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_LOG_LEVEL: "warn" };
    processes = await Promise.all((name === "one process" ? [1] : [1, 2]).map(() => startProcess(env)));
    await setLimits(at(0).origin, credentials.serviceSid, generous);
    await burst(50, async (index) => await (await fetch(`${at(index).origin}/livez`)).text());
  });

  afterAll(async () => {
    expect(await wrongCodes(database)).toEqual([]);
    await Promise.all(processes.map((one) => one.stop()));
  });

  const rowsOf = async (to: string) =>
    await database.sql`select sid, jsonb_array_length(sends) as sends from verifications where recipient = ${to}`;

  test("50 pages start for one number: one text, and the others are told to wait", async () => {
    for (let round = 0; round < rounds(3, 20); round++) {
      const to = randomNumber();
      const answers = await burst(50, (n) => send(to, n % 3 ? { nonce: `page-${n}` } : {}, at(n)));
      expect(statuses(answers)).toEqual({ 200: 1, 429: 49 });
      for (const { status, body } of answers)
        if (status === 429) expect(body.retryAfterSeconds).toBeLessThanOrEqual(30);
      expect(await textsTo(to, database)).toBe(1);
      expect(await rowsOf(to)).toHaveLength(1);
    }
  });

  test("50 pages where a service has no waits: five texts at most, each of its own verification", async () => {
    await call(at(0).origin, service, { ResendWaits: "none" });
    await eventually(async () => {
      const read = await Promise.all(processes.map(({ origin }) => call(origin, service)));
      return read.every(({ body }) => body.resend_waits?.length === 0);
    });
    for (let round = 0; round < rounds(3, 20); round++) {
      const to = randomNumber();
      const answers = await burst(50, (n) => send(to, { nonce: `page-${n}` }, at(n)));
      const given = answers.filter(({ status }) => status === 200).map(({ body }) => body.verificationId);
      expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([200, 429]))).toBe(true);
      expect(given.length).toBeGreaterThan(0);
      expect(given.length).toBeLessThanOrEqual(5);
      expect(new Set(given).size).toBe(given.length);
      expect(await textsTo(to, database)).toBe(given.length);
      while ((await send(to, { nonce: `late-${(await rowsOf(to)).length}` }, at(round))).status === 200);
      expect(await textsTo(to, database)).toBe(5);
      // A page whose starts meet has one text, or, where one came after another's answer, a resend of the same code.
      const own = randomNumber();
      const met = await burst(4, (n) => send(own, { nonce: "page" }, at(n)));
      expect(statuses(met)).toEqual({ 200: 4 });
      const [row, ...others] = await rowsOf(own);
      expect(others).toEqual([]);
      expect(met.map(({ body }) => body.verificationId)).toEqual(Array(4).fill(row?.sid));
      expect(await textsTo(own, database)).toBe(row?.sends);
    }
    await call(at(0).origin, service, { ResendWaits: "default" });
    await eventually(async () => {
      const read = await Promise.all(processes.map(({ origin }) => call(origin, service)));
      return read.every(({ body }) => body.resend_waits === null);
    });
  });

  test("one page sends its start 50 times: all are given the one verification, and one text goes out", async () => {
    for (let round = 0; round < rounds(3, 20); round++) {
      const to = randomNumber();
      const answers = await burst(50, (n) => send(to, { nonce: "page" }, at(n)));
      expect(statuses(answers)).toEqual({ 200: 50 });
      expect(new Set(answers.map(({ body }) => body.verificationId)).size).toBe(1);
      expect(await textsTo(to, database)).toBe(1);
    }
  });

  /** A number with two live verifications, and a code that is of neither. */
  async function prepare() {
    const to = randomNumber();
    const ids: string[] = [];
    for (const nonce of ["page", "stranger"]) {
      const { status, body } = await send(to, { nonce }, at(0));
      expect(status).toBe(200);
      ids.push(body.verificationId);
      await ageSends(database.sql, body.verificationId, 31);
    }
    const inbox = await fetch(`${at(0).origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
    const [last, first] = ((await inbox.json()) as { code: string }[]).map(({ code }) => code) as [string, string];
    const neither = ["111111", "222222", "333333"].find((code) => code !== first && code !== last) ?? "";
    return { to, ids, first, last, neither };
  }

  test("50 wrong codes by the number alone: five are looked at, and the page still has its own five", async () => {
    const { to, ids, first, neither } = await prepare();
    const answers = await burst(50, (n) => verify(to, neither, {}, at(n)));
    expect(statuses(answers)).toEqual({ 403: 5, 429: 45 });
    const rows = await database.sql`select attempts, unbound_attempts from verifications where recipient = ${to}`;
    expect(rows).toEqual(Array(2).fill({ attempts: 0, unboundAttempts: 5 }));
    expect((await verify(to, first, {}, at(1))).status).toBe(429);
    const bound = await burst(50, (n) => verify(to, neither, { verificationId: ids[0] }, at(n)));
    expect(statuses(bound)).toEqual({ 403: 5, 429: 45 });
  });

  test(`wrong and right codes by the number and by the verification, ${rounds(8, 40)} times`, async () => {
    for (let round = 0; round < rounds(8, 40); round++) {
      const { to, ids, first, last, neither } = await prepare();
      const answers = await burst(50, (n) => {
        if (n === 7) return verify(to, first, {}, at(n));
        if (n === 9) return verify(to, first, { verificationId: ids[0] }, at(n));
        if (n === 11) return verify(to, last, {}, at(n));
        return verify(to, neither, n % 2 ? {} : { verificationId: ids[n % 4 ? 0 : 1] }, at(n));
      });
      const tokens = answers.filter(({ status }) => status === 200).map((answer) => claimsOf(answer).sub);
      expect(new Set(tokens).size, "a code is taken once").toBe(tokens.length);
      expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([200, 400, 403, 409, 429]))).toBe(true);
      const rows = await database.sql`select sid, status, attempts, unbound_attempts from verifications
        where recipient = ${to}`;
      for (const row of rows) {
        expect(row.attempts).toBeLessThanOrEqual(5);
        expect(row.unboundAttempts).toBeLessThanOrEqual(5);
        expect(row.status === "approved").toBe(tokens.includes(row.sid));
      }
    }
  });
});
