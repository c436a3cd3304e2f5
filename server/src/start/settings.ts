/** @module `munjigi export`, `import-key`, `import`, `diff`, `imports` and `undo`: settings as a file, on the command line of a deployment. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { systemClock, systemRandom } from "../clock.js";
import { loadConfig } from "../config.js";
import { loadFactories } from "../connectors/factories.js";
import { theServer } from "../core.js";
import type { Change, Counts } from "../environments/compare-settings.js";
import { createEnvironments, type Environments, type ImportSummary } from "../environments/environments.js";
import type { ImportReport } from "../environments/import-settings.js";
import { readSettingsFile, writeYaml } from "../environments/read-file.js";
import { listReferences } from "../environments/secret-references.js";
import type { SettingsFile } from "../environments/settings-file.js";
import { AppError, type Language } from "../errors.js";
import { createLog } from "../http/log.js";
import { createOutgoing } from "../outgoing/create-outgoing.js";
import { openDeployment } from "./start.js";

export const settingsUsage = `  export [--yaml] [--encrypt-to KEY|FILE]
                     write the settings to standard output, with references in the places of secrets, or with the
                     secrets, which only the deployment of that import key can open
  import-key         show the key that secrets for this deployment are encrypted to
  import FILE [--dry-run] [--prune]
                     take settings over; env:NAME and file:/path in FILE are read here
  diff FILE [--prune]
                     show what an import would change: ends with 0 if nothing, 2 if something, 1 if it would fail
  imports            list the imports that there were, the newest first
  undo [IM…] [--yes] show what the undo of the newest import would change, and with --yes do it; ends as diff does
`;

type Write = (line: string) => void;
/** 2: of a comparison, that something would change. */
type ExitCode = 0 | 1 | 2;

/** Of a value that is longer than that the beginning is shown. */
const MAX_SHOWN = 200;
const SIGNS = { added: "+", changed: "~", removed: "-" };

export async function runExport(args: string[], env: NodeJS.ProcessEnv, write: Write): Promise<ExitCode> {
  const options = readOptions(args, ["yaml"], ["encrypt-to"]);
  if ("problem" in options || options.files.length > 0) return refuse(options, write);
  const key = options.texts["encrypt-to"];
  // A key has no name that a file could have by chance: what is no file is taken for a key.
  const encryptTo = key === undefined ? undefined : await readFile(key, "utf8").catch(() => key);
  return await withEnvironments(env, write, async (environments) => {
    const file = await environments.export({ encryptTo }, theServer);
    write(options.values.yaml ? writeYaml(file).trimEnd() : JSON.stringify(file, null, 2));
    return 0;
  });
}

/** Resolves to the exit code: of a `diff` 2 if something would change. */
export async function runImport(
  command: "import" | "diff",
  args: string[],
  env: NodeJS.ProcessEnv,
  write: Write,
): Promise<ExitCode> {
  const options = readOptions(args, command === "import" ? ["dry-run", "prune"] : ["prune"]);
  if ("problem" in options || options.files.length !== 1) return refuse(options, write);
  const [name] = options.files as [string];
  const language = languageOf(env);
  const dryRun = command === "diff" || options.values["dry-run"] === true;
  const text = await readFile(name, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") {
    write(text.code === "ENOENT" ? `✗ There is no file ${name}.` : `✗ ${name} cannot be read: ${text.message}`);
    return 1;
  }
  return await withEnvironments(env, write, async (environments) => {
    const file = readSettingsFile(text);
    const secrets = await readSecrets(file, env);
    const asked = { file, secrets, dryRun, prune: options.values.prune === true, language };
    const report = await environments.import(asked, theServer);
    writeReport(report, { dryRun }, write);
    const isDifferent = report.changes.length > 0 || report.missingSecrets.length > 0;
    return command === "diff" && isDifferent ? 2 : 0;
  });
}

export async function runImportKey(args: string[], env: NodeJS.ProcessEnv, write: Write): Promise<ExitCode> {
  if (args.length > 0) return refuse({}, write);
  return await withEnvironments(env, write, async (environments) => {
    write((await environments.importKey()).key);
    return 0;
  });
}

export async function runImports(args: string[], env: NodeJS.ProcessEnv, write: Write): Promise<ExitCode> {
  if (args.length > 0) return refuse({}, write);
  return await withEnvironments(env, write, async (environments) => {
    const imports = await environments.imports();
    for (const one of imports) write(spellImport(one));
    if (imports.length === 0) write("There was no import.");
    return 0;
  });
}

/** Without `--yes` nothing is changed. The identifier that it then names is of what was shown: a later import is not undone for it. */
export async function runUndo(args: string[], env: NodeJS.ProcessEnv, write: Write): Promise<ExitCode> {
  const options = readOptions(args, ["yes"]);
  if ("problem" in options || options.files.length > 1) return refuse(options, write);
  const dryRun = options.values.yes !== true;
  return await withEnvironments(env, write, async (environments) => {
    const [named] = options.files;
    const id = named ?? (await environments.imports()).find(({ undoneAt }) => undoneAt === null)?.sid;
    if (id === undefined) {
      write("✗ There is no import to undo.");
      return 1;
    }
    const found = await environments.find(id);
    const secrets = await readSecrets(found.before, env);
    const { changes, counts } = await environments.undo(id, { dryRun, secrets, language: languageOf(env) }, theServer);
    write(spellImport(found));
    for (const change of changes) write(spellChange(change));
    write(`${dryRun ? "Would change back" : "Changed back"}: ${spellCounts(counts)}.`);
    if (dryRun) write(`Nothing was changed. To do it: munjigi undo ${id} --yes`);
    return dryRun && changes.length > 0 ? 2 : 0;
  });
}

const spellImport = ({ sid, createdAt, actorKind, actorId, counts, undoneAt }: ImportSummary) =>
  `${sid}  ${createdAt.toISOString()}  by ${actorId ?? actorKind}: ${spellCounts(counts)}` +
  (undoneAt ? `; undone ${undoneAt.toISOString()}` : "");

const languageOf = (env: NodeJS.ProcessEnv): Language => (/^ko/i.test(env.LANG ?? "") ? "ko" : "en");

/** `names`: options without a value; `named`: those with one. */
function readOptions(args: string[], names: readonly string[], named: readonly string[] = []) {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: "boolean" as const }] as const),
    ...named.map((name) => [name, { type: "string" as const }] as const),
  ]);
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return {
      values: values as Record<string, boolean | undefined>,
      texts: values as Record<string, string | undefined>,
      files: positionals,
    };
  } catch (error) {
    return { problem: `${(error as Error).message.split(". ")[0]}.` };
  }
}

function refuse(options: { problem?: string }, write: Write): 1 {
  if (options.problem) write(`✗ ${options.problem}\n`);
  write(settingsUsage.trimEnd());
  return 1;
}

/** What has no value here is left to the import, which tells all of it together. */
async function readSecrets(file: SettingsFile, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const reference of listReferences(file.connectors ?? {})) {
    const [, scheme, place = ""] = /^(env|file):(.*)$/s.exec(reference) ?? [];
    // An editor ends a file with a line break, which is no part of the secret.
    const value =
      scheme === "env"
        ? env[place]
        : await readFile(place, "utf8").then(
            (text) => text.replace(/\r?\n$/, ""),
            () => undefined,
          );
    if (value) found[reference] = value;
  }
  return found;
}

/** What is refused is written down in words, all that is wrong line by line, and ends with 1. */
async function withEnvironments(
  env: NodeJS.ProcessEnv,
  write: Write,
  work: (environments: Environments) => Promise<ExitCode>,
): Promise<ExitCode> {
  const config = loadConfig(env);
  const factories = await loadFactories(config.connectors);
  const deployment = await openDeployment(config);
  const outgoing = createOutgoing(config);
  try {
    const environments = createEnvironments({
      ...{ ...deployment, factories, clock: systemClock, random: systemRandom, log: createLog("silent") },
      ...{ post: outgoing.post, allowPrivateNetwork: config.allowPrivateNetwork },
      deployment: { environment: config.environment, origin: config.origin },
      callbackOrigin: config.socialGateway?.origin ?? config.origin,
      // Servers see the change by themselves, within a second.
      refresh: async () => {},
    });
    return await work(environments);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    write(`✗ ${error.text(languageOf(env))}`);
    for (const { path, problem } of error.facts.problems ?? []) write(`  - ${path}: ${problem}`);
    return 1;
  } finally {
    await outgoing.close();
    await deployment.close();
  }
}

function writeReport(report: ImportReport, { dryRun }: { dryRun: boolean }, write: Write): void {
  const { changes, counts, missingSecrets, keptSecrets, onlyHere, problem, credentials, id } = report;
  for (const { path, reference } of missingSecrets) write(`! ${path}: ${reference} has no value`);
  for (const change of changes) write(spellChange(change));
  for (const path of onlyHere) write(`  ${path} is not in the file, and stays`);
  if (keptSecrets.length > 0) write(`  ${keptSecrets.length} secrets without a value here stay as they are`);
  if (problem !== null) write(`! Without these secrets the rest cannot be tried: ${problem}`);
  write(`${dryRun ? "Would change" : "Changed"}: ${spellCounts(counts)}.`);
  for (const { path, id, secret } of credentials) write(`${path}: ${id}${secret ? `  secret ${secret}` : ""}`);
  if (credentials.some(({ secret }) => secret !== null)) write("The secrets are not shown again.");
  if (id !== null) write(`Undo: munjigi undo ${id}`);
}

const spellCounts = ({ added, changed, removed }: Counts) => `${added} added, ${changed} changed, ${removed} removed`;

function spellChange({ change, path, old, new: wanted }: Change): string {
  const values = change === "changed" ? `${spell(old)} → ${spell(wanted)}` : spell(change === "added" ? wanted : old);
  return `${SIGNS[change]} ${path}: ${values}`;
}

function spell(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
