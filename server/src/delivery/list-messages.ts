/** @module Messages, newest first, by what an administrator looks for. */
import type { Database } from "../db/open.js";
import { firstSid } from "../sid.js";
import type { MessageRecord, MessageStatus } from "./message.js";
import { selectMessages, selectWalkEnd } from "./message-store.js";

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

/** `next`: the `after` of the next page, or `null`. A page of a filter that matches few may be short, or empty, and go on. */
export async function listMessages(
  sql: Database,
  { since, until, after, size, ...same }: MessageQuery,
): Promise<{ messages: MessageRecord[]; next: string | null }> {
  const bounds = [after, until && firstSid("VL", until)].filter((one) => one !== undefined).sort();
  const filter = { ...same, before: bounds[0], from: since && firstSid("VL", since), limit: size + 1 };
  const rows = await selectMessages(sql, filter);
  const messages = rows.slice(0, size);
  const next = rows.length > size ? messages.at(-1)?.sid : await selectWalkEnd(sql, filter);
  return { messages, next: next ?? null };
}
