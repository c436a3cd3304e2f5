/** @module The address a browser goes to, with what all providers take. */
import { createHash } from "node:crypto";
import type { AuthorizationRequest } from "./contract.js";

/** Members that are `undefined` or empty are left out. What the endpoint's own query has stays. */
export function authorizationUrl(
  endpoint: string,
  clientId: string,
  { redirectUri, state }: AuthorizationRequest,
  more: Record<string, string | undefined>,
): string {
  const url = new URL(endpoint);
  const parameters = { response_type: "code", client_id: clientId, redirect_uri: redirectUri, state, ...more };
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value);
  return url.href;
}

/** PKCE's challenge (RFC 7636 §4.2). */
export const challengeOf = ({ codeVerifier }: AuthorizationRequest): Record<string, string> => ({
  code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
  code_challenge_method: "S256",
});
