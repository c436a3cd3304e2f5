/** @module Takes in the lines of an import: encrypted, a part at a time, before anything is made of them. */
import type { Clock, Random } from "../../clock.js";
import type { Actor } from "../../core.js";
import type { Database } from "../../db/open.js";
import { AppError } from "../../errors.js";
import { type Keyring, seal } from "../../secrets.js";
import { createSid } from "../../sid.js";
import { SIGNER_CONTEXT } from "../foreign-hash.js";
import { lineContext, SETTINGS_LINE } from "./import-part.js";
import { deleteJob, type ImportJob, insertJob, insertPart, openJob } from "./job-store.js";
import { readSettings } from "./read-settings.js";
import { splitLines } from "./split-lines.js";

export interface ReceiveDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
}

export interface ImportOptions {
  dryRun: boolean;
  adopt: boolean;
}

/**
 * Resolves when the last line is kept. `stillMay`: asked then, and throws if whoever sends has lost the right to meanwhile: a file may take
 * as long as its sender likes. Throws `user_import.empty`, `…settings_invalid`, `…file_too_large`, `…file_unreadable`; then
 * nothing is left of it.
 */
export async function receiveLines(
  { sql, keyring, clock, random }: ReceiveDependencies,
  stream: AsyncIterable<Buffer>,
  options: ImportOptions,
  actor: Actor,
  stillMay: () => Promise<void>,
): Promise<ImportJob> {
  const sid = createSid("UI", clock, random);
  let place = 0;
  let job: ImportJob | undefined;
  try {
    for await (const { firstLine, lines } of splitLines(readable(stream))) {
      const settings = firstLine === 1 && lines[0] ? readSettings(lines[0]) : undefined;
      if (settings) lines[0] = SETTINGS_LINE;
      const people = lines.filter((line) => line !== "" && line !== SETTINGS_LINE).length;
      // Blank lines, of which a small file may have millions, are kept nowhere.
      if (people === 0 && !settings) continue;
      if (place === 0) {
        const { signerKey, ...firebase } = settings?.firebaseScrypt ?? { signerKey: undefined };
        const sealed = signerKey === undefined ? undefined : seal(keyring, signerKey, SIGNER_CONTEXT, random);
        const own = sealed === undefined ? null : { ...(firebase as Figures), sealedSignerKey: sealed };
        await insertJob(sql, { sid, ...options, firebase: own }, actor);
      }
      const sealedLines = seal(keyring, JSON.stringify(lines), lineContext(sid, place), random);
      await insertPart(sql, { importSid: sid, place, firstLine, sealedLines, lines: people });
      place += 1;
    }
    if (place === 0) throw new AppError("user_import.empty");
    await stillMay();
    job = await openJob(sql, sid);
    // It took so long that it was given up for lost.
    if (!job) throw new AppError("user_import.file_unreadable");
    if (job.lines === 0) {
      job = undefined;
      throw new AppError("user_import.empty");
    }
    return job;
  } finally {
    if (!job && place > 0) await deleteJob(sql, sid);
  }
}

type Figures = Omit<NonNullable<NonNullable<ReturnType<typeof readSettings>>["firebaseScrypt"]>, "signerKey">;

/** What breaks off, or cannot be unpacked, is no failure of ours. */
async function* readable(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("user_import.file_unreadable", {}, { cause });
  }
}
