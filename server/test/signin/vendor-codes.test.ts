/** @module A connector that makes the codes itself (Twilio Verify) serves every flow: sign-up, sign-in, reset, linking, step-up. */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilioVerify, twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, suite, wrongCode } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { force, PRIVATE } from "../kit/vendors.js";
import { faces, Visitor } from "./face.js";
import { ageProof, setExperience } from "./kit.js";

const server = suite({ env: PRIVATE });
const SIGNED_IN = { html: "account", json: "done" } as const;
let vendor: FakeVendor;
let read = 0;

beforeAll(async () => {
  vendor = await fakeTwilioVerify();
  await force(server.origin, { ...twilioVerifyAccount, endpoint: vendor.origin }, { kind: "twilio-verify" });
  await setExperience(server, {
    signIn: { methods: [{ identifier: "phone", code: true, password: true, first: "code" }] },
  });
});
afterAll(async () => await vendor.close());
beforeEach(async () => {
  vendor.fault = undefined;
  await server.sql`delete from limit_counters`;
});

/** The code that the vendor made for a number and nobody has read yet. */
async function vendorsCode(to: string): Promise<string> {
  const text = await eventually(async () => vendor.accepted.slice(read).find((one) => one.to === to)?.text);
  read = vendor.accepted.length;
  // Who carried it is known once that is written down.
  await eventually(async () => {
    const rows = await server.sql`select m.status from messages m join verifications v on v.sid = m.verification_sid
      where v.recipient = ${to} and m.status in ('queued', 'sending')`;
    return rows.length === 0;
  });
  return /\d{6}/.exec(text)?.[0] as string;
}

describe.each(faces)("%s", (face) => {
  const visitor = () => new Visitor(server.origin, face);

  test("sign-up with a wrong code first, then sign-in in another browser", async () => {
    const number = newNumber();
    for (const _round of ["sign-up", "sign-in"]) {
      await server.sql`delete from limit_counters`;
      const one = visitor();
      await one.open("/sign-in");
      await one.act("send", { phone: number });
      const code = await vendorsCode(number);
      expect((await one.act("check", { code: wrongCode(code) })).state).toBe("code");
      expect((await one.act("check", { code })).state).toBe(SIGNED_IN[face]);
    }
    expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(1);
  });

  test("the right code 50 times at once: one session", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    const code = await vendorsCode(number);
    const href = one.page?.actions.check as string;
    const answers = await burst(50, () => one.raw("POST", href, { code }));
    for (const { status } of answers) expect(status).toBeLessThan(500);
    const [person] = await server.sql`select user_sid from identifiers where value = ${number}`;
    expect(await server.sql`select from sessions where user_sid = ${person?.userSid}`).toHaveLength(1);
    const page = await one.open("/account");
    expect(page.state).toBe("account");
  });

  test("reset, step-up and linking", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    await one.act("check", { code: await vendorsCode(number) });
    const [person] = await server.sql`select user_sid from identifiers where value = ${number}`;
    const sid = person?.userSid as string;

    await server.sql`delete from limit_counters`;
    await one.open("/reset-password");
    await one.act("send", { phone: number });
    expect((await one.act("check", { code: await vendorsCode(number) })).state).toBe("new-password");
    expect((await one.act("set-password", { password: "quiet-river-77" })).state).toBe(SIGNED_IN[face]);

    await ageProof(server.sql, sid);
    await server.sql`delete from limit_counters`;
    await one.open("/step-up?reason=link&return=/account/link?to=phone");
    const prove = Object.keys(one.page?.actions ?? {}).find((name) => name.startsWith("prove ID"));
    await one.act(prove as string);
    const proved = await one.act("check", { code: await vendorsCode(number) });
    if (face === "json") await one.open(proved.location as string);

    expect(one.page?.state).toBe("identify");
    const other = newNumber();
    await server.sql`delete from limit_counters`;
    await one.act("send", { phone: other });
    expect((await one.act("check", { code: await vendorsCode(other) })).state).toBe(SIGNED_IN[face]);
    expect(await server.sql`select value from identifiers where user_sid = ${sid}`).toEqual([{ value: other }]);
  });

  test("a vendor that does not answer: the page says so, and the code opens once it does", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    const code = await vendorsCode(number);
    vendor.fault = { status: 500 };
    const page = await one.act("check", { code });
    expect(page.status).toBe(503);
    vendor.fault = undefined;
    await one.open(`/sign-in?${new URL(one.page?.url ?? "").searchParams}`);
    await one.open(`/sign-in?flow=${/flow=(FL\w+)/.exec(page.url)?.[1]}`);
    expect(one.page?.state).toBe("code");
    expect((await one.act("check", { code })).state).toBe(SIGNED_IN[face]);
  });
});
