/** @module Beginning a session, as an SQL fragment: it is made by the statement that ends the flow that proved who it is. */
import { type Fragment } from "../db/statement.js";
import type { AuthenticationMethod } from "./schema.js";
/** Parameter `session`, as JSON. */
export interface NewSession {
    sid: string;
    token_hash: string;
    amr: readonly AuthenticationMethod[];
    device: string;
    restricted_hours: number | null;
}
/** A statement: opens the session of parameter `session` for the user of parameter `userSid` if `condition` holds; a row if it did. */
export declare function openSession<Names extends string>(condition: Fragment<Names>): Fragment<"session" | "userSid" | Names>;
