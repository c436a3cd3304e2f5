/** @module The way into the console and out of it: links, passkeys, sign-in through OpenID Connect, what ends a session on every node. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, burst, startApp, suite, type TestServer } from "../harness.js";
import { manage } from "../kit/vendors.js";
import { faces } from "../signin/face.js";
import { newPerson } from "../signin/kit.js";
import { ageSession, ConsoleBrowser, enter, newLink } from "./kit.js";

const server = suite();
let other: TestServer;
beforeAll(async () => {
  other = await startApp({ url: server.url });
});
afterAll(() => other.stop());

/** What an answer was refused with. */
const refusal = ({ status, body }: { status: number; body: { title?: string } }) => [status, body.title];
const typesOf = async (subject: string) =>
  (await manage(server.origin, "GET", `/audit-log?subject=${subject}`)).body.events.map(
    ({ type }: { type: string }) => type,
  );

describe("a link", () => {
  test("makes an administrator with a passkey, who is in", async () => {
    const browser = await enter(server);
    const { status, body } = await browser.session();
    expect([status, body.role, body.byPasskey, body.user.name]).toEqual([200, "admin", true, "김지우"]);
    expect(body.deployment).toMatchObject({ environment: "development", origin: server.origin });
    expect((await browser.ask("GET", "/api/users")).status).toBe(200);
    expect(await typesOf(browser.sid)).toEqual([
      ...["console.entered", "user.passkey.added", "admin.joined", "user.created", "admin.link_made"],
    ]);
  });

  test("is good once: of 20 at the same time one is in, and nothing of the others is left", async () => {
    const link = await newLink(server);
    const browsers = Array.from({ length: 20 }, () => new ConsoleBrowser(server.origin));
    const before = await server.sql`select count(*)::int from users`;
    const joined = await burst(20, async (n) => await (browsers[n] as ConsoleBrowser).join(link));
    expect(joined.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of joined.filter(({ status }) => status !== 201))
      expect(refusal(answer)).toEqual([410, "console.link_over"]);
    const after = await server.sql`select count(*)::int from users`;
    expect((after[0]?.count as number) - (before[0]?.count as number)).toBe(1);
  });

  test("is over after a quarter of an hour, also with the sweep stopped; an edited one is none", async () => {
    const link = await newLink(server);
    await server.sql`update admin_links set expires_at = clock_timestamp() where used_at is null`;
    expect(refusal(await new ConsoleBrowser(server.origin).join(link))).toEqual([410, "console.link_over"]);
    for (const odd of [`${link}x`, link.slice(0, -1), `${server.origin}/console/join#`])
      expect(refusal(await new ConsoleBrowser(server.origin).join(odd))[1]).toMatch(
        /console.link_over|request.invalid/,
      );
  });

  test("needs a passkey, a name and this origin", async () => {
    const link = await newLink(server);
    const token = new URL(link).hash.slice(1);
    const browser = new ConsoleBrowser(server.origin);
    expect(refusal(await browser.ask("POST", "/console/join", { token, name: "김지우" }))).toEqual([
      ...[403, "console.passkey_needed"],
    ]);
    expect(refusal(await browser.join(link, "\u{200b}"))).toEqual([400, "request.invalid"]);
    expect(
      refusal(
        await browser.ask("POST", "/console/join/options", { token, name: "x" }, { origin: "https://evil.example" }),
      ),
    ).toEqual([403, "request.other_site"]);
    expect(
      (
        await browser.raw("POST", "/console/join", undefined, {
          "content-type": "application/x-www-form-urlencoded",
          "sec-fetch-site": "cross-site",
        })
      ).status,
    ).toBe(403);
    expect((await browser.join(link)).status).toBe(201);
  });

  test("for somebody who lost their passkey gives them another, and no other role", async () => {
    const first = await enter(server, "operator");
    const second = new ConsoleBrowser(server.origin);
    expect((await second.join(await newLink(server, "admin", first.sid), "다른 이름")).status).toBe(201);
    const { body } = await second.session();
    expect([body.user.sid, body.user.name, body.role]).toEqual([first.sid, "김지우", "operator"]);
    const { body: list } = await manage(server.origin, "GET", "/admins");
    const one = list.admins.find(({ user }: { user: string }) => user === first.sid);
    expect([one.passkeys, one.role]).toEqual([2, "operator"]);
  });

  test("of somebody who was removed or deleted meanwhile lets nobody back in", async () => {
    for (const end of [`/admins/`, `/users/`]) {
      const gone = await enter(server);
      const link = await newLink(server, "admin", gone.sid);
      expect((await manage(server.origin, "DELETE", end + gone.sid)).status).toBe(204);
      expect(refusal(await gone.session())).toEqual([401, "request.unauthenticated"]);
      expect(refusal(await new ConsoleBrowser(server.origin).join(link))).toEqual([410, "console.link_over"]);
    }
  });

  test.each<[string, (maker: string) => Promise<Answer>]>([
    ["removed", (maker) => manage(server.origin, "DELETE", `/admins/${maker}`)],
    ["suspended", (maker) => manage(server.origin, "POST", `/users/${maker}/suspend`)],
    ["deleted", (maker) => manage(server.origin, "DELETE", `/users/${maker}`)],
    ["a viewer now", (maker) => manage(server.origin, "PUT", `/admins/${maker}`, { role: "viewer" })],
  ])("made by somebody who is %s leaves no way back in", async (_, end) => {
    const other = await enter(server);
    const maker = await enter(server);
    const links: string[] = [];
    for (const body of [{ role: "admin" }, { user: other.sid }]) {
      const made = await maker.ask("POST", "/api/admin-links", body);
      expect(made.status).toBe(201);
      links.push(made.body.url);
    }
    expect((await end(maker.sid)).status).toBeLessThan(300);
    for (const link of links) {
      const token = new URL(link).hash.slice(1);
      const browser = new ConsoleBrowser(server.origin);
      expect(refusal(await browser.ask("POST", "/console/join/link", { token }))).toEqual([410, "console.link_over"]);
      expect(refusal(await browser.join(link))).toEqual([410, "console.link_over"]);
    }
  });

  test("made with a key goes with the key, also where whoever opened it has seen its page", async () => {
    const { body: key } = await manage(server.origin, "POST", "/keys", { kind: "admin", name: "심부름" });
    const made = await fetch(`${server.origin}/api/admin-links`, {
      method: "POST",
      headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
      body: JSON.stringify({ role: "admin" }),
    });
    expect(made.status).toBe(201);
    const { url } = (await made.json()) as { url: string };
    const token = new URL(url).hash.slice(1);
    const browser = new ConsoleBrowser(server.origin);
    const options = await browser.ask("POST", "/console/join/options", { token, name: "김지우" });
    expect(options.status).toBe(200);
    const credential = JSON.stringify(browser.device.create(options.body));
    expect((await manage(server.origin, "DELETE", `/keys/${key.id}`)).status).toBe(204);
    const joined = await browser.ask("POST", "/console/join", { token, name: "김지우", credential });
    expect(refusal(joined)).toEqual([410, "console.link_over"]);
  });

  test("for somebody whose role was changed meanwhile gives them the role they have", async () => {
    const one = await enter(server);
    const link = await newLink(server, "admin", one.sid);
    await enter(server);
    await manage(server.origin, "PUT", `/admins/${one.sid}`, { role: "viewer" });
    const browser = new ConsoleBrowser(server.origin);
    await browser.join(link);
    expect((await browser.session()).body.role).toBe("viewer");
  });
});

describe("signing in", () => {
  test("where a path of another place is asked for, the console's start comes", async () => {
    const browser = new ConsoleBrowser(server.origin);
    for (const path of [
      "https://evil.example",
      "//evil.example",
      "/console//evil.example",
      "/account",
      "/console/../account",
    ]) {
      const response = await browser.raw("GET", `/console/sign-in?${new URLSearchParams({ path })}`);
      expect(response.status).toBe(303);
      const kept = JSON.parse(Buffer.from(browser.cookies.get("munjigi_console_start") ?? "", "base64url").toString());
      expect(kept.path).toBe("/console");
    }
  });

  test("a callback that nobody began, or that was begun elsewhere, opens nothing", async () => {
    const browser = new ConsoleBrowser(server.origin);
    const alone = await browser.raw("GET", "/console/callback?code=x&state=y");
    expect(alone.headers.get("location")).toBe("/console/entrance?error=console.sign_in_over");
    await browser.raw("GET", "/console/sign-in");
    const foreign = await browser.raw("GET", "/console/callback?code=x&state=y");
    expect(foreign.headers.get("location")).toBe("/console/entrance?error=console.sign_in_over");
    expect(browser.cookies.has("munjigi_console")).toBe(false);
  });

  test("somebody who is no administrator does not enter", async () => {
    const { visitor } = await newPerson(server);
    const browser = new ConsoleBrowser(server.origin);
    for (const [name, value] of visitor.cookies) browser.cookies.set(name, value);
    expect((await browser.ask("GET", "/api/users")).status).toBe(401);
  });
});

describe("a session", () => {
  test("ends after half an hour without use and after twelve hours; a page that asks by itself does not keep it awake", async () => {
    const idle = await enter(server);
    await ageSession(server.sql, idle.sid, "used_at", 1700);
    expect((await idle.ask("GET", "/api/users", undefined, { "x-munjigi-background": "1" })).status).toBe(200);
    const [row] = await server.sql`select extract(epoch from clock_timestamp() - used_at)::int as age
      from console_sessions where user_sid = ${idle.sid}`;
    expect(row?.age).toBeGreaterThanOrEqual(1700);
    await ageSession(server.sql, idle.sid, "used_at", 1801);
    expect((await idle.session()).status).toBe(401);
    const old = await enter(server);
    await ageSession(server.sql, old.sid, "created_at", 12 * 3600 + 1);
    expect((await old.session()).status).toBe(401);
  });

  test("is over at once on both nodes when its administrator is removed, suspended or signed out", async () => {
    const ends = {
      removed: (sid: string) => manage(server.origin, "DELETE", `/admins/${sid}`),
      suspended: (sid: string) => manage(server.origin, "POST", `/users/${sid}/suspend`),
      deleted: (sid: string) => manage(server.origin, "DELETE", `/users/${sid}`),
    };
    for (const [how, end] of Object.entries(ends)) {
      const browser = await enter(server);
      // The cookie is the host's: another port is another node behind the same name.
      const onOther = () => {
        browser.origin = other.origin;
        return browser.ask("GET", "/api/users");
      };
      expect((await onOther()).status, how).toBe(200);
      await end(browser.sid);
      expect((await onOther()).status, how).toBe(401);
      browser.origin = server.origin;
      expect((await browser.ask("GET", "/api/users")).status, how).toBe(401);
    }
    const browser = await enter(server);
    expect((await browser.ask("DELETE", "/console/session")).status).toBe(204);
    expect((await browser.session()).status).toBe(401);
    expect(await typesOf(browser.sid)).toContain("console.left");
  });

  test("changes what is secret for ten minutes after a passkey, and then only after another", async () => {
    const browser = await enter(server);
    expect((await browser.ask("POST", "/api/keys", { kind: "secret", name: "x" })).status).toBe(201);
    await ageSession(server.sql, browser.sid, "proved_at", 601);
    const refused = await browser.ask("POST", "/api/keys", { kind: "secret", name: "x" });
    expect(refusal(refused)).toEqual([403, "console.proof_too_old"]);
    expect((await browser.ask("GET", "/api/keys")).status).toBe(200);
    expect((await browser.prove()).status).toBe(204);
    expect((await browser.ask("POST", "/api/keys", { kind: "secret", name: "x" })).status).toBe(201);
    const { body } = await manage(server.origin, "GET", `/audit-log?type=api_key.created&actor=${browser.sid}`);
    expect(body.events).toHaveLength(2);
    expect(body.events[0].actor).toEqual({ kind: "user", id: browser.sid });
  });

  test("is not proved by somebody else's passkey, nor by the same answer twice", async () => {
    const [one, two] = [await enter(server), await enter(server)];
    await ageSession(server.sql, one.sid, "proved_at", 601);
    const options = await one.ask("POST", "/console/proof/options");
    const foreign = JSON.stringify(two.device.get({ ...options.body, allowCredentials: [] }));
    expect((await one.ask("POST", "/console/proof", { credential: foreign })).status).toBeGreaterThanOrEqual(400);
    const credential = JSON.stringify(one.device.get(options.body));
    expect((await one.ask("POST", "/console/proof", { credential })).status).toBe(204);
    await ageSession(server.sql, one.sid, "proved_at", 601);
    await one.ask("POST", "/console/proof", { credential });
    expect(refusal(await one.ask("POST", "/api/keys", { kind: "secret", name: "x" }))).toEqual([
      ...[403, "console.proof_too_old"],
    ]);
  });

  test("is not the session of the pages: that one opens nothing here", async () => {
    const browser = await enter(server);
    const stolen = new ConsoleBrowser(server.origin);
    stolen.cookies.set("munjigi_session", browser.cookies.get("munjigi_console") ?? "");
    expect((await stolen.ask("GET", "/api/users")).status).toBe(401);
    const { headers } = await browser.raw("POST", "/console/proof/options");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("administrators", () => {
  test("one who may do everything is always left, also where two go at once", async () => {
    await server.sql`delete from admins`;
    const [one, two] = [await enter(server), await enter(server)];
    const answers = await burst(20, (n) => manage(server.origin, "DELETE", `/admins/${n % 2 ? one.sid : two.sid}`));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const { body } = await manage(server.origin, "GET", "/admins");
    expect(body.admins).toHaveLength(1);
    const [{ user }] = body.admins;
    expect(refusal(await manage(server.origin, "PUT", `/admins/${user}`, { role: "viewer" }))).toEqual([
      ...[409, "console.last_admin"],
    ]);
  });

  test("who is suspended is nobody who is left", async () => {
    await server.sql`delete from admins`;
    const [one, two] = [await enter(server), await enter(server)];
    await manage(server.origin, "POST", `/users/${two.sid}/suspend`);
    const last = await manage(server.origin, "DELETE", `/admins/${one.sid}`);
    expect(refusal(last)).toEqual([409, "console.last_admin"]);
    expect((await manage(server.origin, "DELETE", `/admins/${two.sid}`)).status).toBe(204);
  });

  test.each([
    ["suspend each other", "POST", "/suspend"],
    ["delete each other", "DELETE", ""],
  ])("of two who %s, 50 times at once, one stays", async (_how, method, end) => {
    await server.sql`delete from admins`;
    const pair = [await enter(server), await enter(server)] as const;
    const viewer = await enter(server, "viewer");
    const answers = await burst(50, (n) => {
      const [by, of] = n % 2 ? pair : [pair[1], pair[0]];
      return by.ask(method, `/api/users/${of.sid}${end}`);
    });
    const known = [200, 204, 401, 404, 409];
    expect(answers.map(({ status }) => status).filter((status) => !known.includes(status))).toEqual([]);
    const left = await server.sql`select a.user_sid from admins a join users u on u.sid = a.user_sid
      where a.role = 'admin' and u.suspended_at is null`;
    expect(left).toHaveLength(1);
    const last = pair.find(({ sid }) => sid === left[0]?.userSid) as (typeof pair)[0];
    expect((await last.session()).status).toBe(200);
    // The machine's own token too: a new admin comes by a link, and then the old one may go.
    expect(refusal(await manage(server.origin, method, `/users/${last.sid}${end}`))).toEqual([
      409,
      "console.last_admin",
    ]);
    expect((await manage(server.origin, method, `/users/${viewer.sid}${end}`)).status).toBeLessThan(300);
    await enter(server);
    expect((await manage(server.origin, method, `/users/${last.sid}${end}`)).status).toBeLessThan(300);
  });

  test("of two of whom one is suspended while the other is removed, one stays", async () => {
    await server.sql`delete from admins`;
    const [one, two] = [await enter(server), await enter(server)];
    await burst(50, (n) =>
      n % 2
        ? manage(server.origin, "DELETE", `/admins/${one.sid}`)
        : manage(server.origin, "POST", `/users/${two.sid}/suspend`),
    );
    const left = await server.sql`select from admins a join users u on u.sid = a.user_sid
      where a.role = 'admin' and u.suspended_at is null`;
    expect(left).toHaveLength(1);
  });

  test("the last one cannot end their own account, and nothing of it is gone", async () => {
    await server.sql`delete from admins`;
    for (const face of faces) {
      const { visitor, sid } = await newPerson(server, face);
      await server.sql`delete from admins`;
      expect((await manage(server.origin, "PUT", `/admins/${sid}`, { role: "admin" })).status).toBe(200);
      await visitor.open("/account/delete");
      const page = await visitor.act("confirm");
      expect([page.state, page.text]).toEqual([
        face === "html" ? "delete" : "confirm",
        expect.stringContaining("마지막 관리자"),
      ]);
      expect((await manage(server.origin, "GET", `/users/${sid}`)).body.identifiers).toHaveLength(1);
      expect(await typesOf(sid)).not.toContain("user.deleted");
      await enter(server);
      await visitor.open("/account/delete");
      await visitor.act("confirm");
      expect((await manage(server.origin, "GET", `/users/${sid}`)).status).toBe(404);
    }
  });

  test("whose role is taken cannot use it, in the same second", async () => {
    const [boss, browser] = [await enter(server), await enter(server)];
    const { status } = await boss.ask("PUT", `/api/admins/${browser.sid}`, { role: "viewer" });
    expect(status).toBe(200);
    expect(refusal(await browser.ask("POST", "/api/keys", { kind: "admin", name: "x" }))).toEqual([
      ...[403, "console.role_too_low"],
    ]);
    expect(refusal(await browser.ask("PUT", `/api/admins/${browser.sid}`, { role: "admin" }))).toEqual([
      ...[403, "console.role_too_low"],
    ]);
  });
});
