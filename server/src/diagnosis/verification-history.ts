/**
 * @module Verifications as whoever answers for them sees them: which there were, and what happened to one, from the request to its end. A face
 * of this room.
 */
import type { Bilingual } from "@munjigi/connectors/contract";
import type { Carrier } from "@munjigi/connectors/kit/carrier";
import type { Factories } from "../connectors/factories.js";
import type { Actor } from "../core.js";
import { type MessageRecord, timelineOf } from "../delivery/message.js";
import type { Messages } from "../delivery/messages.js";
import type { Refusal, Refusals } from "../refusals/refusals.js";
import { type VerificationRecord, wrongChecksOf } from "../verify/record.js";
import type { RecordQuery, Records } from "../verify/records.js";
import { explainMessage, explainRefusal } from "./explain.js";

export const historyEvents = [
  "requested",
  "requested_again",
  "refused",
  "try_failed",
  "sent",
  "delivered",
  "failed",
  "next_try",
  "wrong_code",
  "approved",
  "canceled",
  "locked",
  "expired",
] as const;

export interface HistoryEntry {
  /** ISO 8601; `null`: only its place in the order is known. */
  at: string | null;
  event: (typeof historyEvents)[number];
  channel?: string;
  /** Of a message. */
  messageSid?: string;
  connector?: string;
  carrier?: Carrier;
  class?: string;
  /** The vendor's, or of a refusal its name. */
  code?: string;
  times?: number;
  sentence?: Bilingual;
}

/** With the limit that refused to send its code again, for the day that refusals are kept. */
export type Shown = VerificationRecord & { stoppedBy: string | null };

export type Details = Shown & { timeline: HistoryEntry[]; messages: MessageRecord[] };

export interface VerificationHistory {
  /** `stoppedBy` is known where a recipient was asked for. */
  list(query: RecordQuery): Promise<{ records: Shown[]; next: string | null }>;
  /** Throws `verification.not_found`. */
  fetch(sid: string): Promise<Details>;
  /** See `Records`. */
  export: Records["export"];
  /** As it is then. Throws `verification.not_found` with the reason. */
  cancel(sid: string, actor: Actor): Promise<Details>;
}

export interface HistoryDependencies {
  records: Records;
  messages: Pick<Messages, "listNamed">;
  refusals: Pick<Refusals, "list">;
  factories: Factories;
}

export function createVerificationHistory(dependencies: HistoryDependencies): VerificationHistory {
  const { records, messages, refusals, factories } = dependencies;
  return {
    async list(query) {
      const { records: found, next } = await records.list(query);
      const refused = query.recipient === undefined ? [] : await refusals.list(query.recipient);
      return { records: found.map((record) => ({ ...record, stoppedBy: findStop(record, refused) })), next };
    },
    fetch,
    export: (query, actor) => records.export(query, actor),
    async cancel(sid, actor) {
      await records.cancel(sid, actor);
      return await fetch(sid);
    },
  };

  async function fetch(sid: string): Promise<Details> {
    const record = await records.find(sid);
    const sent = await messages.listNamed(record.sends.map((send) => send.attempt_sid));
    const refused = record.recipient === null ? [] : await refusals.list(record.recipient);
    return {
      ...record,
      stoppedBy: findStop(record, refused),
      timeline: historyOf(record, sent, refused, factories),
      messages: sent,
    };
  }
}

/** Refusals while it lived, the oldest first. They name the recipient and the purpose: the verification is the one that was there. */
function refusalsOf(record: VerificationRecord, refused: readonly Refusal[]): Refusal[] {
  const end = record.endedAt ?? record.expiresAt;
  return refused
    .filter(({ serviceSid, purpose, lastAt }) => {
      const isIts = serviceSid === record.serviceSid && purpose === record.purpose;
      return isIts && lastAt >= record.createdAt && lastAt <= end;
    })
    .toReversed();
}

/** The last limit that refused a send; whoever was verified was not stopped, and waiting a moment is no stop. */
function findStop(record: VerificationRecord, refused: readonly Refusal[]): string | null {
  if (record.status === "approved") return null;
  const isStop = ({ code }: Refusal) => code === "limits.exceeded" || code === "verification.too_many_sends";
  const last = refusalsOf(record, refused).findLast(isStop);
  return last ? explainRefusal(last).name : null;
}

const endings = {
  approved: "approved",
  canceled: "canceled",
  max_attempts_reached: "locked",
  expired: "expired",
} as const;

/** In the order it happened. */
export function historyOf(
  record: VerificationRecord,
  messages: readonly MessageRecord[],
  refused: readonly Refusal[],
  factories: Factories,
): HistoryEntry[] {
  const entries: HistoryEntry[] = [
    ...record.sends.map(({ time, channel }, index): HistoryEntry => {
      return { at: new Date(time).toISOString(), event: index === 0 ? "requested" : "requested_again", channel };
    }),
    ...refusalsOf(record, refused).map((one): HistoryEntry => {
      const { name, sentence } = explainRefusal(one);
      return { at: one.lastAt.toISOString(), event: "refused", code: name, times: one.times, sentence };
    }),
    ...messages.flatMap((message) => entriesOf(message, factories)),
  ].sort((one, other) => Date.parse(one.at as string) - Date.parse(other.at as string));
  const wrong = wrongChecksOf(record);
  if (wrong > 0) entries.push({ at: null, event: "wrong_code", times: wrong });
  if (record.status !== "pending")
    entries.push({ at: record.endedAt?.toISOString() ?? null, event: endings[record.status] });
  return entries;
}

/** What is its verification's is told once, by that. */
function entriesOf(message: MessageRecord, factories: Factories): HistoryEntry[] {
  return timelineOf(message).flatMap(({ event, ...entry }): HistoryEntry[] => {
    if (event === "created" || event === "verification_ended") return [];
    const kind = entry.connector === undefined ? undefined : factories.find(entry.connector);
    const isFailure = (event === "failed" || event === "try_failed") && entry.class !== undefined;
    const sentence = isFailure ? explainMessage(entry.class as string, entry.code ?? null, kind).sentence : undefined;
    return [{ ...entry, event, messageSid: message.sid, ...(sentence && { sentence }) }];
  });
}
