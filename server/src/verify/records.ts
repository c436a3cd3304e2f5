/** @module Verifications to administrators: found by number, service, end and time, also those that are over. A face of this room. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { VerificationRecord } from "./record.js";
import { type RecordFilter, selectRecord, selectRecordsOf, selectRecordWalkEnd, walkRecords } from "./record-store.js";

export interface RecordQuery extends Omit<RecordFilter, "limit"> {
  size: number;
}

export interface Records {
  /**
   * Newest first. `next`: the `after` of the next page, or `null`. Without a recipient a page of a filter that matches few may be short, or
   * empty, and go on all the same.
   */
  list(query: RecordQuery): Promise<{ records: VerificationRecord[]; next: string | null }>;
  /** Throws `verification.not_found`. */
  find(sid: string): Promise<VerificationRecord>;
}

export function createRecords({ sql }: { sql: Database }): Records {
  return {
    async list({ size, ...given }) {
      const filter = { ...given, limit: size + 1 };
      const { recipient } = filter;
      const rows =
        recipient === undefined ? await walkRecords(sql, filter) : await selectRecordsOf(sql, recipient, filter);
      const records = rows.slice(0, size);
      if (rows.length > size) return { records, next: records.at(-1)?.sid ?? null };
      return { records, next: recipient === undefined ? ((await selectRecordWalkEnd(sql, filter)) ?? null) : null };
    },
    async find(sid) {
      const record = await selectRecord(sql, sid);
      if (!record) throw new AppError("verification.not_found", { reason: "unknown" });
      return record;
    },
  };
}
