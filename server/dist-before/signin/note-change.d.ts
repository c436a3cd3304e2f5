/** @module Tells the owner of an account what was changed, where they could be reached before. */
import type { Database } from "../db/open.js";
import type { NoticeContent } from "../delivery/notice.js";
import { type AcceptedRecipient } from "../recipient.js";
import type { User } from "../users/user.js";
import type { Step } from "./step.js";
/** Everything that a user can be reached by. */
export declare function recipientsOf({ identifiers }: Pick<User, "identifiers">): AcceptedRecipient[];
/** A new number or address: told to every one that the account had before. `step.user` is as it was. */
export declare function noteChange(step: Step, kind: "phone" | "email", tx: Database): Promise<void>;
export declare function note({ deps, visit, service, experience }: Pick<Step, "deps" | "visit" | "service" | "experience">, recipients: readonly AcceptedRecipient[], content: NoticeContent, tx: Database): Promise<void>;
