/** @module The keys that sign our tokens. The face of this room. */
import type { Logger } from "pino";
import type { Job } from "../jobs/repeat.js";
import { type JwkSet } from "./list-public-keys.js";
import { type SigningKey } from "./list-signing-keys.js";
import { type KeyMaker } from "./rotate-signing-key.js";
import { type SignToken } from "./sign-token.js";
import type { RotationReason } from "./store.js";
export interface SigningKeys {
    sign: SignToken;
    /** What anybody needs to verify our tokens. */
    listPublic(): Promise<JwkSet>;
    /** All of them and what has become of each, newest first. */
    list(): Promise<SigningKey[]>;
    /** Another key; this process sees it at once. See `rotateSigningKey`. */
    rotate(reason: RotationReason): Promise<{
        kid: string;
        isNew: boolean;
    }>;
    /** Makes the first key of a deployment; to be called before anybody can ask for it. */
    prepare(): Promise<void>;
    /** What every process repeats. */
    jobs: readonly Job[];
}
export interface SigningKeyDependencies extends KeyMaker {
    log: Logger;
    /** A key's successor is published so many days after it began to sign; 0: never. */
    renewalDays: number;
}
export declare function createSigningKeys(dependencies: SigningKeyDependencies): SigningKeys;
