/** @module What follows once somebody has proved who they are. Pure. */
import type { Experience } from "../experience/experience.js";
import type { FlowState } from "./flow.js";
import type { FlowData } from "./schema.js";
import type { Holder } from "./store.js";
/** A page's tick that is ours, not the team's. */
export declare const MINIMUM_AGE = "minimum_age";
export interface ConsentNeeded {
    id: string;
    version: string;
    isRequired: boolean;
}
/** Every tick of the settings, ours first. */
export declare function consentItems({ terms, minimumAge }: Pick<Experience, "terms" | "minimumAge">): ConsentNeeded[];
/**
 * What is asked of somebody: of a new one everything; of an account everything again once something required is missing or has
 * another version. Empty: nothing.
 */
export declare function consentsToAsk(experience: Experience, given: Readonly<Record<string, string>> | undefined): ConsentNeeded[];
export type ProfileField = "name" | "username" | "email" | "password";
/** What a new account still lacks. */
export declare function profileToAsk(experience: Experience, data: FlowData): ProfileField[];
/** Whether the account's identifier may be somebody else's by now, so that it alone opens nothing. */
export declare function isStale({ recycled }: Pick<Experience, "recycled">, holder: Holder): boolean;
/** The account can prove itself otherwise. */
export declare function secondProofsOf({ signIn }: Experience, holder: Holder): ("email" | "password")[];
/** The next state of a sign-in whose `data` says what was proved. */
export declare function decideNext(experience: Experience, data: FlowData, holder: Holder | null): Extract<FlowState, "recycled" | "consent" | "profile" | "done">;
