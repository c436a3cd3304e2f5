/** @module The safe list: numbers that rules about countries and prefixes do not stop. One list for all services. */
import type { EventType } from "../audit/event.js";
import { recordChange } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import {
  deleteSafeNumber,
  insertSafeNumber,
  type SafeNumber,
  selectSafeNumber,
  selectSafeNumberBySid,
  selectSafeNumbers,
} from "./store.js";

export type { SafeNumber };

/** Numbers are in E.164, as `normalizePhone` writes them. */
export interface SafeList {
  /** Asked only where a rule would refuse, so the answer is not cached. */
  has(phoneNumber: string): Promise<boolean>;
  /** Newest first; `next` is the `after` of the next page. */
  list(page: { after: string | undefined; size: number }): Promise<{ numbers: SafeNumber[]; next: string | null }>;
  /** By its identifier. Throws `safe_list.not_found`. */
  find(sid: string): Promise<SafeNumber>;
  /** Throws `safe_list.not_found`. */
  fetch(phoneNumber: string): Promise<SafeNumber>;
  /** Throws `safe_list.already_listed`. */
  add(phoneNumber: string, by: Actor): Promise<SafeNumber>;
  /** Throws `safe_list.not_found`. */
  remove(phoneNumber: string, by: Actor): Promise<void>;
}

export function createSafeList({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): SafeList {
  return {
    async has(phoneNumber) {
      return (await selectSafeNumber(sql, phoneNumber)) !== undefined;
    },
    async list({ after, size }) {
      const cursor = after === undefined ? undefined : ({ sid: after, side: "older" } as const);
      const { rows, older } = cutPage(await selectSafeNumbers(sql, { size, cursor }), { size, cursor });
      return { numbers: rows, next: older ?? null };
    },
    async find(sid) {
      const number = await selectSafeNumberBySid(sql, sid);
      if (!number) throw new AppError("safe_list.not_found");
      return number;
    },
    async fetch(phoneNumber) {
      const number = await selectSafeNumber(sql, phoneNumber);
      if (!number) throw new AppError("safe_list.not_found");
      return number;
    },
    async add(phoneNumber, by) {
      const number = await recordChange(
        sql,
        (tx) => insertSafeNumber(tx, { sid: createSid("GN", clock, random), phoneNumber }),
        (added) => added && eventOf("safe_list.added", added.sid, by),
      );
      if (!number) throw new AppError("safe_list.already_listed");
      return number;
    },
    async remove(phoneNumber, by) {
      const removed = await recordChange(
        sql,
        (tx) => deleteSafeNumber(tx, phoneNumber),
        (sid) => (sid === undefined ? undefined : eventOf("safe_list.removed", sid, by)),
      );
      if (removed === undefined) throw new AppError("safe_list.not_found");
    },
  };
}

/** Without the number. */
const eventOf = (type: EventType, id: string, actor: Actor) => ({
  ...{ type, actor },
  subject: { kind: "safe_list" as const, id },
});
