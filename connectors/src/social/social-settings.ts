/** @module Fields that the settings of sign-in providers share, named as Logto names them. */
import { z } from "zod";
import type { Bilingual } from "../contract.js";
import { type FieldMeta, line, problem, secretLine } from "../kit/settings.js";

export const clientId = (hint: Bilingual) => line({ label: { ko: "클라이언트 ID", en: "Client ID" }, hint });

export const clientSecret = (hint: Bilingual) =>
  secretLine({ label: { ko: "클라이언트 시크릿", en: "Client secret" }, hint });

/** Scopes, apart by blanks or commas; `undefined`: the connector's own. */
export const scope = (hint: Bilingual) => line({ label: { ko: "동의 항목(scope)", en: "Scope" }, hint }).optional();

export const nativeClientIds = (hint: Bilingual) =>
  z
    .array(line({ label: { ko: "클라이언트 ID", en: "Client ID" } }))
    .max(20)
    .optional()
    .meta({ label: { ko: "앱의 클라이언트 ID", en: "Client IDs of apps" }, hint } satisfies FieldMeta);

/** A URL that is called or opened: the deployment's way out decides which may be. */
export const webAddress = (meta: FieldMeta) =>
  z
    .string()
    .trim()
    .max(500)
    .refine(
      (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
      problem({ ko: "https://로 시작하는 주소여야 합니다", en: "must be an address that begins with https://" }),
    )
    .meta(meta);

const endpoint = (ko: string, en: string) => webAddress({ label: { ko, en } }).optional();

/** Addresses in place of the provider's own: a stand-in, a proxy, or a provider that has moved. */
export const endpoints = z
  .object({
    issuer: line({ label: { ko: "발급자", en: "Issuer" } }).optional(),
    authorize: endpoint("인가", "Authorization"),
    token: endpoint("토큰", "Token"),
    jwks: endpoint("공개 키", "Keys"),
    userinfo: endpoint("프로필", "Profile"),
    revoke: endpoint("연결 끊기", "Revocation"),
    tokenInfo: endpoint("토큰 정보", "Token information"),
  })
  .optional()
  .meta({
    label: { ko: "엔드포인트", en: "Endpoints" },
    hint: {
      ko: "업체 주소 대신 쓸 주소입니다. issuer, authorize, token, jwks, userinfo, revoke, tokenInfo 가운데 바꿀 것만 적습니다.",
      en: "Addresses in place of the provider's: issuer, authorize, token, jwks, userinfo, revoke, tokenInfo, as many as differ.",
    },
  } satisfies FieldMeta);

export interface Endpoints {
  issuer: string;
  authorize: string;
  token: string;
  jwks: string;
  userinfo: string;
  revoke: string;
  tokenInfo: string;
}

/** A provider's own addresses, with those that the settings put in their place. */
export function endpointsOf<Known extends Partial<Endpoints>>(
  known: Known,
  given: z.infer<typeof endpoints>,
): Known & Partial<Endpoints> {
  const changed = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...known, ...Object.fromEntries(changed) };
}

/** The scopes of a setting, in order. */
export const scopesOf = (text: string | undefined): string[] => (text ?? "").split(/[\s,]+/).filter(Boolean);
