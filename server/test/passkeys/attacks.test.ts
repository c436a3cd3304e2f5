/** @module What whoever holds half of an account tries with passkeys, and what meets at the worst moment. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, suite } from "../harness.js";
import { rounds } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";
import { ageNumber, ageProof, bothWays, newPerson, setExperience, setPassword } from "../signin/kit.js";
import { makePasskey, newDevice, newOwner, optionsFor, show } from "./kit.js";

const server = suite();
const PASSWORD = "correct horse battery";

beforeAll(() => setExperience(server, { signIn: { methods: bothWays } }));
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

const noticesTo = async (recipient: string, kind: string) =>
  (await server.sql`select from notices where recipient = ${recipient} and kind = ${kind}`).length;

/** Another window of the same browser. */
function sameBrowser({ origin, face, cookies }: Visitor): Visitor {
  const other = new Visitor(origin, face);
  for (const [name, value] of cookies) other.cookies.set(name, value);
  return other;
}

describe("the owner is told", () => {
  test("at the number, where a password was the last proof, of a session that a text began", async () => {
    const { visitor, sid, number } = await newPerson(server);
    await setPassword(server.sql, sid, PASSWORD);
    await ageProof(server.sql, sid);
    await server.sql`update identifiers set proved_at = proved_at - interval '1 hour' where user_sid = ${sid}`;
    expect((await visitor.open("/account/passkeys/new")).state).toBe("step-up");
    await visitor.act("prove password");
    expect((await visitor.act("try-password", { password: PASSWORD })).state).toBe("passkey");
    expect((await makePasskey(visitor, newDevice(server))).state).toBe("account");
    expect(await noticesTo(number, "passkey_added")).toBe(1);
  });

  test("not at the number that was proved just now", async () => {
    const { visitor, number } = await newPerson(server);
    await makePasskey(visitor, newDevice(server));
    expect(await noticesTo(number, "passkey_added")).toBe(0);
  });

  test("ten times a day of the same, also of fifty at once: making and removing sends no texts without end", async () => {
    const { visitor, sid, number } = await newPerson(server, "json");
    const make = async () => {
      const options = await optionsFor(visitor, "POST", "/account/passkeys/options");
      const credential = JSON.stringify(newDevice(server).create(options as never));
      return (await visitor.post("/account/passkeys", { credential })).body.passkey as string;
    };
    for (const n of [20, 4]) {
      const made: string[] = [];
      while (made.length < n) made.push(await make());
      const answers = await burst(50, (at) => visitor.raw("POST", `/account/passkeys/${made[at % n]}/remove`));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await noticesTo(number, "identifier_removed")).toBe(10);
    }
    expect(await server.sql`select from passkeys where user_sid = ${sid}`).toHaveLength(0);
  });
});

describe("whoever has the number of an account that may not be theirs", () => {
  const openByNumber = async (number: string) => {
    await ageNumber(server.sql, number, 400);
    const other = new Visitor(server.origin);
    expect((await other.signIn(number)).state).toBe("recycled");
    expect((await other.act("open")).state).toBe("account");
    return other;
  };

  test("is out as soon as the owner shows the passkey; who is in by more stays", async () => {
    const { visitor, number, sid, device } = await newOwner(server);
    const other = await openByNumber(number);
    const owner = new Visitor(server.origin);
    await owner.open("/sign-in");
    expect((await owner.act("passkey", await show(owner, device))).state).toBe("account");
    expect((await other.open("/account")).state).toBe("identify");
    for (const one of [owner, visitor]) expect((await one.open("/account")).state).toBe("account");
    const ended = await server.sql`select data ->> 'reason' as reason from audit_events
      where subject_id = ${sid} and type = 'session.ended'`;
    expect(ended.map(({ reason }) => reason)).toEqual(["passkey"]);
  });

  test("and a passkey of it that was removed while the terms were read, is not let in", async () => {
    const { visitor, number, sid, device } = await newOwner(server, { isSynced: true });
    await ageNumber(server.sql, number, 400);
    const term = { id: "tos", version: "9", required: true, title: { ko: "약관", en: "Terms" } };
    await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
    const other = new Visitor(server.origin);
    expect((await other.signIn(number)).state).toBe("recycled");
    expect((await other.act("passkey", await show(other, device))).state).toBe("consent");
    const [passkey] = await server.sql<{ sid: string }[]>`select sid from passkeys where user_sid = ${sid}`;
    await visitor.post(`/account/passkeys/${passkey?.sid}/remove`);
    expect((await other.act("agree", { tos: true })).state).not.toBe("account");
    expect((await other.open("/account")).state).toBe("identify");
    await setExperience(server, { signIn: { methods: bothWays } });
  });

  test("is not told which passkeys there are", async () => {
    const { number } = await newOwner(server);
    const other = await openByNumber(number);
    const answer = await sameBrowser(other).raw("GET", "/step-up/passkey");
    expect([answer.status, (await answer.text()).includes("allowCredentials")]).toEqual([403, false]);
  });
});

describe("at once", () => {
  test("the account is deleted while its passkey signs in: either goes first, and none waits for the other for ever", async () => {
    for (let round = 0; round < rounds(4, 20); round++) {
      const { sid, device } = await newOwner(server, { isSynced: true });
      const visitors = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const visitor = new Visitor(server.origin, "json");
          await visitor.open("/sign-in");
          return { visitor, fields: await show(visitor, device) };
        }),
      );
      const [deleted, ...answers] = await Promise.all([
        manage(server.origin, "DELETE", `/users/${sid}`).then(({ status }) => status),
        ...visitors.map(async ({ visitor, fields }) =>
          visitor.raw("POST", "/sign-in?do=passkey", fields).then(({ status }) => status),
        ),
      ]);
      expect(deleted).toBe(204);
      expect(answers.filter((status) => status !== 200 && status !== 400)).toEqual([]);
      expect(await server.sql`select from passkeys where user_sid = ${sid}`).toHaveLength(0);
    }
  });

  test("the session is ended while a passkey proves it: it is over, and no server is down", async () => {
    for (let round = 0; round < rounds(4, 20); round++) {
      const { visitor, sid, device } = await newOwner(server, { isSynced: true });
      await ageProof(server.sql, sid);
      const page = await visitor.open("/account/link?to=email");
      const fields = await show(visitor, device, "/step-up/passkey");
      const href = page.actions.passkey as string;
      const [proved, out] = await Promise.all([
        visitor.raw("POST", href, fields),
        sameBrowser(visitor).raw("POST", "/sign-out"),
      ]);
      expect([303, 410]).toContain(proved.status);
      expect(out.status).toBe(303);
    }
  });
});

test("ways to reach a device that are no names are refused, and nothing breaks", async () => {
  const { visitor, sid } = await newPerson(server, "json");
  const device = newDevice(server);
  const options = await optionsFor(visitor, "POST", "/account/passkeys/options");
  const made = device.create(options as never) as unknown as { response: object };
  for (const odd of ["\0", "\ud800", "", "x".repeat(33)]) {
    const credential = JSON.stringify({ ...made, response: { ...made.response, transports: [odd] } });
    expect((await visitor.post("/account/passkeys", { credential })).status, JSON.stringify(odd)).toBe(400);
  }
  expect(await server.sql`select from passkeys where user_sid = ${sid}`).toHaveLength(0);
});
