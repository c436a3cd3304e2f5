/** @module Sends a code: a new one, or the live one again. */
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Commit } from "../db/commit.js";
import type { Database } from "../db/open.js";
import type { Dispatcher } from "../delivery/dispatcher.js";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import type { SafeList } from "../services/safe-list.js";
import type { Templates } from "../templates/templates.js";
import type { JoinStarts } from "./join-starts.js";
import { type BuildDependencies } from "./new-verification.js";
import type { StartRequest } from "./start-request.js";
import { type JustStarted, type StartedVerification } from "./start-store.js";
import { type Verification } from "./verification.js";
export interface StartDependencies extends BuildDependencies {
    sql: Database;
    commit: Commit;
    metrics: Metrics;
    connectors: ActiveConnectors;
    isUnusable: ConnectorWatch["isUnusable"];
    dispatcher: Pick<Dispatcher, "reserve" | "wake">;
    limits: Pick<Limits, "admit" | "giveBack">;
    safeList: Pick<SafeList, "has">;
    templates: Pick<Templates, "choose">;
    joinStarts: JoinStarts<StartedVerification>;
    /** Numbers, in E.164, whose codes are fixed and who get no text. */
    testNumbers: ReadonlyMap<string, string>;
}
/** A live verification whose code was sent now, or as many seconds ago as it says. */
export type Started = Verification & Pick<JustStarted, "sendsElsewhere"> & Partial<JustStarted>;
/**
 * One statement, whatever happens: see `startOrResend`. Throws `verification.landline`, `.number_blocked`,
 * `.country_blocked`, `.channel_disabled`, `.channel_unusable`, `.too_many_sends`, `.too_many_checks` and `.too_early` (with the seconds to wait),
 * `limits.exceeded` and `limits.challenge_required` where the request's rules say so, `request.invalid`, and what
 * `chooseTemplate` throws.
 */
export declare function startVerification(dependencies: StartDependencies, request: StartRequest): Promise<Started>;
