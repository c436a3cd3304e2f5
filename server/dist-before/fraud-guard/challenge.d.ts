/**
 * @module Proof of work (ALTCHA, https://altcha.org): a page computes half a second before it may go on. It does not tell
 * people from programs; it makes a thousand texts cost an hour of somebody's processor.
 */
import { type Challenge } from "altcha-lib";
import type { Clock, Random } from "../clock.js";
import type { Proof } from "../limits/take.js";
import type { Keyring } from "../secrets.js";
export type { Challenge };
/** What a challenge is good for: a solution serves no other key, action or network. */
export interface ChallengeScope {
    keyId: string;
    action: "send" | "check";
    /** The network the request came from, coarse enough for a phone that changes its address. */
    network: string;
}
export interface ChallengeDependencies {
    keyring: Keyring;
    clock: Clock;
    random: Random;
}
/** A new challenge for ALTCHA's widget, or for `solveChallenge` of its library. */
export declare function createWork({ keyring, clock, random }: ChallengeDependencies, { keyId, action, network }: ChallengeScope): Promise<Challenge>;
/** The proof behind what a page sent as `altcha` (base64 of JSON); `undefined` if it is none, of another scope or too old. */
export declare function readProof({ keyring, clock }: Pick<ChallengeDependencies, "keyring" | "clock">, payload: string, scope: ChallengeScope): Promise<Proof | undefined>;
