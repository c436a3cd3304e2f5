/** @module An application as the library wants its clients: RFC 7591 §2's names, and a few of ours. Pure. */
import type { CachedApplication } from "../applications/application.js";

/** Ours, which the library keeps as they are. */
export const OWN_METADATA = ["munjigi"] as const;

/** The library demands a secret of a confidential client; what is compared are the hashes (`replace-methods.ts`). */
const NO_SECRET = "compared by its hash";

export function toMetadata(application: CachedApplication) {
  const { sid, name, type, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, idTokenSigningAlg } =
    application;
  const isMachine = type === "machine";
  const isConfidential = isMachine || type === "web";
  return {
    client_id: sid,
    client_name: name,
    application_type: type === "native" ? "native" : "web",
    ...(isConfidential
      ? { token_endpoint_auth_method: "client_secret_basic", client_secret: NO_SECRET }
      : { token_endpoint_auth_method: "none" }),
    redirect_uris: redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris,
    response_types: isMachine ? [] : ["code"],
    grant_types: isMachine ? ["client_credentials"] : ["authorization_code", "refresh_token"],
    id_token_signed_response_alg: idTokenSigningAlg,
    ...(backchannelLogoutUri && {
      backchannel_logout_uri: backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    munjigi: application,
  };
}
