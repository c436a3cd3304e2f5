import type { View } from "@munjigi/pages/view";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Experience } from "../experience/experience.js";
import type { Experiences } from "../experience/experiences.js";
import type { Service } from "../services/service.js";
import { type VisitReader } from "./read-visit.js";
import type { Setting, Visit } from "./visit.js";
export interface EdgeOptions extends VisitReader {
    origin: string;
    experiences: Pick<Experiences, "current" | "serviceOf" | "findDraft">;
}
export interface Opened extends Setting {
    visit: Visit;
}
export type Edge = ReturnType<typeof createEdge>;
export declare function createEdge(options: EdgeOptions): {
    open: (request: FastifyRequest, reply: FastifyReply) => Promise<Opened>;
    refuseForeign: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
    sendPage: (reply: FastifyReply, { experience, service, language }: {
        experience: Experience;
        service: Service;
        language: Visit["language"];
    }, view: View, more?: {
        status?: number;
        isFramed?: boolean;
    }) => FastifyReply;
    respondFailure: (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<never>;
};
/** Answers a browser's question before the question, for origins that the settings name. */
export declare function answerPreflight(reply: FastifyReply): FastifyReply;
/** The JSON face is asked for by name; whoever sends JSON wants it back. */
export declare function wantsJson(request: FastifyRequest): boolean;
