/** @module One message with its timeline. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type MessageRecord, type TimelineEntry, timelineOf } from "./message.js";
import { selectMessage } from "./message-store.js";

/** Throws `message.not_found`. */
export async function fetchMessage(sql: Database, sid: string): Promise<MessageRecord & { timeline: TimelineEntry[] }> {
  const message = await selectMessage(sql, sid);
  if (!message) throw new AppError("message.not_found");
  return { ...message, timeline: timelineOf(message) };
}
