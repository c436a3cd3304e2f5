/** @module What every page of an account does first: who is signed in, what nobody is answered with, and how long ago that was proved. */
import type { View } from "@munjigi/pages/view";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.js";
import type { AcceptedRecipient } from "../recipient.js";
import { recipientsOf, type User } from "../users/user.js";
import { FRESH_SECONDS } from "./act-on-flow.js";
import { type Edge, type Opened, wantsJson } from "./edge.js";
import { HOME } from "./show-flow.js";
import type { SigninDependencies } from "./visit.js";

/** Whoever is signed in. */
export interface Owner extends Opened {
  session: NonNullable<Opened["visit"]["session"]>;
  user: User;
}

export function serveOwner(edge: Edge, deps: Pick<SigninDependencies, "users">) {
  /** Answers with the way to sign in where nobody is. */
  const withOwner =
    (answer: (owner: Owner, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const opened = await edge.open(request, reply);
      const { session } = opened.visit;
      const user = session && (await deps.users.find(session.userSid));
      if (session && user) return await answer({ ...opened, session, user }, request, reply);
      return leave(request, reply);
    };

  const leave = (request: FastifyRequest, reply: FastifyReply) => {
    const back = request.method === "GET" ? request.url : HOME;
    const location = `/sign-in?${new URLSearchParams({ return: back })}`;
    if (!wantsJson(request)) return reply.redirect(location, 303);
    return reply.code(401).send({ flow: null, state: "elsewhere", actions: [], view: {}, location });
  };

  const send = ({ experience, service, visit }: Opened, reply: FastifyReply, view: View, status = 200) =>
    wantsJson(reply.request)
      ? reply.code(status).send(toJson(view))
      : edge.sendPage(reply, { experience, service, language: visit.language }, view, { status });

  const go = (reply: FastifyReply, location: string) =>
    wantsJson(reply.request) ? reply.send({ location }) : reply.redirect(location, 303);

  /** Whether it was proved minutes ago; else a page is sent to where that is done, and a program is told. */
  const requireFresh = ({ session }: Owner, request: FastifyRequest, reply: FastifyReply, back: string): boolean => {
    if (session.secondsSinceProof < FRESH_SECONDS) return true;
    if (wantsJson(request)) throw new AppError("sign_in.proof_too_old");
    reply.redirect(`/step-up?${new URLSearchParams({ reason: "link", return: back })}`, 303);
    return false;
  };

  return { withOwner, leave, send, go, requireFresh };
}

export const actorOf = ({ user, visit }: Owner) =>
  ({ kind: "user", id: user.sid, requestId: visit.requestId }) as const;

/** Of a session and what its proof was sent to: one statement writes both times. */
const SAME_PROOF_MS = 5000;

/**
 * Where the owner is told of what somebody has added to the account. Whoever has just typed a code that was sent to the number, and has shown
 * nothing else, is its holder and needs no text of it; a password since then, or a provider's word, was not.
 */
export function recipientsToTell({ user, session }: Pick<Owner, "user" | "session">): AcceptedRecipient[] {
  const { amr, authTime, secondsSinceProof } = session;
  const isByNumber = amr.every((method) => method === "sms") && secondsSinceProof < FRESH_SECONDS;
  const isProof = (at: Date | null) => at !== null && Math.abs(authTime.getTime() - at.getTime()) < SAME_PROOF_MS;
  return recipientsOf(
    user.identifiers.filter(({ kind, provedAt }) => !(isByNumber && kind === "phone" && isProof(provedAt))),
  );
}

export function refuseRestricted({ session }: Owner): void {
  if (session.isRestricted) throw new AppError("sign_in.restricted");
}

/** Without what only a page needs. */
function toJson({ page, ...view }: View): object {
  return { state: page, ...view };
}
