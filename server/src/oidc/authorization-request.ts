/** @module The request of an application that a page stands before: kept for a day, and gone on with by whoever comes back. */
import type { CachedApplication } from "../applications/application.js";
import type { LiveSession } from "../sessions/session.js";
import { FRESH_SECONDS } from "../signin/act-on-flow.js";

export interface AuthorizationRequest {
  id: string;
  applicationSid: string;
  /** As it came, with the scopes that a request without any gets. */
  query: URLSearchParams;
  createdAt: Date;
}

/** What somebody said on the way back: that they chose the account, or declined. */
export interface Answers {
  hasChosen: boolean;
  hasDeclined: boolean;
}

/** A request on its second way through the library. */
export interface Resumed extends AuthorizationRequest, Answers {
  /** The session was proved since the request came, and just now. */
  isProvedAnew: boolean;
  /** The scopes that were allowed since the request came. */
  isAllowedAnew: boolean;
}

const SEPARATOR = " ";
const words = (text: string | null) => (text ?? "").split(SEPARATOR).filter((word) => word !== "");

export const promptsOf = (query: URLSearchParams) => words(query.get("prompt"));

/** Without `scope` an application gets the scopes of its settings: RFC 6749 §3.3. */
export function withDefaultScopes(query: URLSearchParams, { defaultScopes }: Pick<CachedApplication, "defaultScopes">) {
  if (!query.has("scope") && !query.has("request")) query.set("scope", defaultScopes);
  return query;
}

/**
 * The query without what has been done since the request came: whoever was to sign in anew has, whoever was to choose has chosen. An
 * application of the team's own asks for no consent.
 */
export function remainingQuery(
  query: URLSearchParams,
  { firstParty }: Pick<CachedApplication, "firstParty">,
  resumed: Resumed | undefined,
): URLSearchParams {
  const left = new URLSearchParams(query);
  // What is there twice stays so, and is refused.
  if (query.getAll("prompt").length > 1) return left;
  const done = (prompt: string) => {
    if (prompt === "login") return resumed?.isProvedAnew;
    if (prompt === "select_account" || prompt === "create") return resumed?.hasChosen || resumed?.isProvedAnew;
    if (prompt === "consent") return firstParty || resumed?.isAllowedAnew;
    return false;
  };
  const prompts = promptsOf(query).filter((prompt) => !done(prompt));
  if (prompts.length > 0) left.set("prompt", prompts.join(SEPARATOR));
  else left.delete("prompt");
  if (resumed?.isProvedAnew) left.delete("max_age");
  return left;
}

/**
 * Whether a refresh token may be asked for: an application of the team's own may always, another one with `prompt=consent` (OpenID
 * Connect Core §11).
 */
export function asksForRefresh(query: URLSearchParams, { firstParty }: Pick<CachedApplication, "firstParty">): boolean {
  return words(query.get("scope")).includes("offline_access") && (firstParty || promptsOf(query).includes("consent"));
}

/** A request waits for a day: a proof that came since, but is not of now, is none for it. */
export function isProvedSince(
  session: Pick<LiveSession, "authTime" | "secondsSinceProof"> | undefined,
  since: Date,
): boolean {
  return session !== undefined && session.authTime >= since && session.secondsSinceProof < FRESH_SECONDS;
}
