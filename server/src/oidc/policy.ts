/** @module When a page has to stand before an answer: the library's prompts, and ours. */
import { errors, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { LiveSession } from "../sessions/session.js";
import type { Resumed } from "./authorization-request.js";
import { isReached } from "./claims.js";

const { base, Check, Prompt } = interactionPolicy;

/** What is known of an authorization request before the library sees it. */
export interface Asked {
  /** As it came, with the scopes that a request without any gets. */
  query: URLSearchParams;
  /** It is on its second way. */
  resumed?: Resumed | undefined;
  /** The session of the browser's cookie, where it was read already. */
  session?: { token: string; live: LiveSession } | undefined;
}

const ASKED = Symbol("asked");
type Marked = { [ASKED]?: Asked };

export const markAsked = (raw: object, asked: Asked): void => void Object.assign(raw, { [ASKED]: asked });
export const askedOf = ({ req }: Pick<KoaContextWithOIDC, "req">): Asked | undefined => (req as Marked)[ASKED];

export function createPolicy() {
  const policy = base();
  // An application on a device is asked for no more than others: who may have its answer is in its addresses.
  policy.get("consent")?.checks.remove("native_client_prompt");
  // A claim is allowed by the scope that opens it. The page has nothing to say of one whose scope was not asked for: it is left out.
  policy.get("consent")?.checks.remove("op_claims_missing");
  const login = policy.get("login");
  login?.checks.add(
    new Check("declined", "the person declined", (ctx) => {
      if (askedOf(ctx)?.resumed?.hasDeclined) throw new errors.AccessDenied("the person declined");
      return Check.NO_NEED_TO_PROMPT;
    }),
    0,
  );
  login?.checks.add(
    new Check("acr_values", "a stronger proof is asked for", (ctx) => {
      const asked = String(ctx.oidc.params?.acr_values ?? "").split(" ");
      // It is a wish (OpenID Connect Core §3.1.2.1): whoever was asked once and has no more to show goes on.
      if (askedOf(ctx)?.resumed?.isProvedAnew || isReached(asked, ctx.oidc.acr)) return Check.NO_NEED_TO_PROMPT;
      return Check.REQUEST_PROMPT;
    }),
  );
  policy.add(new Prompt({ name: "select_account", requestable: true }), 1);
  // https://openid.net/specs/openid-connect-prompt-create-1_0.html
  policy.add(new Prompt({ name: "create", requestable: true }), 0);
  return policy;
}
