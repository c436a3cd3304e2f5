import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
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
export interface Inbox {
    /** The newest first. `to` is E.164, or an e-mail address as `normalizeEmail` writes it. */
    list(filter: {
        to: string | undefined;
        limit: number;
    }): Promise<InboxMessage[]>;
}
export declare function createInbox({ sql, keyring }: {
    sql: Database;
    keyring: Keyring;
}): Inbox;
