/** @module Addresses of applications: which are taken, and what is said of those that are not. */
import { describe, expect, test } from "vitest";
import {
  matchesUri,
  originsOf,
  problemWithBackchannelUri,
  problemWithHomeUrl,
  problemWithIndicator,
  problemWithRedirectUri,
} from "../../dist/applications/check-uris.js";

const types = ["spa", "web", "native"] as const;
const environments = ["development", "production"] as const;

describe.each(environments)("redirect URIs in %s", (environment) => {
  test.each([
    "https://app.example/callback",
    "https://app.example",
    "https://app.example/",
    "https://app.example?provider=munjigi",
    "https://app.example:8443/a/b?c=d%20e&f=%ea%b0%80",
    "https://xn--9t4b11yi5a.example/callback",
    "https://203.0.113.7/callback",
    "http://localhost/callback",
    "http://localhost:5173/callback",
    "http://127.0.0.1:3000",
    "http://[::1]:3000/callback",
  ])("%s is taken of every type", (uri) => {
    for (const type of types) expect(problemWithRedirectUri(uri, { type, environment })).toBeUndefined();
  });

  test.each([
    ["", /whole URL/],
    ["/callback", /whole URL/],
    ["app.example/callback", /whole URL/],
    ["//app.example/callback", /whole URL/],
    [`https://app.example/${"a".repeat(1000)}`, /at most 1000/],
    ["https://app.example/callback#", /fragment/],
    ["https://app.example/callback#code", /fragment/],
    ["https://user@app.example/callback", /user name/],
    ["https://user:password@app.example/callback", /user name/],
    ["https://:password@app.example/callback", /user name/],
    ["https://@app.example/callback", /spelt/],
    ["https://app.example\\@evil.example/callback", /backslash/],
    ["https:\\\\app.example", /backslash/],
    ["https://app.example/a b", /blanks/],
    [" https://app.example", /blanks/],
    ["https://app.example/\n", /blanks/],
    ["java\tscript:alert(1)", /blanks/],
    ["https://app.example/\u0000", /blanks/],
    ["https://app.example/\u007f", /blanks/],
    ["https://app.example/콜백", /ASCII/],
    ["https://가게.example/callback", /Punycode/],
    ["https://аpple.example/callback", /Punycode/],
    ["https://app。example/callback", /Punycode/],
    ["https://app.example/\u200b", /ASCII/],
    ["https://[::1/callback", /whole URL/],
    ["https://App.example/callback", /lower case/],
    ["HTTPS://app.example/callback", /lower case/],
    ["https://app.example:443/callback", /default port/],
    ["https://app.example/a/../callback", /\.\./],
    ["https://app.example/%2e%2e/callback", /\.\./],
    ["https://%61pp.example/callback", /spelt/],
    ["https:app.example/callback", /spelt/],
    ["https:///app.example/callback", /spelt/],
    ["http://127.1/callback", /spelt/],
    ["http://2130706433/callback", /spelt/],
    ["http://[0:0::1]/callback", /spelt/],
    ["http://app.example/callback", /https/],
    ["http://localhost.example/callback", /https/],
    ["http://127.0.0.2/callback", /https/],
    ["http://app.localhost/callback", /https/],
    ["http://192.168.0.7/callback", /https/],
    ["javascript:alert(1)", /https/],
    ["data:text/html,x", /https/],
    ["vbscript:x", /https/],
    ["file:///etc/passwd", /https/],
    ["blob:https://app.example/1", /https/],
    ["about:blank", /https/],
    ["ftp://app.example/callback", /https/],
    ["ws://localhost/callback", /https/],
    ["myapp://callback", /https/],
  ])("%j is refused of every type", (uri, problem) => {
    for (const type of types)
      expect([type, problemWithRedirectUri(uri, { type, environment })]).toEqual([
        type,
        expect.stringMatching(problem),
      ]);
  });

  test.each([
    ["com.example.app:/callback", undefined],
    ["com.example.app://callback", undefined],
    ["com.example.app:///callback?x=1", undefined],
    ["com.example.app:callback", /slash/],
    ["com.example.app:", /slash/],
    ["com.example.app:/callback#x", /fragment/],
    ["com.example.app:/call*", /first label/],
    ["Com.example.app:/callback", /lower case/],
    ["com..app:/callback", /with a dot/],
    ["com.:/callback", /with a dot/],
  ])("%s of an app on a device", (uri, problem) => {
    const found = problemWithRedirectUri(uri, { type: "native", environment });
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeUndefined();
    for (const type of ["spa", "web"] as const)
      expect(problemWithRedirectUri(uri, { type, environment })).toBeDefined();
  });

  test.each([
    "https://*.preview.example/callback",
    "https://*.a-b.preview.example:8443",
    "https://*.preview.example/?x=1",
  ])("%s is for development", (uri) => {
    const found = problemWithRedirectUri(uri, { type: "spa", environment });
    if (environment === "development") expect(found).toBeUndefined();
    else expect(found).toMatch(/development only/);
  });

  test.each([
    "https://*.example/callback",
    "https://*/callback",
    "https://*.*.preview.example/callback",
    "https://*.preview.example/*",
    "https://preview.example/*",
    "https://a*.preview.example/callback",
    "https://a.*.preview.example/callback",
    "https://**.preview.example/callback",
    "https://*.preview..example/callback",
    "https://*.-a.example/callback",
    "https://*.preview.example./callback",
    "http://*.localhost/callback",
    "http://*.preview.example/callback",
    "https://app.example/callback?next=*",
  ])("%s: no such star", (uri) => {
    expect(problemWithRedirectUri(uri, { type: "web", environment })).toMatch(/first label|https/);
  });
});

test.each([
  ["https://app.example/logout", undefined, undefined],
  ["http://localhost:3000/logout", undefined, /MUNJIGI_ALLOW_PRIVATE_NETWORK/],
  ["http://127.0.0.1:3000/logout", undefined, /MUNJIGI_ALLOW_PRIVATE_NETWORK/],
  ["https://10.0.0.7/logout", undefined, /MUNJIGI_ALLOW_PRIVATE_NETWORK/],
  ["http://app.internal/logout", undefined, /https/],
  ["https://app.example/logout#x", /fragment/, /fragment/],
  ["https://a:b@app.example/", /user name/, /user name/],
  ["com.example.app:/logout", /https/, /https/],
  ["logout", /whole URL/, /whole URL/],
])("the back-channel address %s", (uri, allowed, closed) => {
  for (const [allowPrivateNetwork, problem] of [
    [true, allowed],
    [false, closed],
  ] as const) {
    const found = problemWithBackchannelUri(uri, { allowPrivateNetwork });
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeUndefined();
  }
});

test.each([
  ["https://app.example", undefined],
  ["http://intranet.example/#/home", undefined],
  ["javascript:alert(1)", /https/],
  ["https://a:b@app.example/", /user name/],
])("the home page %s", (uri, problem) => {
  const found = problemWithHomeUrl(uri);
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});

test.each([
  ["https://api.example", undefined],
  ["https://api.example/v1/", undefined],
  ["urn:example:orders", undefined],
  ["api", /whole URL/],
  ["https://api.example#v1", /fragment/],
  ["https://API.example", /lower case/],
  ["javascript:x", /your API/],
])("the indicator %s", (uri, problem) => {
  const found = problemWithIndicator(uri);
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});

test("an address is the same characters; a star is one label", () => {
  expect(matchesUri("https://app.example/cb", "https://app.example/cb")).toBe(true);
  for (const other of ["https://app.example/cb/", "https://app.example/cb?x", "https://app.example:443/cb", ""])
    expect(matchesUri("https://app.example/cb", other)).toBe(false);
  const star = "https://*.preview.example/cb";
  for (const given of ["https://a.preview.example/cb", "https://pr-12.preview.example/cb"])
    expect([given, matchesUri(star, given)]).toEqual([given, true]);
  for (const given of [
    star,
    "https://.preview.example/cb",
    "https://preview.example/cb",
    "https://a.b.preview.example/cb",
    "https://A.preview.example/cb",
    "https://-a.preview.example/cb",
    "https://evil.example/x.preview.example/cb",
    "https://evil.example?.preview.example/cb",
    "https://evil@a.preview.example/cb",
    "https://a.preview.example/cb/x",
    "http://a.preview.example/cb",
    `https://${"a".repeat(64)}.preview.example/cb`,
  ])
    expect([given, matchesUri(star, given)]).toEqual([given, false]);
  expect(matchesUri("https://*.preview.example", "https://a.preview.example")).toBe(true);
});

test("origins of addresses, each once", () => {
  expect(
    originsOf([
      "https://app.example/cb",
      "https://app.example?x=1",
      "http://localhost:5173/cb",
      "com.example.app:/cb",
      "https://*.preview.example:8443/cb",
    ]),
  ).toEqual(["https://app.example", "http://localhost:5173", "https://*.preview.example:8443"]);
});
