/** @module The providers' buttons of a page: which there are for whom, and what their forms say. Pure but for the list of providers. */
import type { SocialAction } from "@munjigi/connectors/social/contract";
import type { SocialButton } from "@munjigi/pages/view";
import type { Experience } from "../../experience/experience.js";
import type { Provider, Social } from "../../social/social.js";

const EMBEDDED = /KAKAOTALK|NAVER\(inapp|Instagram|FBAN|FBAV|; wv\)|\bLine\//i;

/** The browser inside another app. */
export const isEmbedded = (userAgent: string | undefined): boolean => EMBEDDED.test(userAgent ?? "");

/** Whether a provider answers in a browser: Google does not inside another app (`403 disallowed_useragent`). */
export const answersIn = (userAgent: string | undefined, { brand }: Pick<Provider, "brand">): boolean =>
  brand !== "google" || !isEmbedded(userAgent);

export interface ButtonsOf {
  social: Pick<Social, "providers">;
  experience: Pick<Experience, "social">;
  action: SocialAction;
  /** Where the person wants to be. */
  returnTo: string | null;
  userAgent: string | undefined;
  /** The way in that was used last in this browser. */
  lastUsed?: string | undefined;
  /** Only these connectors. */
  only?: readonly string[];
  /** The provider is to ask which account: somebody has signed out here. */
  selectAccount?: boolean;
}

export function buttonsOf(request: ButtonsOf): SocialButton[] {
  const { social, experience, only, userAgent, lastUsed } = request;
  return social
    .providers(experience)
    .filter((provider) => answersIn(userAgent, provider))
    .filter(({ id }) => only === undefined || only.includes(id))
    .map((provider) => ({ ...buttonOf(provider, request), wasLast: lastUsed === provider.id }));
}

export function buttonOf(
  { id, brand, label }: Provider,
  { action, returnTo, selectAccount }: Pick<ButtonsOf, "action" | "returnTo" | "selectAccount">,
): SocialButton {
  return {
    ...{ brand, label, wasLast: false },
    form: "/social/start",
    fields: {
      ...{ provider: id, action },
      ...(returnTo !== null && { return: returnTo }),
      ...(selectAccount && { select: "1" }),
    },
  };
}
