/** @module Challenges: of one browser, one ceremony and one person, for ten minutes, also by a key that is not the first any more. */
import { expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { CHALLENGE_SECONDS, isOurs, makeChallenge } from "../../dist/passkeys/challenge.js";
import { parseKeyring } from "../../dist/secrets.js";

const key = (id: string) => `${id}:${Buffer.alloc(32, id).toString("base64")}`;
let now = Date.UTC(2026, 10, 30);
const clock = () => new Date(now);
const by = (keys: string) => ({ keyring: parseKeyring(keys), clock, random: systemRandom });
const get = { kind: "get" } as const;

test("of one browser, ceremony and person, for ten minutes", () => {
  const made = makeChallenge(by(key("a")), get, "browser");
  expect(isOurs(by(key("a")), made, get, "browser")).toBe(true);
  expect(isOurs(by(key("a")), made, get, "other")).toBe(false);
  expect(isOurs(by(key("a")), made, { kind: "create", userSid: "US1" }, "browser")).toBe(false);
  const create = makeChallenge(by(key("a")), { kind: "create", userSid: "US1" }, "browser");
  expect(isOurs(by(key("a")), create, { kind: "create", userSid: "US2" }, "browser")).toBe(false);
  expect(isOurs(by(key("a")), create, { kind: "create", userSid: "US1" }, "browser")).toBe(true);
  now += CHALLENGE_SECONDS * 1000 - 1;
  expect(isOurs(by(key("a")), made, get, "browser")).toBe(true);
  now += 1;
  expect(isOurs(by(key("a")), made, get, "browser")).toBe(false);
});

test("through the change of a key; of a key that is gone, or of anybody else's, never", () => {
  const made = makeChallenge(by(key("a")), get, "browser");
  expect(isOurs(by(`${key("b")},${key("a")}`), made, get, "browser")).toBe(true);
  expect(isOurs(by(key("b")), made, get, "browser")).toBe(false);
  for (const odd of ["", "AAAA", "é", made.slice(2), `${made}A`, Buffer.from("a.AAAA").toString("base64url")])
    expect(isOurs(by(key("a")), odd, get, "browser"), odd).toBe(false);
});

test("no two are the same", () => {
  const all = Array.from({ length: 100 }, () => makeChallenge(by(key("a")), get, "browser"));
  expect(new Set(all).size).toBe(100);
});
