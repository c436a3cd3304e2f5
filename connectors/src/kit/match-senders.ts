/** @module Whether a configured sender is among those that a vendor has registered. Pure. */
import type { RegisteredSender, RegisteredSenders } from "../message-connector.js";

/** The same number, however it is written. */
const digitsOf = (sender: string) => sender.replace(/\D/g, "");

export function matchSenders(configured: string, senders: readonly RegisteredSender[]): RegisteredSenders {
  const own = digitsOf(configured);
  const isRegistered = senders.some(({ sender, canSend }) => canSend && digitsOf(sender) === own);
  return { senders: [...senders], configured, isRegistered };
}
