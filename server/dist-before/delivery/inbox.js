/** @module What the connectors of development took, rendered for a person's eyes. */
import { smsConnectors } from "@munjigi/connectors/all";
import { renderMessage } from "./render-message.js";
import { selectInbox } from "./store.js";
const inboxKinds = smsConnectors.filter(({ inbox }) => inbox).map(({ id }) => id);
export function createInbox({ sql, keyring }) {
    return {
        async list({ to, limit }) {
            const rows = await selectInbox(sql, { connectors: inboxKinds, recipient: to, limit });
            return rows.map((row) => ({
                id: row.sid,
                to: row.recipient,
                channel: row.channel,
                ...renderMessage(keyring, row),
                connector: row.connector,
                status: row.status,
                createdAt: row.createdAt.toISOString(),
            }));
        },
    };
}
//# sourceMappingURL=inbox.js.map