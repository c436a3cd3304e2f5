/**
 * @module The code of a text is right by either name of its verification, whatever the start met: a live one, another payment, a
 * cancel in between, a number that became a test number.
 */
import { afterEach, describe, expect, test } from "vitest";
import {
  burst,
  call,
  check,
  newNumber,
  phone,
  readCode,
  service,
  start,
  startApp,
  suite,
  wrongCode,
} from "../harness.js";
import { rounds } from "../kit/pace.js";
import { wrongCodes } from "../kit/right-codes.js";

const server = suite();

afterEach(async () => {
  expect(await wrongCodes(server)).toEqual([]);
});

async function newService(form: Record<string, string>): Promise<string> {
  const { status, body } = await call(server.origin, "/Services", { FriendlyName: "Shop", ...form });
  expect(status).toBe(201);
  return `/Services/${body.sid}`;
}

const send = async (path: string, to: string, form: Record<string, string> = {}) => {
  const answer = await call(server.origin, `${path}/Verifications`, { To: to, Channel: "sms", ...form });
  expect(answer.status).toBe(201);
  return answer.body;
};

const checkBy = async (path: string, form: Record<string, string>) =>
  (await call(server.origin, `${path}/VerificationCheck`, form)).body.status;

describe("a start that another one finds live", () => {
  test.each(["To", "VerificationSid"])("another payment under another code: right by %s", async (by) => {
    const shop = await newService({ ResendPolicy: "new_code", Psd2Enabled: "true" });
    const to = newNumber();
    await send(shop, to, { Amount: "1000", Payee: "A" });
    const { sid } = await send(shop, to, { Amount: "2000", Payee: "A" });
    const code = await readCode(server.origin, to);
    const named = { [by]: by === "To" ? to : sid, Code: code };
    expect(await checkBy(shop, { ...named, Amount: "2000", Payee: "A" })).toBe("approved");
  });

  test.each(["same_code", "new_code"])("a service that confirms payments no more (%s)", async (ResendPolicy) => {
    const shop = await newService({ ResendPolicy, Psd2Enabled: "true" });
    const to = newNumber();
    await send(shop, to, { Amount: "1000", Payee: "A" });
    await call(server.origin, shop, { Psd2Enabled: "false" });
    const { sid } = await send(shop, to);
    expect(await checkBy(shop, { VerificationSid: sid, Code: await readCode(server.origin, to) })).toBe("approved");
  });

  test("a number that has become a test number, and then is none again", async () => {
    const to = newNumber();
    const before = (await start(server.origin, to)).body.sid;
    const other = await startApp(server, { env: { MUNJIGI_TEST_NUMBERS: `${to}=135790` } });
    try {
      const { body } = await start(other.origin, to);
      expect(body.sid).not.toBe(before);
      expect((await check(other.origin, to, "135790")).body.status).toBe("approved");
      await start(other.origin, to);
    } finally {
      await other.stop();
    }
    const { body } = await start(server.origin, to);
    expect(body.status).toBe("pending");
    expect((await check(server.origin, to, await readCode(server.origin, to))).body.status).toBe("approved");
  });
});

test("resends beside cancels: whatever is live in the end is right", async () => {
  const shop = await newService({ ResendPolicy: "new_code" });
  for (let round = 0; round < rounds(3, 10); round++) {
    const to = newNumber();
    const { sid } = await send(shop, to);
    await burst(50, (index) =>
      index % 5 === 4
        ? call(server.origin, `${shop}/Verifications/${index % 10 === 4 ? sid : to}`, { Status: "canceled" })
        : call(server.origin, `${shop}/Verifications`, { To: to, Channel: "sms" }),
    );
    expect(await wrongCodes(server)).toEqual([]);
  }
});

describe("the fifth wrong code is final", () => {
  const fail = async (to: string, code: string) => {
    for (let n = 0; n < 5; n++) expect((await check(server.origin, to, wrongCode(code))).body.status).toBe("pending");
  };

  test("on /v2 nothing more is sent, and all say how long that lasts", async () => {
    const to = newNumber();
    const { body } = await start(server.origin, to);
    await fail(to, await readCode(server.origin, to));
    expect((await call(server.origin, `${service}/Verifications/${body.sid}`)).body.status).toBe(
      "max_attempts_reached",
    );
    const again = await start(server.origin, to);
    expect([again.status, again.body.code]).toEqual([429, 60202]);
    const [row] = await server.sql`select count(*)::int as n from messages where verification_sid = ${body.sid}`;
    expect(row?.n).toBe(1);
  });

  test("50 wrong codes and 50 resends at once: no text goes out for a code that is dead", async () => {
    const to = newNumber();
    const { body } = await start(server.origin, to);
    const wrong = wrongCode(await readCode(server.origin, to));
    await burst(100, (n) => (n % 2 ? check(server.origin, to, wrong) : start(server.origin, to)));
    const again = await start(server.origin, to);
    expect([again.status, again.body.code]).toEqual([429, 60202]);
    const [row] = await server.sql`select status, attempts from verifications where sid = ${body.sid}`;
    expect(row).toEqual({ status: "max_attempts_reached", attempts: 5 });
  });

  test("on /auth one begins anew once the wait between sends is over", async () => {
    const phoneNumber = newNumber();
    const { verificationId } = (await phone(server.origin, "/phone", { phoneNumber })).body;
    const wrong = wrongCode(await readCode(server.origin, phoneNumber));
    for (let n = 0; n < 5; n++)
      expect((await phone(server.origin, "/phone-verification", { phoneNumber, code: wrong })).status).toBe(403);
    expect((await phone(server.origin, "/phone", { phoneNumber })).status).toBe(429);
    await server.sql`update verifications set sends = jsonb_set(sends, '{0,time}', '"2020-01-01T00:00:00.000Z"')
      where sid = ${verificationId}`;
    const anew = await phone(server.origin, "/phone", { phoneNumber });
    expect(anew.status).toBe(200);
    expect(anew.body.verificationId).not.toBe(verificationId);
  });
});

test("an approval beside wrong codes leaves no streak of failures", async () => {
  for (let round = 0; round < rounds(10, 50); round++) {
    const to = newNumber();
    const { body } = await start(server.origin, to);
    const code = await readCode(server.origin, to);
    const answers = await burst(5, (index) => check(server.origin, to, index === 2 ? code : wrongCode(code)));
    if (!answers.some((answer) => answer.body.status === "approved")) continue;
    const [row] = await server.sql`select failures from failure_streaks where key =
      (select limit_key from verifications where sid = ${body.sid})`;
    expect(row).toBeUndefined();
  }
});
