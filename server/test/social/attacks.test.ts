/** @module What an attacker, a hostile provider or an unlucky moment tried on social sign-in: A28–A30, A32, A36 and A43, and what each got. */
import { fakeApple } from "@munjigi/testkit/social/apple";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { fakeOidc } from "@munjigi/testkit/social/oidc";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { handOnTo, wrapState } from "../../dist/social/gateway.js";
import { browserName, sealTrip } from "../../dist/social/state.js";
import { burst, newNumber, suite } from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";
import { addEmail, enterCode, newPerson, setExperience } from "../signin/kit.js";
import { bring, comeBack, connect, start } from "./kit.js";

const server = suite({ env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });
let kakao: Awaited<ReturnType<typeof fakeKakao>>;
let apple: Awaited<ReturnType<typeof fakeApple>>;
let oidc: Awaited<ReturnType<typeof fakeOidc>>;
const ids = { kakao: "", apple: "", oidc: "" };
let people = 0;

const PLAIN = { signUp: { identifiers: [] } };
const NAMED = { signUp: { identifiers: [], profile: { name: "optional" } } };

beforeAll(async () => {
  [kakao, apple, oidc] = await Promise.all([fakeKakao(), fakeApple(), fakeOidc()]);
  const { restApiKey: clientId, clientSecret, adminKey, appId } = kakaoConsole;
  ids.kakao = await connect(
    server,
    "kakao-universal",
    { clientId, clientSecret, adminKey, appId: String(appId) },
    kakao,
  );
  const { servicesId, teamId, keyId, privateKey } = apple.team;
  ids.apple = await connect(
    server,
    "apple-universal",
    { clientId: servicesId, teamId, keyId, privateKey, scope: "name email" },
    apple,
  );
  const config = { issuer: oidc.issuer, clientId: oidc.clientId, clientSecret: oidc.clientSecret, label: "사내 계정" };
  const made = await manage(server.origin, "POST", "/connectors", { connectorId: "oidc", config });
  expect(made.status).toBe(201);
  ids.oidc = made.body.id;
  await setExperience(server, PLAIN);
  await knownElsewhere();
  return async () => {
    await Promise.all([kakao, apple, oidc].map((fake) => fake.close()));
  };
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
  people += 1;
  const subject = `8${String(people).padStart(12, "0")}`;
  const email = `p${subject}@example.com`;
  kakao.person = { ...kakao.person, subject, email, phone: undefined };
  apple.person = { ...apple.person, subject, email };
  oidc.person = { ...oidc.person, subject, email, phone: undefined };
  oidc.userinfo = {};
});

const kakaoNumber = (e164: string) => `+82 ${e164.slice(3, 5)}-${e164.slice(5, 9)}-${e164.slice(9)}`;

async function newBrowser(): Promise<Visitor> {
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  return visitor;
}

const usersOf = async (subject: string) =>
  (await server.sql<{ userSid: string }[]>`select user_sid from social_identities where subject = ${subject}`).map(
    ({ userSid }) => userSid,
  );

/** Settings for as long as `work` takes. */
async function withSettings(document: object, work: () => Promise<void>): Promise<void> {
  await setExperience(server, { ...PLAIN, ...document });
  try {
    await work();
  } finally {
    await setExperience(server, PLAIN);
  }
}

const signInBy = (provider: string) => ({ provider, action: "sign-in" });

describe("what a provider writes", () => {
  test.each([
    ["a name with half a character", { name: "길\ud800동" }],
    ["a name with NUL", { name: "a\u0000b" }],
    ["an address with NUL", { email: "a\u0000b@example.com" }],
    ["an address with half a character", { email: "a\udc00b@example.com" }],
    ["an address of control characters", { email: "a\u0007\u001b@example.com" }],
    ["flags of every form", { email_verified: ["true"], phone_number_verified: { yes: 1 }, phone_number: ["+82"] }],
    ["nothing but nulls", { name: null, email: null, phone_number: null, picture: null }],
    ["a picture that is a script", { picture: "javascript:alert(1)" }],
    ["a name that closes a quote", { name: `'); drop table users; --"}` }],
  ])("%s: signs in all the same", async (_what, userinfo) => {
    await withSettings(NAMED, async () => {
      oidc.userinfo = userinfo;
      const page = await comeBack(await newBrowser(), oidc, signInBy(ids.oidc));
      expect([page.status, page.state === "account" || page.state === "profile"]).toEqual([200, true]);
    });
  });

  test("a form of Apple's with half a character in the name, which anybody may post, is no crash", async () => {
    await withSettings(NAMED, async () => {
      const visitor = await newBrowser();
      const outcome = await apple.approve(await start(visitor, signInBy("apple")));
      if (outcome.kind !== "return") throw new Error("no answer");
      outcome.parameters.set("user", '{"name":{"firstName":"\\ud800","lastName":"\\u0000"}}');
      expect((await bring(visitor, outcome)).status).toBe(200);
    });
  });

  test.each(["a\u0000b", "a\ud800b"])("a subject that no table can hold is refused", async (subject) => {
    oidc.person = { ...oidc.person, subject: `${subject}${people}` };
    const page = await comeBack(await newBrowser(), oidc, signInBy(ids.oidc));
    expect([page.status, page.state]).toEqual([400, "social-ended"]);
  });
});

describe("the address of somebody else", () => {
  const victims: [string, (email: string) => Record<string, unknown>][] = [
    ["not verified", (email) => ({ email, email_verified: false })],
    ["without a flag", (email) => ({ email, email_verified: undefined })],
    ["with a text for a flag", (email) => ({ email, email_verified: "true" })],
    ["with a number for a flag", (email) => ({ email, email_verified: 1 })],
    ["in a list", (email) => ({ email: [email], email_verified: true })],
    ["with a look-alike: the sign for kelvin", (email) => ({ email: email.replace("k", "\u212a") })],
    ["in full width", (email) => ({ email: email.replace("k", "\uff4b") })],
    ["with an invisible character", (email) => ({ email: email.replace("k", "k\u200b") })],
  ];

  test.each(victims)("%s: opens nothing and tells nothing", async (_what, claims) => {
    const { sid } = await newPerson(server);
    const email = `kim${people}@example.com`;
    await addEmail(server.sql, sid, email);
    oidc.userinfo = claims(email);
    const page = await comeBack(await newBrowser(), oidc, signInBy(ids.oidc));
    expect(page.state).toBe("account");
    expect(await usersOf(oidc.person.subject)).not.toEqual([sid]);
  });

  test("verified, in any case: its owner is asked, and nothing is opened", async () => {
    const { sid } = await newPerson(server);
    await addEmail(server.sql, sid, `kim${people}@example.com`);
    oidc.userinfo = { email: `KIM${people}@Example.COM`, email_verified: true };
    const page = await comeBack(await newBrowser(), oidc, signInBy(ids.oidc));
    expect(page.state).toBe("social-candidate");
    expect(page.text).not.toContain(`kim${people}@`);
    expect(await usersOf(oidc.person.subject)).toEqual([]);
  });
});

describe("a second proof of an account", () => {
  test("is not one of another address: a recycled one connects nothing", async () => {
    const { sid } = await newPerson(server);
    const email = `recycled${people}@example.com`;
    await addEmail(server.sql, sid, email);
    await withSettings({ signUp: { identifiers: ["phone", "email"] } }, async () => {
      const thief = await newBrowser();
      await comeBack(thief, kakao, signInBy("kakao"));
      const own = newNumber();
      await thief.act("fill", { phone: own });
      await enterCode(thief, own);
      await thief.act("fill", { email });
      await enterCode(thief, email);
    });
    expect(await usersOf(kakao.person.subject)).toEqual([]);
    const [session] = await server.sql<{ amr: string[] }[]>`select amr from sessions where user_sid = ${sid}
      order by created_at desc limit 1`;
    expect(session?.amr).toEqual(["otp"]);
  });

  test("of somebody whose provider's account is another one's by now signs in, and connects nothing", async () => {
    const { visitor: owner, number, sid } = await newPerson(server);
    kakao.person = { ...kakao.person, phone: kakaoNumber(number) };
    expect((await comeBack(owner, kakao, signInBy("kakao"))).state).toBe("social-candidate");
    await owner.act("connect");
    const elsewhere = await newBrowser();
    await comeBack(elsewhere, kakao, signInBy("kakao"));
    expect((await elsewhere.act("begin-anew")).state).toBe("account");
    const [other] = await usersOf(kakao.person.subject);
    expect((await enterCode(owner, number)).state).toBe("account");
    expect(await usersOf(kakao.person.subject)).toEqual([other]);
    expect(other).not.toBe(sid);
  });
});

describe("whoever cannot read the code that they have asked for", () => {
  const twice = async () => {
    const { number, sid } = await newPerson(server);
    const email = `second${people}@example.com`;
    await addEmail(server.sql, sid, email);
    kakao.person = { ...kakao.person, phone: kakaoNumber(number), email };
    const visitor = await newBrowser();
    await comeBack(visitor, kakao, signInBy("kakao"));
    await visitor.act("connect");
    const { pathname, search } = new URL(visitor.page?.url as string);
    const page = await visitor.open(`${pathname}${search}&change=1`);
    return { visitor, page, sid, email };
  };

  test("looks back and begins anew, without the account that the code was for", async () => {
    const { visitor, page, sid } = await twice();
    expect(page.state).toBe("social-candidate");
    expect((await visitor.act("begin-anew")).state).toBe("account");
    const [mine] = await usersOf(kakao.person.subject);
    expect(mine).not.toBe(sid);
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
    expect(await server.sql`select from identifiers where user_sid = ${mine as string}`).toHaveLength(0);
  });

  test("takes the other way", async () => {
    const { visitor, page, email } = await twice();
    const href = (page.actions.connect as string).replace("with=phone", "with=email");
    expect((await visitor.post(href)).state).toBe("code");
    expect((await enterCode(visitor, email)).state).toBe("account");
  });

  test("begins nothing anew in a flow that no provider began, and after a proof", async () => {
    const visitor = await newBrowser();
    await visitor.act("send", { phone: newNumber() });
    const href = String(visitor.page?.actions.check).replace("do=check", "do=begin-anew");
    expect((await visitor.post(href)).state).toBe("code");
    expect((await visitor.post(href.replace("begin-anew", "connect"))).state).toBe("code");
    expect((await visitor.raw("GET", "/account")).status).toBe(303);
  });

  test("begins anew in the account that the provider's has become meanwhile", async () => {
    const { visitor } = await twice();
    const elsewhere = await newBrowser();
    await comeBack(elsewhere, kakao, signInBy("kakao"));
    await elsewhere.act("begin-anew");
    const [mine] = await usersOf(kakao.person.subject);
    expect((await visitor.act("begin-anew")).state).toBe("account");
    expect(await usersOf(kakao.person.subject)).toEqual([mine]);
    expect(await server.sql`select from sessions where user_sid = ${mine as string}`).toHaveLength(2);
  });
});

describe("a link alone", () => {
  const owners = [
    ["link", "account"],
    ["unlink", "account"],
    ["withdraw", "delete"],
    ["step-up", "step-up"],
  ] as const;

  test.each(owners)(
    "begins no %s: it leads to our page %s, from any site but those of the settings",
    async (action, state) => {
      const { visitor } = await newPerson(server);
      await comeBack(visitor, kakao, { provider: "kakao", action: "link" });
      const path = `/social/begin?${new URLSearchParams({ provider: "kakao", action })}`;
      for (const referer of [undefined, "https://evil.test/", "https://app.test.evil.test/", "not a URL"]) {
        if (referer) visitor.headers.referer = referer;
        const page = await visitor.open(path);
        expect([page.state, page.text.includes("data-begin")]).toEqual([state, false]);
      }
      await withSettings({ origins: ["https://app.test"] }, async () => {
        visitor.headers.referer = "https://app.test/";
        expect((await visitor.open(path)).text).toContain("data-begin");
      });
    },
  );

  test.each(owners)("to a page that says what went wrong has no button of %s", async (action) => {
    const stranger = (await newPerson(server)).visitor;
    await comeBack(stranger, kakao, { provider: "kakao", action: "link" });
    const href = await start(stranger, { provider: "kakao", action });
    const state = new URL(href).searchParams.get("state") as string;
    kakao.person = { ...kakao.person, subject: `${kakao.person.subject}9` };
    const { visitor } = await newPerson(server);
    for (const path of [
      `/social/ended?code=social.cancelled&provider=kakao&action=${action}`,
      `/social/callback?${new URLSearchParams({ code: "a", state })}`,
    ])
      expect((await visitor.open(path)).text).not.toContain("/social/start");
  });

  test("begins a sign-in by itself", async () => {
    const page = await (await newBrowser()).open("/social/begin?provider=kakao");
    expect(page.text).toContain("data-begin");
  });
});

test("a ticket whose provider is down, opened twice at once, is used and not lost", async () => {
  const visitor = await newBrowser();
  const outcome = await kakao.approve(await start(visitor, signInBy("kakao")));
  if (outcome.kind !== "return") throw new Error("no answer");
  const callback = `${outcome.url.pathname}?${outcome.parameters}`;
  const path = (await visitor.raw("GET", callback)).headers.get("location") as string;
  kakao.faults["/oauth/token"] = { status: 503 };
  expect((await visitor.raw("GET", path)).status).toBe(503);
  delete kakao.faults["/oauth/token"];
  // As though the first one were still at it: the second waits, and then it is given back.
  await server.sql`update social_trips set redeemed_at = clock_timestamp() where landed_at is null and ticket_hash is not null`;
  // Whoever has waited long enough is asked to come again, and does.
  const waiting = burst(10, async () => {
    for (;;) {
      const answer = await visitor.raw("GET", path);
      if (answer.status !== 503) return answer.headers.get("location");
    }
  });
  await server.sql`select pg_sleep(0.3)`;
  await server.sql`update social_trips set redeemed_at = null where landed_at is null and ticket_hash is not null`;
  expect(new Set(await waiting)).toEqual(new Set(["/account"]));
  expect((await visitor.open("/account")).state).toBe("account");
});

test("a ticket that nobody will settle any more is not waited for", async () => {
  const visitor = await newBrowser();
  const outcome = await kakao.approve(await start(visitor, signInBy("kakao")));
  if (outcome.kind !== "return") throw new Error("no answer");
  const callback = `${outcome.url.pathname}?${outcome.parameters}`;
  const path = (await visitor.raw("GET", callback)).headers.get("location") as string;
  await server.sql`update social_trips set redeemed_at = clock_timestamp() - interval '1 minute' where landed_at is null`;
  const began = performance.now();
  expect((await visitor.open(path)).state).toBe("social-ended");
  expect(performance.now() - began).toBeLessThan(1000);
});

describe("from an app", () => {
  test.each([
    ["/social/native/nobody/challenge", {}],
    [`/social/native/oidc/challenge`, {}],
    ["/social/native/__proto__/challenge", {}],
    ["/social/native/kakao/challenge", { action: "withdraw" }],
    ["/social/native/kakao/challenge", { action: "constructor" }],
    ["/social/native/kakao", {}],
    ["/social/native/kakao", { challenge: "x".repeat(5000) }],
    ["/social/native/nobody", { challenge: "x" }],
  ])("%s %j is refused in words", async (path, inputs) => {
    const app = new Visitor(server.origin, "json");
    const page = await app.post(path, inputs as Record<string, string>);
    expect([page.status >= 400 && page.status < 500, page.status]).toEqual([true, page.status]);
  });
});

describe("the last way in", () => {
  const gone = async (sid: string) =>
    await server.sql`insert into social_identities (sid, user_sid, connector_id, issuer, subject, client_id, created_at, used_at)
      values (${`SI${String(people).padStart(32, "0")}`}, ${sid}, ${`CN${"0".repeat(32)}`}, 'https://gone.example', 'x', 'x', now(), now())`;

  test.each([
    ["an account at a provider that was deleted", gone],
    ["an address where only numbers sign in", (sid: string) => addEmail(server.sql, sid, `only${people}@example.com`)],
  ])("is not %s", async (_what, give) => {
    const visitor = await newBrowser();
    await comeBack(visitor, kakao, signInBy("kakao"));
    const [sid] = await usersOf(kakao.person.subject);
    await give(sid as string);
    expect((await visitor.open("/account")).text).not.toContain('value="unlink"');
    const page = await comeBack(visitor, kakao, { provider: "kakao", action: "unlink" });
    expect([page.status, page.state]).toEqual([400, "social-ended"]);
    const [one] = await server.sql<
      { sid: string }[]
    >`select sid from social_identities where subject = ${kakao.person.subject}`;
    expect((await visitor.raw("POST", `/account/social/${one?.sid}/remove`)).status).toBe(400);
    expect(await usersOf(kakao.person.subject)).toEqual([sid]);
  });

  test("stays when both are ended at once", async () => {
    for (let round = 0; round < 5; round++) {
      kakao.person = { ...kakao.person, subject: `${kakao.person.subject}${round}` };
      oidc.person = { ...oidc.person, subject: kakao.person.subject };
      const visitor = await newBrowser();
      await comeBack(visitor, kakao, signInBy("kakao"));
      await comeBack(visitor, oidc, { provider: ids.oidc, action: "link" });
      const [sid] = await usersOf(kakao.person.subject);
      const tickets = await Promise.all(
        (
          [
            ["kakao", kakao],
            [ids.oidc, oidc],
          ] as const
        ).map(async ([provider, fake]) => {
          const outcome = await fake.approve(await start(visitor, { provider, action: "unlink" }));
          if (outcome.kind !== "return") throw new Error("no answer");
          return (await visitor.raw("GET", `${outcome.url.pathname}?${outcome.parameters}`)).headers.get("location");
        }),
      );
      const answers = await Promise.all(tickets.map((path) => visitor.raw("GET", path as string)));
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 400]);
      expect(await server.sql`select from social_identities where user_sid = ${sid as string}`).toHaveLength(1);
    }
  });
});

describe("at once", () => {
  const ticketOf = async (visitor: Visitor, fields: Record<string, string>) => {
    const outcome = await kakao.approve(await start(visitor, fields));
    if (outcome.kind !== "return") throw new Error("no answer");
    return (await visitor.raw("GET", `${outcome.url.pathname}?${outcome.parameters}`)).headers.get(
      "location",
    ) as string;
  };

  test("eight accounts connect one account of the provider: it is one's", async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { visitor } = await newPerson(server);
        return { visitor, path: await ticketOf(visitor, { provider: "kakao", action: "link" }) };
      }),
    );
    const answers = await Promise.all(tries.map(async ({ visitor, path }) => (await visitor.raw("GET", path)).status));
    expect(answers.sort()).toEqual([303, ...Array(7).fill(409)]);
    expect(await usersOf(kakao.person.subject)).toHaveLength(1);
  });

  test("eight browsers of somebody new sign up: there is one account", async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const visitor = await newBrowser();
        return { visitor, path: await ticketOf(visitor, signInBy("kakao")) };
      }),
    );
    const answers = await Promise.all(
      tries.map(async ({ visitor, path }) => (await visitor.raw("GET", path)).headers.get("location")),
    );
    expect(new Set(answers)).toEqual(new Set(["/account"]));
    expect(await usersOf(kakao.person.subject)).toHaveLength(1);
  });

  test("leaving six times while others sign in to it: one deletion, no crash, and nothing left of it", async () => {
    const { visitor, sid } = await newPerson(server);
    await comeBack(visitor, kakao, { provider: "kakao", action: "link" });
    const leaving = await Promise.all(
      Array.from({ length: 6 }, () => ticketOf(visitor, { provider: "kakao", action: "withdraw" })),
    );
    const others = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const other = await newBrowser();
        return { other, path: await ticketOf(other, signInBy("kakao")) };
      }),
    );
    const answers = await Promise.all([
      ...leaving.map((path) => visitor.raw("GET", path)),
      ...others.map(({ other, path }) => other.raw("GET", path)),
    ]);
    expect(answers.filter(({ status }) => status >= 500).map(({ status }) => status)).toEqual([]);
    expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(0);
    expect(await server.sql`select from audit_events where type = 'user.deleted' and subject_id = ${sid}`).toHaveLength(
      1,
    );
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(0);
  });
});

/** Every column of every table that holds a text. */
async function tablesWith(text: string): Promise<string[]> {
  const columns = await server.sql<
    { name: string; column: string }[]
  >`select c.table_name as name, c.column_name as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`;
  const found = await Promise.all(
    columns.map(async ({ name, column }) => {
      const rows =
        await server.sql`select from ${server.sql(name)} where ${server.sql(column)}::text ilike ${`%${text}%`} limit 1`;
      return rows.length > 0 ? [`${name}.${column}`] : [];
    }),
  );
  return found.flat();
}

test("A43: whoever leaves leaves nothing behind, in no column, nor in the flows that their browsers wait with", async () => {
  const term = { id: "service", version: "1", required: true, title: { ko: "약관", en: "Terms" } };
  const visitor = await newBrowser();
  await comeBack(visitor, kakao, signInBy("kakao"));
  const { subject, email } = kakao.person;
  await withSettings({ terms: [term] }, async () => {
    // A second window, which waits for a consent.
    expect((await comeBack(visitor, kakao, signInBy("kakao"))).state).toBe("consent");
  });
  expect(await tablesWith(subject)).not.toEqual([]);
  expect((await comeBack(visitor, kakao, { provider: "kakao", action: "withdraw" })).state).toBe("signed-out");
  await expect.poll(async () => (await server.sql`select from social_revocations`).length, { timeout: 15_000 }).toBe(0);
  expect(await tablesWith(subject)).toEqual([]);
  expect(await tablesWith(email as string)).toEqual([]);
});

describe("A28: a state", () => {
  test("is of its own provider's address", async () => {
    const visitor = await newBrowser();
    const outcome = await oidc.approve(await start(visitor, signInBy(ids.oidc)));
    if (outcome.kind !== "return") throw new Error("no answer");
    expect(outcome.url.pathname).toBe(`/social/callback/${ids.oidc}`);
    for (const path of ["/social/callback", `/social/callback/${ids.kakao}`])
      expect((await visitor.open(`${path}?${outcome.parameters}`)).status).toBe(400);
    expect((await visitor.open(`${outcome.url.pathname}?${outcome.parameters}`)).state).toBe("account");
  });

  test("does what it was made for, wherever its ticket is shown", async () => {
    const { visitor, sid } = await newPerson(server);
    await comeBack(visitor, kakao, { provider: "kakao", action: "link" });
    const outcome = await kakao.approve(await start(visitor, signInBy("kakao")));
    if (outcome.kind !== "return") throw new Error("no answer");
    const location = (await visitor.raw("GET", `${outcome.url.pathname}?${outcome.parameters}`)).headers.get(
      "location",
    ) as string;
    await visitor.open(location.replace("/social/sign-in", "/social/withdraw"));
    expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(1);
  });
});

describe("A32: a way back", () => {
  test.each([
    "//evil.test",
    "/\\evil.test",
    "https:evil.test",
    "https://evil.test",
    "\t//evil.test",
    "/\t/evil.test",
    "/.//evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    `/${"x".repeat(5000)}`,
    "https://evil.test@example.com",
    "/account\r\nset-cookie: a=b",
    "\u0000",
    "/%0d%0aset-cookie:a=b",
    "",
  ])("%j stays ours", async (back) => {
    const visitor = await newBrowser();
    const page = await comeBack(visitor, kakao, { ...signInBy("kakao"), return: back });
    expect(new URL(page.url).origin).toBe(server.origin);
    expect(page.headers.get("set-cookie") ?? "").not.toContain("a=b");
    const begun = await visitor.raw("GET", `/social/begin?${new URLSearchParams({ provider: "kakao", return: back })}`);
    expect([200, 400]).toContain(begun.status);
    // Behind the `?` of the link to the other language it stands as it came.
    expect(await begun.text()).not.toMatch(/="[^"?]*evil\.test/);
  });

  test("in a list, or none at all, is no crash", async () => {
    for (const path of [
      "/social/begin?provider=kakao&return=/a&return=/b",
      "/social/begin?provider[]=x",
      "/social/begin",
      "/social/sign-in?ticket=a&ticket=b",
      "/social/ended?code=a&code=b",
      "/social/ended?provider=kakao&action=__proto__",
      "/social/callback?state=&state=",
      "/social/callback/%00?state=x",
      "/social/notices/%00",
    ]) {
      const { status } = await (await newBrowser()).raw("GET", path);
      expect([path, status < 500]).toEqual([path, true]);
    }
  });
});

describe("A36: from another site", () => {
  test.each(["/social/start", "/social/native/kakao/challenge", "/social/native/kakao", "/social/withdraw"])(
    "%s is refused",
    async (path) => {
      const { visitor } = await newPerson(server);
      const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const body = new URLSearchParams({ provider: "kakao", action: "link" });
      for (const headers of [
        { origin: "https://evil.test" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        {},
      ] as Record<string, string>[]) {
        const { status } = await fetch(server.origin + path, {
          method: "POST",
          redirect: "manual",
          headers: { cookie, ...headers },
          body,
        });
        expect([headers, status]).toEqual([headers, 403]);
      }
      const text = await fetch(server.origin + path, {
        method: "POST",
        headers: { cookie, "content-type": "text/plain", origin: "https://evil.test" },
        body: "{}",
      });
      expect(text.status).toBeGreaterThanOrEqual(400);
      expect(text.status).toBeLessThan(500);
    },
  );

  test("an answer that anybody posts, of any shape, is no crash and gives no cookie", async () => {
    const state = new URL(await start(await newBrowser(), signInBy("kakao"))).searchParams.get("state") as string;
    for (const [type, body] of [
      ["application/x-www-form-urlencoded", `state=${state}&code=a&code=b`],
      ["application/x-www-form-urlencoded", `state=${state}&code=${"x".repeat(20_000)}`],
      ["application/x-www-form-urlencoded", "%00=%ff&state=%00"],
      ["application/json", '{"state":{"a":1},"code":[["x"]]}'],
      ["application/json", "[]"],
      ["text/plain", "state"],
      ["multipart/form-data; boundary=x", "--x--"],
    ] as const) {
      const { status, headers } = await fetch(`${server.origin}/social/callback`, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": type, origin: "https://evil.test" },
        body,
      });
      expect([type, status < 500, headers.getSetCookie()]).toEqual([type, true, []]);
    }
  });
});

test("A28: a state of eleven minutes ago, or of another address, begins nothing", async () => {
  const visitor = await newBrowser();
  const secret = [...visitor.cookies].find(([name]) => name.endsWith("browser"))?.[1] as string;
  const trip = {
    id: "x".repeat(22),
    action: "sign-in",
    connectorId: ids.kakao,
    session: null,
    returnTo: null,
    popup: null,
    nonce: null,
  } as const;
  const now = Math.floor(Date.now() / 1000);
  const sealed = (startedAt: number, redirectUri: string) =>
    sealTrip(server.keyring, { ...trip, browser: browserName(secret), startedAt }, redirectUri, systemRandom);
  const ours = `${server.origin}/social/callback`;
  for (const [state, code] of [
    [sealed(now - 660, ours), "social-ended"],
    [sealed(now, "https://other.example/social/callback"), "social-ended"],
    [sealed(now, "native"), "social-ended"],
  ] as const) {
    const page = await visitor.open(`/social/callback?${new URLSearchParams({ state, code: "a" })}`);
    expect([page.status >= 400, page.state]).toEqual([true, code]);
  }
  expect(await server.sql`select from social_trips where id = ${trip.id}`).toHaveLength(0);
});

describe("A29: an id_token", () => {
  const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const forged: [string, (genuine: string, claims: JWTPayload) => string | Promise<string>][] = [
    ["without a signature", (_genuine, claims) => `${b64({ alg: "none" })}.${b64(claims)}.`],
    ["signed with the public key", async (_genuine, claims) => await hs256(claims)],
    [
      "whose claims were changed",
      (genuine, claims) => genuine.replace(/\.[^.]+\./, `.${b64({ ...claims, sub: "1" })}.`),
    ],
    ["that brings its key", async (_genuine, claims) => await ownKey(claims)],
    ["of another issuer", (_genuine, claims) => oidc.sign({ ...claims, iss: "https://evil.test" })],
    ["for another app", (_genuine, claims) => oidc.sign({ ...claims, aud: "other" })],
    ["for two", (_genuine, claims) => oidc.sign({ ...claims, aud: [oidc.clientId, "other"] })],
    ["that another app got", (_genuine, claims) => oidc.sign({ ...claims, azp: "other" })],
    ["of another sign-in", (_genuine, claims) => oidc.sign({ ...claims, nonce: "other" })],
    ["without a nonce", (_genuine, { nonce: _nonce, ...claims }) => oidc.sign(claims)],
    ["that is over", (_genuine, claims) => oidc.sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 61 })],
    ["of tomorrow", (_genuine, claims) => oidc.sign({ ...claims, iat: Math.floor(Date.now() / 1000) + 3600 })],
    ["of nobody", (_genuine, { sub: _sub, ...claims }) => oidc.sign(claims)],
  ];
  const hs256 = async (claims: JWTPayload) =>
    await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(oidc.clientSecret));
  const ownKey = async (claims: JWTPayload) => {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const header = { alg: "RS256", jwk: await exportJWK(publicKey), jku: "https://evil.test/jwks" };
    return await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  };

  test.each(forged)("%s opens nothing", async (_what, forge) => {
    oidc.replaceIdToken = forge;
    const page = await comeBack(await newBrowser(), oidc, signInBy(ids.oidc));
    oidc.replaceIdToken = undefined;
    expect([page.status, page.state]).toEqual([400, "social-ended"]);
    expect(await usersOf(oidc.person.subject)).toEqual([]);
  });
});

test("a suspended account is opened by no provider, and what it had begun ends", async () => {
  const { visitor, sid } = await newPerson(server);
  await comeBack(visitor, kakao, { provider: "kakao", action: "link" });
  const waiting = await kakao.approve(await start(visitor, { provider: "kakao", action: "withdraw" }));
  expect((await manage(server.origin, "POST", `/users/${sid}/suspend`)).status).toBeLessThan(300);
  expect((await bring(visitor, waiting)).state).toBe("social-ended");
  const other = await newBrowser();
  await comeBack(other, kakao, signInBy("kakao"));
  expect((await other.raw("GET", "/account")).status).toBe(303);
  expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(0);
  expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(1);
});

test.each(["link", "unlink", "withdraw", "step-up"])(
  "a session that a number alone has opened may not %s",
  async (action) => {
    const { visitor, sid } = await newPerson(server);
    await comeBack(visitor, kakao, { provider: "kakao", action: "link" });
    const begun = await kakao.approve(await start(visitor, { provider: "kakao", action }));
    await server.sql`update sessions set restricted_until = clock_timestamp() + interval '1 day' where user_sid = ${sid}`;
    expect((await visitor.raw("POST", "/social/start", { provider: "kakao", action })).headers.get("location")).toBe(
      "/account?done=restricted",
    );
    expect((await bring(visitor, begun)).status).toBe(403);
    const app = new Visitor(server.origin, "json");
    for (const [name, value] of visitor.cookies) app.cookies.set(name, value);
    expect((await app.post("/social/native/kakao/challenge", { action })).status).toBe(403);
    expect(await usersOf(kakao.person.subject)).toEqual([sid]);
  },
);

test("a notice that is huge, another connector's, or signed by nobody ends nothing", async () => {
  const { visitor, sid } = await newPerson(server);
  await comeBack(visitor, kakao, { provider: "kakao", action: "link" });
  const url = async (id: string) => (await manage(server.origin, "GET", `/connectors/${id}`)).body.noticeUrl as string;
  const [own, others] = [await url(ids.kakao), await url(ids.apple)];
  expect((await kakao.sendUnlink(others)).status).toBeGreaterThanOrEqual(400);
  for (const [type, body] of [
    ["application/x-www-form-urlencoded", "x".repeat(70_000)],
    ["application/secevent+jwt", "a.b.c"],
    ["application/secevent+jwt", `${"a".repeat(60_000)}.b.c`],
    ["application/json", '{"payload":"x"}'],
    ["text/html", "\u0000"],
  ] as const) {
    const { status } = await fetch(own, { method: "POST", headers: { "content-type": type }, body });
    expect([type, status >= 400 && status < 500]).toEqual([type, true]);
  }
  expect(await usersOf(kakao.person.subject)).toEqual([sid]);
});

describe("an answer is handed on", () => {
  const peer = { name: "preview", key: Buffer.alloc(32, 1), origin: "https://*.preview.example.com" };
  const goesTo = (origin: string, key = peer.key) => handOnTo([peer], wrapState({ ...peer, key }, origin, "s.t"));

  test("to a deployment of the settings only", () => {
    expect(goesTo("https://pr-1.preview.example.com")).toBe("https://pr-1.preview.example.com");
    for (const origin of [
      "https://evil.com",
      "https://evil.com#.preview.example.com",
      "https://evil.com/.preview.example.com",
      "https://evil.com?.preview.example.com",
      "https://evil.com\\.preview.example.com",
      "https://a@b.preview.example.com",
      "https://a.preview.example.com:8443",
      "http://a.preview.example.com",
      "https://A.preview.example.com",
      "https://a.preview.example.com.",
      "https://a.b.preview.example.com",
      "https://preview.example.com",
      "https://.preview.example.com",
      "https://한글.preview.example.com",
      "https://a.preview.example.com/",
      "https://a.preview.example.com\n",
      "https://*.preview.example.com",
      "https://a_b.preview.example.com",
      "javascript:alert(1)",
      "null",
      "",
      "blob:https://a.preview.example.com",
    ])
      expect([origin, goesTo(origin)]).toEqual([origin, undefined]);
  });

  test("only with the key, and as it was wrapped", () => {
    const origin = "https://pr-1.preview.example.com";
    expect(goesTo(origin, Buffer.alloc(32, 2))).toBeUndefined();
    const parts = wrapState(peer, origin, "s.t").split(".");
    for (let n = 0; n < parts.length; n++)
      for (const other of ["", "x", `${parts[n]}x`, "__proto__"])
        expect(handOnTo([peer], parts.with(n, other).join("."))).toBeUndefined();
  });
});

test("no code, token, subject or address is in the log", async () => {
  const log = server.logLines.join("");
  for (const fake of [kakao, apple, oidc]) {
    for (const code of fake.codes) expect(log).not.toContain(code);
    expect(log).not.toContain(fake.person.subject);
  }
  expect(log).not.toMatch(/@example\.com|ticket=|state=|eyJ/);
  expect(log).not.toContain('"status":500');
});
