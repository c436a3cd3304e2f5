/** @module The configuration: what is read, and which mistakes are told. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, isLoopbackName, loadConfig } from "../dist/config.js";

describe("configuration", () => {
  const key = `k1:${Buffer.alloc(32).toString("base64")}`;

  test("all mistakes are told together, in words, and no secret with them", () => {
    const mistakes = {
      PORT: "70000",
      MUNJIGI_ENV: "staging",
      MUNJIGI_URL: "https://id.example.com/path",
      DATABASE_URL: "mysql://localhost/x",
      MUNJIGI_SECRET_KEY: "k1:c2hvcnQ=",
      MUNJIGI_ACCOUNT_SID: "AC123",
      MUNJIGI_AUTH_TOKEN: "too-short-to-be-a-token",
      MUNJIGI_PUBLISHABLE_KEY: "without-its-prefix-0123456789abcdef",
      MUNJIGI_LOG_LEVEL: "loud",
      MUNJIGI_ALLOW_PRIVATE_NETWORK: "yes",
      MUNJIGI_RETENTION_DAYS: "forever",
      MUNJIGI_ADMIN_TOKEN_FILE: "/nowhere/token",
    };
    const problems = problemsOf(mistakes);
    expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual(Object.keys(mistakes).sort());
    expect(problems.join()).not.toMatch(/c2hvcnQ|too-short|without-its/);
  });

  test("a database of one's own needs a key; production needs https", () => {
    expect(problemsOf({ DATABASE_URL: "postgres://u@h/d" })).toEqual([
      expect.stringContaining("MUNJIGI_SECRET_KEY is required"),
    ]);
    expect(problemsOf({ MUNJIGI_ENV: "production", MUNJIGI_URL: "http://id.example.com" })).toHaveLength(1);
  });

  test("history is kept as long as numbers are, or longer", () => {
    const daysOf = (env: Record<string, string>) => loadConfig(env).historyDays;
    expect(daysOf({})).toBe(400);
    expect(daysOf({ MUNJIGI_HISTORY_DAYS: "0", MUNJIGI_RETENTION_DAYS: "900" })).toBe(0);
    expect(daysOf({ MUNJIGI_HISTORY_DAYS: "90" })).toBe(90);
    // Who has kept numbers for longer than the default is not refused after an upgrade.
    expect(daysOf({ MUNJIGI_RETENTION_DAYS: "900" })).toBe(900);
    expect(problemsOf({ MUNJIGI_HISTORY_DAYS: "89" })).toEqual([
      "MUNJIGI_HISTORY_DAYS must be 0 or at least MUNJIGI_RETENTION_DAYS (90)",
    ]);
    expect(problemsOf({ MUNJIGI_HISTORY_DAYS: "-1" })).toEqual([
      expect.stringMatching(/^MUNJIGI_HISTORY_DAYS must be a/),
    ]);
  });

  test("a variable comes from a file too, not from both", async () => {
    const folder = await mkdtemp(join(tmpdir(), "munjigi-config-"));
    const file = join(folder, "key");
    await writeFile(file, `${key}\n`);
    const env = { DATABASE_URL: "postgres://u@h/d", MUNJIGI_SECRET_KEY_FILE: file };
    expect(loadConfig(env).secretKey).toBe(key);
    expect(problemsOf({ ...env, MUNJIGI_SECRET_KEY: key })).toEqual([expect.stringContaining("are both set")]);
    await rm(folder, { recursive: true });
  });

  test("nothing set is a working development server; an empty variable is not set", () => {
    const config = loadConfig({ PORT: "", MUNJIGI_ENV: " " });
    expect(config).toMatchObject({
      environment: "development",
      port: 8010,
      origin: "http://localhost:8010",
      allowPrivateNetwork: false,
      first: {},
    });
    expect(loadConfig({ MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" }).allowPrivateNetwork).toBe(true);
    expect(loadConfig({ PORT: "8080" }).origin).toBe("http://localhost:8080");
    expect(loadConfig({ MUNJIGI_URL: "https://id.example.com/" }).origin).toBe("https://id.example.com");
  });

  test("passkeys are made for the host, or for a domain that it ends with; not for an address in numbers", () => {
    const of = (url: string, rpId?: string) =>
      loadConfig({ MUNJIGI_URL: url, ...(rpId !== undefined && { MUNJIGI_PASSKEY_RP_ID: rpId }) }).passkeyRpId;
    expect(of("https://id.example.com")).toBe("id.example.com");
    expect(of("https://id.example.com", "Example.com")).toBe("example.com");
    expect(of("http://localhost:8010")).toBe("localhost");
    expect(of("http://127.0.0.1:8010")).toBeUndefined();
    expect(of("http://[::1]:8010")).toBeUndefined();
    for (const rpId of ["com", "ple.com", "example.org", "https://example.com", "x.id.example.com"])
      expect(problemsOf({ MUNJIGI_URL: "https://id.example.com", MUNJIGI_PASSKEY_RP_ID: rpId }), rpId).toHaveLength(1);
    expect(problemsOf({ MUNJIGI_URL: "no address", PORT: "many" })).toHaveLength(2);
  });

  test("names of the loopback, and names that only look like it", () => {
    expect(["localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "[::1]"].every(isLoopbackName)).toBe(true);
    const others = [
      "localhost.example.com",
      "127.0.0.1.example.com",
      "127.1",
      "xlocalhost",
      "[::]",
      "0.0.0.0",
      "10.0.0.1",
    ];
    expect(others.some(isLoopbackName)).toBe(false);
  });

  function problemsOf(env: Record<string, string>): readonly string[] {
    try {
      loadConfig(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
    }
    return [];
  }
});
