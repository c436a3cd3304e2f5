/** @module Who is in front of a page, read from a request; a browser without our cookie gets one. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ReadClientAddress } from "../client-address.js";
import type { Random } from "../clock.js";
import type { Language } from "../errors.js";
import type { Experience } from "../experience/experience.js";
import { browserOf } from "../http/browser.js";
import type { Cookies } from "../http/cookies.js";
import { preferredLanguage } from "../language.js";
import { deviceLabel } from "../sessions/device-label.js";
import type { Sessions } from "../sessions/sessions.js";
import type { Visit } from "./visit.js";

export interface VisitReader {
  sessions: Pick<Sessions, "find">;
  cookies: Cookies;
  random: Random;
  readAddress: ReadClientAddress;
  environment: "development" | "production";
}

export async function readVisit(
  { sessions, cookies, random, readAddress, environment }: VisitReader,
  request: FastifyRequest,
  reply: FastifyReply,
  experience: Pick<Experience, "languages">,
): Promise<Visit> {
  const token = cookies.read(request, "session");
  const session = token === undefined ? undefined : await sessions.find(token);
  const address = readAddress(request);
  return {
    browser: browserOf(cookies, request, reply, random),
    session,
    // A developer's own machine has no address to be limited by.
    address: environment === "development" && address.isLoopback ? undefined : address,
    device: deviceLabel(request.headers["user-agent"]),
    language: chooseLanguage(cookies, request, reply, experience),
    requestId: request.id,
  };
}

function chooseLanguage(
  cookies: Cookies,
  request: FastifyRequest,
  reply: FastifyReply,
  experience: Pick<Experience, "languages">,
): Language {
  const language = readLanguage(cookies, request, experience);
  if (askedLanguage(request) === language) cookies.set(reply, "language", language);
  return language;
}

const askedLanguage = (request: FastifyRequest) => (request.query as { lang?: unknown }).lang;

/** What was chosen on a page goes before what the browser prefers. */
export function readLanguage(
  cookies: Cookies,
  request: FastifyRequest,
  { languages }: Pick<Experience, "languages">,
): Language {
  const offers = (one: unknown): one is Language => languages.includes(one as Language);
  const preferred = preferredLanguage(request.headers["accept-language"]);
  return [askedLanguage(request), cookies.read(request, "language"), preferred].find(offers) ?? languages[0] ?? "ko";
}
