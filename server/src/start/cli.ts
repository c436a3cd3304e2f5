#!/usr/bin/env node
/** @module `munjigi <command>`. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { createApiKey } from "../api-keys/create-api-key.js";
import { systemClock, systemRandom } from "../clock.js";
import { loadConfig } from "../config.js";
import { rotateConnectorSecrets } from "../connectors/rotate-secrets.js";
import { makeAdminLink } from "../console/admin-links.js";
import { isRole } from "../console/role.js";
import { theServer } from "../core.js";
import { rotateFactorSecrets } from "../factors/rotate-secrets.js";
import { rotateNamingKey } from "../limits/naming-key.js";
import { parseSid } from "../sid.js";
import { algorithms } from "../signing-keys/algorithm.js";
import { rotateKeySecrets } from "../signing-keys/rotate-secrets.js";
import { rotateSigningKey } from "../signing-keys/rotate-signing-key.js";
import { rotateTotpSecrets } from "../users/second-factors.js";
import { rotateWebhookSecrets } from "../webhooks/rotate-secrets.js";
import { runDoctor } from "./doctor.js";
import { explain, runServer } from "./run-server.js";
import { runSendTest } from "./send-test.js";
import { runExport, runImport, runImportKey, runImports, runUndo, settingsUsage } from "./settings.js";
import { openDeployment } from "./start.js";

const usage = `Usage: munjigi <command>

  start              start the server (what npm start does)
  admin-link [--role admin|operator|viewer] [--user US…]
                     make a link into the console, good once and for 15 minutes; --user: for an
                     administrator who has lost their passkey
  doctor             look at the configuration and the database and say what is wrong
  create-key [NAME]  make an API key (SK…) and show its secret, once
  send-test --to NUMBER [--connector ID] [--config FILE]
                     send a test message and show what the vendor says; without --connector, by the active one
  rotate-secrets     encrypt stored settings under the newest key of MUNJIGI_SECRET_KEY
  rotate-keys [--revoke-others]
                     make another key that signs tokens; --revoke-others: at once, and all older keys are withdrawn
${settingsUsage}`;

async function createKey(name: string): Promise<number> {
  const deployment = await openDeployment(loadConfig(process.env));
  try {
    const parts = { sql: deployment.sql, clock: systemClock, random: systemRandom };
    const key = await createApiKey(parts, { kind: "secret", name });
    process.stdout.write(`Key     ${key.id}\nSecret  ${key.secret}\n\nThe secret is not shown again.\n`);
    return 0;
  } finally {
    await deployment.close();
  }
}

async function adminLink(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { role: { type: "string" }, user: { type: "string" } } });
  const { role = "admin", user } = values;
  if (!isRole(role)) return refuse(`There is no role "${role}": admin, operator or viewer.`);
  const userSid = user === undefined ? undefined : parseSid("US", user);
  if (user !== undefined && userSid === undefined) return refuse(`"${user}" is no identifier of a user (US…).`);
  const deployment = await openDeployment(loadConfig(process.env));
  try {
    const parts = { sql: deployment.sql, clock: systemClock, random: systemRandom, origin: deployment.config.origin };
    const { url } = await makeAdminLink(parts, { role, userSid }, theServer);
    process.stdout.write(`${url}\n\nIt lets whoever opens it into the console, once, in the next 15 minutes.\n`);
    return 0;
  } finally {
    await deployment.close();
  }
}

async function rotateKeys(option: string | undefined): Promise<number> {
  if (option !== undefined && option !== "--revoke-others") {
    return refuse(`rotate-keys does not know "${option}".`);
  }
  const deployment = await openDeployment(loadConfig(process.env));
  try {
    const why = option ? "emergency" : "asked";
    for (const algorithm of algorithms) {
      const { kid, isNew } = await rotateSigningKey({ ...deployment, random: systemRandom }, { why }, algorithm);
      const soon = algorithm === "ES256" ? "ten minutes" : "a day";
      const signs = option
        ? "signs now; all older keys are withdrawn"
        : `is published and signs in ${soon} at the latest`;
      const said = isNew ? signs : "is waiting to take over: nothing was changed";
      process.stdout.write(`Signing key ${kid} (${algorithm}) ${said}.\n`);
    }
    return 0;
  } finally {
    await deployment.close();
  }
}

async function rotateSecrets(): Promise<number> {
  const deployment = await openDeployment(loadConfig(process.env));
  try {
    const parts = { ...deployment, random: systemRandom };
    const rotations = [
      await rotateConnectorSecrets(parts),
      await rotateKeySecrets(parts),
      await rotateNamingKey(parts),
      await rotateFactorSecrets(parts),
      await rotateTotpSecrets(parts),
      await rotateWebhookSecrets(parts),
    ];
    const count = (what: "rotated" | "lost") => rotations.reduce((sum, rotation) => sum + rotation[what], 0);
    const current = deployment.keyring.current.id;
    process.stdout.write(`Encrypted anew under "${current}": ${count("rotated")}.\n`);
    const lost = count("lost");
    if (lost === 0) return 0;
    process.stderr.write(`${lost} cannot be opened: MUNJIGI_SECRET_KEY lacks the key they were encrypted under.\n`);
    return 1;
  } finally {
    await deployment.close();
  }
}

async function main([command, argument, ...rest]: string[]): Promise<number | undefined> {
  switch (command) {
    case "start":
      await runServer(process.env);
      return undefined;
    case "admin-link":
      return await adminLink([argument ?? "", ...rest].filter(Boolean));
    case "doctor":
      return await runDoctor(process.env, (line) => process.stdout.write(`${line}\n`));
    case "create-key":
      // A key called "--help" would be a live secret that nobody wanted.
      if (argument?.startsWith("-")) return refuse(`create-key does not know "${argument}".`);
      return await createKey(argument?.slice(0, 64) ?? "Made on the command line");
    case "send-test":
      return await runSendTest([argument ?? "", ...rest].filter(Boolean), process.env, (line) =>
        process.stdout.write(`${line}\n`),
      );
    case "export":
      return await runExport([argument ?? "", ...rest].filter(Boolean), process.env, writeLine);
    case "import-key":
      return await runImportKey([argument ?? "", ...rest].filter(Boolean), process.env, writeLine);
    case "imports":
      return await runImports([argument ?? "", ...rest].filter(Boolean), process.env, writeLine);
    case "undo":
      return await runUndo([argument ?? "", ...rest].filter(Boolean), process.env, writeLine);
    case "import":
    case "diff":
      return await runImport(command, [argument ?? "", ...rest].filter(Boolean), process.env, writeLine);
    case "rotate-secrets":
      return await rotateSecrets();
    case "rotate-keys":
      return await rotateKeys(argument);
    case undefined:
    case "help":
    case "-h":
    case "--help":
      process.stdout.write(usage);
      return 0;
    default:
      return refuse(`There is no command "${command}".`);
  }
}

const writeLine = (line: string) => void process.stdout.write(`${line}\n`);

function refuse(problem: string): 2 {
  process.stderr.write(`${problem}\n\n${usage}`);
  return 2;
}

// Whoever reads us may have had enough: `munjigi doctor | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
if (existsSync(".env")) process.loadEnvFile();
try {
  const status = await main(process.argv.slice(2));
  if (status !== undefined) process.exitCode = status;
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
