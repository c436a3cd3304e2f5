/** @module `munjigi doctor`: looks at everything a deployment needs and says, in words, what is missing. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { systemClock, systemRandom } from "../clock.js";
import { type Config, ConfigError, isLocalDevelopment, isLoopbackName, loadConfig } from "../config.js";
import { examineConnectors, type Finding } from "../connectors/examine-connectors.js";
import { loadFactories } from "../connectors/factories.js";
import type { Outside } from "../core.js";
import { findFailing } from "../delivery/find-failing.js";
import { findLostFactorKeys } from "../factors/rotate-secrets.js";
import { createOutgoing } from "../outgoing/create-outgoing.js";
import { countOthers } from "../passkeys/count-others.js";
import { listSigningKeys } from "../signing-keys/list-signing-keys.js";
import { findLostTotpKeys } from "../users/second-factors.js";
import { findLostKeys } from "../verify/find-lost-keys.js";
import { explain } from "./run-server.js";
import { type OpenedDeployment, openDeployment } from "./start.js";

const SIGNS = { ok: "✓", warn: "!", fail: "✗" };
const MIN_POSTGRES = 140_000;
const MAX_SKEW_SECONDS = 60;

/** Writes one line per finding. Resolves to 1 if one of them must be mended, else 0. */
export async function runDoctor(env: NodeJS.ProcessEnv, write: (line: string) => void): Promise<0 | 1> {
  let failed = false;
  const report = ([grade, text]: Finding) => {
    failed ||= grade === "fail";
    write(`${SIGNS[grade]} ${text}`);
  };
  report(["ok", `Node ${process.versions.node}`]);
  let config: Config;
  try {
    config = loadConfig(env);
    report(["ok", `Configuration: ${config.environment}, ${config.origin}`]);
  } catch (error) {
    const problems = error instanceof ConfigError ? error.problems : [explain(error)];
    for (const problem of problems) report(["fail", problem]);
    return 1;
  }
  for (const finding of examineConfig(config)) report(finding);
  try {
    const deployment = await openDeployment(config);
    try {
      for (const finding of await examineDatabase(deployment)) report(finding);
      for (const finding of await examineSigningKeys(deployment)) report(finding);
      for (const finding of await examineSecretKey(deployment)) report(finding);
      for (const finding of await examineSending(deployment)) report(finding);
      for (const finding of await examinePasskeys(deployment)) report(finding);
      for (const finding of await examineFiles(deployment)) report(finding);
    } finally {
      await deployment.close();
    }
  } catch (error) {
    report(["fail", explain(error)]);
  }
  return failed ? 1 : 0;
}

async function examinePasskeys({ sql, config }: OpenedDeployment): Promise<Finding[]> {
  const count = await countOthers(sql, config.passkeyRpId);
  const here = config.passkeyRpId ?? "an address without a name";
  return count === 0
    ? []
    : [
        [
          "warn",
          `${count} passkeys were made for another domain than ${here}: they open nothing. See MUNJIGI_PASSKEY_RP_ID`,
        ],
      ];
}

function examineConfig(config: Config): Finding[] {
  const findings: Finding[] = [];
  const { hostname } = new URL(config.origin);
  const open = config.host !== "localhost" && config.host !== "::1" && !isLoopbackName(config.host);
  if (config.environment === "production" && isLoopbackName(hostname))
    findings.push(["fail", `MUNJIGI_URL is ${config.origin}: in production it must be the address people use`]);
  if (isLocalDevelopment(config) && open)
    findings.push(["warn", `HOST is ${config.host} in development: anyone who reaches it can read /dev/inbox`]);
  if (config.environment === "production" && config.databaseUrl === undefined)
    findings.push(["warn", "The embedded PostgreSQL serves one machine: set DATABASE_URL to run more than one server"]);
  if (config.trustedProxies.length > 0)
    findings.push(["ok", `X-Forwarded-For is read from ${config.trustedProxies.join(", ")}`]);
  else if (config.environment === "production" && !isLoopbackName(hostname))
    findings.push([
      "fail",
      "MUNJIGI_TRUSTED_PROXIES is empty: behind the TLS proxy all users share its address and the limits of one",
    ]);
  if (config.environment === "production" && config.allowPrivateNetwork)
    findings.push([
      "warn",
      "MUNJIGI_ALLOW_PRIVATE_NETWORK is true: calls to vendors may go unencrypted, and into your own network",
    ]);
  if (config.environment === "production" && config.testNumbers.size > 0)
    findings.push(["warn", `${config.testNumbers.size} test numbers have fixed codes in production`]);
  return findings;
}

async function examineDatabase({ sql, embeddedFolder }: OpenedDeployment): Promise<Finding[]> {
  const [row] = await sql<[{ version: string; number: number; fsync: string; skew: number }]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      current_setting('fsync') as fsync, extract(epoch from clock_timestamp() - ${new Date()}::timestamptz)::float8 as skew`;
  const where = embeddedFolder ? `embedded, ${embeddedFolder}` : "DATABASE_URL";
  const findings: Finding[] = [
    row.number >= MIN_POSTGRES
      ? ["ok", `PostgreSQL ${row.version} (${where}), tables up to date`]
      : ["fail", `PostgreSQL ${row.version} is too old: 14 is the oldest that will do`],
  ];
  if (row.fsync !== "on")
    findings.push(["warn", "fsync is off in PostgreSQL: a power cut may lose what was acknowledged"]);
  if (Math.abs(row.skew) > MAX_SKEW_SECONDS)
    findings.push(["warn", `This machine's clock and PostgreSQL's are ${Math.round(Math.abs(row.skew))} s apart`]);
  return findings;
}

async function examineSecretKey(deployment: OpenedDeployment): Promise<Finding[]> {
  const lost = (id: string, what: string): Finding => [
    "fail",
    `MUNJIGI_SECRET_KEY lost the key "${id}", which ${what}: list it again`,
  ];
  const apps = new Set([...(await findLostFactorKeys(deployment)), ...(await findLostTotpKeys(deployment))]);
  return [
    ...(await findLostKeys(deployment.sql, deployment.keyring)).map((id) =>
      lost(id, "codes that are on their way come from"),
    ),
    ...[...apps].map((id) => lost(id, "secrets of authenticator apps are encrypted under")),
  ];
}

async function examineSigningKeys(deployment: OpenedDeployment): Promise<Finding[]> {
  const keys = await listSigningKeys(deployment);
  const signing = keys.find(({ state }) => state === "signing");
  const lost = keys.filter(({ state }) => state === "lost");
  const findings: Finding[] = lost.map(({ kid }) => [
    "warn",
    `Signing key ${kid} cannot be opened with MUNJIGI_SECRET_KEY: it verifies what it signed, and signs no more`,
  ]);
  const since = signing?.signsFrom.toISOString().slice(0, 10);
  findings.push(
    signing
      ? ["ok", `Signing key ${signing.kid}, since ${since}`]
      : ["warn", "No signing key can be used: the server makes one when it starts"],
  );
  return findings;
}

async function examineSending(deployment: OpenedDeployment): Promise<Finding[]> {
  const { environment, origin, socialGateway, connectors } = deployment.config;
  const outgoing = createOutgoing(deployment.config);
  try {
    const { sql, keyring } = deployment;
    const outside: Outside = {
      fetch: outgoing.fetch,
      lookup: outgoing.lookup,
      clock: systemClock,
      random: systemRandom,
    };
    const factories = await loadFactories(connectors);
    return await examineConnectors({
      ...outside,
      sql,
      keyring,
      factories,
      environment,
      origin: socialGateway?.origin ?? origin,
      failing: await findFailing(sql, systemClock),
    });
  } finally {
    await outgoing.close();
  }
}

async function examineFiles({ config }: OpenedDeployment): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of ["secret.key", "postgres.password", "credentials.env"]) {
    const path = join(config.dataDir, name);
    const found = await stat(path).catch(() => undefined);
    if (!found) continue;
    findings.push(
      (found.mode & 0o077) === 0
        ? ["ok", `${path} can be read by its owner only`]
        : ["fail", `${path} can be read by others: chmod 600 ${path}`],
    );
  }
  return findings;
}
