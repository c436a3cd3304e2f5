/**
 * @module Works a part of an import through, in one transaction: its people are made and its report is written, or neither is. So a
 * process may be killed at any moment, and whoever goes on makes each person once.
 */
import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Logger } from "pino";
import { recordEvent } from "../../audit/record.js";
import type { Clock, Random } from "../../clock.js";
import type { Actor } from "../../core.js";
import { type Database, inTransaction, isUnavailable, isUniqueViolation } from "../../db/open.js";
import { hashLimitKey, type Keyring, unseal } from "../../secrets.js";
import { accountKey, type Decision, decidePerson } from "./decide-person.js";
import { findAccounts } from "./find-accounts.js";
import {
  commitLater,
  endJob,
  finishPart,
  forgetKeys,
  forgetLines,
  hasOpenJob,
  type ImportJob,
  insertKeys,
  type OpenJob,
  type OpenPart,
  selectKeys,
  selectOpenJob,
  selectOpenPart,
  selectPart,
  takeWork,
} from "./job-store.js";
import { keysOf, type LineProblem, type LineResult, nameOf, type Person, type PersonResult } from "./person.js";
import { type ImportSetting, readPerson } from "./read-person.js";
import { Collision, writePeople } from "./write-people.js";

export interface PartDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  log: Logger;
  /** What lines may name, as it is now. */
  setting: () => Promise<Omit<ImportSetting, "firebase">>;
}

/** A line of a part, read. */
interface ReadLine {
  line: number;
  read: Person | readonly LineProblem[];
}

/** So many lines are read before others get their turn. */
const LINES_AT_ONCE = 25;
/** Somebody signed up meanwhile with what a line has: everything is looked at again. */
const MAX_ROUNDS = 5;

export const lineContext = (importSid: string, place: number): string => `${importSid}/${place}`;

/** A part, opened and read. */
interface ReadPart {
  key: string;
  lines: readonly ReadLine[];
  hasSettings: boolean;
}

/** What a process keeps from one part to the next: the next one is read while this one is written. */
export interface ReadAhead {
  next?: Promise<ReadPart | undefined>;
}

/** Resolves to whether there may be more to do at once. */
export async function importNextPart(deps: PartDependencies, ahead: ReadAhead): Promise<boolean> {
  const { sql, log } = deps;
  const next = await ahead.next?.catch(() => undefined);
  delete ahead.next;
  if (!(await hasOpenJob(sql))) return false;
  // Before the transaction, which must not wait for another connection.
  const setting = await deps.setting();
  return await inTransaction(sql, async (tx) => {
    if (!(await takeWork(tx))) return false;
    const job = await selectOpenJob(tx);
    if (!job) return false;
    const part = await selectOpenPart(tx, job.sid);
    if (!part) return await finishJob(tx, job);
    await commitLater(tx);
    let read = next?.key === lineContext(job.sid, part.place) ? next : undefined;
    try {
      read ??= await readPart(deps, setting, job, part);
    } catch (err) {
      log.error({ err, import: job.sid }, "an import is cancelled: its lines cannot be opened");
      await cancelJob(tx, job.sid);
      return true;
    }
    // On another connection, and not waited for before this transaction is over.
    ahead.next = selectPart(sql, job.sid, part.place + 1).then((found) => found && readPart(deps, setting, job, found));
    ahead.next.catch(() => {});
    const results = await importLines(deps, tx, job, read.lines);
    const all: LineResult[] = [...(read.hasSettings ? [{ line: 1, result: "settings" } as const] : []), ...results];
    await finishPart(tx, { importSid: job.sid, place: part.place }, all, countsOf(results));
    return true;
  });
}

/** Throws if its key is lost. */
async function readPart(
  { keyring }: Pick<PartDependencies, "keyring">,
  setting: Omit<ImportSetting, "firebase">,
  job: OpenJob,
  part: OpenPart,
): Promise<ReadPart> {
  const key = lineContext(job.sid, part.place);
  const lines: (string | null)[] = JSON.parse(unseal(keyring, part.sealedLines, key));
  const hasSettings = part.firstLine === 1 && lines[0] === SETTINGS_LINE;
  return {
    key,
    hasSettings,
    lines: await readLines({ ...setting, firebase: job.firebase ?? undefined }, part.firstLine, lines),
  };
}

/** What stands in the place of a line with settings, which are the job's: no line is a line feed. */
export const SETTINGS_LINE = "\n";

/** Throws away what is left of an import; resolves to whether it was not over. */
export async function cancelJob(tx: Database, sid: string, actor?: Actor): Promise<boolean> {
  const ended = await endJob(tx, sid, "canceled");
  if (!ended) return false;
  await forgetLines(tx, sid);
  if (!ended.dryRun) await recordImport(tx, ended, actor);
  return true;
}

async function finishJob(tx: Database, job: OpenJob): Promise<boolean> {
  // A piece at a time: there may be millions.
  if (await forgetKeys(tx, job.sid)) return true;
  const ended = await endJob(tx, job.sid, "done");
  if (ended && !ended.dryRun) await recordImport(tx, ended);
  return true;
}

/** One event for all: receivers of webhooks would be told of each person otherwise, in whatever number. */
async function recordImport(tx: Database, job: ImportJob, canceledBy?: Actor): Promise<void> {
  const { sid, actorKind, actorId, created, updated, unchanged, refused, status } = job;
  await recordEvent(tx, {
    type: "user_import.ended",
    actor: canceledBy ?? { kind: actorKind, id: actorId },
    subject: { kind: "user_import", id: sid },
    data: { created, updated, unchanged, refused, ...(status === "canceled" && { canceled: true }) },
  });
}

async function readLines(
  setting: ImportSetting,
  firstLine: number,
  lines: readonly (string | null)[],
): Promise<ReadLine[]> {
  const read: ReadLine[] = [];
  for (const [place, text] of lines.entries()) {
    if (place % LINES_AT_ONCE === LINES_AT_ONCE - 1) await yieldToOthers();
    const line = firstLine + place;
    if (text === null) read.push({ line, read: [{ code: "user_import.line_too_long" }] });
    else if (text !== "" && !(line === 1 && text === SETTINGS_LINE))
      read.push({ line, read: readPerson(text, setting) });
  }
  return read;
}

/** One that fails for a reason that nobody foresaw holds up nobody but itself. */
async function importLines(
  deps: PartDependencies,
  tx: Database,
  job: OpenJob,
  lines: readonly ReadLine[],
  round = 0,
): Promise<LineResult[]> {
  if (lines.length === 0) return [];
  try {
    return await tryLines(deps, tx, job, lines);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if ((error instanceof Collision || isUniqueViolation(error)) && round < MAX_ROUNDS)
      return await importLines(deps, tx, job, lines, round + 1);
    const [first] = lines;
    if (first && lines.length === 1) {
      // The driver's error has the values of the statement.
      const { name, code } = error as { name?: string; code?: string };
      deps.log.error({ import: job.sid, line: first.line, error: name, code }, "a line of an import failed");
      return [{ line: first.line, result: "refused", problems: [{ code: "user_import.line_failed" }] }];
    }
    const half = Math.ceil(lines.length / 2);
    const before = await importLines(deps, tx, job, lines.slice(0, half));
    return [...before, ...(await importLines(deps, tx, job, lines.slice(half)))];
  }
}

/** Takes back what a dry run has done, and lets its results stand. */
class DryRun extends Error {}

async function tryLines(
  deps: PartDependencies,
  tx: Database,
  job: OpenJob,
  lines: readonly ReadLine[],
): Promise<LineResult[]> {
  const people = lines.flatMap(({ read }) => (isPerson(read) ? keysOf(read) : []));
  const hashOf = (name: string) => hashLimitKey(deps.keyring.naming, "user-import", job.sid, name).slice(0, 22);
  let results: LineResult[] = [];
  const claimed: { hash: string; line: number }[] = [];
  const work = inTransaction(tx, async (inner) => {
    const found = await findAccounts(inner, people);
    const taken = await linesOf(inner, job.sid, [...people.map(nameOf), ...found.sids.map(accountKey)], hashOf);
    const decided = lines.map(({ line, read }) => {
      const decision: Decision = isPerson(read)
        ? decidePerson(read, { accounts: found.byKey, lines: taken, adopt: job.adopt })
        : { result: "refused", problems: read };
      if (!isPerson(read) || decision.result === "refused") return { line, decision };
      const names = keysOf(read).map(nameOf);
      if (decision.result !== "created") names.push(accountKey(decision.account.sid));
      for (const name of names) {
        taken.set(name, line);
        claimed.push({ hash: hashOf(name), line });
      }
      return { line, decision, person: read };
    });
    const made = await writePeople(deps, inner, decided);
    results = decided.map(({ line, decision }) => {
      if (decision.result === "refused") return { line, result: "refused", problems: decision.problems };
      const user = decision.result === "created" ? (made.get(line) ?? null) : decision.account.sid;
      return { line, result: decision.result, user: job.dryRun && decision.result === "created" ? null : user };
    });
    if (job.dryRun) throw new DryRun();
  });
  await work.catch((error) => {
    if (!(error instanceof DryRun)) throw error;
  });
  await insertKeys(tx, job.sid, claimed);
  return results;
}

const isPerson = (read: ReadLine["read"]): read is Person => !Array.isArray(read);

/** By the names of keys: the line that had each. */
async function linesOf(
  tx: Database,
  importSid: string,
  names: readonly string[],
  hashOf: (name: string) => string,
): Promise<Map<string, number>> {
  const byHash = new Map(names.map((name) => [hashOf(name), name]));
  const rows = await selectKeys(tx, importSid, [...byHash.keys()]);
  return new Map(rows.map(({ hash, line }) => [byHash.get(hash) as string, line]));
}

function countsOf(results: readonly LineResult[]): Record<PersonResult, number> {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const { result } of results) if (result !== "settings") counts[result] += 1;
  return counts;
}
