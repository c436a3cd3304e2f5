/** @module An invitation as its page shows it, to whoever looks: what can be done with it, and in the JSON face. Pure. */
import type { InvitationEndedView, InvitationJoinedView, InvitationView } from "@munjigi/pages/view";
import { HOME, maskOf } from "../signin/show-flow.js";
import type { User } from "../users/user.js";
import type { InvitationFacts } from "./invitation.js";

export type InvitationPage = InvitationView | InvitationJoinedView | InvitationEndedView;

/** Who is in front of the page. */
export interface Looking {
  /** Nobody is signed in where it is absent. `isInvited`: they have proved the number or address that is invited. */
  user: { user: User; isInvited: boolean; isRestricted: boolean } | undefined;
  /** The page's own address, by which this browser alone finds it. */
  path: string;
}

export function showInvitation(found: InvitationFacts, { user, path }: Looking): InvitationPage {
  const { status, organizationName: organization, channel, recipient, expiresAt, acceptedBy } = found;
  const roles = found.roleNames.map(({ name, description }) => ({ name, description: description ?? undefined }));
  if (status === "accepted" && user && acceptedBy === user.user.sid)
    return { page: "invitation-joined", organization, roles, accountHref: HOME };
  if (status !== "pending" || recipient === null) return showEnded(status === "pending" ? "expired" : status);
  return {
    ...{ page: "invitation", organization, inviter: found.inviterName ?? undefined, channel, roles },
    ...{ recipient: maskOf(recipient), expiresAt: expiresAt.toISOString(), next: nextOf(found, { user, path }) },
  };
}

export const showEnded = (because: InvitationEndedView["because"]): InvitationEndedView => ({
  ...{ page: "invitation-ended", because, accountHref: HOME },
});

function nextOf({ channel }: InvitationFacts, { user, path }: Looking): InvitationView["next"] {
  const back = new URLSearchParams({ return: path });
  const kind = channel === "sms" ? "phone" : "email";
  if (!user) return { standing: "sign-in", href: `/sign-in?with=${kind}&${back}` };
  if (user.isRestricted) return { standing: "restricted", href: HOME };
  if (user.isInvited) return { standing: "ready", acceptForm: `${path}&do=accept`, declineForm: `${path}&do=decline` };
  const { identifiers, name } = user.user;
  const own = identifiers.find((one) => one.kind === kind) ?? identifiers[0];
  return {
    standing: "other",
    account: own ? maskOf(own.value) : (name ?? "…"),
    href: `/sign-in?with=${kind}&${back}&other=1`,
    // An account has one of a kind: adding it would take the place of another.
    linkHref: identifiers.some((one) => one.kind === kind) ? undefined : `/account/link?to=${kind}&${back}`,
  };
}

const STATUS = { unknown: 404, elsewhere: 404, expired: 410, revoked: 410, declined: 410, accepted: 410 } as const;

export const statusOf = (view: InvitationPage): number =>
  view.page === "invitation-ended" ? STATUS[view.because] : 200;

/** The same for programs: the state, what can be done, and where somebody has to go first. */
export function describeInvitation({ page, ...view }: InvitationPage): object {
  if (!("next" in view)) return { state: page, actions: [], view };
  const { next, ...shown } = view;
  const action = (name: string, href: string) => ({ name, method: "POST", href, inputs: [] });
  const isReady = next.standing === "ready";
  return {
    state: page,
    actions: isReady ? [action("accept", next.acceptForm), action("decline", next.declineForm)] : [],
    view: { ...shown, standing: next.standing },
    ...(!isReady && { location: next.href }),
  };
}
