/** @module From nothing to a server that answers: configuration, keys, database, credentials, listening. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import { cacheKeys } from "../api-keys/authenticate-key.js";
import { type Credentials, ensureCredentials, findAccountSid } from "../api-keys/first-start.js";
import { type App, buildApp } from "../app.js";
import { ensureConsoleApplication } from "../applications/console-application.js";
import { ensureDemoApplication } from "../applications/demo-application.js";
import { systemClock, systemRandom } from "../clock.js";
import { type Config, isLocalDevelopment, isLoopbackName, loadConfig } from "../config.js";
import { loadFactories } from "../connectors/factories.js";
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import { checkSession } from "../db/check-session.js";
import { openEmbedded } from "../db/embedded.js";
import { migrateDatabase } from "../db/migrate.js";
import { inTransaction, openDatabase, type Pool } from "../db/open.js";
import { createLog, terminalStream } from "../http/log.js";
import { adoptNamingKey } from "../limits/naming-key.js";
import { createOutgoing } from "../outgoing/create-outgoing.js";
import { readOrMakePrivateFile } from "../private-file.js";
import { generateKeyring, type Keyring, parseKeyring } from "../secrets.js";
import { findLostKeys } from "../verify/find-lost-keys.js";
import { requireDataFolder } from "./check-data-folder.js";

/** A deployment's database and keys, opened: what the server and the commands have in common. */
export interface OpenedDeployment {
  config: Config;
  sql: Pool;
  keyring: Keyring;
  accountSid: string;
  /** The credentials, on the very first start only. */
  fresh: Credentials | undefined;
  /** Where the embedded PostgreSQL keeps its files. */
  embeddedFolder: string | undefined;
  close(): Promise<void>;
}

export interface RunningServer extends OpenedDeployment {
  app: App;
  log: Logger;
  stop(): Promise<void>;
}

/** Opens the database (starting the embedded one), brings its tables up to date, makes the first credentials. */
export async function openDeployment(config: Config, log = createLog("warn")): Promise<OpenedDeployment> {
  if (config.databaseUrl === undefined) requireDataFolder({ dataDir: config.dataDir, embedded: true });
  const secretKeys = parseKeyring(config.secretKey ?? (await ownSecretKey(config.dataDir)));
  const embedded = config.databaseUrl === undefined ? await openEmbedded(config.dataDir, { log }) : undefined;
  const url = embedded?.url ?? (config.databaseUrl as string);
  let sql: Pool | undefined;
  const close = async () => {
    await sql?.end({ timeout: 1 });
    await embedded?.close();
  };
  try {
    let fresh: Credentials | undefined;
    if (!embedded) await checkSession(url);
    await migrateDatabase(url, async (connection) => {
      fresh = await inTransaction(connection, async (sql) => {
        const parts = { sql, clock: systemClock, random: systemRandom };
        const made = await ensureCredentials(parts, config.first, (credentials) =>
          saveCredentials(config, credentials),
        );
        await ensureConsoleApplication(parts, config.origin);
        if (made && config.environment === "development") await ensureDemoApplication(parts, config.origin);
        return made;
      });
    });
    sql = openDatabase({ url, max: config.poolSize });
    const accountSid = await findAccountSid(sql);
    const keyring = await adoptNamingKey({ sql, keyring: secretKeys, random: systemRandom, log });
    return { config, sql, keyring, accountSid, fresh, embeddedFolder: embedded?.folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Resolves when requests are answered. On any failure what was started is stopped again. */
export async function startServer(
  env: NodeJS.ProcessEnv,
  options: { connectors?: ActiveConnectors; log?: Logger } = {},
): Promise<RunningServer> {
  const config = await withFreePort(loadConfig(env));
  const readByPeople = config.environment === "development" && process.stdout.isTTY;
  const log = options.log ?? createLog(config.logLevel, readByPeople ? terminalStream() : undefined);
  const factories = await loadFactories(config.connectors);
  const deployment = await openDeployment(config, log);
  const outgoing = createOutgoing(config);
  try {
    const app = await buildApp({
      ...deployment,
      factories,
      ...(options.connectors && { connectors: options.connectors }),
      log,
      clock: systemClock,
      random: systemRandom,
      fetch: outgoing.fetch,
      lookup: outgoing.lookup,
      post: outgoing.post,
      interfaces: networkInterfaces,
    });
    await app.prepare();
    await app.http.listen({
      host: config.host,
      port: config.port,
      listenTextResolver: (address) => `listening on ${address}`,
    });
    app.startWork();
    warnOfExposure(config, log);
    for (const key of await findLostKeys(deployment.sql, deployment.keyring))
      log.warn({ key }, "MUNJIGI_SECRET_KEY lost a key that codes on their way come from: they cannot be checked");
    const stop = async () => {
      await app.stop();
      await deployment.close();
      await outgoing.close();
    };
    return { ...deployment, app, log, stop };
  } catch (error) {
    await deployment.close();
    throw error;
  }
}

/** The credentials an earlier start wrote down, if they are those of this account and its token still lives. */
export async function readCredentials({ config, sql, accountSid }: OpenedDeployment): Promise<Credentials | undefined> {
  const text = await readFile(credentialsFile(config), "utf8").catch(() => "");
  const values = Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const credentials = Object.fromEntries(
    Object.entries(CREDENTIAL_NAMES).map(([member, name]) => [member, values[name]]),
  ) as unknown as Credentials;
  if (credentials.accountSid !== accountSid || !credentials.authToken) return undefined;
  return (await cacheKeys(sql).authenticate(credentials.authToken)) && credentials;
}

export const credentialsFile = (config: Config) => join(config.dataDir, "credentials.env");

const CREDENTIAL_NAMES: Record<keyof Credentials, string> = {
  accountSid: "MUNJIGI_ACCOUNT_SID",
  authToken: "MUNJIGI_AUTH_TOKEN",
  serviceSid: "MUNJIGI_SERVICE_SID",
  publishableKey: "MUNJIGI_PUBLISHABLE_KEY",
  adminToken: "MUNJIGI_ADMIN_TOKEN",
};

async function saveCredentials(config: Config, credentials: Credentials): Promise<void> {
  const lines = Object.entries(CREDENTIAL_NAMES).map(
    ([member, name]) => `${name}=${credentials[member as keyof Credentials]}`,
  );
  const path = credentialsFile(config);
  requireDataFolder({ dataDir: config.dataDir, embedded: config.databaseUrl === undefined });
  await mkdir(dirname(path), { recursive: true });
  // Of an earlier deployment, say: nobody else may know these.
  const before = await readFile(path, "utf8").catch(() => undefined);
  if (before) await writeFile(`${path}.${Date.now()}`, before, { mode: 0o600, flag: "wx" });
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${lines.join("\n")}\n`, { mode: 0o600 });
  await rename(aside, path);
}

const ownSecretKey = (dataDir: string) =>
  readOrMakePrivateFile(join(dataDir, "secret.key"), () => generateKeyring(systemRandom));

/** Absolute URLs name the port, so a free one is chosen before anything is built. */
async function withFreePort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once("error", fail).listen(0, config.host, done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return { ...config, port, origin: config.origin.replace(/^(http:\/\/localhost):0$/, `$1:${port}`) };
}

/** A development inbox that the neighbourhood can read. */
function warnOfExposure(config: Config, log: Logger): void {
  const reachable = config.host !== "localhost" && !isLoopbackName(config.host) && config.host !== "::1";
  if (reachable && isLocalDevelopment(config))
    log.warn({ host: config.host }, "development mode on a public address: anyone who reaches it can read /dev/inbox");
}
