/**
 * @module A trial of a provider by an administrator: there and back, what came and what did not, to whoever began it alone; and it
 * signs nobody in.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { enter } from "../console/kit.js";
import { ageLimits, burst, startApp, suite } from "../harness.js";
import { manage } from "../kit/vendors.js";
import { type ProviderName, type ProvidersAtWork, providerNames, startProviders } from "./fake-providers.js";

const server = suite({ env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });
let providers: ProvidersAtWork;
type Admin = Awaited<ReturnType<typeof enter>>;
let admin: Admin;

beforeAll(async () => {
  providers = await startProviders(server);
  admin = await enter(server, "operator");
});

interface Trial {
  id: string;
  url: string;
}

async function begin(by: Admin, connector: string): Promise<Trial> {
  await ageLimits(server.sql, 61);
  const { status, body } = await by.ask("POST", `/api/connectors/${connector}/trial`);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
}
const take = (by: Admin, connector: string, { id }: Pick<Trial, "id">) =>
  by.ask("GET", `/api/connectors/${connector}/trials/${id}`);

/** The provider's answer, brought by a browser. Resolves to the page it ends at. */
async function bring(
  by: Pick<Admin, "raw">,
  outcome: Awaited<ReturnType<ProvidersAtWork["kakao"]["fake"]["approve"]>>,
): Promise<{ status: number; path: string; text: string }> {
  if (outcome.kind === "page") throw new Error(`the provider shows a page of its own: ${outcome.code}`);
  const { method, url, parameters } = outcome;
  let path = `${url.pathname}?${parameters}`;
  if (method === "POST") {
    const posted = await fetch(new URL(url.pathname, server.origin), {
      method: "POST",
      redirect: "manual",
      headers: { origin: "https://provider.test", "sec-fetch-site": "cross-site" },
      body: parameters,
    });
    path = posted.headers.get("location") ?? "";
  }
  for (;;) {
    const response = await by.raw("GET", path, undefined, { accept: "text/html" });
    const to = response.headers.get("location");
    if (to === null) return { status: response.status, path, text: await response.text() };
    path = to;
  }
}

const counts = async () => {
  const [row] = await server.sql`select (select count(*)::int from users) as users,
    (select count(*)::int from sessions) as sessions, (select count(*)::int from social_identities) as identities,
    (select count(*)::int from flows) as flows`;
  return row;
};

const told: Record<ProviderName, Record<string, string>> = {
  kakao: { email: "came", phone: "came", name: "came", picture: "came" },
  naver: { email: "came", phone: "came", name: "came", picture: "came" },
  google: { email: "came", phone: "untold", name: "came", picture: "came" },
  apple: { email: "came", phone: "untold", name: "came", picture: "untold" },
  oidc: { email: "came", phone: "came", name: "came", picture: "came" },
  oauth2: { email: "came", phone: "came", name: "came", picture: "came" },
};

describe.each(providerNames)("%s", (name) => {
  test("tells what came, masked, and signs nobody in", async () => {
    const { fake, id } = providers[name];
    const before = await counts();
    const trial = await begin(admin, id);
    expect((await take(admin, id, trial)).body).toMatchObject({ status: "waiting", items: null, failure: null });
    const page = await bring(admin, await fake.approve(trial.url));
    expect([page.status, page.path]).toEqual([200, "/social/trial?end=told"]);
    expect(page.text).toContain("시험 로그인을 마쳤습니다");
    const { status, body } = await take(admin, id, trial);
    expect([status, body.status, body.failure]).toEqual([200, "told", null]);
    const states = Object.fromEntries(
      body.items.slice(1).map(({ item, state }: { item: string; state: string }) => [item, state]),
    );
    expect(states).toEqual(told[name]);
    expect(body.items[0]).toMatchObject({ item: "subject", state: "came", value: expect.stringMatching(/./) });
    for (const { item, value } of body.items) {
      if (item === "phone" && value) expect(value).toMatch(/^\+\d+••••\d{4}$/);
      if (item === "email" && value) expect(value).toMatch(/^.•••@/);
    }
    expect(await counts()).toEqual(before);
    // Once.
    expect((await take(admin, id, trial)).status).toBe(404);
    expect(await server.sql`select * from social_trials`).toHaveLength(0);
  });
});

test("with the newest settings, in force or not; a draft that never was is tried as well", async () => {
  const { fake, id } = providers.kakao;
  const { body: stored } = await manage(server.origin, "GET", `/connectors/${id}`);
  const { clientId, endpoints } = stored.config;
  const draft = { clientId, endpoints, clientSecret: "wrong" };
  const made = await manage(server.origin, "POST", "/connectors", {
    connectorId: "kakao-universal",
    config: draft,
    activate: false,
  });
  const own = made.body.id;
  const trial = await begin(admin, own);
  await bring(admin, await fake.approve(trial.url));
  expect((await take(admin, own, trial)).body).toMatchObject({
    status: "failed",
    items: null,
    failure: { reason: "misconfigured", code: "KOE010", remedy: { ko: expect.stringContaining("clientSecret") } },
  });
  // People who sign in have nothing to do with it.
  expect((await manage(server.origin, "GET", `/connectors/${own}`)).body.lastFailure).toBeNull();
  expect((await manage(server.origin, "GET", `/connectors/${id}`)).body.lastFailure).toBeNull();
  await manage(server.origin, "PATCH", `/connectors/${id}`, { config: { ...stored.config, scope: "openid" } });
  const newest = await begin(admin, id);
  expect(new URL(newest.url).searchParams.get("scope")).toBe("openid");
  await manage(server.origin, "PATCH", `/connectors/${id}`, { config: stored.config });
});

test("what did not come is told with what makes it come", async () => {
  const { fake, id } = providers.kakao;
  const trial = await begin(admin, id);
  await bring(admin, await fake.approve(trial.url, { refuse: ["phone"] }));
  const { body } = await take(admin, id, trial);
  const phone = body.items.find(({ item }: { item: string }) => item === "phone");
  expect(phone).toMatchObject({ state: "missing", value: null, remedy: { ko: expect.stringContaining("비즈 앱") } });
});

test("whoever says no at the provider has tried that", async () => {
  const { fake, id } = providers.google;
  const trial = await begin(admin, id);
  const back = await bring(admin, await fake.approve(trial.url, { cancel: true }));
  expect(back.path).toBe("/social/trial?end=failed");
  expect((await take(admin, id, trial)).body).toMatchObject({ status: "failed", failure: { reason: "cancelled" } });
});

describe("is of whoever began it", () => {
  test("another administrator, another session of theirs and a key hear nothing", async () => {
    const { fake, id } = providers.naver;
    const trial = await begin(admin, id);
    await bring(admin, await fake.approve(trial.url));
    const other = await enter(server, "admin");
    expect((await take(other, id, trial)).status).toBe(404);
    expect((await manage(server.origin, "GET", `/connectors/${id}/trials/${trial.id}`)).status).toBe(404);
    // Nor by the name of another connector.
    expect((await take(admin, providers.kakao.id, trial)).status).toBe(404);
    const heard = await burst(50, () => take(admin, id, trial));
    expect(heard.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(404)]);
  });

  test("another browser that brings the answer is refused, and nothing of it is told", async () => {
    const { fake, id } = providers.kakao;
    const trial = await begin(admin, id);
    const outcome = await fake.approve(trial.url);
    const victim = await enter(server, "viewer");
    const page = await bring(victim, outcome);
    expect(page.text).toContain("다른 브라우저");
    expect((await take(admin, id, trial)).body.status).toBe("waiting");
    // It still is the first one's.
    await bring(admin, outcome);
    expect((await take(admin, id, trial)).body.status).toBe("told");
  });

  test("the same answer again leads to the same page, on another node too, and changes nothing", async () => {
    const other = await startApp(server, { env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });
    const { fake, id } = providers.google;
    const trial = await begin(admin, id);
    const outcome = await fake.approve(trial.url);
    const pages = await burst(5, () => bring(admin, outcome));
    expect(new Set(pages.map(({ path }) => path))).toEqual(new Set(["/social/trial?end=told"]));
    expect((await bring(admin, outcome)).path).toBe("/social/trial?end=told");
    await other.stop();
    expect((await take(admin, id, trial)).body.status).toBe("told");
    expect((await bring(admin, outcome)).path).toBe("/social/trial?end=told");
    expect((await take(admin, id, trial)).status).toBe(404);
  });

  test("after ten minutes there is nothing to hear", async () => {
    const { fake, id } = providers.oidc;
    const trial = await begin(admin, id);
    await bring(admin, await fake.approve(trial.url));
    await server.sql`update social_trials set created_at = created_at - interval '601 seconds'`;
    expect((await take(admin, id, trial)).status).toBe(404);
  });
});

test("begins in the console alone: no page, link or app begins one", async () => {
  const { id } = providers.kakao;
  for (const [method, path, body] of [
    ["POST", "/social/start", { provider: id, action: "trial" }],
    ["GET", `/social/begin?provider=${id}&action=trial&return=/account`, undefined],
    ["POST", `/social/native/${id}/challenge`, { action: "trial" }],
  ] as const)
    expect((await admin.ask(method, path, body)).status, path).toBe(400);
});

test("of one that sends, of none, and where the provider does not answer it is refused in words", async () => {
  await ageLimits(server.sql, 61);
  const sms = await manage(server.origin, "POST", "/connectors", {
    connectorId: "http-sms",
    config: { endpoint: "https://sms.example" },
    activate: false,
  });
  const refused = async (id: string) => {
    const { status, body } = await admin.ask("POST", `/api/connectors/${id}/trial`);
    return [status, body.title];
  };
  expect(await refused(sms.body.id)).toEqual([400, "connector.no_trial"]);
  expect(await refused("CN00000000000000000000000000000000")).toEqual([404, "connector.not_found"]);
  const gone = await manage(server.origin, "POST", "/connectors", {
    connectorId: "oidc",
    config: { issuer: "http://127.0.0.1:9", clientId: "x", clientSecret: "y", label: "z" },
    activate: false,
  });
  expect(await refused(gone.body.id)).toEqual([422, "connector.trial_failed"]);
});

test("is limited, over all connectors", async () => {
  await ageLimits(server.sql, 61);
  const { id } = providers.kakao;
  const answers = await burst(50, () => admin.ask("POST", `/api/connectors/${id}/trial`));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
});
