/** @module What one part of a document asks of another, and what would lock people out. Pure. */
import type { Environment } from "../core.js";
import type { ErrorCode } from "../errors.js";
import { type Experience, type IdentifierType } from "./experience.js";
export interface ExperienceProblem {
    code: ErrorCode;
    path: string;
}
/** All that is wrong with a document that has the right form, the gravest first. */
export declare function findProblems(experience: Experience, environment: Environment): ExperienceProblem[];
/** Where codes of a document must be sent, and the member that asks for it: to sign in, and to verify what a new account gives. */
export declare function channelsNeeded({ signIn, signUp }: Experience): Map<"sms" | "email", string>;
/** The ways to sign in or up that would break without this channel. */
export declare function methodsBy(experience: Experience, channel: string): IdentifierType[];
