import type { Database } from "../db/open.js";
import { type Fragment } from "../db/statement.js";
import type { NewNotice } from "./notice.js";
/**
 * A statement: one message, named by parameter `messageSid`, for each row of `source`, which yields `sid` (a verification),
 * `channel` and `leased`: whether it is in this process's hands from birth (see `Dispatcher.reserve`).
 */
export declare function enqueueMessages<Names extends string>(source: Fragment<Names>): Fragment<"messageSid" | Names>;
/** A statement: the record of a send without a text, as test numbers have. */
export declare function recordSilentMessages<Names extends string>(source: Fragment<Names>): Fragment<"messageSid" | Names>;
/**
 * A condition on `v.service_sid`: the service was not deleted. Another process may still know it for a second; a message that is
 * not born leased is the lease's to judge, which sends nothing of a deleted service.
 */
export declare const serviceLives: Fragment<never>;
/** A condition on `expires_at`: there is time to receive a code and type it. What has less is the lease's to judge. */
export declare const hasLife: Fragment<never>;
/**
 * Expressions of a `with` list: the notices of parameter `notices` (a list in JSON, as `noticeRecords` makes it), each with its
 * message, where `condition` holds. Without a transaction, then, what is told and the telling are one statement.
 */
export declare function enqueueNotices<Names extends string>(condition: Fragment<Names>): Fragment<"notices" | Names>;
/** Notices as parameter `notices` of `enqueueNotices`. */
export declare const noticeRecords: (sql: Database, notices: readonly NewNotice[]) => import("postgres").Parameter<import("postgres").SerializableParameter<never>>;
