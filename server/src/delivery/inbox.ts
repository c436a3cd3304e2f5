/** @module What the connectors of development took, rendered for a person's eyes. */
import { messageConnectors } from "@munjigi/connectors/all";
import type { Database } from "../db/open.js";
import { displayPhone } from "../phone.js";
import type { Keyring } from "../secrets.js";
import { renderMessage } from "./render-message.js";
import { selectInbox } from "./store.js";

export interface InboxMessage {
  id: string;
  to: string;
  /** As people write it. */
  display: string;
  channel: string;
  body: string;
  code: string | null;
  connector: string | null;
  status: string;
  createdAt: string;
}

export interface Inbox {
  /** The newest first. `to` is E.164, or an e-mail address as `normalizeEmail` writes it. */
  list(filter: { to: string | undefined; limit: number }): Promise<InboxMessage[]>;
}

/** `010-1234-5678`; an e-mail address as it is. */
export const displayRecipient = (address: string): string =>
  address.startsWith("+") ? displayPhone(address) : address;

const inboxKinds = messageConnectors.filter(({ inbox }) => inbox).map(({ id }) => id);

export function createInbox({ sql, keyring }: { sql: Database; keyring: Keyring }): Inbox {
  return {
    async list({ to, limit }) {
      const rows = await selectInbox(sql, { connectors: inboxKinds, recipient: to, limit });
      return rows.map((row) => ({
        id: row.sid,
        to: row.recipient,
        display: displayRecipient(row.recipient),
        channel: row.channel,
        ...renderMessage(keyring, row),
        connector: row.connector,
        status: row.status,
        createdAt: row.createdAt.toISOString(),
      }));
    },
  };
}
