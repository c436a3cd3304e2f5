/** @module Sign in with Apple: https://developer.apple.com/documentation/signinwithapplerestapi */
import { importPKCS8, SignJWT } from "jose";
import * as openid from "openid-client";
import { z } from "zod";
import type { Bilingual, OutsideContext } from "../contract.js";
import { type FieldMeta, line } from "../kit/settings.js";
import { APPLE_ISSUER, readAppleNotice } from "./apple-notice.js";
import { authorizationUrl } from "./authorization-url.js";
import { callProvider, isObject, readObject, reasonOfStatus, vendorCode } from "./call-provider.js";
import { type SocialConnector, SocialFailure, type SocialGrant, type SocialProfile } from "./contract.js";
import { type CodeClient, exchangeCode, redeemNativeCode, type Tokens } from "./exchange-code.js";
import { joinName, readEmail, readName } from "./read-profile.js";
import { clientId, endpoints, endpointsOf, nativeClientIds, scope, scopesOf } from "./social-settings.js";
import { type IdTokenClaims, type TokenCheck, verifyIdToken } from "./verify-id-token.js";

const settings = z.object({
  clientId: clientId({
    ko: "Services ID의 식별자입니다(com.example.web). 앱의 번들 ID가 아닙니다.",
    en: "The identifier of the Services ID, com.example.web; not the app's bundle ID.",
  }),
  teamId: line({
    label: { ko: "팀 ID", en: "Team ID" },
    hint: { ko: "개발자 계정의 Membership에 있는 10자입니다.", en: "Ten characters, under Membership details." },
  }),
  keyId: line({
    label: { ko: "키 ID", en: "Key ID" },
    hint: { ko: "Sign in with Apple용 키의 ID입니다.", en: "Of a key made for Sign in with Apple." },
  }),
  privateKey: z
    .string()
    .trim()
    .min(1)
    .max(4000)
    .meta({
      label: { ko: "비공개 키", en: "Private key" },
      hint: { ko: "그 키의 .p8 파일 내용 전체입니다.", en: "The whole text of that key's .p8 file." },
      secret: true,
    } satisfies FieldMeta),
  scope: scope({ ko: "비우면 name email입니다.", en: "name email unless set." }),
  nativeClientIds: nativeClientIds({
    ko: "앱의 번들 ID입니다. 같은 팀의 앱과 Services ID는 같은 사람을 같은 값으로 알려 줍니다.",
    en: "Bundle IDs of apps. Apps and Services IDs of one team know a person by the same subject.",
  }),
  endpoints,
});

type Settings = z.infer<typeof settings>;

const endpointsFor = (own: Settings) =>
  endpointsOf(
    {
      issuer: APPLE_ISSUER,
      authorize: "https://appleid.apple.com/auth/authorize",
      token: "https://appleid.apple.com/auth/token",
      jwks: "https://appleid.apple.com/auth/keys",
      revoke: "https://appleid.apple.com/auth/revoke",
    },
    own.endpoints,
  );

const remedies: Record<string, Bilingual> = {
  invalid_client: {
    ko: "teamId, keyId, privateKey, clientId 가운데 하나가 맞지 않습니다. Apple 개발자 계정 → Certificates, Identifiers & Profiles → Keys에서 키에 Sign in with Apple이 켜져 있고 Services ID의 기본 앱과 연결되어 있는지, Identifiers → Services IDs에서 clientId가 맞는지 확인해 주세요.",
    en: "One of teamId, keyId, privateKey and clientId is wrong. In Certificates, Identifiers & Profiles see under Keys that the key has Sign in with Apple, for the primary app of the Services ID, and under Identifiers → Services IDs that clientId is right.",
  },
  private_key: {
    ko: "privateKey를 읽을 수 없습니다. Keys에서 내려받은 .p8 파일의 내용을 BEGIN과 END 줄까지 그대로 넣어 주세요. 잃어버렸으면 키를 새로 만들어야 합니다.",
    en: "privateKey cannot be read. Paste the .p8 file downloaded under Keys, with its BEGIN and END lines. One that is lost cannot be downloaded again: make another key.",
  },
  invalid_request: {
    ko: "Identifiers → Services IDs → Sign in with Apple → Configure에서 Return URLs에 이 커넥터의 redirectUri가 그대로 있는지 확인해 주세요. https 도메인이어야 하며 IP와 localhost는 안 됩니다.",
    en: "See under Identifiers → Services IDs → Sign in with Apple → Configure that Return URLs has this connector's redirectUri, letter by letter: https and a domain, no IP address and no localhost.",
  },
  invalid_grant: {
    ko: "인가 코드가 이미 쓰였거나 5분이 지났거나 다른 주소의 것입니다. 다시 로그인하면 됩니다. 늘 그렇다면 Return URLs와 redirectUri가 같은지 확인해 주세요.",
    en: "The code was used, is older than five minutes, or is for another address. Signing in again mends it; if it always happens, see that Return URLs and redirectUri are the same.",
  },
  unauthorized_client: {
    ko: "Identifiers → Services IDs에서 Sign in with Apple을 켜고 저장해 주세요.",
    en: "Switch Sign in with Apple on under Identifiers → Services IDs, and save.",
  },
  "token.aud": {
    ko: "ID 토큰이 다른 앱의 것입니다. 앱의 번들 ID를 nativeClientIds에 넣어 주세요.",
    en: "The ID token is for another app. Put the app's bundle ID into nativeClientIds.",
  },
};

/** Apple's secret is a JWT, for six months at most. This one is made for each call, so none ever expires unnoticed. */
const SECRET_SECONDS = 300;

async function mintSecret(client: string, own: Settings, context: OutsideContext): Promise<string> {
  const now = Math.floor(context.clock().getTime() / 1000);
  try {
    const key = await importPKCS8(own.privateKey.replaceAll("\\n", "\n"), "ES256");
    return await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: own.keyId })
      .setIssuer(own.teamId)
      .setSubject(client)
      .setAudience(APPLE_ISSUER)
      .setIssuedAt(now)
      .setExpirationTime(now + SECRET_SECONDS)
      .sign(key);
  } catch {
    throw new SocialFailure("misconfigured", "the private key cannot be read", { vendorCode: "private_key" });
  }
}

const clientOf = async (client: string, own: Settings, context: OutsideContext): Promise<CodeClient> => ({
  issuer: endpointsFor(own).issuer,
  tokenEndpoint: endpointsFor(own).token,
  clientId: client,
  clientAuth: openid.ClientSecretPost(await mintSecret(client, own, context)),
  hasPkce: false,
});

const checkOf = (own: Settings, audiences: readonly string[]): TokenCheck => ({
  settings: own,
  jwks: endpointsFor(own).jwks,
  issuers: [endpointsFor(own).issuer],
  audiences,
});

/** It never tells a number or a picture. */
const items = {
  name: {
    ko: "Apple은 이름을 처음 연결할 때 한 번만 줍니다. 다시 받으려면 Apple 계정 → Apple로 로그인에서 이 앱의 사용을 중단한 뒤 시험해 주세요. scope에 name이 있어야 합니다.",
    en: "Apple tells the name once, with the first sign-in. To get it again, stop using this app under Apple Account → Sign in with Apple. scope must have name.",
  },
  email: {
    ko: "scope에 email이 있는지 확인해 주세요. 그래도 오지 않으면 Apple 계정 → Apple로 로그인에서 이 앱의 사용을 중단한 뒤 다시 시험해 주세요.",
    en: "See that scope has email. If it still does not come, stop using this app under Apple Account → Sign in with Apple, and try again.",
  },
};

export const apple: SocialConnector<Settings> = {
  id: "apple-universal",
  type: "Social",
  brand: "apple",
  name: { ko: "Apple", en: "Apple" },
  docs: "docs/connectors/apple.md",
  settings,
  example: {
    clientId: "com.example.web",
    teamId: "<team-id>",
    keyId: "<key-id>",
    privateKey: "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----",
  },
  guide: {
    ko: "1. [Apple 개발자 계정](https://developer.apple.com/account/resources/identifiers/list/serviceId) → Identifiers에서 App ID에 Sign in with Apple을 켜고, Services ID를 만들어 그 앱과 연결합니다.\n2. Services ID → Configure에서 도메인과 Return URLs(이 커넥터의 redirectUri)를 등록합니다.\n3. Keys에서 Sign in with Apple용 키를 만들어 .p8 파일을 내려받습니다.\n4. 한국의 개발자는 알림 주소가 필요합니다: App ID → Sign in with Apple → Server-to-Server Notification Endpoint에 noticeUrl을 등록합니다.",
    en: "1. In [Apple's developer account](https://developer.apple.com/account/resources/identifiers/list/serviceId), Identifiers, switch Sign in with Apple on for an App ID, and make a Services ID that belongs to it.\n2. Under Services ID → Configure register the domain and, among Return URLs, this connector's redirectUri.\n3. Under Keys make a key for Sign in with Apple and download its .p8 file.\n4. Developers in Korea need a notice address: App ID → Sign in with Apple → Server-to-Server Notification Endpoint is noticeUrl.",
  },
  remedies,
  items,
  disconnectUrl: "https://account.apple.com/account/manage/section/security",

  identity: (own) => ({ issuer: APPLE_ISSUER, clientId: own.clientId }),
  async sharesRedirectUri() {
    return true;
  },

  async authorizationUrl(request, own, context) {
    // A key that cannot be read would fail people only after Apple's page.
    await mintSecret(own.clientId, own, context);
    const scopes = scopesOf(own.scope ?? "name email");
    const isPosted = scopes.includes("name") || scopes.includes("email");
    return authorizationUrl(endpointsFor(own).authorize, own.clientId, request, {
      scope: scopes.join(" "),
      nonce: request.nonce,
      // Apple insists on it where it gives a name or an address.
      response_mode: isPosted ? "form_post" : undefined,
      locale: request.language === "ko" ? "ko_KR" : "en_US",
    });
  },

  async exchange(answer, own, context) {
    const tokens = await exchangeCode(await clientOf(own.clientId, own, context), answer, context);
    const nonce = { expected: answer.nonce, presence: "always" } as const;
    const claims = await readClaims(tokens, checkOf(own, [own.clientId]), nonce, context);
    const profile = profileOf(claims, readUser(answer.parameters.get("user")));
    return {
      profile: answer.action === "verify" ? { ...profile, missing: ["phone"] } : profile,
      grant: grantOf(tokens, own.clientId),
    };
  },

  async native({ idToken, code, redirectUri, nonce: expected, name }, own, context) {
    if (idToken === undefined) throw new SocialFailure("refused", "the app handed over no id_token");
    const check = checkOf(own, [own.clientId, ...(own.nativeClientIds ?? [])]);
    const nonce = { expected, presence: "always", mayBeHashed: true } as const;
    const claims = await verifyIdToken(idToken, check, nonce, context);
    const profile = profileOf(claims, readName(name));
    if (code === undefined) return { profile };
    // An app's code has no redirect; that of Apple's script on a page has the page's.
    const client = await clientOf(claims.clientId, own, context);
    const form = { code, ...(redirectUri !== undefined && { redirect_uri: redirectUri }) };
    const tokens = await redeemNativeCode(client, form, context);
    const ofCode = await readClaims(tokens, checkOf(own, [claims.clientId]), nonce, context);
    if (ofCode.sub !== claims.sub)
      throw new SocialFailure("refused", "token and code are of two people", { vendorCode: "token.sub" });
    return { profile, grant: grantOf(tokens, claims.clientId) };
  },

  async revoke({ clientId, token, tokenKind }, own, context) {
    const form = {
      client_id: clientId,
      client_secret: await mintSecret(clientId, own, context),
      token,
      token_type_hint: tokenKind,
    };
    const { status, json } = await callProvider(context, endpointsFor(own).revoke, { method: "POST", form });
    if (status === 200) return;
    const code = vendorCode(json?.error) ?? String(status);
    throw new SocialFailure(reasonOfStatus(status), `Apple did not end the connection (${code})`, { vendorCode: code });
  },

  notice: (request, own, context) =>
    readAppleNotice(request, checkOf(own, [own.clientId, ...(own.nativeClientIds ?? [])]), context),
};

async function readClaims(
  { idToken }: Tokens,
  check: TokenCheck,
  nonce: Parameters<typeof verifyIdToken>[2],
  context: OutsideContext,
): Promise<IdTokenClaims> {
  if (idToken === undefined) throw new SocialFailure("provider_down", "Apple gave no id_token");
  return await verifyIdToken(idToken, check, nonce, context);
}

const grantOf = ({ accessToken, refreshToken }: Tokens, client: string): SocialGrant => ({
  clientId: client,
  token: refreshToken ?? accessToken,
  tokenKind: refreshToken === undefined ? "access_token" : "refresh_token",
});

/** Apple tells a name once, beside the code and unsigned: good to greet somebody with. The address beside it is not read. */
function readUser(text: string | null): string | undefined {
  const name = text === null || text.length > 2000 ? undefined : readObject(text)?.name;
  return isObject(name) ? joinName(name.firstName, name.lastName) : undefined;
}

/** Flags come as booleans or as texts. */
const isTrue = (value: unknown) => value === true || value === "true";

function profileOf(claims: IdTokenClaims, name: string | undefined): SocialProfile {
  const email = readEmail(claims.email);
  return {
    issuer: APPLE_ISSUER,
    subject: claims.sub,
    clientId: claims.clientId,
    ...(email !== undefined && { email }),
    emailVerified: email !== undefined && isTrue(claims.email_verified),
    phoneVerified: false,
    ...(name !== undefined && { name }),
    // A name or an address comes only the first time, so its absence says nothing.
    missing: [],
    agreed: [],
  };
}
