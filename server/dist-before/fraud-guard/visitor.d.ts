/** @module Who asks for a code on a page or in an app, as far as that can be told. */
import type { PublishableKey } from "../api-keys/api-key.js";
import type { ClientAddress } from "../client-address.js";
import type { Proof } from "../limits/take.js";
import { type ChallengeDependencies, type ChallengeScope } from "./challenge.js";
export interface Visitor {
    /** The key the request came with; pages of our own come with none. */
    key?: PublishableKey | undefined;
    /** Absent: the developer's own machine, where nothing costs and everything is tried again and again. */
    address: ClientAddress | undefined;
    /** The hash of a cookie, where the account of whom the request is about was signed in to in this browser before. */
    device?: string | undefined;
}
export type Action = ChallengeScope["action"];
/** The network an address is of, large enough for a phone to stay in it. */
export declare function networkOf(address: ClientAddress): string;
export declare function challengeScope({ key, address }: Visitor, action: Action): ChallengeScope;
/**
 * The proof of work a request brings; `altcha` is the solution as the page sent it. Throws `limits.challenge_required` where
 * the key always asks for one and there is none.
 */
export declare function proofFor(dependencies: Pick<ChallengeDependencies, "keyring" | "clock">, visitor: Visitor, action: Action, altcha: string | undefined): Promise<Proof | undefined>;
