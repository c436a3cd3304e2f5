/** @module The safe list: numbers that rules about countries and prefixes do not stop. One list for all services. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { deleteSafeNumber, insertSafeNumber, type SafeNumber, selectSafeNumber } from "./store.js";

export type { SafeNumber };

/** Numbers are in E.164, as `normalizePhone` writes them. */
export interface SafeList {
  /** Asked only where a rule would refuse, so the answer is not cached. */
  has(phoneNumber: string): Promise<boolean>;
  /** Throws `safe_list.not_found`. */
  fetch(phoneNumber: string): Promise<SafeNumber>;
  /** Throws `safe_list.already_listed`. */
  add(phoneNumber: string): Promise<SafeNumber>;
  /** Throws `safe_list.not_found`. */
  remove(phoneNumber: string): Promise<void>;
}

export function createSafeList({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): SafeList {
  return {
    async has(phoneNumber) {
      return (await selectSafeNumber(sql, phoneNumber)) !== undefined;
    },
    async fetch(phoneNumber) {
      const number = await selectSafeNumber(sql, phoneNumber);
      if (!number) throw new AppError("safe_list.not_found");
      return number;
    },
    async add(phoneNumber) {
      const number = await insertSafeNumber(sql, { sid: createSid("GN", clock, random), phoneNumber });
      if (!number) throw new AppError("safe_list.already_listed");
      return number;
    },
    async remove(phoneNumber) {
      if (!(await deleteSafeNumber(sql, phoneNumber))) throw new AppError("safe_list.not_found");
    },
  };
}
