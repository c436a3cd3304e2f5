/** @module Settings that decide who is who: proxies, addresses, test numbers, figures of limits. */
import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { clientAddressReader } from "../../dist/client-address.js";
import { type ConfigError, loadConfig } from "../../dist/config.js";
import { limitDefaults, limitsSchema, parseFigure } from "../../dist/fraud-guard/limits.js";
import { sendRules } from "../../dist/fraud-guard/rules.js";
import { createLog } from "../../dist/http/log.js";
import { type Rule, slotsOf, takeOf } from "../../dist/limits/rule.js";
import type { AcceptedRecipient } from "../../dist/recipient.js";
import { parseKeyring } from "../../dist/secrets.js";
import type { Service } from "../../dist/services/service.js";
import { SECRET_KEY } from "../harness.js";

const log = createLog("silent");

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe("MUNJIGI_TRUSTED_PROXIES", () => {
  test("addresses and blocks; anything else is a mistake that is named", () => {
    const config = loadConfig({ MUNJIGI_TRUSTED_PROXIES: " 10.0.0.0/8, 192.0.2.1,2001:db8::/32 ,::1" });
    expect(config.trustedProxies).toEqual(["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "::1/128"]);
    for (const wrong of ["all", "10.0.0.0/33", "10.0.0", "10.0.0.1-10.0.0.9", "true"])
      expect(problemsOf({ MUNJIGI_TRUSTED_PROXIES: wrong }).join()).toContain(`"${wrong}"`);
  });

  test.each([
    ...["0.0.0.0/0", "::/0", "0.0.0.0/1, 128.0.0.0/1", "10.0.0.0/7", "::ffff:0.0.0.0/96", "::ffff:0:0/97", "2000::/3"],
    ...["10.0.0.1/0", "2001:db8::/15", "::/1,8000::/1", "fc00::/6", "10.0.0.0/8,0.0.0.0/0"],
  ])("%s trusts everybody and is refused in words", (wide) => {
    const problems = problemsOf({ MUNJIGI_TRUSTED_PROXIES: wide });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems)
      expect(problem).toMatch(/^MUNJIGI_TRUSTED_PROXIES has ".+", which trusts everybody/);
  });

  test("the widest networks of proxies are taken; mapped blocks come as IPv4", () => {
    const trusted = ["10.0.0.0/8", "fc00::/7", "fe80::/10", "2400::/16", "::ffff:10.0.0.0/104"];
    const { trustedProxies } = loadConfig({ MUNJIGI_TRUSTED_PROXIES: trusted.join() });
    expect(trustedProxies).toEqual([...trusted.slice(0, 4), "10.0.0.0/8"]);
  });

  test.each([
    "010.0.0.0/8",
    "0/0",
    "0x0a.0.0.0/8",
    "::ffff:10.0.0.0/8",
    "10.0.0.0/",
    "/8",
    "10.0.0.0/-1",
    "fe80::1%eth0",
  ])("%s is neither an address nor a block", (odd) =>
    expect(problemsOf({ MUNJIGI_TRUSTED_PROXIES: odd }).join()).toContain(`"${odd}", which is neither`),
  );
});

describe("whose request it is", () => {
  const ask = (trusted: string, peer: string, forwarded?: string | string[]) => {
    const { trustedProxies } = loadConfig({ MUNJIGI_TRUSTED_PROXIES: trusted });
    const request = { socket: { remoteAddress: peer }, headers: { "x-forwarded-for": forwarded } };
    return clientAddressReader(trustedProxies, log)(request as unknown as FastifyRequest).text;
  };

  test.each<[string, string, string, string | string[] | undefined, string]>([
    ["no header", "", "203.0.113.5", undefined, "203.0.113.5"],
    ["a mapped peer", "", "::ffff:203.0.113.5", undefined, "203.0.113.5"],
    ["an untrusted peer's header", "10.0.0.0/8", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
    ["a trusted peer's header", "10.0.0.0/8", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["a mapped trusted peer", "10.0.0.0/8", "::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["what the client wrote", "10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["a chain of proxies", "10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
    ["two headers", "10.0.0.0/8", "10.1.2.3", ["1.1.1.1", "198.51.100.1"], "198.51.100.1"],
    ["proxies all the way", "10.0.0.0/8", "10.1.2.3", "10.4.4.4, 10.9.9.9", "10.4.4.4"],
    ["a hop that is no address", "10.0.0.0/8", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
    ["an empty header", "10.0.0.0/8", "10.1.2.3", "", "10.1.2.3"],
    ["octal and hexadecimal", "10.0.0.0/8", "10.1.2.3", "0x7f.1, 0177.0.0.1", "10.1.2.3"],
    ["ports", "10.0.0.0/8", "10.1.2.3", "198.51.100.1:443", "198.51.100.1"],
    ["IPv6 in brackets", "10.0.0.0/8", "10.1.2.3", "[2001:DB8:0:0::1]:443", "2001:db8::1"],
    ["an IPv6 proxy", "fd00::/8", "fd12::1", "2001:db8::7", "2001:db8::7"],
  ])("%s", (_, trusted, peer, forwarded, expected) => expect(ask(trusted, peer, forwarded)).toBe(expected));

  test("networks are those of the leading bits", () => {
    const request = { socket: { remoteAddress: "2001:db8:1234:56ff:1::9" }, headers: {} } as unknown as FastifyRequest;
    const address = clientAddressReader([], log)(request);
    expect([64, 56, 48].map((bits) => address.network(bits))).toEqual([
      "2001:db8:1234:56ff::/64",
      "2001:db8:1234:5600::/56",
      "2001:db8:1234::/48",
    ]);
    const v4 = { socket: { remoteAddress: "198.51.100.23" }, headers: {} } as unknown as FastifyRequest;
    expect(clientAddressReader([], log)(v4).network(16)).toBe("198.51.0.0/16");
  });
});

describe("MUNJIGI_TEST_NUMBERS", () => {
  test("numbers as people write them, and a code each", () => {
    const { testNumbers } = loadConfig({ MUNJIGI_TEST_NUMBERS: "010-0000-0001=123456, +821000000002=0000" });
    expect([...testNumbers]).toEqual([
      ["+821000000001", "123456"],
      ["+821000000002", "0000"],
    ]);
  });

  test("mistakes are named by their place, never by the number", () => {
    for (const wrong of ["01012345678", "01012345678=12", "01012345678=abcdef", "02-123-4567=123456", "=123456"]) {
      const [problem = ""] = problemsOf({ MUNJIGI_TEST_NUMBERS: `01000000001=123456,${wrong}` });
      expect(problem).toContain("MUNJIGI_TEST_NUMBERS, entry 2");
      expect(problem).not.toContain("12345678");
    }
  });

  test("in production only if that is said", () => {
    const production = {
      MUNJIGI_ENV: "production",
      MUNJIGI_URL: "https://id.example.com",
      MUNJIGI_TEST_NUMBERS: "01000000001=123456",
    };
    expect(problemsOf(production).join()).toContain("MUNJIGI_TEST_NUMBERS_IN_PRODUCTION=yes");
    expect(loadConfig({ ...production, MUNJIGI_TEST_NUMBERS_IN_PRODUCTION: "yes" }).testNumbers.size).toBe(1);
  });
});

describe("figures of limits", () => {
  test("a count, and a time", () => {
    expect(parseFigure("5/10m")).toEqual({ n: 5, seconds: 600 });
    expect(parseFigure("60/h")).toEqual({ n: 60, seconds: 3600 });
    expect(parseFigure("100/24h")).toEqual({ n: 100, seconds: 86_400 });
    expect(parseFigure("0/7d")).toEqual({ n: 0, seconds: 604_800 });
  });

  test("the defaults are what the schema takes", () =>
    expect(limitsSchema.parse(limitDefaults)).toEqual(limitDefaults));

  test.each(["5", "5/", "/h", "5/8d", "-1/h", "5 / h", "5/0m", "1e3/h"])("%j is none", (text) => {
    const number = { soft: [], hard: [text] };
    expect(limitsSchema.partial().safeParse({ number }).success).toBe(false);
  });

  test("spread over rows, the shares of a rule add up to it", () => {
    const rule = (...sizes: number[]): Pick<Rule, "windows"> => ({
      windows: sizes.map((n) => ({ n, seconds: 60 })),
    });
    expect(slotsOf(rule(256))).toBe(1);
    expect(slotsOf(rule(1000))).toBe(32);
    expect(slotsOf(rule(60, 1000, 300))).toBe(30);
    expect(slotsOf(rule(3, 1000))).toBe(1);
    expect(slotsOf(rule(0, 1000))).toBe(1);
    expect(
      slotsOf({
        windows: [
          { n: 1000, seconds: 60 },
          { n: 4, seconds: 60, near: 100 },
        ],
      }),
    ).toBe(1);
  });

  test("no rule allows more than its counter carries, whatever a key or a network multiplies", () => {
    const { trustedProxies } = loadConfig({});
    const socket = { remoteAddress: "2001:db8::9" };
    const address = clientAddressReader(trustedProxies, log)({ socket, headers: {} } as unknown as FastifyRequest);
    const many = { soft: [], hard: ["8000/h"] };
    const rules = sendRules({
      keyring: parseKeyring(SECRET_KEY),
      service: { sid: "VA1", defaultCountry: "KR", limits: { address: many, service: many } } as unknown as Service,
      visitor: { key: { id: "pk_1", challenge: "off", dailyBudget: 1_000_000 }, address },
      recipient: { channel: "sms", address: "+821012345678", country: "KR" } as AcceptedRecipient,
    });
    const counted = Object.fromEntries(rules.map(({ name, windows: [window] }) => [name, window?.n]));
    expect(counted).toMatchObject({
      budget: 8192,
      address: 8000,
      "address-56": 8192,
      "address-48": 8192,
      service: 8000,
    });
  });

  test("figures that an earlier release has stored are counted as the most there is", () => {
    const { trustedProxies } = loadConfig({});
    const socket = { remoteAddress: "198.51.100.9" };
    const address = clientAddressReader(trustedProxies, log)({ socket, headers: {} } as unknown as FastifyRequest);
    const many = { soft: ["100000/h"], hard: ["100000/h"] };
    const limits = { address: many, service: many, number: many, neighbours: { figure: "90000/10m", distance: 9 } };
    const rules = sendRules({
      keyring: parseKeyring(SECRET_KEY),
      service: { sid: "VA1", defaultCountry: "KR", limits } as unknown as Service,
      visitor: { key: undefined, address },
      recipient: { channel: "sms", address: "+821012345678", country: "KR" } as AcceptedRecipient,
    });
    const most = Object.fromEntries(
      rules.map(({ name, windows }) => [name, Math.max(0, ...windows.map(({ n }) => n))]),
    );
    expect(most).toMatchObject({ service: 8192, number: 8192, address: 8192, "address-shared": 8192 });
    expect(most).toMatchObject({ prefix: 1000, "prefix-network": 1000 });
    for (const rule of rules) expect(takeOf(rule, 0, false).keep).toBeLessThanOrEqual(1000);
  });
});
