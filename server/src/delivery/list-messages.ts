/** @module Messages, newest first, by what an administrator looks for. */
import type { Database } from "../db/open.js";
import { firstSid } from "../sid.js";
import type { MessageRecord, MessageStatus } from "./message.js";
import { selectMessages } from "./message-store.js";

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

/** `next`: the `after` of the next page, or `null`. */
export async function listMessages(
  sql: Database,
  { since, until, after, size, ...same }: MessageQuery,
): Promise<{ messages: MessageRecord[]; next: string | null }> {
  const bounds = [after, until && firstSid("VL", until)].filter((one) => one !== undefined).sort();
  const rows = await selectMessages(sql, {
    ...same,
    before: bounds[0],
    from: since && firstSid("VL", since),
    limit: size + 1,
  });
  const messages = rows.slice(0, size);
  return { messages, next: rows.length > size ? (messages.at(-1)?.sid ?? null) : null };
}
