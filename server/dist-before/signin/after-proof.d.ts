import type { Database } from "../db/open.js";
import type { AuthenticationMethod } from "../sessions/session.js";
import type { FlowData } from "./schema.js";
import { type Landing, type Step } from "./step.js";
export declare function afterProof(step: Step, method: AuthenticationMethod, tx: Database): Promise<Landing>;
/** Goes on with a sign-in or a reset, as far as there is nothing to ask. */
export declare function goOn(step: Step, data: FlowData, tx: Database): Promise<Landing>;
