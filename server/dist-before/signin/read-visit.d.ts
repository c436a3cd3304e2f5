/** @module Who is in front of a page, read from a request; a browser without our cookie gets one. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ReadClientAddress } from "../client-address.js";
import type { Random } from "../clock.js";
import type { Experience } from "../experience/experience.js";
import type { Cookies } from "../http/cookies.js";
import type { Sessions } from "../sessions/sessions.js";
import type { Visit } from "./visit.js";
export interface VisitReader {
    sessions: Pick<Sessions, "find">;
    cookies: Cookies;
    random: Random;
    readAddress: ReadClientAddress;
    environment: "development" | "production";
}
export declare function readVisit({ sessions, cookies, random, readAddress, environment }: VisitReader, request: FastifyRequest, reply: FastifyReply, experience: Pick<Experience, "languages">): Promise<Visit>;
