/** @module What the connectors of development took, rendered for a person's eyes. */
import { smsConnectors } from "@munjigi/connectors/all";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import { renderMessage } from "./render-message.js";
import { selectInbox } from "./store.js";

export interface InboxMessage {
  id: string;
  to: string;
  channel: string;
  body: string;
  code: string | null;
  connector: string | null;
  status: string;
  createdAt: string;
}

const inboxConnectors = smsConnectors.filter((connector) => connector.inbox).map((connector) => connector.id);

/** The newest first. `to` is E.164, or an e-mail address as `normalizeEmail` writes it. */
export async function listInbox(
  sql: Database,
  keyring: Keyring,
  filter: { to: string | undefined; limit: number },
): Promise<InboxMessage[]> {
  const rows = await selectInbox(sql, { connectors: inboxConnectors, recipient: filter.to, limit: filter.limit });
  return rows.map((row) => ({
    id: row.sid,
    to: row.recipient,
    channel: row.channel,
    ...renderMessage(keyring, row),
    connector: row.connector,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
  }));
}
