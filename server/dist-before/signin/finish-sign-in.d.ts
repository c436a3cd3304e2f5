import type { Database } from "../db/open.js";
import type { FlowData } from "./schema.js";
import { type Landing, type Step } from "./step.js";
/**
 * Writes the end in the caller's transaction. Throws `StepRaced` where the flow, the account or what was proved is no longer
 * what was read, and PostgreSQL's `23505` where somebody else has made an account of the same number meanwhile.
 */
export declare function finishSignIn(step: Step, data: FlowData, tx: Database): Promise<Landing>;
