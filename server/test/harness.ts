/**
 * @module What suites share: a database of their own, the app in this process on a real port, the server as processes of
 * its own, and the few words of its API.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import { afterAll, beforeAll, inject } from "vitest";
import { z } from "zod";
import { type Credentials, ensureCredentials } from "../dist/api-keys/first-start.js";
import { type App, buildApp } from "../dist/app.js";
import { ensureConsoleApplication } from "../dist/applications/console-application.js";
import { systemClock, systemRandom } from "../dist/clock.js";
import { loadConfig } from "../dist/config.js";
import { loadFactories } from "../dist/connectors/factories.js";
import { openDatabase, type Pool } from "../dist/db/open.js";
import { createLog } from "../dist/http/log.js";
import { adoptNamingKey } from "../dist/limits/naming-key.js";
import { createOutgoing } from "../dist/outgoing/create-outgoing.js";
import { type Keyring, parseKeyring } from "../dist/secrets.js";
import { withDatabase } from "./global-setup.js";
import { freePort } from "./kit/free-port.js";

export const SECRET_KEY = `k1:${Buffer.alloc(32, 7).toString("base64")}`;

export const credentials: Credentials = {
  accountSid: "AC00000000000000000000000000000001",
  authToken: "test-auth-token-0123456789abcdef",
  serviceSid: "VA00000000000000000000000000000001",
  publishableKey: "pk_test-publishable-0123456789abcdef",
  adminToken: "test-admin-token-0123456789abcdef",
};

export interface TestDatabase {
  url: string;
  sql: Pool;
  drop(): Promise<void>;
}

/** A database of this suite's own, with tables and the credentials above. */
export async function createDatabase(): Promise<TestDatabase> {
  const adminUrl = inject("adminUrl");
  const name = `munjigi_test_${randomBytes(6).toString("hex")}`;
  const admin = openDatabase({ url: adminUrl, max: 1, statementTimeoutMs: 60_000 });
  // file_copy is several times as fast as the default for a small template, but PostgreSQL 14 does not know the word.
  await admin.unsafe(`create database ${name} template ${inject("template")} strategy file_copy`);
  const url = withDatabase(adminUrl, name);
  const sql = openDatabase({ url, max: 4 });
  await ensureCredentials({ sql, clock: systemClock, random: systemRandom }, credentials, async () => {});
  await ensureConsoleApplication({ sql, clock: systemClock, random: systemRandom }, "http://localhost");
  return {
    url,
    sql,
    async drop() {
      await sql.end({ timeout: 1 });
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

export interface TestServer {
  origin: string;
  keyring: Keyring;
  app: App;
  /** Every line of the log so far. */
  logLines: string[];
  stop(): Promise<void>;
}

export interface AppOptions {
  env?: Record<string, string>;
  /** Of texts. */
  connector?: MessageConnector;
  /** By channel; the others have what the server gives them. */
  connectors?: Record<string, MessageConnector>;
  /** Names the settings of those: under a new name their circuit breakers begin anew. */
  settingsVersion?: () => { versionId: string };
  logLevel?: string;
  /** The clock of the machine; the database's stays as it is. */
  clock?: () => Date;
}

/** The app in this process, listening on a free port of the loopback. */
export async function startApp(database: Pick<TestDatabase, "url">, options: AppOptions = {}): Promise<TestServer> {
  const port = options.env?.PORT ? Number(options.env.PORT) : await freePort();
  const config = loadConfig({
    PORT: String(port),
    DATABASE_URL: database.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    ...options.env,
  });
  const logLines: string[] = [];
  const log = createLog(options.logLevel ?? "debug", { write: (line) => void logLines.push(line) });
  // The PostgreSQL of the tests takes 150 connections, and some suites run five of these beside two other suites.
  const sql = openDatabase({ url: database.url, max: 5 });
  const secretKeys = parseKeyring(config.secretKey as string);
  const keyring = await adoptNamingKey({ sql, keyring: secretKeys, random: systemRandom, log });
  const own: Record<string, MessageConnector> = {
    ...(options.connector && { sms: options.connector }),
    ...options.connectors,
  };
  const outgoing = createOutgoing(config);
  const app = await buildApp({
    config,
    sql,
    keyring,
    accountSid: credentials.accountSid,
    factories: await loadFactories(config.connectors),
    connectors: (channel) => own[channel] && { connector: own[channel], settings: {}, ...options.settingsVersion?.() },
    log,
    clock: options.clock ?? systemClock,
    random: systemRandom,
    fetch: outgoing.fetch,
    lookup: outgoing.lookup,
    post: outgoing.post,
  });
  await app.prepare();
  await app.http.listen({ host: "127.0.0.1", port });
  app.startWork();
  const stop = async () => {
    await app.stop();
    await outgoing.close();
    await sql.end({ timeout: 1 });
  };
  return { origin: `http://localhost:${port}`, keyring, app, logLines, stop };
}

/** What has not come to be before the first hook of a suite. */
function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("The suite has not started yet: read this in a hook or a test.");
  return part;
}

/** A database of this file's own, or of the `describe` around: made before its first test, dropped after its last. */
export function suiteDatabase(): Omit<TestDatabase, "drop"> {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(async () => await database?.drop());
  return {
    get url() {
      return started(database).url;
    },
    get sql() {
      return started(database).sql;
    },
  };
}

/** A database and an app on it. */
export interface Suite extends Omit<TestDatabase, "drop">, Omit<TestServer, "stop"> {}

/** A database as above, and an app on it, which is started before the first test too and stopped after the last. */
export function suite(options: AppOptions = {}): Suite {
  const database = suiteDatabase();
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startApp(database, options);
  });
  afterAll(async () => await server?.stop());
  return {
    get url() {
      return database.url;
    },
    get sql() {
      return database.sql;
    },
    get origin() {
      return started(server).origin;
    },
    get keyring() {
      return started(server).keyring;
    },
    get app() {
      return started(server).app;
    },
    get logLines() {
      return started(server).logLines;
    },
  };
}

/** A connector that sends as a test wants it to; whatever else a connector has to say is filled in. */
export function fakeConnector(own: Pick<MessageConnector, "send"> & Partial<MessageConnector>): MessageConnector {
  return {
    id: "fake",
    type: "Sms",
    name: { ko: "가짜", en: "Fake" },
    docs: "",
    settings: z.unknown(),
    limits: { maxBytes: 90, charset: "euc-kr" },
    ...own,
  };
}

export interface ServerProcess {
  origin: string;
  port: number;
  child: ChildProcess;
  /** All it has said so far. */
  output: () => string;
  /** Resolves with the exit code, `null` after a signal. */
  exited: Promise<number | null>;
  /** SIGTERM, and waits. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** Servers that a test which failed has not stopped must not outlive the run. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The server as a user runs it: `node server/dist/main.js`, in a folder without `.env`. Resolves when it is ready. */
export async function startProcess(
  env: Record<string, string>,
  options: { script?: string; port?: number } = {},
): Promise<ServerProcess> {
  const port = options.port ?? (await freePort());
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [options.script ?? MAIN], {
    cwd: "/",
    env: { PATH, HOME, PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      said += chunk;
    });
  const exited = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const ready = new Promise<void>((done, fail) => {
    const look = () => said.includes("Munjigi is ready") && done();
    child.stdout?.on("data", look);
    void exited.then((code) => fail(new Error(`The server ended with ${code}:\n${said}`)));
  });
  await ready;
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
  };
  return { origin: `http://localhost:${port}`, port, child, output: () => said, exited, stop };
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  body: any;
}

const basic = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString("base64")}`;

/** A request to `/v2` with the account's credentials; `form` makes it a POST. */
export async function call(
  origin: string,
  path: string,
  form?: Record<string, string> | string,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(`${origin}/v2${path}`, {
    method: form === undefined ? "GET" : "POST",
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...init,
    headers: { authorization: basic, ...init.headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

export const service = `/Services/${credentials.serviceSid}`;

export const start = (origin: string, to: string, more: Record<string, string> = {}) =>
  call(origin, `${service}/Verifications`, { To: to, Channel: "sms", ...more });

export const check = (origin: string, to: string, code: string) =>
  call(origin, `${service}/VerificationCheck`, { To: to, Code: code });

/** The code that was sent last to a number; waits for it to be there. */
export async function readCode(origin: string, to: string): Promise<string> {
  const inbox = await fetch(`${origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  const [newest] = (await inbox.json()) as { code: string | null }[];
  if (!newest?.code) throw new Error(`there is no text to ${to}`);
  return newest.code;
}

/** A code of the same length that is not this one. */
export const wrongCode = (code: string) => code.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));

let nextNumber = 10_000_000 + Math.floor(Math.random() * 10_000_000);

/** A Korean mobile number no test of this file has used. */
export const newNumber = () => `+8210${nextNumber++}`;

/** A Korean mobile number far from any other: neighbours look like an attack. */
export function randomNumber(): string {
  const digits = randomInt(0, 10_000_000).toString().padStart(7, "0");
  return `+8210${[2, 3, 4, 6, 7, 8, 9][randomInt(0, 7)]}${digits}`;
}

/** A request to the public phone API. */
export async function phone(
  origin: string,
  path: "/phone" | "/phone-verification" | `/challenge${string}`,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${origin}/auth${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    headers: {
      "x-munjigi-key": credentials.publishableKey,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

/** `n` requests, all on their way before the first answer is read. */
export async function burst<T>(n: number, request: (index: number) => Promise<T>): Promise<T[]> {
  return await Promise.all(Array.from({ length: n }, (_, index) => request(index)));
}

/** Moves everything about a verification into the past: time is moved, not slept. */
export async function age(sql: Pool, sid: string, seconds: number): Promise<void> {
  await sql`update verifications set created_at = created_at - ${seconds}::int * interval '1 second',
    updated_at = updated_at - ${seconds}::int * interval '1 second',
    expires_at = expires_at - ${seconds}::int * interval '1 second' where sid = ${sid}`;
}

/** Moves the sends of a verification into the past, and nothing else about it. */
export async function ageSends(sql: Pool, sid: string, seconds: number): Promise<void> {
  await sql`update verifications set sends = (
      select jsonb_agg(jsonb_set(send, '{time}', to_jsonb(to_char(
        ((send ->> 'time')::timestamptz - ${seconds}::int * interval '1 second') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
      from jsonb_array_elements(sends) as send)
    where sid = ${sid}`;
}

/** Moves everything that was counted into the past. */
export async function ageLimits(sql: Pool, seconds: number): Promise<void> {
  await sql`update limit_counters set hits = (
    select array_agg(hit - ${seconds}::int * interval '1 second' order by place)
    from unnest(hits) with ordinality as h(hit, place)) where cardinality(hits) > 0`;
}
