/** @module What an account's page says of the providers it is connected to, and of those it may be. Pure but for the list of providers. */
import type { AccountView } from "@munjigi/pages/view";
import type { Experience } from "../../experience/experience.js";
import type { Social } from "../../social/social.js";
import type { WaysIn } from "../../users/users.js";
import type { AccountFacts } from "../account-store.js";
import { HOME, maskOf } from "../show-flow.js";
import { type ButtonsOf, buttonsOf } from "./buttons.js";

interface ConnectionsOf extends Pick<ButtonsOf, "userAgent"> {
  deps: { social: Pick<Social, "providers" | "provider"> };
  experience: Pick<Experience, "social" | "signIn">;
}

/** What people come in by now. */
export const waysIn = (social: Pick<Social, "providers">, { signIn }: Pick<Experience, "signIn">): WaysIn => ({
  kinds: signIn.methods.map(({ identifier }) => identifier),
  connectorIds: social.providers().map(({ id }) => id),
});

/** `account`: `undefined` where nothing of it may be shown. */
export function socialOf(
  { deps: { social }, experience, userAgent }: ConnectionsOf,
  account: Pick<AccountFacts, "social" | "identifiers"> | undefined,
): AccountView["social"] {
  if (!account) return { connected: [], addable: [] };
  const { kinds, connectorIds } = waysIn(social, experience);
  const hasWay = account.identifiers.some(({ kind, isVerified }) => isVerified && kinds.includes(kind));
  const connected = account.social.map(({ sid, connectorId, email, at }) => {
    const { brand, label } = social.provider(connectorId) ?? { brand: "other" as const, label: undefined };
    const canBeAsked = connectorIds.includes(connectorId);
    const isOther = (one: { sid: string; connectorId: string }) =>
      one.sid !== sid && connectorIds.includes(one.connectorId);
    const mayUnlink = hasWay || account.social.some(isOther);
    return {
      ...{ brand, label, detail: email ? maskOf(email) : "", at: new Date(at).toISOString() },
      unlinkForm: !mayUnlink ? undefined : canBeAsked ? "/social/start" : `/account/social/${sid}/remove`,
      unlinkFields: canBeAsked ? { provider: connectorId, action: "unlink" } : {},
    };
  });
  const known = account.social.map(({ connectorId }) => connectorId);
  const only = connectorIds.filter((id) => !known.includes(id));
  const request = { social, experience, userAgent, action: "link", returnTo: `${HOME}?done=social`, only } as const;
  return { connected, addable: buttonsOf(request) };
}
