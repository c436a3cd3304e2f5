/** @module Messages, to administrators: newest first, by what one looks for, and one with its timeline. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { firstSid } from "../sid.js";
import { type ConnectorOutcomes, selectConnectorOutcomes } from "./health-store.js";
import { type MessageRecord, type MessageStatus, type TimelineEntry, timelineOf } from "./message.js";
import { selectMessage, selectMessages, selectMessagesNamed, selectWalkEnd } from "./message-store.js";

export type { ConnectorOutcomes };

export interface MessageQuery {
  /** E.164, or an e-mail address, normalized. */
  recipient?: string | undefined;
  status?: MessageStatus | undefined;
  connector?: string | undefined;
  /** Made at this time or later. */
  since?: Date | undefined;
  /** Made before this time. */
  until?: Date | undefined;
  /** The identifier that the page before ended with. */
  after?: string | undefined;
  size: number;
}

export interface Messages {
  /**
   * `next`: the `after` of the next page, or `null`. A page of a filter that matches few may be short, or empty, and go on all
   * the same.
   */
  list(query: MessageQuery): Promise<{ messages: MessageRecord[]; next: string | null }>;
  /** Throws `message.not_found`. */
  fetch(sid: string): Promise<MessageRecord & { timeline: TimelineEntry[] }>;
  /** Those of these names that there are, in the order they were made. */
  listNamed(sids: readonly string[]): Promise<MessageRecord[]>;
  /** How connectors did with the messages that were made since. */
  countOutcomes(since: Date): Promise<ConnectorOutcomes[]>;
}

export function createMessages({ sql }: { sql: Database }): Messages {
  return {
    async list({ since, until, after, size, ...same }) {
      const bounds = [after, until && firstSid("VL", until)].filter((one) => one !== undefined).sort();
      const filter = { ...same, before: bounds[0], from: since && firstSid("VL", since), limit: size + 1 };
      const rows = await selectMessages(sql, filter);
      const messages = rows.slice(0, size);
      const next = rows.length > size ? messages.at(-1)?.sid : await selectWalkEnd(sql, filter);
      return { messages, next: next ?? null };
    },
    async fetch(sid) {
      const message = await selectMessage(sql, sid);
      if (!message) throw new AppError("message.not_found");
      return { ...message, timeline: timelineOf(message) };
    },
    listNamed: (sids) => selectMessagesNamed(sql, sids),
    countOutcomes: (since) => selectConnectorOutcomes(sql, firstSid("VL", since)),
  };
}
