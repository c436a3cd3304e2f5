/**
 * @module The code for tokens (RFC 6749 §4.1.3), by openid-client: it checks state, issuer (RFC 9207) and doubled parameters of the
 * answer, proves the client and PKCE, and reads the tokens. Every id_token is checked apart, in `verify-id-token.ts`: the library
 * takes one with a signature nobody looked at, and wants a nonce always or never, where Naver and Kakao send one sometimes.
 */
import * as openid from "openid-client";
import type { OutsideContext } from "../contract.js";
import { limited, readObject, unreachable, vendorCode } from "./call-provider.js";
import { type AuthorizationAnswer, SocialFailure, type SocialFailureReason, type SocialGrant } from "./contract.js";

/** One client of a provider, as its token endpoint sees it. */
export interface CodeClient {
  issuer: string;
  tokenEndpoint: string;
  clientId: string;
  /** How the client proves itself; `openid.None()` for one without a secret. */
  clientAuth: openid.ClientAuth;
  /** Its metadata promise an issuer with each answer, so an answer without one is refused. */
  sendsIssuer?: boolean;
  /** Whether the authorization request had a PKCE challenge. */
  hasPkce: boolean;
  /** The provider's code where it has more than `error`, and what it means where that differs from RFC 6749. */
  readError?(error: ProviderError): { code?: string | undefined; reason?: SocialFailureReason | undefined };
}

/** How a provider says no. */
export interface ProviderError {
  error: string;
  description: string;
  /** The body; `undefined`: it came with the browser. */
  body: Record<string, unknown> | undefined;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string | undefined;
  /** Not believed yet. */
  idToken: string | undefined;
}

/** What errors mean (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6); all others: the settings are wrong. */
const reasons: Record<string, SocialFailureReason> = {
  access_denied: "cancelled",
  // Apple's: https://developer.apple.com/documentation/signinwithapple/clienterror
  user_cancelled_authorize: "cancelled",
  popup_closed_by_user: "cancelled",
  consent_required: "consent_needed",
  interaction_required: "consent_needed",
  login_required: "consent_needed",
  account_selection_required: "consent_needed",
  server_error: "provider_down",
  temporarily_unavailable: "provider_down",
  invalid_grant: "expired",
};

/** Redeems the code of an answer. `more` goes into the form beside what the RFC asks. Throws `SocialFailure`. */
export async function exchangeCode(
  client: CodeClient,
  answer: AuthorizationAnswer,
  context: OutsideContext,
  more: Record<string, string> = {},
): Promise<Tokens> {
  const current = new URL(answer.redirectUri);
  current.search = answer.parameters.toString();
  const checks = {
    expectedState: answer.state,
    ...(client.hasPkce && { pkceCodeVerifier: answer.codeVerifier }),
  };
  return await redeem(client, context, (config) => openid.authorizationCodeGrant(config, current, checks, more));
}

/** Redeems a code that an SDK got, without a redirect of ours. Throws `SocialFailure`. */
export async function redeemNativeCode(
  client: CodeClient,
  form: Record<string, string>,
  context: OutsideContext,
): Promise<Tokens> {
  return await redeem(client, context, (config) => openid.genericGrantRequest(config, "authorization_code", form));
}

async function redeem(
  client: CodeClient,
  context: OutsideContext,
  grant: (config: openid.Configuration) => Promise<openid.TokenEndpointResponse>,
): Promise<Tokens> {
  let idToken: string | undefined;
  const { access_token: accessToken, refresh_token: refreshToken } = await callWithLibrary(client, context, {
    call: grant,
    read: (status, text) => {
      const tokens = readTokens(status, text);
      idToken = tokens.idToken;
      return tokens.response;
    },
  });
  return { accessToken, refreshToken, idToken };
}

/** Ends a token (RFC 7009), which is no error where it had ended before. Throws `SocialFailure`. */
export async function revokeToken(
  client: CodeClient,
  revocationEndpoint: string,
  { token, tokenKind }: SocialGrant,
  context: OutsideContext,
): Promise<void> {
  await callWithLibrary(client, context, {
    metadata: { revocation_endpoint: revocationEndpoint },
    call: (config) => openid.tokenRevocation(config, token, { token_type_hint: tokenKind }),
    read: (status, text) => new Response(status === 200 ? "" : text, { status: readable(status), headers: JSON_TYPE }),
  });
}

const JSON_TYPE = { "content-type": "application/json" };

interface LibraryCall<Result> {
  metadata?: Partial<openid.ServerMetadata>;
  call(config: openid.Configuration): Promise<Result>;
  /** What the library gets to see of an answer. */
  read(status: number, text: string): Response;
}

/** Lets the library speak to one endpoint, by our way out, and tells its failures in our words. */
async function callWithLibrary<Result>(
  client: CodeClient,
  context: OutsideContext,
  { metadata, call, read }: LibraryCall<Result>,
): Promise<Result> {
  const server = {
    issuer: client.issuer,
    token_endpoint: client.tokenEndpoint,
    ...(client.sendsIssuer && { authorization_response_iss_parameter_supported: true }),
    ...metadata,
  };
  const config = new openid.Configuration(server, client.clientId, undefined, client.clientAuth);
  // Whether an address may be called is for `context.fetch` to say, which takes https only unless the deployment allows more.
  openid.allowInsecureRequests(config);
  let asked = false;
  let lost: unknown;
  config[openid.customFetch] = async (url, { method, headers, body }) => {
    asked = true;
    try {
      const signal = limited(context);
      const response = await context.fetch(url, { method, headers, body: String(body), redirect: "manual", signal });
      return read(response.status, await response.text());
    } catch (error) {
      lost = error;
      throw error;
    }
  };
  try {
    return await call(config);
  } catch (error) {
    if (lost !== undefined) throw unreachable(lost);
    throw readFailure(client, error, asked);
  }
}

/**
 * A provider's answer in the form the library reads. Naver, like some others, says its errors inside a 200. Kakao's come with
 * WWW-Authenticate, for which the library would not look at the body; the answer made here has no such header. `token_type` may be
 * missing, and members may be empty. The id_token is taken out.
 */
function readTokens(status: number, text: string): { response: Response; idToken: string | undefined } {
  const body = readObject(text);
  if (!body) {
    const response = new Response("", { status: status === 200 ? 502 : readable(status), headers: JSON_TYPE });
    return { response, idToken: undefined };
  }
  const isError = typeof body.error === "string";
  const { access_token, refresh_token, id_token, token_type = "bearer" } = body;
  const told = isError ? body : { access_token, token_type, ...(refresh_token ? { refresh_token } : {}) };
  const toldStatus = isError && status === 200 ? 400 : readable(status);
  return {
    response: new Response(JSON.stringify(told), { status: toldStatus, headers: JSON_TYPE }),
    idToken: typeof id_token === "string" && id_token !== "" ? id_token : undefined,
  };
}

/** `Response` takes no body with some statuses, none of which is an answer to a request for tokens. */
const readable = (status: number) => (status < 200 || [204, 205, 304].includes(status) ? 502 : status);

/** What went wrong. Causes are not passed on: the library's hold bodies and parameters. */
function readFailure(client: CodeClient, error: unknown, asked: boolean): SocialFailure {
  if (error instanceof SocialFailure) return error;
  if (error instanceof openid.AuthorizationResponseError)
    return refusal(client, {
      error: error.error,
      description: error.error_description ?? "",
      body: undefined,
    });
  if (error instanceof openid.ResponseBodyError) {
    if (error.status === 429 || error.status === 408)
      return new SocialFailure("provider_down", "the provider has too much to do", {
        vendorCode: String(error.status),
      });
    return refusal(client, {
      error: error.error,
      description: error.error_description ?? "",
      body: error.cause,
    });
  }
  if (asked) return new SocialFailure("provider_down", "the provider's answer cannot be read");
  return new SocialFailure("refused", "the answer that came with the browser is not one to this request");
}

function refusal(client: CodeClient, error: ProviderError): SocialFailure {
  const { code = error.error, reason } = client.readError?.(error) ?? {};
  const usual = Object.hasOwn(reasons, error.error) ? reasons[error.error] : undefined;
  const known = vendorCode(code);
  return new SocialFailure(reason ?? usual ?? "misconfigured", `the provider said no (${known ?? "no code"})`, {
    vendorCode: known,
  });
}
