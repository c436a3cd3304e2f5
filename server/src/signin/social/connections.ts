/** @module What an account's page says of the providers it is connected to, and of those it may be. Pure but for the list of providers. */
import type { AccountView } from "@munjigi/pages/view";
import type { Experience } from "../../experience/experience.js";
import type { Social } from "../../social/social.js";
import type { AccountFacts } from "../account-store.js";
import { HOME, maskOf } from "../show-flow.js";
import { type ButtonsOf, buttonsOf } from "./buttons.js";

interface ConnectionsOf extends Pick<ButtonsOf, "userAgent"> {
  deps: { social: Pick<Social, "providers" | "provider"> };
  experience: Pick<Experience, "social" | "signIn">;
}

/** `account`: `undefined` where nothing of it may be shown. */
export function socialOf(
  { deps: { social }, experience, userAgent }: ConnectionsOf,
  account: Pick<AccountFacts, "social" | "identifiers"> | undefined,
): AccountView["social"] {
  if (!account) return { connected: [], addable: [] };
  const inForce = social.providers();
  const methods = experience.signIn.methods.map(({ identifier }) => identifier);
  const hasWay = account.identifiers.some(({ kind, isVerified }) => isVerified && methods.includes(kind));
  const mayUnlink = hasWay || account.social.length > 1;
  const connected = account.social.map(({ sid, connectorId, email, at }) => {
    const { brand, label } = social.provider(connectorId) ?? { brand: "other" as const, label: undefined };
    const canBeAsked = inForce.some(({ id }) => id === connectorId);
    return {
      ...{ brand, label, detail: email ? maskOf(email) : "", at: new Date(at).toISOString() },
      unlinkForm: !mayUnlink ? undefined : canBeAsked ? "/social/start" : `/account/social/${sid}/remove`,
      unlinkFields: canBeAsked ? { provider: connectorId, action: "unlink" } : {},
    };
  });
  const known = account.social.map(({ connectorId }) => connectorId);
  const only = inForce.flatMap(({ id }) => (known.includes(id) ? [] : [id]));
  const request = { social, experience, userAgent, action: "link", returnTo: `${HOME}?done=social`, only } as const;
  return { connected, addable: buttonsOf(request) };
}
