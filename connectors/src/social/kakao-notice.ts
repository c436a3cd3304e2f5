/**
 * @module What Kakao tells of its people: signed events (RFC 8417, RFC 8935), and the older unlink notice, which only its admin key
 * proves. https://developers.kakao.com/docs/latest/ko/kakaologin/callback
 */
import { createHash } from "node:crypto";
import type { OutsideContext } from "../contract.js";
import { isObject } from "./call-provider.js";
import {
  ForeignNotice,
  type ProviderNotice,
  type ProviderNoticeRequest,
  type ReadProviderNotice,
  SocialFailure,
} from "./contract.js";
import { KAKAO_ISSUER, kakaoEndpoints } from "./kakao-api.js";
import type { KakaoSettings } from "./kakao-settings.js";
import { readSubject } from "./read-profile.js";
import { isSameText, verifySigned } from "./verify-id-token.js";

export async function readKakaoNotice(
  request: ProviderNoticeRequest,
  own: KakaoSettings,
  context: OutsideContext,
): Promise<ReadProviderNotice> {
  const type = request.headers.get("content-type") ?? "";
  return type.includes("secevent+jwt")
    ? await readEvents(request.body.trim(), own, context)
    : readUnlink(request, own, context);
}

/** By the last word of an event's URI; all others ask nothing of us. A person who connects is told of too. */
const kinds: Record<string, ProviderNotice["kind"]> = {
  "user-unlinked": "unlinked",
  "account-purged": "purged",
  "tokens-revoked": "signed_out",
  "sessions-revoked": "signed_out",
};

async function readEvents(token: string, own: KakaoSettings, context: OutsideContext): Promise<ReadProviderNotice> {
  const { issuer, jwks } = kakaoEndpoints(own);
  const audiences = [own.clientId, ...(own.nativeClientIds ?? []), ...(own.appId === undefined ? [] : [own.appId])];
  const check = { settings: own, jwks, issuers: [issuer], audiences };
  const claims = await verifySigned(token, check, context, {
    required: ["iss", "aud", "iat", "jti", "events"],
    type: "secevent+jwt",
  }).catch((error: unknown) => {
    throw refuse(error);
  });
  const { jti, events, sub } = claims;
  if (typeof jti !== "string" || jti === "" || !isObject(events)) throw foreign("invalid_request");
  const notices = Object.entries(events).flatMap(([uri, event]): ProviderNotice[] => {
    const subject = readSubject(subjectOf(event) ?? sub);
    if (subject === undefined) return [];
    const name = uri.split("/").at(-1) ?? "";
    const kind = (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? "other";
    return [{ id: `${jti} ${name}`, kind, issuer: KAKAO_ISSUER, subject }];
  });
  return { notices, answer: { status: 202 } };
}

const subjectOf = (event: unknown): unknown =>
  isObject(event) && isObject(event.subject) ? event.subject.sub : undefined;

/** Our keys could not be had: Kakao is to send it again. All else is not Kakao's, which hears so (RFC 8935 §2.4). */
function refuse(error: unknown): ForeignNotice {
  if (!(error instanceof SocialFailure)) return foreign("invalid_request");
  if (error.reason === "provider_down")
    return new ForeignNotice("Kakao's keys cannot be had at the moment", { status: 503 });
  const codes: Record<string, string> = { "token.iss": "invalid_issuer", "token.aud": "invalid_audience" };
  return foreign(codes[error.vendorCode ?? ""] ?? "authentication_failed");
}

const foreign = (err: string) =>
  new ForeignNotice(`not an event of Kakao's (${err})`, {
    status: 400,
    body: { err, description: "This event was not accepted." },
  });

/** https://developers.kakao.com/docs/latest/ko/kakaologin/callback#unlink */
const PURGED = ["ACCOUNT_DELETE", "FORCED_ACCOUNT_DELETE"];
const HOUR_MS = 3_600_000;

function readUnlink(
  { method, url, headers, body }: ProviderNoticeRequest,
  { adminKey, appId }: KakaoSettings,
  { clock }: OutsideContext,
): ReadProviderNotice {
  const authorization = headers.get("authorization") ?? "";
  if (adminKey === undefined || !isSameText(authorization, `KakaoAK ${adminKey}`))
    throw new ForeignNotice("the admin key is not ours", { status: 401 });
  const query = URL.parse(url, "http://localhost")?.searchParams ?? new URLSearchParams();
  const form = method === "GET" ? query : new URLSearchParams(body);
  const subject = form.get("user_id") ?? "";
  const type = form.get("referrer_type") ?? "";
  if (appId !== undefined && form.get("app_id") !== appId)
    throw new ForeignNotice("the notice is for another app", { status: 401 });
  if (!/^\d{1,19}$/.test(subject)) throw new ForeignNotice("the notice names nobody", { status: 400 });
  // It has no name of its own. Somebody may connect again later and leave again: the same within an hour is the same notice.
  const hour = Math.floor(clock().getTime() / HOUR_MS);
  const id = createHash("sha256")
    .update(JSON.stringify([subject, type, hour]))
    .digest("base64url");
  const kind = PURGED.includes(type) ? "purged" : "unlinked";
  return { notices: [{ id, kind, issuer: KAKAO_ISSUER, subject }], answer: { status: 200 } };
}
