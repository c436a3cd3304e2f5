/** @module Authenticator apps from end to end, in both faces: set up, proved with, recovery codes, removed; and what is refused. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { type Face, faces, type Page, Visitor } from "../signin/face.js";
import { addEmail, ageNumber, ageProof, enterCode, newPerson, setExperience, setPassword } from "../signin/kit.js";
import { batchOn, codesOn, forgetStep, neverShownBy, newOwner, secretOn, setUpApp, shownBy } from "./kit.js";

const server = suite({ logLevel: "trace" });

beforeAll(() => setExperience(server, {}));
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

const amrOf = async (sid: string) => {
  const [row] = await server.sql<
    { amr: string[] }[]
  >`select amr from sessions where user_sid = ${sid} order by sid desc`;
  return new Set(row?.amr);
};
const eventsOf = async (sid: string) =>
  (
    await server.sql<{ type: string }[]>`select type from audit_events where subject_id = ${sid}
      and (type like 'user.totp%' or type like 'user.recovery%') order by sid`
  ).map(({ type }) => type);
const noticesTo = async (recipient: string) =>
  (await server.sql<{ kind: string }[]>`select kind from notices where recipient = ${recipient} order by sid`).map(
    ({ kind }) => kind,
  );
const newAddress = () => `t${Date.now()}${Math.random().toString(36).slice(2, 8)}@example.com`;
/** What went wrong: a page says it, a program is told its name. */
const saidBy = ({ body, error }: Page): string | undefined => body?.title ?? error;

/** Where the first page asks for a password. */
async function newOwnerByCode(face: Face) {
  const visitor = new Visitor(server.origin, face);
  const number = newNumber();
  await visitor.open("/sign-up");
  await visitor.act("name", { phone: number });
  await visitor.act("use-code");
  await enterCode(visitor, number);
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  const app = await setUpApp(visitor);
  await forgetStep(server, row?.userSid as string);
  return { number, sid: row?.userSid as string, ...app };
}

/** The account's own page asks for a proof first. */
const askProof = async (visitor: Visitor, sid: string) => {
  await ageProof(server.sql, sid);
  return await visitor.open("/step-up?return=/account/consents");
};

describe.each(faces)("set up (%s)", (face) => {
  test("by its first code; then ten recovery codes, once; the owner is told", async () => {
    const { visitor, sid } = await newPerson(server, face);
    const address = newAddress();
    await addEmail(server.sql, sid, address);
    const page = await visitor.open("/account/totp");
    expect(page.state).toBe("totp-new");
    const secret = secretOn(page);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(page.headers.get("cache-control")).toBe("no-store");
    const wrong = await visitor.post("/account/totp", { code: neverShownBy(secret), batch: batchOn(page) });
    expect([wrong.status, saidBy(wrong)]).toEqual([
      400,
      face === "html" ? "코드가 맞지 않습니다. 앱에 지금 보이는 코드를 입력해 주세요." : "totp.wrong_code",
    ]);
    const again = await visitor.open("/account/totp");
    expect(secretOn(again)).toBe(secret);
    const shown = await visitor.post("/account/totp", { code: shownBy(secret), batch: batchOn(again) });
    expect([shown.state, new Set(codesOn(shown)).size, shown.headers.get("cache-control")]).toEqual([
      ...["totp-codes", 10, "no-store"],
    ]);
    const file = await visitor.raw("POST", "/account/totp/codes.txt", { batch: batchOn(shown) });
    const text = await file.text();
    expect([file.headers.get("cache-control"), file.headers.get("content-disposition")]).toEqual([
      ...["no-store", 'attachment; filename="recovery-codes.txt"'],
    ]);
    for (const code of codesOn(shown)) expect(text).toContain(code);
    const after = await visitor.open("/account/totp");
    expect([after.state, codesOn({ ...after, body: undefined })]).toEqual(["totp-detail", []]);
    expect(after.text).not.toContain(secret);
    expect((await visitor.open("/account")).text).toContain("/account/totp");
    expect(await eventsOf(sid)).toEqual(["user.totp.added", "user.recovery_codes.made"]);
    expect(await noticesTo(address)).toEqual(["totp_added"]);
    const exported = JSON.parse(await (await visitor.raw("GET", "/account/export")).text());
    expect(exported.authenticatorApp).toMatchObject({ recoveryCodesLeft: 10, confirmedAt: expect.any(String) });
    expect(JSON.stringify(exported)).not.toContain(secret);
  });

  test("the first code 50 times is one app, and every answer shows the same ten codes", async () => {
    const { visitor, sid } = await newPerson(server, face);
    const page = await visitor.open("/account/totp");
    const fields = { code: shownBy(secretOn(page)), batch: batchOn(page) };
    const answers = await burst(50, async () => await (await visitor.raw("POST", "/account/totp", fields)).text());
    const shown = answers.map((text) =>
      codesOn({ text, body: face === "json" ? JSON.parse(text) : undefined } as never).join(),
    );
    expect([new Set(shown).size, shown[0]?.split(",").length]).toEqual([1, 10]);
    expect(await eventsOf(sid)).toEqual(["user.totp.added", "user.recovery_codes.made"]);
  });

  test("an hour late the secret is new, and it says so; not long after a proof, nor by a number alone", async () => {
    const { visitor, sid } = await newPerson(server, face);
    const page = await visitor.open("/account/totp");
    const old = secretOn(page);
    await server.sql`update user_totp set created_at = created_at - interval '61 minutes' where user_sid = ${sid}`;
    const late = await visitor.post("/account/totp", { code: shownBy(old), batch: batchOn(page) });
    expect([late.status, saidBy(late)]).toEqual([
      409,
      face === "html" ? "시간이 지났습니다. 아래의 새 코드를 앱에 추가해 주세요." : "totp.too_late",
    ]);
    const next = await visitor.open("/account/totp");
    expect(secretOn(next)).not.toBe(old);
    await ageProof(server.sql, sid);
    const stale = await visitor.post("/account/totp", { code: shownBy(secretOn(next)), batch: batchOn(next) });
    expect(face === "html" ? stale.state : stale.body.title).toBe(
      face === "html" ? "step-up" : "sign_in.proof_too_old",
    );
    await server.sql`update sessions set auth_time = now(), restricted_until = now() + interval '1 day' where user_sid = ${sid}`;
    expect((await visitor.open("/account/totp")).status).toBe(403);
    expect(await eventsOf(sid)).toEqual([]);
  });
});

describe.each(faces)("as a proof of a session (%s)", (face) => {
  test("a wrong code, a used one, then the right one; it is told from a code that was sent", async () => {
    const { visitor, sid, secret } = await newOwner(server, face);
    expect((await askProof(visitor, sid)).actions["prove totp"]).toBeDefined();
    expect((await visitor.act("prove totp")).state).toBe("totp");
    const wrong = await visitor.act("check-totp", { code: neverShownBy(secret) });
    expect([wrong.state, wrong.error]).toEqual([
      "totp",
      "코드가 맞지 않습니다. 앱에 지금 보이는 코드를 입력해 주세요.",
    ]);
    await server.sql`update user_totp set last_step = ${Math.floor(Date.now() / 30_000) + 1} where user_sid = ${sid}`;
    expect((await visitor.act("check-totp", { code: shownBy(secret) })).error).toBe(
      "이미 쓴 코드입니다. 다음 코드가 나오면 입력해 주세요.",
    );
    await forgetStep(server, sid);
    const code = shownBy(secret);
    const proved = await visitor.act("check-totp", { code: ` ${code.slice(0, 3)}-${code.slice(3)} ` });
    expect(proved.location ?? proved.url).toContain("/account/consents");
    expect(await amrOf(sid)).toEqual(new Set(["sms", "otp", "totp"]));
  });

  test("locked, the wait is told in words, and another way goes on", async () => {
    const { visitor, sid, secret, codes } = await newOwner(server, face);
    await askProof(visitor, sid);
    await visitor.act("prove totp");
    for (let n = 0; n < 10; n++) await visitor.act("check-totp", { code: neverShownBy(secret) });
    const locked = await visitor.act("check-totp", { code: shownBy(secret) });
    expect(locked.error).toMatch(/^여러 번 틀렸습니다. \d+초 뒤에? 다시 하거나 다른 방법을 써 주세요.$/);
    if (face === "json") expect(locked.body.error.retryAfterSeconds).toBeGreaterThan(20);
    await visitor.act("prove recovery");
    const proved = await visitor.act("use-recovery", { code: codes[0] as string });
    expect(proved.location ?? proved.url).toContain("/account/consents");
    expect(await amrOf(sid)).toEqual(new Set(["sms", "recovery"]));
  });

  test("the same right code 50 times is one proof, and the same answer for all", async () => {
    const { visitor, sid, secret } = await newOwner(server, face);
    await askProof(visitor, sid);
    await visitor.act("prove totp");
    const href = visitor.page?.actions["check-totp"] as string;
    const code = shownBy(secret);
    const answers = await burst(50, async () => {
      const response = await visitor.raw("POST", href, { code });
      const { state, location } = face === "json" ? ((await response.json()) as never) : { state: "", location: "" };
      return `${response.status} ${face === "json" ? `${state} ${location}` : response.headers.get("location")}`;
    });
    expect(new Set(answers)).toEqual(
      new Set([face === "json" ? "200 done /account/consents" : "303 /account/consents"]),
    );
    const [row] = await server.sql`select failures, wait_until from user_totp where user_sid = ${sid}`;
    expect(row).toEqual({ failures: 0, waitUntil: null });
    // The same code in another visit is no proof any more.
    await askProof(visitor, sid);
    await visitor.act("prove totp");
    expect((await visitor.act("check-totp", { code })).error).toContain("이미 쓴 코드");
  });

  test("a recovery code 50 times is one proof; in 50 visits one of them; the owner is told", async () => {
    const { visitor, sid, codes } = await newOwner(server, face);
    const address = newAddress();
    await addEmail(server.sql, sid, address);
    await askProof(visitor, sid);
    await visitor.act("prove totp");
    const code = codes[0] as string;
    await visitor.act("prove recovery");
    expect((await visitor.act("use-recovery", { code: "0000-0000-0000-0000" })).error).toContain("복구 코드가 맞지 않");
    const href = visitor.page?.actions["use-recovery"] as string;
    await server.sql`delete from limit_counters`;
    const answers = await burst(50, async () => (await visitor.raw("POST", href, { code })).status);
    expect(new Set(answers)).toEqual(new Set([face === "json" ? 200 : 303]));
    expect(await eventsOf(sid)).toEqual(["user.totp.added", "user.recovery_codes.made", "user.recovery_code.used"]);
    expect(await noticesTo(address)).toEqual(["recovery_code_used"]);
    const hrefs: string[] = [];
    await ageProof(server.sql, sid);
    for (let n = 0; n < 50; n++) {
      await server.sql`delete from limit_counters`;
      await visitor.open("/step-up?return=/account/consents");
      await visitor.act("prove totp");
      await visitor.act("prove recovery");
      hrefs.push(visitor.page?.actions["use-recovery"] as string);
    }
    await server.sql`delete from limit_counters`;
    await burst(50, async (n) => await visitor.raw("POST", hrefs[n] as string, { code: codes[1] as string }));
    expect((await eventsOf(sid)).filter((type) => type === "user.recovery_code.used")).toHaveLength(2);
    const [proofs] = await server.sql`select count(*)::int as n from flows where user_sid = ${sid} and state = 'done'
      and kind = 'step-up'`;
    expect(proofs?.n).toBe(2);
  });

  test("a code that was asked for in vain: to the app, and back, and its text still counts", async () => {
    const { visitor, sid, number } = await newOwner(server, face);
    const page = await askProof(visitor, sid);
    const byText = Object.keys(page.actions).find((name) => name.startsWith("prove ID")) as string;
    await visitor.act("prove totp");
    await visitor.open(
      `/step-up?flow=${new URL(visitor.page?.actions["check-totp"] ?? "", server.origin).searchParams.get("flow")}&change=1`,
    );
    expect((await visitor.act(byText)).state).toBe("code");
    const proved = await enterCode(visitor, number);
    expect(proved.location ?? proved.url).toContain("/account/consents");
    expect(await amrOf(sid)).toEqual(new Set(["sms"]));
  });

  test("with a password it is two kinds of proof; where more than a text is asked for, a password comes before the app", async () => {
    const { visitor, sid } = await newOwner(server, face);
    await setPassword(server.sql, sid, "correct horse battery");
    await server.sql`update sessions set amr = '["pwd"]' where user_sid = ${sid}`;
    const page = await visitor.open("/step-up?return=/account/consents&level=2");
    expect([page.actions["prove totp"] !== undefined, page.actions["prove password"]]).toEqual([true, undefined]);
    await server.sql`update sessions set amr = '["sms"]' where user_sid = ${sid}`;
    const other = await visitor.open("/step-up?return=/account/consents&level=2");
    expect([other.actions["prove totp"], other.actions["prove password"] !== undefined]).toEqual([undefined, true]);
  });

  test("removed meanwhile, or switched off, nothing leads to it and nothing is stuck", async () => {
    const { visitor, sid, secret } = await newOwner(server, face);
    await askProof(visitor, sid);
    await visitor.act("prove totp");
    await server.sql`delete from user_totp where user_sid = ${sid}`;
    const gone = await visitor.act("check-totp", { code: shownBy(secret) });
    expect(gone.error).toBe("이 계정에 인증 앱이 더는 없습니다. 다른 방법을 써 주세요.");
    expect((await visitor.open("/step-up")).actions["prove totp"]).toBeUndefined();
    const off = await newOwner(server, face);
    await setExperience(server, { totp: { enabled: false } });
    expect((await off.visitor.open("/step-up")).actions["prove totp"]).toBeUndefined();
    expect((await off.visitor.open("/account")).text).not.toContain("/account/totp");
    expect((await off.visitor.open("/account/totp")).status).toBe(404);
    expect((await off.visitor.post("/step-up?do=prove&with=totp")).error).toContain("인증 앱이 더는 없습니다");
    await setExperience(server, {});
  });
});

describe.each(faces)("of a number that may be lost (%s)", (face) => {
  test("the app opens the account; the number alone does not any more", async () => {
    const { number, sid, secret } = await newOwner(server);
    await ageNumber(server.sql, number, 400);
    const visitor = new Visitor(server.origin, face);
    const page = await visitor.signIn(number);
    expect([page.state, page.actions.open]).toEqual(["recycled", undefined]);
    await visitor.act("prove totp");
    expect((await visitor.act("check-totp", { code: neverShownBy(secret) })).error).toContain("코드가 맞지 않습니다");
    const opened = await visitor.act("check-totp", { code: shownBy(secret) });
    expect(["account", "done"]).toContain(opened.state);
    expect(await amrOf(sid)).toEqual(new Set(["sms", "otp", "totp"]));
    const [row] =
      await server.sql`select proved_at > now() - interval '1 hour' as is_fresh from identifiers where value = ${number}`;
    expect(row?.isFresh).toBe(true);
  });

  test("so does a recovery code, of which the number is told nothing; a new holder starts anew", async () => {
    const { number, sid, codes } = await newOwner(server);
    await ageNumber(server.sql, number, 400);
    const visitor = new Visitor(server.origin, face);
    await visitor.signIn(number);
    await visitor.act("prove totp");
    await visitor.act("prove recovery");
    const opened = await visitor.act("use-recovery", { code: (codes[4] as string).toUpperCase() });
    expect(["account", "done"]).toContain(opened.state);
    expect(await noticesTo(number)).not.toContain("recovery_code_used");
    await ageNumber(server.sql, number, 400);
    const holder = new Visitor(server.origin, face);
    await holder.signIn(number);
    await holder.act("prove totp");
    const flow = new URL(holder.page?.actions["check-totp"] ?? "", server.origin).searchParams.get("flow");
    await holder.open(`/sign-in?flow=${flow}&change=1`);
    expect(["account", "done"]).toContain((await holder.act("begin-anew")).state);
    const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
    expect(row?.userSid).not.toBe(sid);
  });

  test("opens the way to a new password; and nothing where no number was proved before", async () => {
    const password = "correct horse battery";
    await setExperience(server, {
      signIn: { methods: [{ identifier: "phone", code: true, password: true, first: "password" }] },
    });
    const { number, sid, secret } = await newOwnerByCode(face);
    await setPassword(server.sql, sid, password);
    const guest = new Visitor(server.origin, face);
    await guest.open("/sign-in");
    expect((await guest.act("name", { phone: number })).state).toBe("password");
    const at = guest.page?.actions["try-password"] as string;
    for (const [action, fields] of [
      ["prove&with=totp", {}],
      ["prove&with=recovery", {}],
      ["check-totp", { code: shownBy(secret) }],
    ] as const) {
      const { state } = await guest.post(at.replace("try-password", action), fields);
      expect(["password", "identify"], action).toContain(state);
    }
    expect((await guest.open("/account")).state).not.toBe("account");
    await ageNumber(server.sql, number, 400);
    const visitor = new Visitor(server.origin, face);
    await visitor.open("/reset-password");
    await visitor.act("send", { phone: number });
    expect((await enterCode(visitor, number)).state).toBe("recycled");
    await visitor.act("prove totp");
    expect((await visitor.act("check-totp", { code: shownBy(secret) })).state).toBe("new-password");
    await setExperience(server, {});
  });

  test("of an account that is suspended it opens nothing", async () => {
    const { number, sid } = await newOwner(server);
    await ageNumber(server.sql, number, 400);
    await server.sql`update users set suspended_at = now() where sid = ${sid}`;
    const visitor = new Visitor(server.origin, face);
    const page = await visitor.signIn(number);
    expect([page.state, page.actions["prove totp"]]).toEqual(["recycled", undefined]);
  });
});

describe.each(faces)("in the account (%s)", (face) => {
  test("new recovery codes after a fresh proof: the same for a form sent 50 times, earlier ones die, a form that is out of date changes nothing", async () => {
    const { visitor, sid, codes } = await newOwner(server, face);
    const address = newAddress();
    await addEmail(server.sql, sid, address);
    const page = await visitor.open("/account/totp");
    const stale = batchOn(await visitor.open("/account/totp"));
    const answers = await burst(50, async () => {
      const response = await visitor.raw("POST", "/account/totp/codes", { batch: batchOn(page) });
      const text = await response.text();
      return codesOn({ text, body: face === "json" ? JSON.parse(text) : undefined } as never).join();
    });
    expect([new Set(answers).size, answers[0]?.split(",").length]).toEqual([1, 10]);
    expect(answers[0]).not.toContain(codes[0]);
    const late = await visitor.post("/account/totp/codes", { batch: stale });
    expect([late.status, saidBy(late)]).toEqual([
      409,
      face === "html"
        ? "그 사이 복구 코드가 바뀌었습니다. 가지고 계시지 않으면 새로 만들어 주세요."
        : "totp.codes_changed",
    ]);
    expect(await noticesTo(address)).toEqual(["recovery_codes_made"]);
    await askProof(visitor, sid);
    await visitor.act("prove totp");
    await visitor.act("prove recovery");
    expect((await visitor.act("use-recovery", { code: codes[0] as string })).error).toBeDefined();
    await visitor.act("use-recovery", { code: answers[0]?.split(",")[0] as string });
    expect((await visitor.open("/account/totp")).state).toBe("totp-detail");
    await ageProof(server.sql, sid);
    const old = await visitor.post("/account/totp/codes", { batch: batchOn(page) });
    expect(face === "html" ? old.state : old.body.title).toBe(face === "html" ? "step-up" : "sign_in.proof_too_old");
    const stranger = await newOwner(server, face);
    const file = await stranger.visitor.raw("POST", "/account/totp/codes.txt", { batch: batchOn(page) });
    expect(file.headers.get("content-disposition")).toBeNull();
  });

  test("removed after a fresh proof, 50 times at once: one event, one notice, and another one may be set up", async () => {
    const { visitor, sid, secret, codes, number } = await newOwner(server, face);
    await ageProof(server.sql, sid);
    const asked = await visitor.post("/account/totp/remove");
    expect(face === "html" ? asked.state : asked.body.title).toBe(
      face === "html" ? "step-up" : "sign_in.proof_too_old",
    );
    await visitor.open("/step-up?return=/account/totp");
    await visitor.act("prove totp");
    await visitor.act("check-totp", { code: shownBy(secret) });
    await burst(50, async () => await visitor.raw("POST", "/account/totp/remove"));
    expect((await eventsOf(sid)).filter((type) => type === "user.totp.removed")).toHaveLength(1);
    expect((await noticesTo(number)).filter((kind) => kind === "identifier_removed")).toHaveLength(1);
    expect(await server.sql`select from user_recovery_codes where user_sid = ${sid}`).toHaveLength(0);
    const again = await setUpApp(visitor);
    expect(again.secret).not.toBe(secret);
    expect(again.codes.filter((code) => codes.includes(code))).toEqual([]);
  });
});

test("no secret, code or address of a QR code is in a log, an event, a flow, a notice or an address", async () => {
  const { visitor, sid, secret, codes } = await newOwner(server);
  await askProof(visitor, sid);
  await visitor.act("prove totp");
  await visitor.act("prove recovery");
  await visitor.act("use-recovery", { code: codes[0] as string });
  const rows = await server.sql<{ text: string }[]>`
    select to_jsonb(e)::text as text from audit_events e union all select to_jsonb(f)::text from flows f
    union all select to_jsonb(n)::text from notices n union all select to_jsonb(t)::text from user_totp t
    union all select to_jsonb(c)::text from user_recovery_codes c`;
  const hidden = [secret, ...codes, ...codes.map((code) => code.replaceAll("-", "")), "otpauth:"];
  for (const one of hidden) expect(rows.filter(({ text }) => text.includes(one))).toEqual([]);
  for (const one of hidden) expect(visitor.page?.url).not.toContain(one);
  expect(server.logLines.some((line) => line.includes("/account/totp"))).toBe(true);
  for (const one of hidden) expect(server.logLines.filter((line) => line.includes(one))).toEqual([]);
});
