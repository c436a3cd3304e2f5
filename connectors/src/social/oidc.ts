/** @module Any OpenID Connect provider with discovery: https://openid.net/specs/openid-connect-discovery-1_0.html */
import * as openid from "openid-client";
import { z } from "zod";
import type { Bilingual, OutsideContext } from "../contract.js";
import { line } from "../kit/settings.js";
import { authorizationUrl, challengeOf } from "./authorization-url.js";
import { callProvider, reasonOfStatus, vendorCode } from "./call-provider.js";
import { asksAnew, type ProfileItem, type SocialAction, type SocialConnector, SocialFailure } from "./contract.js";
import { discover, type ProviderMetadata } from "./discover.js";
import { type CodeClient, exchangeCode, revokeToken } from "./exchange-code.js";
import { readEmail, readName, readPhone, readPicture } from "./read-profile.js";
import { clientId, clientSecret, scope, scopesOf, webAddress } from "./social-settings.js";
import { verifyIdToken } from "./verify-id-token.js";

const settings = z.object({
  issuer: webAddress({
    label: { ko: "발급자", en: "Issuer" },
    hint: {
      ko: "업체의 issuer입니다. 여기에 /.well-known/openid-configuration을 붙인 주소에서 나머지를 읽습니다.",
      en: "The provider's issuer; all else is read from /.well-known/openid-configuration below it.",
    },
    placeholder: "https://login.example.com",
  }),
  clientId: clientId({
    ko: "업체에 등록한 클라이언트의 ID입니다.",
    en: "Of the client you registered with the provider.",
  }),
  clientSecret: clientSecret({
    ko: "없는 클라이언트(public)면 비웁니다.",
    en: "Empty for a public client.",
  }).optional(),
  scope: scope({ ko: "비우면 openid profile email입니다.", en: "openid profile email unless set." }),
  label: line({
    label: { ko: "버튼 이름", en: "Name on the button" },
    hint: { ko: "비우면 발급자의 호스트입니다.", en: "The issuer's host unless set." },
  }).optional(),
});

type Settings = z.infer<typeof settings>;

const remedies: Record<string, Bilingual> = {
  invalid_client: {
    ko: "업체에 등록된 클라이언트의 ID와 시크릿을 다시 복사해 주세요.",
    en: "Copy the client's ID and secret anew from the provider.",
  },
  invalid_request: {
    ko: "업체의 클라이언트 설정에 이 커넥터의 redirectUri가 그대로 등록되어 있는지 확인해 주세요.",
    en: "See that the client's redirect URIs at the provider have this connector's redirectUri, letter by letter.",
  },
  unauthorized_client: {
    ko: "업체의 클라이언트 설정에서 authorization code 방식을 허용해 주세요.",
    en: "Allow the client the authorization code grant at the provider.",
  },
  invalid_scope: {
    ko: "업체가 모르는 scope가 있습니다. scope를 비우거나 업체의 문서대로 적어 주세요.",
    en: "The provider does not know one of the scopes. Leave scope empty, or write it as the provider documents.",
  },
  "discovery.issuer": {
    ko: "issuer가 업체의 문서(/.well-known/openid-configuration)에 적힌 값과 다릅니다. 그 값을 글자 그대로 넣어 주세요.",
    en: "issuer differs from the one in the provider's document (/.well-known/openid-configuration). Write that one, letter by letter.",
  },
  "discovery.404": {
    ko: "issuer 아래에 /.well-known/openid-configuration이 없습니다. 주소를 확인하거나, OpenID Connect가 아니면 oauth2 커넥터를 쓰세요.",
    en: "There is no /.well-known/openid-configuration below issuer. Check the address; without OpenID Connect use the connector oauth2.",
  },
};

/** In the form where it may: in the header, providers differ in how they decode what is no letter or digit. */
function clientAuth({ token_endpoint_auth_methods_supported: methods }: ProviderMetadata, secret: string | undefined) {
  if (secret === undefined) return openid.None();
  return methods.includes("client_secret_post") ? openid.ClientSecretPost(secret) : openid.ClientSecretBasic(secret);
}

const clientOf = (metadata: ProviderMetadata, own: Settings): CodeClient => ({
  issuer: metadata.issuer,
  tokenEndpoint: metadata.token_endpoint,
  clientId: own.clientId,
  clientAuth: clientAuth(metadata, own.clientSecret),
  sendsIssuer: metadata.authorization_response_iss_parameter_supported,
  hasPkce: true,
});

function scopeFor(action: SocialAction, own: Settings): string[] {
  const scopes = ["openid", ...scopesOf(own.scope ?? "profile email"), ...(action === "verify" ? ["phone"] : [])];
  return [...new Set(scopes)];
}

const asked = {
  ko: "업체의 클라이언트에 이 클레임이 허용되어 있는지, scope에 그것을 주는 범위(profile, email, phone)가 있는지 확인해 주세요.",
  en: "See that the provider lets this client have the claim, and that scope has what brings it: profile, email or phone.",
};
const items = { name: asked, email: asked, phone: asked, picture: asked };

export const oidc: SocialConnector<Settings> = {
  id: "oidc",
  type: "Social",
  brand: "other",
  name: { ko: "OpenID Connect", en: "OpenID Connect" },
  docs: "docs/connectors/oidc.md",
  settings,
  example: { issuer: "https://login.example.com", clientId: "<client-id>", clientSecret: "<client-secret>" },
  guide: {
    ko: "1. 업체에 클라이언트를 등록하고 이 커넥터의 redirectUri를 넣습니다.\n2. 업체의 issuer, 클라이언트 ID와 시크릿을 복사합니다.\n3. 버튼에 보일 이름을 label에 적습니다.",
    en: "1. Register a client with the provider, with this connector's redirectUri.\n2. Copy the provider's issuer, the client's ID and its secret.\n3. label is what the button says.",
  },
  remedies,
  items,
  label: ({ label, issuer }) => label ?? URL.parse(issuer)?.host,

  identity: (own) => ({ issuer: own.issuer, clientId: own.clientId }),
  async sharesRedirectUri(own, context) {
    return (await discover(own, context)).authorization_response_iss_parameter_supported;
  },

  async authorizationUrl(request, own, context) {
    const { authorization_endpoint } = await discover(own, context);
    return authorizationUrl(authorization_endpoint, own.clientId, request, {
      scope: scopeFor(request.action, own).join(" "),
      nonce: request.nonce,
      ...challengeOf(request),
      prompt: asksAnew(request.action) ? "login" : request.selectAccount ? "select_account" : undefined,
      ui_locales: request.language,
    });
  },

  async exchange(answer, own, context) {
    const metadata = await discover(own, context);
    const { issuer, jwks_uri: jwks, revocation_endpoint } = metadata;
    const { accessToken, refreshToken, idToken } = await exchangeCode(clientOf(metadata, own), answer, context);
    if (idToken === undefined)
      throw new SocialFailure("misconfigured", "there is no id_token", { vendorCode: "no_id_token" });
    const check = {
      settings: own,
      jwks,
      issuers: [issuer],
      audiences: [own.clientId],
      algorithms: metadata.id_token_signing_alg_values_supported,
    };
    const claims = await verifyIdToken(idToken, check, { expected: answer.nonce, presence: "always" }, context);
    const more = await fetchUserinfo(accessToken, claims.sub, metadata, context);
    const scopes = scopeFor(answer.action, own);
    return {
      profile: {
        issuer,
        subject: claims.sub,
        clientId: own.clientId,
        agreed: [],
        ...readClaims(claims, more, scopes),
      },
      ...(revocation_endpoint !== undefined && {
        grant: {
          clientId: own.clientId,
          token: refreshToken ?? accessToken,
          tokenKind: refreshToken === undefined ? ("access_token" as const) : ("refresh_token" as const),
        },
      }),
    };
  },

  async revoke(grant, own, context) {
    const metadata = await discover(own, context);
    const { revocation_endpoint } = metadata;
    if (revocation_endpoint === undefined)
      throw new SocialFailure("misconfigured", "the provider has no address for it", { vendorCode: "no_revocation" });
    await revokeToken(clientOf(metadata, own), revocation_endpoint, grant, context);
  },
};

type Claims = Record<string, unknown>;

/** Claims that did not fit into the id_token (OpenID Connect Core §5.3). They must be of the same person. */
async function fetchUserinfo(
  accessToken: string,
  subject: string,
  { userinfo_endpoint }: ProviderMetadata,
  context: OutsideContext,
): Promise<Claims> {
  if (userinfo_endpoint === undefined) return {};
  const { status, json } = await callProvider(context, userinfo_endpoint, { authorization: `Bearer ${accessToken}` });
  if (status !== 200 || !json) {
    const reason = status === 200 ? "provider_down" : reasonOfStatus(status);
    const code = vendorCode(json?.error) ?? `userinfo.${status}`;
    throw new SocialFailure(reason, "the provider's userinfo cannot be read", { vendorCode: code });
  }
  if (json.sub !== subject)
    throw new SocialFailure("refused", "the tokens are of two people", { vendorCode: "token.sub" });
  return json;
}

/** An address goes with the flag that stands beside it, never with another's. */
function readClaims(claims: Claims, more: Claims, scopes: readonly string[]) {
  const pick = (item: string) => (claims[item] !== undefined ? claims : more);
  const read = <Value>(item: string, reader: (value: unknown) => Value) => reader(pick(item)[item]);
  const email = read("email", readEmail);
  const phone = read("phone_number", (value) => readPhone(value, undefined));
  const name = read("name", readName) ?? read("preferred_username", readName);
  const picture = read("picture", readPicture);
  const missing: ProfileItem[] = [];
  if (scopes.includes("email") && email === undefined) missing.push("email");
  if (scopes.includes("phone") && phone === undefined) missing.push("phone");
  if (scopes.includes("profile") && name === undefined) missing.push("name");
  return {
    ...(email !== undefined && { email }),
    emailVerified: email !== undefined && pick("email").email_verified === true,
    ...(phone !== undefined && { phone }),
    phoneVerified: phone !== undefined && pick("phone_number").phone_number_verified === true,
    ...(name !== undefined && { name }),
    ...(picture !== undefined && { picture }),
    missing,
  };
}
