/**
 * @module Whatever happens on the way, nobody meets a dead end: every state of every flow is interrupted in every way, and from there
 * the person is signed in by doing what the page offers, without an error page in between.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deriveCode } from "../../dist/codes.js";
import { burst, newNumber, startApp, suiteDatabase, type TestServer } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { type Face, faces, type Page, Visitor } from "./face.js";
import { addEmail, ageNumber, setExperience } from "./kit.js";

const database = suiteDatabase();
let port: number;
let app: TestServer;
const start = async () => {
  app = await startApp(database, { env: { PORT: String(port), MUNJIGI_URL: `http://localhost:${port}` } });
};

const title = (text: string) => ({ ko: text, en: text });
const PASSWORD = "quiet-river-77";

beforeAll(async () => {
  port = await freePort();
  await start();
  await setExperience(database, {
    signIn: {
      methods: [
        { identifier: "phone", code: true, password: true, first: "code" },
        { identifier: "email", code: true, password: false, first: "code" },
      ],
    },
    signUp: { profile: { name: "required" } },
    terms: [{ id: "service", version: "1", required: true, title: title("Service") }],
  });
});
afterAll(async () => await app.stop());

interface Person {
  visitor: Visitor;
  number: string;
}

/** The code of the flow that a page belongs to. */
async function codeFor(page: Page): Promise<string> {
  const flow = /flow=(FL\w+)/.exec(page.actions.check ?? "")?.[1] ?? "";
  const [row] = await database.sql<{ sid: string }[]>`select sid from verifications
    where binding = ${flow} and status = 'pending' order by created_at desc limit 1`;
  return row ? deriveCode(app.keyring.current.code, row.sid, 6) : "000000";
}

/** Does what the page asks for, one step. */
async function goOn({ visitor, number }: Person): Promise<Page> {
  await database.sql`delete from limit_counters`;
  await database.sql`delete from failure_streaks`;
  const page = visitor.page as Page;
  const { actions } = page;
  const [prove] = Object.keys(actions).filter((name) => name.startsWith("prove ID"));
  switch (page.state) {
    case "identify":
      return await visitor.act("send" in actions ? "send" : "name", { phone: number });
    case "code":
    case "proof": {
      const code = await codeFor(page);
      // A code that is over is asked for again.
      return code === "000000" ? await visitor.act("resend") : await visitor.act("check", { code });
    }
    case "password":
      return await visitor.act("try-password", { password: PASSWORD });
    case "consent":
      return await visitor.act("agree", { all: true });
    case "profile":
      return await visitor.act("fill", { name: "김하늘" });
    case "recycled":
      return await visitor.act("begin-anew");
    case "new-password":
      return await visitor.act("set-password", { password: PASSWORD });
    case "step-up":
    case "prove":
      return await visitor.act(prove as string);
    case "choose":
      return await visitor.post(Object.values(actions)[0] as string);
    case "ended":
      return await visitor.open(
        visitor.face === "html" ? (page.links.find((href) => !href.includes("lang=")) as string) : "/sign-in",
      );
    case "signed-out":
      return await visitor.open("/sign-in");
    case "elsewhere":
      return await visitor.open(page.location as string);
    case "delete":
    case "confirm":
    case "wait":
      return await visitor.open("/account");
    default:
      throw new Error(`nothing to do on "${page.state}": ${page.text.slice(0, 300)}`);
  }
}

const MAX_STEPS = 12;

async function expectSignedIn(person: Person): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < MAX_STEPS; n++) {
    const page = person.visitor.page as Page;
    seen.push(page.state);
    expect(page.status, seen.join(" → ")).toBeLessThan(500);
    expect(["error", "none"], seen.join(" → ")).not.toContain(page.state);
    if (page.state === "account" || page.state === "done") return;
    await goOn(person);
  }
  throw new Error(`not signed in after ${seen.join(" → ")}`);
}

async function newcomer(face: Face): Promise<Person> {
  await database.sql`delete from limit_counters`;
  return { visitor: new Visitor(app.origin, face), number: newNumber() };
}

async function member(face: Face): Promise<Person> {
  const person = await newcomer(face);
  await person.visitor.open("/sign-in");
  await expectSignedIn(person);
  await database.sql`delete from limit_counters`;
  return person;
}

const userOf = async (number: string) =>
  (await database.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`)[0]
    ?.userSid as string;

async function old(face: Face): Promise<Person> {
  const { number } = await member(face);
  await ageNumber(database.sql, number);
  return { visitor: new Visitor(app.origin, face), number };
}

async function until(person: Person, state: string, path = "/sign-in"): Promise<Person> {
  await person.visitor.open(path);
  for (let n = 0; n < MAX_STEPS && person.visitor.page?.state !== state; n++) await goOn(person);
  expect(person.visitor.page?.state).toBe(state);
  return person;
}

/** Somebody in front of each page. */
const states: Record<string, (face: Face) => Promise<Person>> = {
  identify: async (face) => await until(await newcomer(face), "identify"),
  code: async (face) => await until(await newcomer(face), "code"),
  "a wrong code": async (face) => {
    const person = await until(await newcomer(face), "code");
    await person.visitor.act("check", { code: "999999" });
    return person;
  },
  "an unreadable number": async (face) => {
    const person = await until(await newcomer(face), "identify");
    await person.visitor.act("send", { phone: "010-12" });
    return person;
  },
  consent: async (face) => await until(await newcomer(face), "consent"),
  profile: async (face) => await until(await newcomer(face), "profile"),
  password: async (face) => {
    const person = await member(face);
    const { hashPassword } = await import("../../dist/users/password.js");
    const { systemRandom } = await import("../../dist/clock.js");
    await database.sql`update users set password_hash = ${await hashPassword(PASSWORD, systemRandom)} where sid = ${await userOf(person.number)}`;
    await until(person, "code", "/sign-in?other=1");
    await person.visitor.act("use-password");
    return person;
  },
  recycled: async (face) => await until(await old(face), "recycled"),
  proof: async (face) => {
    const person = await old(face);
    await addEmail(database.sql, await userOf(person.number), `${person.number.slice(1)}@example.com`);
    await until(person, "recycled");
    await person.visitor.act("prove email");
    return person;
  },
  "new password": async (face) => await until(await member(face), "new-password", "/reset-password"),
  "step-up": async (face) => {
    const person = await member(face);
    await person.visitor.open("/step-up");
    return person;
  },
  "step-up code": async (face) => await until(await member(face), "code", "/step-up"),
  "a new number": async (face) => {
    const person = await member(face);
    await until(person, "identify", "/account/link?to=phone");
    return { visitor: person.visitor, number: newNumber() };
  },
  "a new number's code": async (face) => {
    const { visitor } = await member(face);
    return await until({ visitor, number: newNumber() }, "code", "/account/link?to=phone");
  },
  delete: async (face) => {
    const person = await member(face);
    await person.visitor.open("/account/delete");
    return person;
  },
};

const TWO_HOURS = "2 hours";

/** What happens to them. */
const interruptions: Record<string, (person: Person) => Promise<Person>> = {
  "a pause of two hours, then the form": async (person) => {
    await database.sql.unsafe(
      `update flows set used_at = used_at - interval '${TWO_HOURS}', created_at = created_at - interval '${TWO_HOURS}'`,
    );
    await database.sql.unsafe(
      `update verifications set created_at = created_at - interval '${TWO_HOURS}', expires_at = expires_at - interval '${TWO_HOURS}'`,
    );
    await database.sql.unsafe(`update sessions set auth_time = auth_time - interval '${TWO_HOURS}'`);
    await submit(person);
    return person;
  },
  "the page before, again, and its form": async (person) => {
    const { visitor } = person;
    const here = visitor.page as Page;
    await visitor.open("/sign-in?other=1");
    await goOn(person);
    visitor.page = here;
    await submit(person);
    return person;
  },
  "a reload": async (person) => {
    const { visitor } = person;
    const before = visitor.page?.state;
    await visitor.open(placeOf(visitor.page as Page));
    expect(visitor.page?.state).toBe(before);
    return person;
  },
  "the form 50 times at once": async (person) => {
    const { visitor } = person;
    const [href, inputs] = await formOf(person);
    const answers = await burst(50, () => visitor.raw("POST", href, inputs));
    for (const { status } of answers) expect(status).toBeLessThan(500);
    await visitor.open(
      visitor.face === "html"
        ? (answers.at(-1)?.headers.get("location") ?? placeOf(visitor.page as Page))
        : placeOf(visitor.page as Page),
    );
    return person;
  },
  "a second tab": async (person) => {
    const tab = new Visitor(app.origin, person.visitor.face);
    for (const [name, value] of person.visitor.cookies) tab.cookies.set(name, value);
    await tab.open("/sign-in?other=1");
    await expectSignedIn({ visitor: tab, number: person.number });
    for (const [name, value] of tab.cookies) person.visitor.cookies.set(name, value);
    await submit(person);
    return person;
  },
  "cookies lost, then the form": async (person) => {
    person.visitor.cookies.clear();
    await submit(person);
    return person;
  },
  "the server restarted": async (person) => {
    await app.stop();
    await start();
    await submit(person);
    return person;
  },
  "the form in another browser": async (person) => {
    const other = new Visitor(app.origin, person.visitor.face);
    other.page = person.visitor.page;
    const stranger = { visitor: other, number: person.number };
    await submit(stranger);
    expect(other.page?.state).not.toBe("account");
    return stranger;
  },
};

/** Where the person is, by GET. */
function placeOf(page: Page): string {
  const action = Object.values(page.actions)[0] ?? "/account";
  const url = new URL(action, app.origin);
  const kept = new URLSearchParams();
  for (const name of ["flow", "return", "to", "reason"]) {
    const value = url.searchParams.get(name);
    if (value) kept.set(name, value);
  }
  return url.pathname.startsWith("/account/") && !kept.has("flow") && !kept.has("to")
    ? url.pathname
    : `${url.pathname}?${kept}`;
}

/** The form of the page with what belongs in it. */
async function formOf({ visitor, number }: Person): Promise<[string, Record<string, string | boolean>]> {
  const page = visitor.page as Page;
  const { actions } = page;
  const href = (name: string) => actions[name] as string;
  if (actions.check) return [href("check"), { code: await codeFor(page) }];
  if (actions.send) return [href("send"), { phone: number }];
  if (actions["try-password"]) return [href("try-password"), { password: PASSWORD }];
  if (actions.agree) return [href("agree"), { all: true }];
  if (actions.fill) return [href("fill"), { name: "김하늘" }];
  if (actions["set-password"]) return [href("set-password"), { password: PASSWORD }];
  if (actions["begin-anew"]) return [href("begin-anew"), {}];
  const prove = Object.keys(actions).find((name) => name.startsWith("prove ID"));
  if (prove) return [href(prove), {}];
  return [href("confirm"), {}];
}

async function submit(person: Person): Promise<void> {
  await database.sql`delete from limit_counters`;
  const [href, inputs] = await formOf(person);
  await person.visitor.post(href, inputs);
}

describe.each(faces)("%s", (face) => {
  describe.each(Object.entries(states))("%s", (_state, arrive) => {
    test.each(Object.entries(interruptions))("%s", async (_interruption, interrupt) => {
      const person = await interrupt(await arrive(face));
      await expectSignedIn(person);
    });
  });
});
