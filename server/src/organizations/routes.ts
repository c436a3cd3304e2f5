/**
 * @module The pages of an invitation, and of whoever leaves an organization. Looking at an invitation changes nothing, since messengers look at
 * links by themselves; it is accepted and declined by POST. Nothing that a form has besides its address is read: what somebody joins,
 * and as what, stands in the invitation.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { isMissingReference } from "../db/open.js";
import { AppError } from "../errors.js";
import { parseSid } from "../sid.js";
import { answerPreflight, type Opened, type SigninRoutesOptions, servePages, wantsJson } from "../signin/edge.js";
import { HOME } from "../signin/show-flow.js";
import type { InvitationFacts } from "./invitation.js";
import { PATH, returnPathOf } from "./invitation-token.js";
import type { Organizations } from "./organizations.js";
import { describeInvitation, type InvitationPage, showEnded, showInvitation, statusOf } from "./show-invitation.js";

export interface OrganizationPagesOptions extends SigninRoutesOptions {
  organizations: Pick<Organizations, "invitations" | "leave">;
}

export const organizationPages: FastifyPluginAsync<OrganizationPagesOptions> = async (app, options) => {
  const { deps, organizations } = options;
  const { invitations } = organizations;
  const edge = servePages(app, options);

  /** Its link has a token; within this browser it goes by its identifier, which opens it for whoever has opened the link. */
  const find = async (request: FastifyRequest, { visit }: Opened) => {
    const { key } = request.params as { key: string };
    const { proof } = request.query as Record<string, unknown>;
    const sid = parseSid("OI", key);
    const found = await invitations.open(sid ? { sid, proof, browserHash: visit.browser.hash } : { token: key });
    return found ?? showEnded(sid ? "elsewhere" : "unknown");
  };

  const look = async (found: InvitationFacts, { visit }: Opened): Promise<InvitationPage> => {
    const { session, browser } = visit;
    const user = session && (await deps.users.find(session.userSid));
    return showInvitation(found, {
      path: returnPathOf(deps.keyring, found.sid, browser.hash),
      user: user && {
        ...{ user, isRestricted: session?.isRestricted === true },
        isInvited: await invitations.isInvited(found.sid, user.sid),
      },
    });
  };

  const send = ({ experience, service, visit }: Opened, reply: FastifyReply, view: InvitationPage) => {
    const status = statusOf(view);
    if (wantsJson(reply.request)) return reply.code(status).send(describeInvitation(view));
    return edge.sendPage(reply, { experience, service, language: visit.language }, view, { status });
  };

  app.options(`${PATH}/:key`, (_request, reply) => answerPreflight(reply));

  app.get(`${PATH}/:key`, async (request, reply) => {
    const opened = await edge.open(request, reply);
    const found = await find(request, opened);
    return send(opened, reply, "page" in found ? found : await look(found, opened));
  });

  app.post(`${PATH}/:key`, async (request, reply) => {
    const opened = await edge.open(request, reply);
    const found = await find(request, opened);
    if ("page" in found) return send(opened, reply, found);
    const before = await look(found, opened);
    const { do: action } = request.query as Record<string, unknown>;
    if (before.page === "invitation" && before.next.standing === "ready") await act(action, found, opened);
    if (!wantsJson(request))
      return reply.redirect(returnPathOf(deps.keyring, found.sid, opened.visit.browser.hash), 303);
    const now = await find(request, opened);
    return send(opened, reply, "page" in now ? now : await look(now, opened));
  });

  /** Others may be quicker; what is so afterwards is looked at anew. */
  const act = async (action: unknown, found: InvitationFacts, { visit }: Opened): Promise<void> => {
    const { session, requestId } = visit;
    if (!session) return;
    const actor = { kind: "user", id: session.userSid, requestId } as const;
    try {
      if (action === "accept") await invitations.accept(found, actor);
      if (action === "decline") await invitations.decline(found, actor);
    } catch (error) {
      // The account or the organization has gone meanwhile.
      if (!isMissingReference(error)) throw error;
    }
  };

  app.post("/account/organizations/:id/leave", async (request, reply) => {
    const { visit } = await edge.open(request, reply);
    const { session, requestId } = visit;
    const go = (location: string) => (wantsJson(request) ? reply.send({ location }) : reply.redirect(location, 303));
    if (!session) {
      const location = `/sign-in?${new URLSearchParams({ return: HOME })}`;
      if (!wantsJson(request)) return reply.redirect(location, 303);
      return reply.code(401).send({ flow: null, state: "elsewhere", actions: [], view: {}, location });
    }
    if (session.isRestricted) throw new AppError("sign_in.restricted");
    const sid = parseSid("OG", (request.params as { id: string }).id) ?? "";
    try {
      await organizations.leave(sid, { kind: "user", id: session.userSid, requestId });
    } catch (error) {
      const isLast = error instanceof AppError && error.code === "organization.last_owner";
      if (!isLast || wantsJson(request)) throw error;
      return go(`${HOME}?done=last_owner`);
    }
    return go(`${HOME}?done=left`);
  });
};
