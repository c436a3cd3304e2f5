/**
 * @module The block list: numbers, and beginnings of numbers, that get no codes, whatever asks for them. Every process has it in memory, at
 * most a second old, so that no send pays for it. Numbers on the safe list pass.
 */
import { recordChange } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import { createSid } from "../sid.js";
import {
  type BlockedPrefix,
  deleteBlocked,
  insertBlocked,
  selectAllBlocked,
  selectBlocked,
  selectBlockedMark,
} from "./block-store.js";

export type { BlockedPrefix };

export interface BlockList {
  /** Whether it begins as an entry does, as this process knows them. */
  blocks(e164: string): boolean;
  /** Newest first; `next` is the `after` of the next page. */
  list(page: { after: string | undefined; size: number }): Promise<{ blocked: BlockedPrefix[]; next: string | null }>;
  /** `prefix`: `+` and 2 to 15 digits. Throws `block_list.already_listed`, `block_list.full`. */
  add(entry: { prefix: string; note: string | null }, by: Actor): Promise<BlockedPrefix>;
  /** Throws `block_list.not_found`. */
  remove(sid: string, by: Actor): Promise<void>;
  /** Reads what has changed since. */
  refresh(): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export const MAX_BLOCKED = 10_000;
const REFRESH_SECONDS = 1;

export function createBlockList({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): BlockList {
  let prefixes: ReadonlySet<string> = new Set();
  let known = "";
  const about = (sid: string) => ({ kind: "block_list", id: sid }) as const;

  async function refresh(): Promise<void> {
    const mark = await selectBlockedMark(sql);
    if (mark === known) return;
    prefixes = new Set(await selectAllBlocked(sql));
    known = mark;
  }

  return {
    blocks(e164) {
      if (prefixes.size === 0) return false;
      for (let length = e164.length; length > 1; length--) if (prefixes.has(e164.slice(0, length))) return true;
      return false;
    },
    async list({ after, size }) {
      const cursor = after === undefined ? undefined : ({ sid: after, side: "older" } as const);
      const { rows, older } = cutPage(await selectBlocked(sql, { size, cursor }), { size, cursor });
      return { blocked: rows, next: older ?? null };
    },
    async add(entry, by) {
      const sid = createSid("BN", clock, random);
      const made = await recordChange(
        sql,
        (tx) => insertBlocked(tx, { sid, ...entry }, MAX_BLOCKED),
        (row) => (row.blocked ? { type: "block_list.added", actor: by, subject: about(sid) } : undefined),
      );
      if (!made.blocked) throw new AppError(made.isFull ? "block_list.full" : "block_list.already_listed");
      await refresh();
      return made.blocked;
    },
    async remove(sid, by) {
      const removed = await recordChange(
        sql,
        (tx) => deleteBlocked(tx, sid),
        (gone) => (gone ? { type: "block_list.removed", actor: by, subject: about(sid) } : undefined),
      );
      if (!removed) throw new AppError("block_list.not_found");
      await refresh();
    },
    refresh,
    jobs: [{ name: "follow the block list", seconds: REFRESH_SECONDS, work: refresh }],
  };
}
