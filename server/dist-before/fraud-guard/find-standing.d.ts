/**
 * @module Whether whom a request is about is no stranger to the service. It is looked for only where a stranger would be refused:
 * nothing more is asked of the database while nobody is.
 */
import type { Limits } from "../limits/limits.js";
import type { Verifications } from "../verify/verifications.js";
import { type RuleContext, type Standing } from "./rules.js";
export interface StandingDependencies {
    limits: Pick<Limits, "remembers">;
    verifications: Pick<Verifications, "wasVerified">;
}
/** `undefined`: a stranger, as far as anybody remembers. */
export declare function findStanding({ limits, verifications }: StandingDependencies, context: RuleContext): Promise<Standing | undefined>;
