/** @module Signing in with a number and a code, in both faces: new people and known ones, errors, and steps that are sent twice. */
import { describe, expect, test } from "vitest";
import { burst, newNumber, suite, wrongCode } from "../harness.js";
import { codeOf, faces, Visitor } from "./face.js";

const server = suite();

/** Where somebody is who has signed in: the page of the account, or the JSON that says so. */
const SIGNED_IN = { html: "account", json: "done" } as const;

describe.each(faces)("%s", (face) => {
  const visitor = () => new Visitor(server.origin, face);

  test("a new number makes an account, the same number finds it again", async () => {
    const number = newNumber();
    const one = visitor();
    const first = await one.open("/sign-in");
    expect([first.status, first.state]).toEqual([200, "identify"]);
    const sent = await one.act("send", { phone: number });
    expect([sent.status, sent.state]).toEqual([200, "code"]);
    const end = await one.act("check", { code: await codeOf(server.origin, number) });
    expect([end.status, end.state]).toEqual([200, SIGNED_IN[face]]);
    const other = visitor();
    expect((await other.signIn(number)).state).toBe(SIGNED_IN[face]);
    const people = await server.sql`select user_sid from identifiers where value = ${number}`;
    expect(people).toHaveLength(1);
    expect(await server.sql`select from sessions where user_sid = ${people[0]?.userSid}`).toHaveLength(2);
  });

  test("a wrong code is told with the tries that are left, a right one after it opens", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    const code = await codeOf(server.origin, number);
    for (const left of [4, 3, 2]) {
      const page = await one.act("check", { code: wrongCode(code) });
      expect(page.state).toBe("code");
      expect(page.error).toContain(`${left} `.trim());
      if (face === "json") expect(page.status).toBe(400);
    }
    expect((await one.act("check", { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` })).state).toBe(SIGNED_IN[face]);
  });

  test.each([
    ["", "sign_in.number_missing"],
    ["011-123-4567", "sign_in.number_retired"],
    ["02-123-4567", "sign_in.number_not_mobile"],
    ["01012", "sign_in.number_unreadable"],
    ["+1 415 555 2671", "sign_in.country_not_served"],
    ["not a number", "sign_in.number_unreadable"],
  ])("the number %j: %s, and what was typed is kept", async (phone, code) => {
    const one = visitor();
    await one.open("/sign-in");
    const page = await one.act("send", { phone });
    expect(page.state).toBe("identify");
    expect(page.error).toBeTruthy();
    if (face === "json") expect(page.body.error).toMatchObject({ code, field: "phone" });
    else expect(page.text).toContain(`value="${phone}"`);
    // And the way on is the same page.
    expect((await one.act("send", { phone: newNumber() })).state).toBe("code");
  });

  test("the right code 50 times at once from one browser: 50 times the same answer, one session", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    const code = await codeOf(server.origin, number);
    const href = one.page?.actions.check as string;
    const answers = await burst(50, async () => {
      const answer = await one.raw("POST", href, { code });
      const cookie = answer.headers.getSetCookie().find((text) => text.startsWith("munjigi_session="));
      return [answer.status, answer.headers.get("location"), cookie?.split(";")[0]].join();
    });
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(face === "html" ? /^303,\/account,munjigi_session=/ : /^200,,munjigi_session=/);
    const [person] = await server.sql`select user_sid from identifiers where value = ${number}`;
    expect(await server.sql`select from sessions where user_sid = ${person?.userSid}`).toHaveLength(1);
  });

  test("the right code from another browser is refused, and the owner's still opens", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    const code = await codeOf(server.origin, number);
    const other = visitor();
    const page = await other.post(one.page?.actions.check as string, { code });
    expect([page.status, page.state]).toEqual([410, "ended"]);
    expect([...other.cookies.keys()]).not.toContain("munjigi_session");
    expect((await one.act("check", { code })).state).toBe(SIGNED_IN[face]);
  });

  test("asked for again within the wait, on a new page of the same browser: the live page, and nothing is sent", async () => {
    const number = newNumber();
    const one = visitor();
    await one.open("/sign-in");
    const first = await one.act("send", { phone: number });
    await one.open("/sign-in");
    const again = await one.act("send", { phone: number });
    expect(again.state).toBe("code");
    expect(again.actions.check).toBe(first.actions.check);
    const resent = await one.act("resend");
    expect([resent.state, resent.error]).toEqual(["code", undefined]);
    const sent = await server.sql`select from messages m join verifications v on v.sid = m.verification_sid
      where v.recipient = ${number}`;
    expect(sent).toHaveLength(1);
  });

  test("20 browsers sign up with one number at once: one account, all are signed in", async () => {
    const number = newNumber();
    const visitors = await burst(20, async () => {
      const one = visitor();
      await one.open("/sign-in");
      return one;
    });
    // The waits of a number hold for all browsers: each has to be let through.
    for (const one of visitors) {
      await server.sql`delete from limit_counters`;
      await one.act("send", { phone: number });
      expect(one.page?.state).toBe("code");
    }
    const codes = new Map<string, string>();
    const rows = await server.sql<
      { binding: string; sid: string }[]
    >`select binding, sid from verifications where recipient = ${number}`;
    expect(rows).toHaveLength(20);
    const { deriveCode } = await import("../../dist/codes.js");
    for (const { binding, sid } of rows) codes.set(binding, deriveCode(server.keyring.current.code, sid, 6));
    const pages = await Promise.all(
      visitors.map(async (one) => {
        const flow = /flow=(FL\w+)/.exec(one.page?.actions.check ?? "")?.[1] ?? "";
        return await one.act("check", { code: codes.get(flow) ?? "" });
      }),
    );
    expect(pages.map(({ state }) => state)).toEqual(Array(20).fill(SIGNED_IN[face]));
    expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(1);
  });
});
