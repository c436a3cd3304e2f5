/** @module Any OAuth 2.0 provider whose profile is JSON, registered as in Flask and Authlib. */
import * as openid from "openid-client";
import { z } from "zod";
import type { Bilingual } from "../contract.js";
import { type FieldMeta, line, secretLine } from "../kit/settings.js";
import { authorizationUrl, challengeOf } from "./authorization-url.js";
import { callProvider, isObject, reasonOfStatus, vendorCode } from "./call-provider.js";
import { type SocialConnector, SocialFailure } from "./contract.js";
import { type CodeClient, exchangeCode } from "./exchange-code.js";
import { readEmail, readName, readPhone, readPicture, readSubject } from "./read-profile.js";
import { scope, scopesOf, webAddress } from "./social-settings.js";

/** `kakao_account.email`: where in the profile something stands. */
const path = (ko: string, en: string) => line({ label: { ko, en } }).optional();

const settings = z.object({
  client_id: line({
    label: { ko: "클라이언트 ID", en: "Client ID" },
    hint: { ko: "업체에 등록한 클라이언트의 ID입니다.", en: "Of the client you registered with the provider." },
  }),
  client_secret: secretLine({
    label: { ko: "클라이언트 시크릿", en: "Client secret" },
    hint: { ko: "그 클라이언트의 시크릿입니다.", en: "Its secret." },
  }),
  authorize_url: webAddress({
    label: { ko: "인가 주소", en: "Authorization URL" },
    hint: { ko: "브라우저가 가는 주소입니다.", en: "Where the browser goes." },
  }),
  access_token_url: webAddress({
    label: { ko: "토큰 주소", en: "Token URL" },
    hint: { ko: "코드를 토큰으로 바꾸는 주소입니다.", en: "Where the code is exchanged for a token." },
  }),
  api_base_url: webAddress({
    label: { ko: "API 주소", en: "API base URL" },
    hint: {
      ko: "profile_path 앞에 붙는 주소입니다. 끝에 /를 적습니다.",
      en: "What profile_path is read against; ends with a slash.",
    },
  }),
  profile_path: line({
    label: { ko: "프로필 경로", en: "Profile path" },
    hint: { ko: "프로필 JSON이 있는 곳입니다.", en: "Where the profile is, as JSON." },
  }).default("userinfo"),
  profile_map: z
    .object({
      subject: path("사람의 ID", "Subject"),
      email: path("이메일", "E-mail"),
      email_verified: path("이메일 확인 여부", "Whether the e-mail is verified"),
      phone: path("전화번호", "Phone number"),
      phone_verified: path("전화번호 확인 여부", "Whether the number is verified"),
      name: path("이름", "Name"),
      picture: path("프로필 사진", "Picture"),
    })
    .default({})
    .meta({
      label: { ko: "프로필 항목", en: "Profile map" },
      hint: {
        ko: '프로필에서 각 항목이 있는 자리: {"subject": "id", "email": "kakao_account.email"}. 비우면 sub, email, email_verified, phone_number, phone_number_verified, name, picture입니다.',
        en: 'Where in the profile each item stands: {"subject": "id", "email": "kakao_account.email"}. Unless set: sub, email, email_verified, phone_number, phone_number_verified, name, picture.',
      },
    } satisfies FieldMeta),
  token_endpoint_auth_method: z
    .enum(["client_secret_post", "client_secret_basic"])
    .default("client_secret_post")
    .meta({
      label: { ko: "클라이언트 인증", en: "Client authentication" },
      hint: { ko: "시크릿을 폼에 넣을지 헤더에 넣을지.", en: "Whether the secret goes into the form or the header." },
    } satisfies FieldMeta),
  scope: scope({ ko: "업체의 문서대로 적습니다.", en: "As the provider documents it." }),
  label: line({
    label: { ko: "버튼 이름", en: "Name on the button" },
    hint: { ko: "비우면 인가 주소의 호스트입니다.", en: "The host of the authorization URL unless set." },
  }).optional(),
});

type Settings = z.infer<typeof settings>;

/** Names of OpenID Connect's claims, which many use without the rest of it. */
const usual: Record<keyof Settings["profile_map"], string> = {
  subject: "sub",
  email: "email",
  email_verified: "email_verified",
  phone: "phone_number",
  phone_verified: "phone_number_verified",
  name: "name",
  picture: "picture",
};

const remedies: Record<string, Bilingual> = {
  invalid_client: {
    ko: "client_id와 client_secret을 다시 복사하고, 업체가 시크릿을 헤더로 받으면 token_endpoint_auth_method를 client_secret_basic으로 바꿔 주세요.",
    en: "Copy client_id and client_secret anew; if the provider wants the secret in the header, set token_endpoint_auth_method to client_secret_basic.",
  },
  invalid_request: {
    ko: "업체의 클라이언트 설정에 이 커넥터의 redirectUri가 그대로 등록되어 있는지 확인해 주세요.",
    en: "See that the client's redirect URIs at the provider have this connector's redirectUri, letter by letter.",
  },
  redirect_uri_mismatch: {
    ko: "업체의 클라이언트 설정에 이 커넥터의 redirectUri를 그대로 등록해 주세요.",
    en: "Register this connector's redirectUri at the provider, letter by letter.",
  },
  "profile.subject": {
    ko: "프로필에서 사람의 ID를 찾지 못했습니다. profile_map.subject를 그것이 있는 자리로 바꿔 주세요(예: id, response.id).",
    en: "The profile has no ID of the person where profile_map.subject says. Name the place: id, or response.id.",
  },
  "profile.404": {
    ko: "프로필 주소가 없습니다. api_base_url과 profile_path를 확인해 주세요.",
    en: "There is no profile at that address. Check api_base_url and profile_path.",
  },
};

const issuerOf = (own: Settings) => new URL(own.access_token_url).origin;

function clientOf(own: Settings): CodeClient {
  const isBasic = own.token_endpoint_auth_method === "client_secret_basic";
  return {
    issuer: issuerOf(own),
    tokenEndpoint: own.access_token_url,
    clientId: own.client_id,
    clientAuth: (isBasic ? openid.ClientSecretBasic : openid.ClientSecretPost)(own.client_secret),
    hasPkce: true,
  };
}

const mapped = {
  ko: "profile_map에서 이 항목의 자리가 맞는지, scope에 그것을 주는 범위가 있는지 확인해 주세요.",
  en: "See that profile_map names the place of the item in the profile, and that scope has what brings it.",
};
const items = { name: mapped, email: mapped, phone: mapped, picture: mapped };

export const oauth2: SocialConnector<Settings> = {
  id: "oauth2",
  type: "Social",
  brand: "other",
  name: { ko: "OAuth 2.0", en: "OAuth 2.0" },
  docs: "docs/connectors/oauth2.md",
  settings,
  example: {
    client_id: "<client-id>",
    client_secret: "<client-secret>",
    authorize_url: "https://login.example.com/oauth/authorize",
    access_token_url: "https://login.example.com/oauth/token",
    api_base_url: "https://api.example.com/",
    profile_path: "me",
    profile_map: { subject: "id" },
  },
  guide: {
    ko: "1. 업체에 클라이언트를 등록하고 이 커넥터의 redirectUri를 넣습니다.\n2. 업체 문서에서 인가, 토큰, 프로필의 주소를 찾습니다.\n3. 프로필의 어느 자리에 무엇이 있는지 profile_map에 적습니다.",
    en: "1. Register a client with the provider, with this connector's redirectUri.\n2. Find the addresses of authorization, token and profile in its documentation.\n3. profile_map says where in the profile each item stands.",
  },
  remedies,
  items,
  label: ({ label, authorize_url }) => label ?? URL.parse(authorize_url)?.host,

  identity: (own) => ({ issuer: issuerOf(own), clientId: own.client_id }),
  async sharesRedirectUri() {
    return false;
  },

  async authorizationUrl(request, own) {
    return authorizationUrl(own.authorize_url, own.client_id, request, {
      scope: scopesOf(own.scope).join(" "),
      // Who does not know PKCE ignores it (RFC 6749 §3.1).
      ...challengeOf(request),
    });
  },

  async exchange(answer, own, context) {
    const { accessToken } = await exchangeCode(clientOf(own), answer, context);
    const url = new URL(own.profile_path, own.api_base_url).href;
    const { status, json } = await callProvider(context, url, { authorization: `Bearer ${accessToken}` });
    if (status !== 200 || !json) {
      const code = vendorCode(json?.error) ?? `profile.${status}`;
      const reason = status === 200 ? "provider_down" : reasonOfStatus(status);
      throw new SocialFailure(reason, "the provider's profile cannot be read", { vendorCode: code });
    }
    const read = (item: keyof typeof usual) => at(json, own.profile_map[item] ?? usual[item]);
    const subject = subjectOf(read("subject"));
    if (subject === undefined)
      throw new SocialFailure("misconfigured", "the profile names nobody", { vendorCode: "profile.subject" });
    const email = readEmail(read("email"));
    const phone = readPhone(read("phone"), undefined);
    const name = readName(read("name"));
    const picture = readPicture(read("picture"));
    return {
      profile: {
        issuer: issuerOf(own),
        subject,
        clientId: own.client_id,
        ...(email !== undefined && { email }),
        emailVerified: email !== undefined && read("email_verified") === true,
        ...(phone !== undefined && { phone }),
        phoneVerified: phone !== undefined && read("phone_verified") === true,
        ...(name !== undefined && { name }),
        ...(picture !== undefined && { picture }),
        missing: answer.action === "verify" && phone === undefined ? ["phone"] : [],
        agreed: [],
      },
    };
  },
};

/** What stands at a path of names with dots between. */
function at(value: unknown, names: string): unknown {
  return names
    .split(".")
    .reduce<unknown>((found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined), value);
}

/** A number, as many providers' ids are, or a text. */
const subjectOf = (value: unknown): string | undefined =>
  readSubject(typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value);
