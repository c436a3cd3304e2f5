/** @module Verifications to administrators: found by number, service, end and time, also those that are over. A face of this room. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { endVerification } from "./end-verification.js";
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
  /** All pages of a search, for a table; that somebody took it along is an event. */
  export(query: Omit<RecordQuery, "size" | "after">, actor: Actor): AsyncIterable<VerificationRecord[]>;
  /** Ends a pending one: its code is good no more. Throws `verification.not_found` with the reason. */
  cancel(sid: string, actor: Actor): Promise<void>;
}

/** Of a table, in memory at a time. */
const PAGE_SIZE = 500;

export function createRecords({ sql }: { sql: Database }): Records {
  const list: Records["list"] = async ({ size, ...given }) => {
    const filter = { ...given, limit: size + 1 };
    const { recipient } = filter;
    const rows =
      recipient === undefined ? await walkRecords(sql, filter) : await selectRecordsOf(sql, recipient, filter);
    const records = rows.slice(0, size);
    if (rows.length > size) return { records, next: records.at(-1)?.sid ?? null };
    return { records, next: recipient === undefined ? ((await selectRecordWalkEnd(sql, filter)) ?? null) : null };
  };

  async function find(on: Database, sid: string): Promise<VerificationRecord> {
    const record = await selectRecord(on, sid);
    if (!record) throw new AppError("verification.not_found", { reason: "unknown" });
    return record;
  }

  async function* exportRecords(query: Omit<RecordQuery, "size" | "after">, actor: Actor) {
    const { recipient, status = null, serviceSid = null, since, until } = query;
    // Whom it was searched by is not told.
    const data = {
      ...{ searchedBy: recipient === undefined ? null : "recipient", status, service: serviceSid },
      ...{ since: since?.toISOString() ?? null, until: until?.toISOString() ?? null },
    };
    const subject = { kind: "export", id: "verifications" } as const;
    await recordEvent(sql, { type: "export.downloaded", actor, subject, data });
    let after: string | undefined;
    do {
      const page = await list({ ...query, after, size: PAGE_SIZE });
      yield page.records;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  return {
    list,
    find: (sid) => find(sql, sid),
    export: exportRecords,
    cancel: (sid, actor) =>
      inTransaction(sql, async (tx) => {
        const { serviceSid, purpose } = await find(tx, sid);
        await endVerification(tx, { by: "sid", sid, serviceSid, purpose, recipient: undefined }, "canceled");
        const subject = { kind: "verification", id: sid } as const;
        await recordEvent(tx, { type: "verification.canceled", actor, subject, serviceSid });
      }),
  };
}
