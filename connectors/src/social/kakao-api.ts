/** @module What Kakao's API knows of somebody: https://developers.kakao.com/docs/latest/ko/kakaologin/rest-api#req-user-info */
import type { OutsideContext } from "../contract.js";
import { callProvider, isObject, type ProviderAnswer, reasonOfStatus, vendorCode } from "./call-provider.js";
import { type ProfileItem, SocialFailure, type SocialFailureReason, type SocialProfile } from "./contract.js";
import type { KakaoSettings } from "./kakao-settings.js";
import { readEmail, readName, readPhone, readPicture } from "./read-profile.js";
import { endpointsOf } from "./social-settings.js";

export const KAKAO_ISSUER = "https://kauth.kakao.com";

/** Addresses, with those that the settings put in their place. */
export const kakaoEndpoints = ({ endpoints }: KakaoSettings) =>
  endpointsOf(
    {
      issuer: KAKAO_ISSUER,
      authorize: "https://kauth.kakao.com/oauth/authorize",
      token: "https://kauth.kakao.com/oauth/token",
      jwks: "https://kauth.kakao.com/.well-known/jwks.json",
      userinfo: "https://kapi.kakao.com/v2/user/me",
      revoke: "https://kapi.kakao.com/v1/user/unlink",
      tokenInfo: "https://kapi.kakao.com/v1/user/access_token_info",
    },
    endpoints,
  );

/** https://developers.kakao.com/docs/latest/ko/rest-api/reference#error-code */
const reasons: Record<string, SocialFailureReason> = {
  "-1": "provider_down",
  "-7": "provider_down",
  "-10": "provider_down",
  "-603": "provider_down",
  "-9798": "provider_down",
  "-101": "expired",
  "-401": "expired",
  "-402": "consent_needed",
  "-406": "refused",
};

function kakaoFailure({ status, json }: ProviderAnswer): SocialFailure {
  const code = vendorCode(json?.code) ?? String(status);
  const reason = (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? reasonOfStatus(status);
  return new SocialFailure(reason, `Kakao's API said no (${code})`, { vendorCode: code });
}

/** Asks with an access token. Throws `SocialFailure`. */
async function ask(url: string, accessToken: string, context: OutsideContext): Promise<Record<string, unknown>> {
  const answer = await callProvider(context, url, { authorization: `Bearer ${accessToken}` });
  if (answer.status !== 200 || !answer.json || isFailure(answer.json)) throw kakaoFailure(answer);
  return answer.json;
}

const isFailure = ({ code, msg }: Record<string, unknown>) => typeof code === "number" && typeof msg === "string";

/** An id as text; at Kakao it is a number of up to 19 digits. */
const idOf = (value: unknown): string | undefined => {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^\d{1,19}$/.test(text) ? text : undefined;
};

const unreadable = () => new SocialFailure("provider_down", "Kakao's answer cannot be read");

/** Which app an access token is of, and whose. */
export async function fetchTokenOwner(
  accessToken: string,
  own: KakaoSettings,
  context: OutsideContext,
): Promise<{ subject: string; appId: string }> {
  const { id, app_id } = await ask(kakaoEndpoints(own).tokenInfo, accessToken, context);
  const subject = idOf(id);
  const appId = idOf(app_id);
  if (subject === undefined || appId === undefined) throw unreadable();
  return { subject, appId };
}

/** The profile without what only the caller knows. `asked`: items that were asked for by name. */
export async function fetchKakaoProfile(
  accessToken: string,
  asked: readonly ProfileItem[],
  own: KakaoSettings,
  context: OutsideContext,
): Promise<Omit<SocialProfile, "clientId" | "agreed">> {
  const url = new URL(kakaoEndpoints(own).userinfo);
  // Addresses of pictures are http otherwise.
  url.searchParams.set("secure_resource", "true");
  const answer = await ask(url.href, accessToken, context);
  const subject = idOf(answer.id);
  if (subject === undefined) throw unreadable();
  const account = isObject(answer.kakao_account) ? answer.kakao_account : {};
  const shown = isObject(account.profile) ? account.profile : {};
  const name = readName(account.name) ?? readName(shown.nickname);
  // An invalid address is one that another account of Kakao's has taken over: it is theirs no more.
  const email = account.is_email_valid === false ? undefined : readEmail(account.email);
  const phone = readPhone(account.phone_number, undefined);
  const picture = shown.is_default_image === true ? undefined : readPicture(shown.profile_image_url);
  const refused: Record<ProfileItem, boolean> = {
    name: account.profile_nickname_needs_agreement === true || account.name_needs_agreement === true,
    email: account.email_needs_agreement === true,
    phone: account.phone_number_needs_agreement === true,
    picture: account.profile_image_needs_agreement === true,
  };
  const given: Record<ProfileItem, unknown> = { name, email, phone, picture };
  const items = ["name", "email", "phone", "picture"] as const;
  return {
    issuer: KAKAO_ISSUER,
    subject,
    ...(email !== undefined && { email }),
    emailVerified: email !== undefined && account.is_email_valid === true && account.is_email_verified === true,
    ...(phone !== undefined && { phone }),
    phoneVerified: phone !== undefined,
    ...(name !== undefined && { name }),
    ...(picture !== undefined && { picture }),
    missing: items.filter((item) => given[item] === undefined && (refused[item] || asked.includes(item))),
  };
}

/** Terms that were agreed to with Kakao Sync, under our names: https://developers.kakao.com/docs/latest/ko/kakaosync/common */
export async function fetchAgreedTerms(
  accessToken: string,
  own: KakaoSettings,
  context: OutsideContext,
): Promise<{ term: string; at: Date }[]> {
  const { serviceTerms = {} } = own;
  if (Object.keys(serviceTerms).length === 0) return [];
  const url = new URL("/v2/user/service_terms", kakaoEndpoints(own).userinfo).href;
  const { service_terms: terms } = await ask(url, accessToken, context);
  if (!Array.isArray(terms)) return [];
  return terms.filter(isObject).flatMap(({ tag, agreed, agreed_at }) => {
    const term = typeof tag === "string" && Object.hasOwn(serviceTerms, tag) ? serviceTerms[tag] : undefined;
    const at = new Date(typeof agreed_at === "string" ? agreed_at : Number.NaN);
    return term !== undefined && agreed === true && !Number.isNaN(at.getTime()) ? [{ term, at }] : [];
  });
}

/** Ends a connection. Resolves also where person (-101) or token (-401) have none any more. Throws `SocialFailure`. */
export async function unlinkKakao(
  authorization: string,
  form: Record<string, string>,
  own: KakaoSettings,
  context: OutsideContext,
): Promise<void> {
  const answer = await callProvider(context, kakaoEndpoints(own).revoke, { method: "POST", authorization, form });
  if (answer.status === 200 && answer.json && !isFailure(answer.json)) return;
  const failure = kakaoFailure(answer);
  const isAdmin = authorization.startsWith("KakaoAK ");
  if (isAdmin && failure.vendorCode === "-401")
    throw new SocialFailure("misconfigured", "the admin key is not the app's", { vendorCode: "adminKey" });
  if (failure.vendorCode !== "-101" && failure.vendorCode !== "-401") throw failure;
}
