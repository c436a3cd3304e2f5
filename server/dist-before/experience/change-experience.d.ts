import type { Actor, Environment } from "../core.js";
import { type Database } from "../db/open.js";
import { type Language } from "../errors.js";
import type { Services } from "../services/services.js";
import type { Experience } from "./experience.js";
export interface ChangeDependencies {
    sql: Database;
    environment: Environment;
    services: Pick<Services, "find">;
    /** Whether a connector that can be used is in force for a channel. */
    canSend: (channel: string) => boolean;
}
export interface ExperienceChange {
    /** JSON Merge Patch, RFC 7396. */
    patch: unknown;
    /** The version that the caller has seen. */
    version: number;
    actor: Actor;
    language: Language;
}
export type VersionedExperience = Experience & {
    version: number;
};
/**
 * Of several who change the same version one wins; the others get `experience.version_changed`. A patch that changes nothing
 * makes no version. Throws the other errors of `errors/experience.ts` too.
 */
export declare function changeExperience(dependencies: ChangeDependencies, { patch, version, actor, language }: ExperienceChange): Promise<VersionedExperience>;
/** `before`: what is in force. A channel it has already lost is not this change's fault, and does not hold it up. */
export declare function refuseProblems({ environment, services, canSend }: Pick<ChangeDependencies, "environment" | "services" | "canSend">, experience: Experience, language: Language, before?: Experience): Promise<void>;
