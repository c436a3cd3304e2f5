import type { Clock, Random } from "../clock.js";
import { type Language } from "../errors.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import { type ChangeDependencies, type ExperienceChange, type VersionedExperience } from "./change-experience.js";
import type { Experience, IdentifierType } from "./experience.js";
export interface Experiences {
    /** What holds, at most a second old. */
    current(): Promise<VersionedExperience>;
    /** What holds, now. */
    show(): Promise<VersionedExperience>;
    /** See `changeExperience`. This process obeys at once, every other within a second. */
    change(change: ExperienceChange): Promise<VersionedExperience>;
    /** The service of a document: the one it names while that lives, else the oldest. Throws `service.not_found` if there is none. */
    serviceOf(experience: Pick<Experience, "serviceSid">): Promise<Service>;
    /** Keeps a document for a day, to be looked at; resolves to its identifier. Throws as `change` does, but for connectors. */
    saveDraft(document: unknown, language: Language): Promise<string>;
    /** `undefined`: there is none, or its day is over. */
    findDraft(id: string): Promise<Experience | undefined>;
    /** The identifiers that could no longer be used to sign in or up without this channel. */
    methodsBy(channel: string): Promise<IdentifierType[]>;
}
export interface ExperienceDependencies extends ChangeDependencies {
    services: Pick<Services, "find" | "list">;
    clock: Clock;
    random: Random;
}
export declare function createExperience(dependencies: ExperienceDependencies): Experiences;
