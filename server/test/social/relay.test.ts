/** @module Several deployments by one registered address: a preview that has none signs people in by the gateway's, with its own key. */
import { fakeApple } from "@munjigi/testkit/social/apple";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handOnTo, mayHandOn, unwrapState, wrapState } from "../../dist/social/gateway.js";
import { startApp, suite, suiteDatabase, type TestServer } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { connect, start } from "./kit.js";

const KEY = Buffer.alloc(32, 9);
const text = KEY.toString("base64");
const previewPort = await freePort();
const preview = `http://localhost:${previewPort}`;

const gateway = suite({ env: { MUNJIGI_SOCIAL_RELAYS: `preview:${text}@${preview}` } });
const database = suiteDatabase();
let other: TestServer;
let kakao: Awaited<ReturnType<typeof fakeKakao>>;
let apple: Awaited<ReturnType<typeof fakeApple>>;

beforeAll(async () => {
  other = await startApp(database, {
    env: {
      PORT: String(previewPort),
      MUNJIGI_ALLOW_PRIVATE_NETWORK: "true",
      MUNJIGI_SOCIAL_GATEWAY: `preview:${text}@${gateway.origin}`,
    },
  });
  [kakao, apple] = await Promise.all([fakeKakao(), fakeApple()]);
  await setExperience({ sql: database.sql }, { social: { askIdentifiers: false } });
  // Registered is the gateway's address, and no other.
  const registered = `${gateway.origin}/social/callback`;
  kakao.console = { ...kakaoConsole, redirectUris: [registered] };
  apple.redirectUris = [registered];
  const { restApiKey: clientId, clientSecret } = kakaoConsole;
  await connect(other, "kakao-universal", { clientId, clientSecret }, kakao);
  const { teamId, keyId, privateKey, servicesId } = apple.team;
  const config = { clientId: servicesId, scope: "name email", teamId, keyId, privateKey };
  await connect(other, "apple-universal", config, apple);
});

afterAll(async () => {
  await other.stop();
  await kakao.close();
  await apple.close();
});

test("Kakao's answer comes to the gateway, which hands it on to the deployment that began", async () => {
  const visitor = new Visitor(other.origin);
  await visitor.open("/sign-in");
  const outcome = await kakao.approve(await start(visitor, { provider: "kakao", action: "sign-in" }));
  if (outcome.kind !== "return") throw new Error(outcome.code);
  expect(outcome.url.origin).toBe(gateway.origin);
  const handed = await fetch(outcome.url, { redirect: "manual" });
  expect([handed.status, handed.headers.getSetCookie()]).toEqual([303, []]);
  const { origin, pathname, search } = new URL(handed.headers.get("location") as string);
  expect(origin).toBe(other.origin);
  expect((await visitor.open(pathname + search)).state).toBe("account");
  expect(await gateway.sql`select from social_trips`).toHaveLength(0);
});

test("Apple's form is handed on as it is", async () => {
  const visitor = new Visitor(other.origin);
  await visitor.open("/sign-in");
  const outcome = await apple.approve(await start(visitor, { provider: "apple", action: "sign-in" }));
  if (outcome.kind !== "return") throw new Error(outcome.code);
  const form = { method: "POST", body: outcome.parameters, redirect: "manual" } as const;
  const handed = await fetch(outcome.url.origin + outcome.url.pathname, form);
  expect(handed.status).toBe(307);
  const posted = await fetch(handed.headers.get("location") as string, form);
  const { pathname, search } = new URL(posted.headers.get("location") as string, other.origin);
  expect((await visitor.open(pathname + search)).state).toBe("account");
});

test("an answer that is nobody's is handed on to nobody", async () => {
  for (const state of [
    wrapState({ name: "preview", key: Buffer.alloc(32, 1) }, preview, "state"),
    wrapState({ name: "preview", key: KEY }, "https://evil.example", "state"),
    wrapState({ name: "another", key: KEY }, preview, "state"),
    wrapState({ name: "preview", key: KEY }, preview, "state").replace(".state", ".other"),
  ]) {
    const query = new URLSearchParams({ code: "c", state });
    const answer = await fetch(`${gateway.origin}/social/callback?${query}`, { redirect: "manual" });
    expect(answer.status, state).toBe(400);
  }
});

describe("which origins a pattern has", () => {
  const pattern = "https://*.preview.example.com";
  test.each([
    ["https://a.preview.example.com", true],
    ["https://feature-12.preview.example.com", true],
    ["https://preview.example.com", false],
    ["https://a.b.preview.example.com", false],
    ["http://a.preview.example.com", false],
    ["https://a.preview.example.com:8443", false],
    ["https://a.preview.example.com.evil.com", false],
    ["https://evil.com#.preview.example.com", false],
    ["https://evil.com/.preview.example.com", false],
    ["https://u@a.preview.example.com", false],
    ["https://A.preview.example.com", false],
    ["https://a.preview.example.com.", false],
    ["javascript://a.preview.example.com", false],
    ["", false],
  ])("%s: %s", (origin, isIts) => {
    expect(mayHandOn({ origin: pattern }, origin)).toBe(isIts);
  });
});

test("what was wrapped comes out again", () => {
  const peer = { name: "stage", key: KEY, origin: "https://stage.example.com" };
  const wrapped = wrapState(peer, peer.origin, "k1.abc.def");
  expect(unwrapState([peer], wrapped)).toEqual({ peer, origin: peer.origin, state: "k1.abc.def" });
  expect(handOnTo([peer], wrapped)).toBe(peer.origin);
  expect(handOnTo([peer], "k1.abc")).toBeUndefined();
  expect(unwrapState([], wrapped)).toBeUndefined();
});
