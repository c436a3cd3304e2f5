/**
 * @module The environment, read once. Every variable may also come as `NAME_FILE`, a path to a file that holds the value.
 * All mistakes are told together, in words. `docs/config.md` is made from the list below.
 */

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseBlock, trustsStrangers } from "./client-address.js";
import { readDatabaseUrl } from "./database-url.js";
import { normalizePhone } from "./phone.js";
import { parseKeyring } from "./secrets.js";
import { parseSid } from "./sid.js";

export interface Config {
  environment: "development" | "production";
  host: string;
  port: number;
  /** The public origin, without a trailing slash: every absolute URL we send starts with it. */
  origin: string;
  /** Absent: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  dataDir: string;
  secretKey: string | undefined;
  logLevel: string;
  retentionDays: number;
  /** How long verifications, notices and their messages are kept; 0: for ever. */
  historyDays: number;
  /** How long the audit log keeps what happened; 0: for ever. */
  auditDays: number;
  /** How long a signing key signs before its successor comes; 0: for ever. */
  signingKeyDays: number;
  /** How long a stop that was asked for is announced by `/readyz` while requests are still taken. */
  stopDelaySeconds: number;
  /** Connections to PostgreSQL. */
  poolSize: number;
  /** CIDR blocks of the proxies whose X-Forwarded-For is read. */
  trustedProxies: readonly string[];
  /** What calls to vendors come from, as whoever runs the deployment says; for the eye alone. */
  egressAddresses: readonly string[];
  /** Whether calls to vendors may use http and go to loopback and private addresses. */
  allowPrivateNetwork: boolean;
  /** Numbers, in E.164, whose codes are fixed and who get no text. */
  testNumbers: ReadonlyMap<string, string>;
  /** Modules of the team's own connectors. */
  connectors: readonly string[];
  /** Deployments whose answers of social providers come by this one. */
  socialRelays: readonly SocialPeer[];
  /** The deployment that this one's come by. */
  socialGateway: SocialPeer | undefined;
  /** The name that passkeys are made for (Web Authentication, RP ID); `undefined`: the origin has none. */
  passkeyRpId: string | undefined;
  /** What the first start makes its credentials from; absent ones are generated. */
  first: { accountSid?: string; authToken?: string; serviceSid?: string; publishableKey?: string; adminToken?: string };
}

/** `name:base64(32 bytes)@origin` */
export interface SocialPeer {
  name: string;
  key: Buffer;
  /** Of a relay it may begin with `*.` behind the scheme. */
  origin: string;
}

interface Variable {
  name: string;
  fallback?: string;
  about: string;
}

const MIN_TOKEN_LENGTH = 32;
/** A year, and a month to compare it with the one before. */
const DEFAULT_HISTORY_DAYS = 400;

export const variables = [
  { name: "MUNJIGI_ENV", fallback: "development", about: "`development` or `production`." },
  { name: "HOST", fallback: "127.0.0.1", about: "The address to listen on." },
  { name: "PORT", fallback: "8010", about: "The port to listen on; 0 takes a free one." },
  {
    name: "MUNJIGI_URL",
    fallback: "http://localhost:$PORT",
    about: "The public origin. Every absolute URL the server sends starts with it. In production it must be https.",
  },
  {
    name: "DATABASE_URL",
    about:
      "PostgreSQL 14 or later, `postgres://user:password@host/database`; a socket folder goes in `?host=/path`; of several hosts (`host1:5432,host2:5432`) the primary is used, see [operations.md](operations.md#a-standby-that-takes-over). Absent: the embedded PostgreSQL.",
  },
  {
    name: "MUNJIGI_DATA_DIR",
    fallback: "./data",
    about: "Where the embedded PostgreSQL, `secret.key` and `credentials.env` live.",
  },
  {
    name: "MUNJIGI_SECRET_KEY",
    about:
      "`kid:base64(32 bytes)[,older…]`, the first being the current one. Required with `DATABASE_URL`; otherwise made at the first start (`secret.key`).",
  },
  { name: "MUNJIGI_ACCOUNT_SID", about: "First start only: the account SID, `AC` and 32 hex digits." },
  { name: "MUNJIGI_AUTH_TOKEN", about: `First start only: its auth token, at least ${MIN_TOKEN_LENGTH} characters.` },
  { name: "MUNJIGI_SERVICE_SID", about: "First start only: the SID of the first service, `VA` and 32 hex digits." },
  {
    name: "MUNJIGI_PUBLISHABLE_KEY",
    about: `First start only: the first service's publishable key, \`pk_\` and at least ${MIN_TOKEN_LENGTH} characters.`,
  },
  {
    name: "MUNJIGI_ADMIN_TOKEN",
    about: `First start only: the admin token, at least ${MIN_TOKEN_LENGTH} characters. It opens /api, and /metrics in production.`,
  },
  {
    name: "MUNJIGI_TRUSTED_PROXIES",
    about:
      "The proxies in front of the server: addresses or CIDR blocks, separated by commas. From these, and from nobody else, X-Forwarded-For is read. Blocks wider than /8 (IPv6: /16, but for local ones) are refused: they trust everybody.",
  },
  {
    name: "MUNJIGI_EGRESS_ADDRESSES",
    about:
      "The addresses that this server's calls to vendors come from, separated by commas (IP addresses or CIDR blocks): the console shows them for vendors' allow lists. It changes no call. Unset: the machine's own public addresses are shown, if it has any.",
  },
  {
    name: "MUNJIGI_ALLOW_PRIVATE_NETWORK",
    fallback: "false",
    about:
      "`true` lets calls to vendors use http and go to loopback and private addresses, for a gateway in your own network. Whoever may set a vendor's address can then reach what the server can.",
  },
  {
    name: "MUNJIGI_TEST_NUMBERS",
    about:
      "Numbers with a fixed code, `+821000000001=123456,…`. They get no text and have no send limits. In production only with MUNJIGI_TEST_NUMBERS_IN_PRODUCTION.",
  },
  {
    name: "MUNJIGI_TEST_NUMBERS_IN_PRODUCTION",
    fallback: "no",
    about:
      "`yes` lets the test numbers work in production, for the review of an app store say. Whoever knows them can sign in with them.",
  },
  {
    name: "MUNJIGI_CONNECTORS",
    about:
      "Connectors of your own: modules, separated by commas, each a file (`./my-sms.mjs`) or a package. See [connectors/write-your-own.md](connectors/write-your-own.md).",
  },
  {
    name: "MUNJIGI_SOCIAL_RELAYS",
    about:
      "Deployments whose people come back from social providers by this one, `name:base64(32 bytes)@https://*.preview.example.com,…`. See [social-gateway.md](social-gateway.md).",
  },
  {
    name: "MUNJIGI_SOCIAL_GATEWAY",
    about:
      "The deployment by which people come back from social providers, `name:base64(32 bytes)@https://auth.example.com`: its address is the one that is registered at them.",
  },
  {
    name: "MUNJIGI_PASSKEY_RP_ID",
    about:
      "The domain that passkeys are made for, if it is not the host of `MUNJIGI_URL` but what that ends with, such as `example.com`. **Passkeys made for another one open nothing any more.**",
  },
  { name: "MUNJIGI_LOG_LEVEL", fallback: "info", about: "`trace`, `debug`, `info`, `warn`, `error` or `silent`." },
  {
    name: "MUNJIGI_RETENTION_DAYS",
    fallback: "90",
    about: "After so many days the phone numbers of old verifications are emptied.",
  },
  {
    name: "MUNJIGI_HISTORY_DAYS",
    about:
      "After so many days verifications, notices and their messages are deleted; 0: never. Absent: 400, or `MUNJIGI_RETENTION_DAYS` if that is more; it cannot be less. What insight has counted stays. See [operations.md](operations.md#how-much-it-grows).",
  },
  {
    name: "MUNJIGI_AUDIT_DAYS",
    fallback: "730",
    about: "After so many days the audit log forgets what happened; 0: never.",
  },
  {
    name: "MUNJIGI_SIGNING_KEY_DAYS",
    fallback: "90",
    about: "After so many days another key signs tokens; 0: never by itself.",
  },
  {
    name: "MUNJIGI_STOP_DELAY",
    fallback: "0",
    about:
      "After SIGTERM `/readyz` answers 503 for so many seconds while requests are still taken, so that a balancer sends them elsewhere first. From 0 to 300. See [operations.md](operations.md#stopping).",
  },
  {
    name: "MUNJIGI_DATABASE_POOL",
    about: "Connections to PostgreSQL. Absent: one per processor core and one more, at least 3. From 2 to 100.",
  },
] as const satisfies readonly Variable[];

type Name = (typeof variables)[number]["name"];

function isDatabaseUrl(text: string): boolean {
  try {
    readDatabaseUrl(text);
    return true;
  } catch {
    return false;
  }
}

/** All that is wrong with the environment, in one error. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? "a mistake" : `${problems.length} mistakes`}:`);
    this.problems = problems;
  }
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const read = (name: Name) => readVariable(env, name, problems);
  const fail = (name: Name, rule: string) => problems.push(`${name} ${rule}`);

  const choose = <T extends string>(name: Name, choices: readonly T[]): T => {
    const value = read(name) as T;
    if (!choices.includes(value)) fail(name, `must be one of ${choices.join(", ")}`);
    return value;
  };
  const number = (name: Name, min: number, max: number): number => {
    const text = read(name) as string;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) fail(name, `must be a whole number from ${min} to ${max}`);
    return value;
  };
  const sid = (name: Name, prefix: "AC" | "VA") => {
    const value = read(name);
    if (value === undefined) return undefined;
    const parsed = parseSid(prefix, value);
    if (!parsed) fail(name, `must be ${prefix} followed by 32 hex digits`);
    return parsed;
  };
  const token = (name: Name, prefix = "") => {
    const value = read(name);
    if (value !== undefined && (!value.startsWith(prefix) || value.length < MIN_TOKEN_LENGTH || /\s/.test(value)))
      fail(name, `must be ${prefix ? `${prefix} and ` : ""}at least ${MIN_TOKEN_LENGTH} characters without blanks`);
    return value;
  };

  const environment = choose("MUNJIGI_ENV", ["development", "production"] as const);
  const port = number("PORT", 0, 65535);
  const databaseUrl = read("DATABASE_URL");
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl))
    fail("DATABASE_URL", "must start with postgres:// or postgresql://");
  else if (databaseUrl !== undefined && !isDatabaseUrl(databaseUrl))
    fail("DATABASE_URL", "is not a URL; write / as %2F, @ as %40 and # as %23 in a password");
  const secretKey = read("MUNJIGI_SECRET_KEY");
  if (databaseUrl !== undefined && secretKey === undefined)
    fail(
      "MUNJIGI_SECRET_KEY",
      'is required with DATABASE_URL; make one with: echo "k1:$(head -c 32 /dev/urandom | base64)"',
    );
  if (secretKey !== undefined) {
    try {
      parseKeyring(secretKey);
    } catch (error) {
      fail("MUNJIGI_SECRET_KEY", `cannot be used: ${(error as Error).message}`);
    }
  }
  const retentionDays = number("MUNJIGI_RETENTION_DAYS", 1, 3650);
  const historyDays =
    read("MUNJIGI_HISTORY_DAYS") === undefined
      ? Math.max(DEFAULT_HISTORY_DAYS, retentionDays)
      : number("MUNJIGI_HISTORY_DAYS", 0, 36500);
  if (historyDays !== 0 && historyDays < retentionDays)
    fail("MUNJIGI_HISTORY_DAYS", `must be 0 or at least MUNJIGI_RETENTION_DAYS (${retentionDays})`);
  const origin = readOrigin(read("MUNJIGI_URL") as string, port, environment, problems);
  const config: Config = {
    environment,
    host: read("HOST") as string,
    port,
    origin,
    databaseUrl,
    dataDir: resolve(read("MUNJIGI_DATA_DIR") as string),
    secretKey,
    logLevel: choose("MUNJIGI_LOG_LEVEL", ["trace", "debug", "info", "warn", "error", "silent"]),
    ...{ retentionDays, historyDays },
    auditDays: number("MUNJIGI_AUDIT_DAYS", 0, 36500),
    signingKeyDays: number("MUNJIGI_SIGNING_KEY_DAYS", 0, 3650),
    stopDelaySeconds: number("MUNJIGI_STOP_DELAY", 0, 300),
    poolSize: read("MUNJIGI_DATABASE_POOL") === undefined ? defaultPoolSize() : number("MUNJIGI_DATABASE_POOL", 2, 100),
    connectors: (read("MUNJIGI_CONNECTORS") ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    trustedProxies: readProxies(read("MUNJIGI_TRUSTED_PROXIES"), problems),
    egressAddresses: readAddresses("MUNJIGI_EGRESS_ADDRESSES", read("MUNJIGI_EGRESS_ADDRESSES"), problems),
    allowPrivateNetwork: choose("MUNJIGI_ALLOW_PRIVATE_NETWORK", ["true", "false"] as const) === "true",
    socialRelays: readPeers("MUNJIGI_SOCIAL_RELAYS", read("MUNJIGI_SOCIAL_RELAYS"), problems),
    socialGateway: readPeers("MUNJIGI_SOCIAL_GATEWAY", read("MUNJIGI_SOCIAL_GATEWAY"), problems)[0],
    passkeyRpId: readRpId(read("MUNJIGI_PASSKEY_RP_ID"), origin, problems),
    testNumbers: readTestNumbers(read("MUNJIGI_TEST_NUMBERS"), problems),
    first: withoutAbsent({
      accountSid: sid("MUNJIGI_ACCOUNT_SID", "AC"),
      authToken: token("MUNJIGI_AUTH_TOKEN"),
      serviceSid: sid("MUNJIGI_SERVICE_SID", "VA"),
      publishableKey: token("MUNJIGI_PUBLISHABLE_KEY", "pk_"),
      adminToken: token("MUNJIGI_ADMIN_TOKEN"),
    }),
  };
  const testsInProduction = choose("MUNJIGI_TEST_NUMBERS_IN_PRODUCTION", ["yes", "no"] as const) === "yes";
  if (environment === "production" && !testsInProduction && config.testNumbers.size > 0)
    fail("MUNJIGI_TEST_NUMBERS", "is for development; MUNJIGI_TEST_NUMBERS_IN_PRODUCTION=yes allows it here too");
  if (problems.length) throw new ConfigError(problems);
  return config;
}

/** Addresses and blocks as they were written. */
function readAddresses(name: string, text: string | undefined, problems: string[]): string[] {
  const entries = (text ?? "").split(",").map((entry) => entry.trim());
  return entries.filter(Boolean).filter((entry) => {
    const isOne = parseBlock(entry) !== undefined;
    if (!isOne) problems.push(`${name} has "${entry}", which is neither an address nor a CIDR block`);
    return isOne;
  });
}

function readProxies(text: string | undefined, problems: string[]): string[] {
  const blocks = (text ?? "").split(",").map((entry) => entry.trim());
  return blocks.filter(Boolean).flatMap((entry) => {
    const block = parseBlock(entry);
    if (!block) problems.push(`MUNJIGI_TRUSTED_PROXIES has "${entry}", which is neither an address nor a CIDR block`);
    if (block && trustsStrangers(block))
      problems.push(
        `MUNJIGI_TRUSTED_PROXIES has "${entry}", which trusts everybody: any client could choose its address. List your own proxies`,
      );
    return block ?? [];
  });
}

/** Browsers make passkeys for domains, not for addresses in numbers (Web Authentication Level 3, §5.1.3). */
function readRpId(text: string | undefined, origin: string, problems: string[]): string | undefined {
  // Of an origin that is none its own problem is told.
  const hostname = URL.parse(origin)?.hostname ?? "";
  const hasName = /[a-z]/i.test(hostname) && !hostname.startsWith("[");
  if (text === undefined) return hasName ? hostname : undefined;
  const rpId = text.trim().toLowerCase();
  const isParent = hostname.endsWith(`.${rpId}`) && rpId.includes(".");
  if (rpId === hostname || isParent) return rpId;
  problems.push(`MUNJIGI_PASSKEY_RP_ID must be ${hostname} or a domain that it ends with`);
  return undefined;
}

/** A mistake never repeats a key. */
function readPeers(
  name: "MUNJIGI_SOCIAL_RELAYS" | "MUNJIGI_SOCIAL_GATEWAY",
  text: string | undefined,
  problems: string[],
): SocialPeer[] {
  const isRelay = name === "MUNJIGI_SOCIAL_RELAYS";
  const entries = (text ?? "").split(",").filter((entry) => entry.trim() !== "");
  if (!isRelay && entries.length > 1) problems.push(`${name} must be one deployment`);
  const names = new Set<string>();
  return entries.flatMap((entry, index) => {
    const [, peer = "", encoded = "", origin = ""] = /^([^:]+):([^@]+)@(.+)$/.exec(entry.trim()) ?? [];
    const fail = (rule: string) => {
      problems.push(`${name}, entry ${index + 1}: ${rule}`);
      return [];
    };
    const key = Buffer.from(encoded, "base64");
    if (!/^[a-z0-9-]{1,16}$/.test(peer)) return fail("needs a name of 1 to 16 letters a-z, digits or - before a colon");
    if (names.has(peer)) return fail("has the name of another one");
    if (key.length !== 32) return fail("its key must be base64 of exactly 32 bytes");
    const url = URL.parse(isRelay ? origin.replace("://*.", "://any.") : origin);
    const isOrigin = url !== null && url.origin === (isRelay ? origin.replace("://*.", "://any.") : origin);
    if (!isOrigin || (url.protocol !== "https:" && !isLoopbackName(url.hostname)))
      return fail("its origin must be https://host, without a path; http only on the loopback");
    names.add(peer);
    return [{ name: peer, key, origin }];
  });
}

function readTestNumbers(text: string | undefined, problems: string[]): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const [index, entry] of (text ?? "").split(",").entries()) {
    if (!entry.trim()) continue;
    const [, number = "", code = ""] = /^([^=]*)=([^=]*)$/.exec(entry.trim()) ?? [];
    const phone = normalizePhone(number, "KR");
    // The entry is not repeated: it may be somebody's number.
    if (!phone.ok)
      problems.push(`MUNJIGI_TEST_NUMBERS, entry ${index + 1}: needs a mobile number and its code, +82…=123456`);
    else if (!/^\d{4,10}$/.test(code))
      problems.push(`MUNJIGI_TEST_NUMBERS, entry ${index + 1}: the code must be 4 to 10 digits`);
    else numbers.set(phone.e164, code);
  }
  return numbers;
}

/**
 * Statements are pipelined and most do not wait for the disk, so more connections only take turns: on two cores 2 850 pairs
 * a second over 2, 2 770 over 3, 2 540 over 6.
 */
function defaultPoolSize(): number {
  return Math.max(availableParallelism() + 1, 3);
}

/** Whether the server is one developer's own: then its inbox opens without a token and any loopback name will do. */
export function isLocalDevelopment(config: Pick<Config, "environment" | "origin">): boolean {
  return config.environment === "development" && isLoopbackName(new URL(config.origin).hostname);
}

/** `localhost`, `*.localhost`, 127.0.0.0/8 and `[::1]`, as a URL's `hostname` spells them. */
export function isLoopbackName(hostname: string): boolean {
  return /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function readVariable(env: NodeJS.ProcessEnv, name: Name, problems: string[]): string | undefined {
  const path = env[`${name}_FILE`];
  if (path && env[name]) problems.push(`${name} and ${name}_FILE are both set; keep one`);
  if (path) {
    try {
      return readFileSync(path, "utf8").trim() || undefined;
    } catch (error) {
      problems.push(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}): ${path}`);
    }
  }
  const variable: Variable | undefined = variables.find((candidate) => candidate.name === name);
  // An empty variable is one that a compose file left blank.
  return env[name]?.trim() || variable?.fallback;
}

function readOrigin(text: string, port: number, environment: Config["environment"], problems: string[]): string {
  const url = URL.parse(text.replace("$PORT", String(port)));
  if (Number.isNaN(port) && text.includes("$PORT")) return text;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search || url.hash || url.username) {
    problems.push("MUNJIGI_URL must be an origin such as https://id.example.com, without a path");
    return text;
  }
  if (environment === "production" && url.protocol !== "https:" && !isLoopbackName(url.hostname))
    problems.push("MUNJIGI_URL must be https in production");
  return url.origin;
}

function withoutAbsent<T extends Record<string, string | undefined>>(values: T) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
