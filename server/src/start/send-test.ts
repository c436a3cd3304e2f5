/**
 * @module `munjigi send-test`: sends a test message on the command line and says what the vendor said. It sends it itself: a running
 * server is not asked, so it says by whose settings and from which database.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { systemClock, systemRandom } from "../clock.js";
import { loadConfig } from "../config.js";
import { type Connectors, createConnectors } from "../connectors/connectors.js";
import { loadFactories } from "../connectors/factories.js";
import { publicNameOf } from "../connectors/ready-connector.js";
import { type Outside, theServer } from "../core.js";
import {
  type ConnectorTests,
  createConnectorTests,
  type TestFailure,
  type TestReport,
  type TestRequest,
} from "../delivery/test-connector.js";
import { AppError, type Language } from "../errors.js";
import { createLog } from "../http/log.js";
import { createLimits } from "../limits/limits.js";
import { createMetrics } from "../metrics.js";
import { createOutgoing } from "../outgoing/create-outgoing.js";
import { type AcceptedRecipient, findRecipient } from "../recipient.js";
import { createServices } from "../services/services.js";
import { credentialsFile, type OpenedDeployment, openDeployment } from "./start.js";

const usage = `munjigi send-test --to NUMBER_OR_ADDRESS [--connector ID] [--config FILE]

  It sends by itself, with the settings and the database of the folder and environment it is started in: no server
  has to run, and one that runs is not asked.

  --to         a mobile number (01012345678, +8210…) or an e-mail address
  --connector  a connector's id (CN…), or a kind of connector together with --config; absent: the active one
  --config     a JSON file with the settings
  --locale     the language of the text
`;

/** Resolves to the exit code: 0 if the vendor took it. */
export async function runSendTest(
  args: string[],
  env: NodeJS.ProcessEnv,
  write: (line: string) => void,
): Promise<0 | 1 | 2> {
  const options = readOptions(args);
  if ("problem" in options) return refuse(options.problem, write);
  const { to, connector, config: file, locale } = options;
  if (to === undefined) return refuse(undefined, write);
  const recipient = findRecipient(to);
  if (!recipient) return refuse("--to is neither a mobile number nor an e-mail address.", write);
  if (connector !== undefined && !connector.startsWith("CN") && file === undefined)
    return refuse("A kind of connector needs its settings: --config FILE.", write);
  const settings = file === undefined ? undefined : await readSettings(file);
  if (settings && "problem" in settings) return refuse(settings.problem, write);
  const config = loadConfig(env);
  const factories = await loadFactories(config.connectors);
  const deployment = await openDeployment(config);
  for (const line of describeProcess(deployment)) write(line);
  const outgoing = createOutgoing(config);
  try {
    const { sql, keyring } = deployment;
    const { environment, origin } = config;
    const { fetch, lookup } = outgoing;
    const outside: Outside = { fetch, lookup, clock: systemClock, random: systemRandom };
    const limits = createLimits({ sql, metrics: createMetrics(), log: createLog("warn"), random: systemRandom });
    const services = createServices({ sql, clock: systemClock, random: systemRandom });
    // This process sends nothing but the test, so it need not read again which connector is in force.
    const refresh = async () => {};
    const connectors = createConnectors({
      ...outside,
      sql,
      keyring,
      factories,
      environment,
      callbackOrigin: origin,
      origin,
      services,
      refresh,
      social: { findSocial: () => undefined },
      // Nothing is deleted here.
      signInMethods: async () => [],
    });
    const tests = createConnectorTests({
      ...{ ...outside, sql, keyring, connectors, limits },
      host: publicNameOf(origin),
    });
    const id = connector ?? (await findActive(connectors, recipient));
    if (id === undefined) {
      const inbox = config.environment === "development" ? " (texts stay in the development inbox)" : "";
      write(`✗ No connector is active for it${inbox}. Name one with --connector.`);
      return 1;
    }
    const language: Language = /^ko/i.test(env.LANG ?? "") ? "ko" : "en";
    return await runTest(tests, { id, recipient, config: settings?.config, locale, language }, write);
  } finally {
    await outgoing.close();
    await deployment.close();
  }
}

/** Whose test it is: a command started in another folder than the server finds another database, or makes one. */
function describeProcess({ config, embeddedFolder, fresh }: OpenedDeployment): string[] {
  const database = config.databaseUrl === undefined ? `embedded, ${embeddedFolder}` : placeOf(config.databaseUrl);
  const lines = [
    `  Sent by this process (${process.pid}), not by a server that runs: ${config.environment}, database: ${database}`,
  ];
  if (fresh)
    lines.push(
      config.databaseUrl === undefined
        ? `! There was no database in ${config.dataDir}, so one was made (${credentialsFile(config)}). If a server of yours has another, start this in its folder, or with its MUNJIGI_DATA_DIR.`
        : "! This database was empty, and was made ready. If a server of yours has another, give this its DATABASE_URL.",
    );
  return lines;
}

/** Host and database, without who may enter. */
function placeOf(databaseUrl: string): string {
  return databaseUrl.replace(/^[^:]+:\/\/(?:[^@/]*@)?/, "").replace(/\?.*$/s, "");
}

function readOptions(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args, options: { to: text, connector: text, config: text, locale: text } }).values;
  } catch (error) {
    // Node says "Unknown option '--conf'. To specify …": the first sentence names the mistake.
    return { problem: `${(error as Error).message.split(". ")[0]}.` };
  }
}

async function readSettings(file: string): Promise<{ config: unknown } | { problem: string }> {
  try {
    return { config: JSON.parse(await readFile(file, "utf8")) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${message}` };
  }
}

function refuse(problem: string | undefined, write: (line: string) => void): 2 {
  if (problem) write(`✗ ${problem}\n`);
  write(usage);
  return 2;
}

async function findActive(connectors: Connectors, { channel }: AcceptedRecipient): Promise<string | undefined> {
  const all = await connectors.list();
  const type = channel === "sms" ? "Sms" : "Email";
  return all.find((one) => one.type === type && one.status === "active")?.id;
}

/** Writes what the vendor said. */
async function runTest(tests: ConnectorTests, request: TestRequest, write: (line: string) => void): Promise<0 | 1> {
  try {
    const report = await tests.run(request, theServer);
    const { bytes, parts, priceClass, latencyMs, vendorMessageId } = report;
    const size = [`${bytes} bytes`, `${parts} ${parts === 1 ? "part" : "parts"}`, priceClass]
      .filter(Boolean)
      .join(", ");
    write(`✓ The vendor took it in ${latencyMs} ms (${size})${vendorMessageId ? `: ${vendorMessageId}` : ""}`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    write(`✗ ${error.text(request.language)}`);
    for (const { path, problem } of error.facts.problems ?? []) write(`  - ${path}: ${problem}`);
    const { failure, response } = (error.facts.test ?? {}) as Partial<TestReport & TestFailure>;
    if (failure?.vendorCode) write(`  The vendor's code: ${failure.vendorCode}`);
    if (response) write(`  The vendor's answer: ${response.status} ${response.body}`);
    return 1;
  }
}
