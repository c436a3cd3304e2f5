import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Experiences } from "../experience/experiences.js";
export interface ExperienceRoutesOptions {
    experiences: Pick<Experiences, "show" | "change" | "saveDraft">;
}
export declare const experienceRoutes: FastifyPluginAsyncZod<ExperienceRoutesOptions>;
