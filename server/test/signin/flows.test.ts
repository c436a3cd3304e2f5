/** @module The other flows: recycled numbers, consents and profile, e-mail, reset, linking, step-up, deletion, notices. */
import { beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { codeOf, faces, Visitor } from "./face.js";
import { addEmail, ageNumber, ageProof, enterCode, newPerson, setExperience } from "./kit.js";

const server = suite();
const SIGNED_IN = { html: "account", json: "done" } as const;
let next = 0;
const newAddress = () => `person.${next++}.${process.pid}@example.com`;

const phoneAndEmail = {
  signIn: {
    methods: [
      { identifier: "phone", code: true, password: true, first: "code" },
      { identifier: "email", code: true, password: true, first: "code" },
    ],
  },
};

/** Texts that are no codes, newest first. */
const notices = (to: string) =>
  server.sql<{ kind: string }[]>`select kind from notices where recipient = ${to} order by sid desc`;

describe.each(faces)("%s", (face) => {
  const visitor = () => new Visitor(server.origin, face);
  beforeEach(async () => {
    await server.sql`delete from limit_counters`;
  });

  describe("recycled numbers", () => {
    test("not proved for long, a second proof: the e-mail's code opens the account, in this browser for good", async () => {
      await setExperience(server, phoneAndEmail);
      const { number, sid } = await newPerson(server, face);
      const address = newAddress();
      await addEmail(server.sql, sid, address);
      await ageNumber(server.sql, number);
      const one = visitor();
      const page = await one.signIn(number);
      expect(page.state).toBe("recycled");
      expect(page.text).not.toContain(address);
      expect(page.text).not.toContain(sid);
      const proof = await one.act("prove email");
      expect(proof.state).toBe(face === "html" ? "code" : "proof");
      expect(proof.text).not.toContain(address);
      expect((await enterCode(one, address)).state).toBe(SIGNED_IN[face]);
      await ageNumber(server.sql, number);
      expect((await one.signIn(number, "/sign-in?other=1")).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select from identifiers where user_sid = ${sid}`).toHaveLength(2);
    });

    test("a new account takes the number over, and the old one keeps the rest", async () => {
      await setExperience(server, phoneAndEmail);
      const { number, sid } = await newPerson(server, face);
      await addEmail(server.sql, sid, newAddress());
      await ageNumber(server.sql, number);
      const one = visitor();
      await one.signIn(number);
      const href = one.page?.actions["begin-anew"] as string;
      const answers = await burst(20, () => one.raw("POST", href));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([face === "html" ? 303 : 200]));
      const [moved] = await server.sql`select user_sid from identifiers where value = ${number}`;
      expect(moved?.userSid).not.toBe(sid);
      expect(await server.sql`select kind from identifiers where user_sid = ${sid}`).toEqual([{ kind: "email" }]);
      expect(await server.sql`select from sessions where user_sid = ${moved?.userSid}`).toHaveLength(1);
    });

    test("an account with only the number is opened for a day without what is personal", async () => {
      await setExperience(server, {});
      const { number, sid } = await newPerson(server, face);
      await ageNumber(server.sql, number);
      const one = visitor();
      expect((await one.signIn(number)).state).toBe("recycled");
      const opened = await one.act("open");
      expect(opened.state).toBe(SIGNED_IN[face]);
      const account = await one.open("/account");
      expect(account.text).not.toContain(number.slice(-4));
      for (const path of ["/account/link?to=phone", "/account/delete", "/account/export", "/account/name"]) {
        const page = await one.open(path);
        expect(["account", "error", "elsewhere", "none"], path).toContain(page.state);
        expect(page.text).not.toContain(number.slice(-4));
      }
      expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(1);
    });

    test.each([
      ["open", true],
      ["new", false],
    ] as const)("phoneOnlyStale %s asks nothing", async (phoneOnlyStale, isSame) => {
      await setExperience(server, { recycled: { phoneOnlyStale } });
      const { number, sid } = await newPerson(server, face);
      await ageNumber(server.sql, number);
      const page = await visitor().signIn(number);
      expect(page.state).toBe(SIGNED_IN[face]);
      const [row] = await server.sql`select user_sid from identifiers where value = ${number}`;
      expect(row?.userSid === sid).toBe(isSame);
    });

    test("afterDays 0: a number is for ever", async () => {
      await setExperience(server, { recycled: { afterDays: 0 } });
      const { number } = await newPerson(server, face);
      await ageNumber(server.sql, number, 3000);
      expect((await visitor().signIn(number)).state).toBe(SIGNED_IN[face]);
    });
  });

  describe("sign-up with consents and a profile", () => {
    const title = (text: string) => ({ ko: text, en: text });
    const terms = [
      { id: "service", version: "1", required: true, title: title("Service") },
      { id: "news", version: "1", required: false, title: title("News") },
    ];
    const settings = { terms, minimumAge: 14, signUp: { profile: { name: "required" } } };

    test("required ones must be ticked, optional ones may; then the name; then the account", async () => {
      await setExperience(server, settings);
      const number = newNumber();
      const one = visitor();
      expect((await one.signIn(number)).state).toBe("consent");
      expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(0);
      const missing = await one.act("agree", { service: true });
      expect([missing.state, Boolean(missing.error)]).toEqual(["consent", true]);
      expect((await one.act("agree", { service: true, minimum_age: true })).state).toBe("profile");
      const nameless = await one.act("fill", { name: " " });
      expect([nameless.state, Boolean(nameless.error)]).toEqual(["profile", true]);
      const href = one.page?.actions.fill as string;
      const answers = await burst(20, () => one.raw("POST", href, { name: "김하늘" }));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([face === "html" ? 303 : 200]));
      const [person] =
        await server.sql`select u.sid, name from users u join identifiers i on i.user_sid = u.sid where value = ${number}`;
      expect(person?.name).toBe("김하늘");
      expect(
        await server.sql`select item, version, agreed from user_consents where user_sid = ${person?.sid} order by item`,
      ).toEqual([
        { item: "minimum_age", version: "14", agreed: true },
        { item: "news", version: "1", agreed: false },
        { item: "service", version: "1", agreed: true },
      ]);
    });

    test("`all` stands for every box; a new version is asked for again, once", async () => {
      await setExperience(server, { terms });
      const number = newNumber();
      const one = visitor();
      await one.signIn(number);
      expect((await one.act("agree", { all: true })).state).toBe(SIGNED_IN[face]);
      expect((await visitor().signIn(number)).state).toBe(SIGNED_IN[face]);
      await setExperience(server, { terms: [{ ...terms[0], version: "2" }, terms[1]] });
      const again = visitor();
      const page = await again.signIn(number);
      expect(page.state).toBe("consent");
      expect(page.text).toContain("Service");
      expect(page.text).not.toContain("News");
      expect((await again.act("agree", { service: true })).state).toBe(SIGNED_IN[face]);
      expect((await visitor().signIn(number)).state).toBe(SIGNED_IN[face]);
    });

    test("sign-up switched off: the number is told, once it is proved, that there is no account", async () => {
      await setExperience(server, { signUp: { enabled: false } });
      const page = await visitor().signIn(newNumber());
      expect([page.state, Boolean(page.error)]).toEqual(["identify", true]);
    });
  });

  describe("e-mail and passwords", () => {
    test("an address signs up and in as a number does", async () => {
      await setExperience(server, { ...phoneAndEmail, signUp: { identifiers: ["email"] } });
      const address = newAddress();
      const one = visitor();
      await one.open("/sign-in?with=email");
      expect((await one.act("send", { email: ` ${address.toUpperCase()} ` })).state).toBe("code");
      expect((await enterCode(one, address)).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select kind, value from identifiers where value = ${address}`).toHaveLength(1);
    });

    test("a second identifier and a password that sign-up asks for", async () => {
      await setExperience(server, { ...phoneAndEmail, signUp: { identifiers: ["phone", "email"], password: true } });
      const number = newNumber();
      const address = newAddress();
      const one = visitor();
      expect((await one.signIn(number)).state).toBe("profile");
      const unread = await one.act("fill", { email: "not an address", password: "vine-otter-41-lamp" });
      if (face === "html") expect(unread.text).toContain("not an address");
      const common = await one.act("fill", { email: address, password: "password123" });
      if (face === "html") expect(common.text).toContain(address);
      expect([common.state, Boolean(common.error)]).toEqual(["profile", true]);
      expect((await one.act("fill", { email: address, password: "vine-otter-41-lamp" })).state).toBe("code");
      expect((await enterCode(one, address)).state).toBe(SIGNED_IN[face]);
      const rows = await server.sql`select kind, verified_at is not null as verified from identifiers
        where user_sid = (select user_sid from identifiers where value = ${number}) order by kind`;
      expect(rows).toEqual([
        { kind: "email", verified: true },
        { kind: "phone", verified: true },
      ]);
      // The code page offers the password, by the settings alone.
      const other = visitor();
      await other.open("/sign-in");
      await other.act("send", { phone: number });
      expect((await other.act("use-password")).state).toBe("password");
      const wrong = await other.act("try-password", { password: "not this one" });
      expect([wrong.state, Boolean(wrong.error)]).toEqual(["password", true]);
      expect((await other.act("try-password", { password: "vine-otter-41-lamp" })).state).toBe(SIGNED_IN[face]);
    });

    test("a second identifier that another account has is told, and another one ends the sign-up", async () => {
      await setExperience(server, { ...phoneAndEmail, signUp: { identifiers: ["phone", "email"] } });
      const taken = newAddress();
      const { sid } = await (async () => {
        await server.sql`insert into users (sid) values (${`US${"1".repeat(31)}${face.length}`}) on conflict do nothing`;
        return { sid: `US${"1".repeat(31)}${face.length}` };
      })();
      await addEmail(server.sql, sid, taken);
      const number = newNumber();
      const one = visitor();
      expect((await one.signIn(number)).state).toBe("profile");
      expect((await one.act("fill", { email: taken })).state).toBe("code");
      const refused = await enterCode(one, taken);
      expect([refused.state, Boolean(refused.error)]).toEqual(["code", true]);
      expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(0);
      const own = newAddress();
      const flow = /flow=(FL\w+)/.exec(one.page?.actions.check ?? "")?.[1];
      if (face === "html") expect((await one.open(`/sign-in?flow=${flow}&change=1`)).state).toBe("profile");
      expect((await one.post(`/sign-in?flow=${flow}&do=fill`, { email: own })).state).toBe("code");
      expect((await enterCode(one, own)).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select from identifiers where value in (${number}, ${own})`).toHaveLength(2);
    });

    test("a second identifier while another window waits for a code to it: nothing that was proved is lost", async () => {
      await setExperience(server, { ...phoneAndEmail, signUp: { identifiers: ["phone", "email"] } });
      const number = newNumber();
      const address = newAddress();
      const one = visitor();
      await one.open("/sign-in?with=email");
      expect((await one.act("send", { email: address })).state).toBe("code");
      expect((await one.signIn(number)).state).toBe("profile");
      expect((await one.act("fill", { email: address })).state).toBe("code");
      const flow = /flow=(FL\w+)/.exec(one.page?.actions.check ?? "")?.[1] as string;
      const sent = await eventually(async () => {
        const rows = await server.sql<{ sid: string }[]>`select sid from verifications where binding = ${flow}
          and recipient = ${address}`;
        return rows[0];
      });
      const { deriveCode } = await import("../../dist/codes.js");
      const code = deriveCode(server.keyring.current.code, sent?.sid as string, 6);
      expect((await one.act("check", { code })).state).toBe(SIGNED_IN[face]);
      const rows = await server.sql`select kind from identifiers where value in (${address}, ${number}) order by kind`;
      expect(rows.map(({ kind }) => kind)).toEqual(["email", "phone"]);
    });

    test("the way from a password to a code, while another window waits for one: it leads there", async () => {
      await setExperience(server, {
        signIn: { methods: [{ identifier: "phone", code: true, password: true, first: "password" }] },
      });
      const number = newNumber();
      const one = visitor();
      await one.open("/sign-in");
      await one.act("name", { phone: number });
      const first = one.page?.actions["use-code"] as string;
      await one.open("/sign-in");
      await one.act("name", { phone: number });
      expect((await one.act("use-code")).state).toBe("code");
      expect((await one.post(first)).state).toBe("code");
      expect((await enterCode(one, number)).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select from verifications where recipient = ${number}`).toHaveLength(1);
    });

    test("an address that nobody has: the number that sign-up asks for follows", async () => {
      await setExperience(server, phoneAndEmail);
      const address = newAddress();
      const number = newNumber();
      const one = visitor();
      await one.open("/sign-in?with=email");
      await one.act("send", { email: address });
      expect((await enterCode(one, address)).state).toBe("profile");
      const wrong = await one.act("fill", { phone: "12" });
      expect([wrong.state, Boolean(wrong.error)]).toEqual(["profile", true]);
      expect((await one.act("fill", { phone: number })).state).toBe("code");
      expect((await enterCode(one, number)).state).toBe(SIGNED_IN[face]);
      const rows = await server.sql`select kind from identifiers where value in (${address}, ${number}) order by kind`;
      expect(rows.map(({ kind }) => kind)).toEqual(["email", "phone"]);
    });

    test("reset: a code, a new password, and other devices are out", async () => {
      await setExperience(server, phoneAndEmail);
      const { number, sid } = await newPerson(server, face);
      const one = visitor();
      expect((await one.signIn(number, "/reset-password")).state).toBe("new-password");
      const short = await one.act("set-password", { password: "short" });
      expect([short.state, Boolean(short.error)]).toEqual(["new-password", true]);
      expect((await one.act("set-password", { password: "quiet-river-77", "end-others": true })).state).toBe(
        SIGNED_IN[face],
      );
      expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
      const events =
        await server.sql`select from audit_events where type = 'user.password.changed' and subject_id = ${sid}`;
      expect(events).toHaveLength(1);
      expect((await notices(number)).map(({ kind }) => kind)).toContain("password_changed");
      const again = visitor();
      await again.open("/sign-in");
      await again.act("send", { phone: number });
      await again.act("use-password");
      expect((await again.act("try-password", { password: "quiet-river-77" })).state).toBe(SIGNED_IN[face]);
    });

    test("reset without an account: it is said that this signs up, or that there is none", async () => {
      await setExperience(server, phoneAndEmail);
      const number = newNumber();
      const one = visitor();
      const page = await one.signIn(number, "/reset-password");
      expect(page.state).toBe("new-password");
      if (face === "html") expect(page.text).toMatch(/가입한 계정이 없습니다|has no account/);
      else expect(page.body.view.isNewAccount).toBe(true);
      expect((await one.act("set-password", { password: "quiet-river-77" })).state).toBe(SIGNED_IN[face]);
      await setExperience(server, { ...phoneAndEmail, signUp: { enabled: false } });
      const nobody = await visitor().signIn(newNumber(), "/reset-password");
      expect([nobody.state, Boolean(nobody.error)]).toEqual(["identify", true]);
    });

    test("50 wrong passwords at once: ten are tried, and the owner's browser still gets in", async () => {
      await setExperience(server, phoneAndEmail);
      const { visitor: owner, number, sid } = await newPerson(server, face);
      const { hashPassword } = await import("../../dist/users/password.js");
      const { systemRandom } = await import("../../dist/clock.js");
      await server.sql`update users set password_hash = ${await hashPassword("quiet-river-77", systemRandom)} where sid = ${sid}`;
      const thief = visitor();
      await thief.open("/sign-in");
      await thief.act("send", { phone: number });
      await thief.act("use-password");
      const href = thief.page?.actions["try-password"] as string;
      await burst(50, () => thief.raw("POST", href, { password: "wrong wrong wrong" }));
      const late = await thief.post(href, { password: "quiet-river-77" });
      expect(late.state).toBe("password");
      expect(late.error).toMatch(/\d/);
      await owner.open("/sign-in?other=1");
      await owner.act("send", { phone: number });
      await owner.act("use-password");
      expect((await owner.act("try-password", { password: "quiet-river-77" })).state).toBe(SIGNED_IN[face]);
    });
  });

  describe("the account", () => {
    test("a number is changed: a fresh proof, a code to the new one, notice to the old, others are out", async () => {
      await setExperience(server, {});
      const { visitor: one, number, sid } = await newPerson(server, face);
      const elsewhere = visitor();
      await elsewhere.signIn(number);
      await ageProof(server.sql, sid);
      const asked = await one.open("/account/link?to=phone");
      if (face === "html") expect(asked.state).toBe("step-up");
      else await one.open(asked.body.location);
      const [prove] = Object.keys(one.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
      await server.sql`delete from limit_counters`;
      expect((await one.act(prove as string)).state).toBe("code");
      const before = [...one.cookies].find(([name]) => name === "munjigi_session")?.[1];
      const proved = await enterCode(one, number);
      if (face === "json") await one.open(proved.location as string);
      expect(one.page?.state).toBe("identify");
      expect([...one.cookies].find(([name]) => name === "munjigi_session")?.[1]).not.toBe(before);
      const fresh = newNumber();
      expect((await one.act("send", { phone: fresh })).state).toBe("code");
      expect((await enterCode(one, fresh)).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select value from identifiers where user_sid = ${sid}`).toEqual([{ value: fresh }]);
      expect((await notices(number)).map(({ kind }) => kind)).toContain("phone_changed");
      expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
      // And back within the minute.
      await server.sql`delete from limit_counters`;
      await one.open("/account/link?to=phone");
      await one.act("send", { phone: number });
      expect((await enterCode(one, number)).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select value from identifiers where user_sid = ${sid}`).toEqual([{ value: number }]);
    });

    test("two accounts race for one number: one has it, the other is told", async () => {
      await setExperience(server, {});
      const number = newNumber();
      const two = await Promise.all([newPerson(server, face), newPerson(server, face)]);
      const { deriveCode } = await import("../../dist/codes.js");
      const entered = [];
      for (const { visitor: one } of two) {
        await server.sql`delete from limit_counters`;
        await one.open("/account/link?to=phone");
        expect((await one.act("send", { phone: number })).state).toBe("code");
        const flow = /flow=(FL\w+)/.exec(one.page?.actions.check ?? "")?.[1] ?? "";
        const [row] = await server.sql`select sid from verifications where binding = ${flow}`;
        entered.push(() => one.act("check", { code: deriveCode(server.keyring.current.code, row?.sid, 6) }));
      }
      const pages = await Promise.all(entered.map((enter) => enter()));
      // Where a number is given, another one may be.
      const told = face === "html" ? "identify" : "code";
      expect(pages.map(({ state }) => state).sort()).toEqual([SIGNED_IN[face], told].sort());
      expect(pages.find(({ state }) => state === told)?.error).toBeTruthy();
      expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(1);
    });

    test("a number that its account has not proved for long goes over: both accounts' events say so, and its owner is told", async () => {
      await setExperience(server, {});
      const { number, sid: loser } = await newPerson(server, face);
      const address = newAddress();
      await addEmail(server.sql, loser, address);
      await ageNumber(server.sql, number);
      const { visitor: one, sid } = await newPerson(server, face);
      await server.sql`delete from limit_counters`;
      await one.open("/account/link?to=phone");
      await one.act("send", { phone: number });
      expect((await enterCode(one, number)).state).toBe(SIGNED_IN[face]);
      expect(await server.sql`select kind from identifiers where user_sid = ${loser}`).toEqual([{ kind: "email" }]);
      const events =
        await server.sql`select type, actor_id, data from audit_events where subject_id in (${sid}, ${loser})
        and type like 'user.identifier.%' and type <> 'user.identifier.added' order by subject_id = ${loser}`;
      expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([
        ["user.identifier.changed", sid],
        ["user.identifier.removed", sid],
      ]);
      expect(events[1]?.data).toMatchObject({ kind: "phone", reason: "recycled" });
      expect((await notices(address)).map(({ kind }) => kind)).toEqual(["identifier_removed"]);
    });

    test("step-up leads back, and the old cookie is dead", async () => {
      await setExperience(server, {});
      const { visitor: one, number, sid } = await newPerson(server, face);
      const old = new Map(one.cookies);
      await server.sql`delete from limit_counters`;
      await one.open("/step-up?return=/account/consents");
      const [prove] = Object.keys(one.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
      await one.act(prove as string);
      const page = await enterCode(one, number);
      expect(page.location).toBe("/account/consents");
      const thief = visitor();
      for (const [name, value] of old) thief.cookies.set(name, value);
      const refused = await thief.open("/account");
      expect(refused.state).not.toBe("account");
      expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
    });

    test("deleted: everything is gone at once, on every device, and the owner is told", async () => {
      await setExperience(server, {});
      const { visitor: one, number, sid } = await newPerson(server, face);
      const elsewhere = visitor();
      await elsewhere.signIn(number);
      expect((await one.open("/account/delete")).state).toBe(face === "html" ? "delete" : "confirm");
      const href = one.page?.actions.confirm as string;
      const gone = await burst(10, () => one.raw("POST", href));
      if (face === "html") {
        // Whoever comes when the session is gone already is led to sign in.
        const told = gone
          .map(({ headers }) => headers.get("location") ?? "")
          .find((to) => to.startsWith("/signed-out"));
        const page = await visitor().open(told ?? "");
        expect(page.text).toContain("계정을 삭제했습니다");
      }
      for (const table of ["users", "identifiers", "sessions", "user_consents", "known_devices", "flows"]) {
        const column = table === "users" ? "sid" : "user_sid";
        expect(await server.sql.unsafe(`select from ${table} where ${column} = '${sid}'`), table).toHaveLength(0);
      }
      expect((await elsewhere.open("/account")).state).not.toBe("account");
      expect((await notices(number)).filter(({ kind }) => kind === "account_deleted")).toHaveLength(1);
      const events =
        await server.sql`select type from audit_events where subject_id = ${sid} and type = 'user.deleted'`;
      expect(events).toHaveLength(1);
      // The number is free, and a new person.
      await server.sql`delete from limit_counters`;
      expect((await visitor().signIn(number)).state).toBe(SIGNED_IN[face]);
    });

    test("signed out: the cookie is dead at once; everywhere: all are", async () => {
      await setExperience(server, {});
      const { visitor: one, number, sid } = await newPerson(server, face);
      const kept = new Map(one.cookies);
      await one.post("/sign-out");
      const thief = visitor();
      for (const [name, value] of kept) thief.cookies.set(name, value);
      expect((await thief.open("/account")).state).not.toBe("account");
      for (let n = 0; n < 3; n++) {
        await server.sql`delete from limit_counters`;
        await visitor().signIn(number);
      }
      await server.sql`delete from limit_counters`;
      await one.signIn(number);
      await one.post("/account/sessions/end");
      expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(0);
    });

    test("a new device is told to the owner, a known one is not", async () => {
      await setExperience(server, {});
      const { visitor: one, number } = await newPerson(server, face);
      expect(await notices(number)).toHaveLength(0);
      await one.signIn(number, "/sign-in?other=1");
      expect(await notices(number)).toHaveLength(0);
      await visitor().signIn(number);
      await eventually(async () => (await notices(number)).length === 1);
      await setExperience(server, { notices: { newDevice: false } });
      await server.sql`delete from limit_counters`;
      await visitor().signIn(number);
      expect(await notices(number)).toHaveLength(1);
    });
  });
});

test("a session that runs out is an event, once", async () => {
  await setExperience(server, {});
  const { sid } = await newPerson(server, "json");
  const { createSessions } = await import("../../dist/sessions/sessions.js");
  const sessions = createSessions({ sql: server.sql, lifetimes: async () => ({ idleDays: 30, absoluteDays: 180 }) });
  const work = async () => await sessions.jobs[0]?.work(new AbortController().signal);
  const ended = () =>
    server.sql`select actor_kind, data ->> 'reason' as reason from audit_events where type = 'session.ended' and subject_id = ${sid}`;
  await work();
  expect(await ended()).toEqual([]);
  await server.sql`update sessions set used_at = used_at - interval '31 days' where user_sid = ${sid}`;
  await Promise.all([work(), work()]);
  expect(await ended()).toEqual([{ actorKind: "server", reason: "expired" }]);
});

test("a code of one flow opens no other", async () => {
  await setExperience(server, {});
  const number = newNumber();
  const one = new Visitor(server.origin, "json");
  await one.open("/sign-in");
  await one.act("send", { phone: number });
  const first = await codeOf(server.origin, number);
  const other = new Visitor(server.origin, "json");
  await other.open("/sign-in");
  await server.sql`delete from limit_counters`;
  await other.act("send", { phone: number });
  const page = await other.act("check", { code: first });
  expect(page.body.error.code).toBe("sign_in.wrong_code");
});
