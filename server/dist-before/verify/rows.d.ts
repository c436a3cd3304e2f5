import { type Hit } from "../limits/take.js";
export declare const columns: import("../db/statement.js").Fragment<never>;
/** The rows of a recipient, whatever their binding. */
export declare const recipientRows: import("../db/statement.js").Fragment<"purpose" | "recipient" | "serviceSid">;
/** The rows of a target, by the columns of their unique index. */
export declare const targetRow: import("../db/statement.js").Fragment<"binding" | "purpose" | "recipient" | "serviceSid">;
export declare const sidRow: import("../db/statement.js").Fragment<"purpose" | "serviceSid" | "sid">;
/** With parameter `later` the commit does not wait for the disk: see `db/commit.ts`. */
export declare const commitLater: import("../db/statement.js").Fragment<"later">;
/**
 * The first expressions of a statement under limits: `room` says whether all of parameter `takes` was counted, `open` whether
 * the challenge, if there is one, was spent too. What follows must ask `open`.
 */
export declare const takeAll: import("../db/statement.js").Fragment<"challenge" | "takes">;
/** What a statement that begins with `takeAll` tells of its limits. */
export interface Counted {
    hits: Hit[] | null;
    counted: boolean;
    unspent: boolean;
}
/** Why a statement that begins with `takeAll` did nothing; `verification`: nothing about the limits stood in the way. */
export type Obstacle = "limit" | "challenge" | "verification";
export declare function obstacleOf({ counted, unspent }: Counted): Obstacle;
