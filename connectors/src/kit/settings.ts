/** @module What the settings of connectors have in common: fields with labels, the vendor's address, the check of a config. */
import { z } from "zod";
import en from "zod/v4/locales/en.js";
import ko from "zod/v4/locales/ko.js";
import type { Bilingual, ConnectorKind } from "../contract.js";

/** What the console and the docs page say about a field; `meta()` carries it into the JSON schema. */
export interface FieldMeta extends Record<string, unknown> {
  label: Bilingual;
  hint?: Bilingual;
  /** The value is masked wherever settings are shown. */
  secret?: true;
  placeholder?: string;
}

/** A line of text that must not be empty. Some become headers, where a line break would end them. */
export const line = (meta: FieldMeta) =>
  z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine(
      (text) => !/\p{Cc}/u.test(text),
      problem({ ko: "한 줄이어야 합니다", en: "must be one line, without control characters" }),
    )
    .meta(meta);

/** The same, masked wherever it is shown. */
export const secretLine = (meta: FieldMeta) => line({ ...meta, secret: true });

/** The longest that one call may take, in milliseconds; the server gives a try no more. */
export const MAX_TIMEOUT_MS = 5000;

const isOrigin = (text: string) => {
  const url = URL.parse(text);
  // `vendorUrl` appends a path, which would be no path after a `?` or `#`.
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
};

/** Fields that every vendor's settings may have, beyond what it calls its own. */
export const additions = {
  endpoint: z
    .string()
    .trim()
    .refine(
      isOrigin,
      problem({
        ko: "https://api.example.com 같은 주소여야 합니다",
        en: "must be an origin such as https://api.example.com",
      }),
    )
    .optional()
    .meta({
      label: { ko: "엔드포인트", en: "Endpoint" },
      hint: {
        ko: "업체 주소 대신 쓸 주소(리전이나 프록시). 경로는 그대로 붙습니다.",
        en: "An origin in place of the vendor's: a regional host or a proxy. Paths are kept.",
      },
    } satisfies FieldMeta),
  timeoutMs: z
    .int()
    .min(500)
    .max(MAX_TIMEOUT_MS)
    .optional()
    .meta({
      label: { ko: "제한 시간(ms)", en: "Time limit (ms)" },
      hint: { ko: `기본값은 ${MAX_TIMEOUT_MS}입니다.`, en: `${MAX_TIMEOUT_MS} unless set.` },
    } satisfies FieldMeta),
};

/** The sender of a Korean vendor: a number registered with it. Hyphens are for the eye. */
export const senderNumber = z
  .string()
  .trim()
  .refine(
    (text) => /^\d[\d-]{2,18}\d$/.test(text),
    problem({ ko: "숫자와 하이픈만 쓸 수 있습니다", en: "must be digits and hyphens" }),
  )
  .meta({
    label: { ko: "발신번호", en: "Sender number" },
    hint: { ko: "업체 콘솔에 등록된 번호입니다.", en: "A number registered in the vendor's console." },
    placeholder: "02-1234-5678",
  } satisfies FieldMeta);

/** For vendors that send a long message (LMS) when a text does not fit. */
export const allowLms = z
  .boolean()
  .optional()
  .meta({
    label: { ko: "LMS 허용", en: "Allow LMS" },
    hint: {
      ko: "90바이트가 넘으면 LMS로 보냅니다(요금 약 3배). 끄면 보내지 않습니다.",
      en: "A text over 90 bytes goes out as LMS, at about three times the price. Off: it is not sent.",
    },
  } satisfies FieldMeta);

/** The vendor's address with a path, or the one the settings put in its place. */
export function vendorUrl(settings: { endpoint?: string | undefined }, origin: string, path: string): string {
  return `${(settings.endpoint ?? origin).replace(/\/$/, "")}${path}`;
}

/** The message of a `refine`, in both languages: `checkSettings` picks one. */
export function problem(words: Bilingual): { message: string; params: Bilingual } {
  return { message: words.en, params: words };
}

/** What is wrong with a config: the field, and a sentence. */
export interface SettingsProblem {
  /** `templates.0.content`; empty for the whole. */
  path: string;
  problem: string;
}

export type CheckedSettings<Settings> =
  | { ok: true; settings: Settings /** Keys that the schema does not have. */; ignored: string[] }
  | { ok: false; problems: SettingsProblem[] };

const locales = { ko: ko().localeError, en: en().localeError };
const REQUIRED = { ko: "꼭 있어야 합니다", en: "is required" };

/** Reads a config as somebody pasted it: empty texts count as absent (unless told), unknown keys are told and left out. */
export function checkSettings<Settings>(
  connector: Pick<ConnectorKind<Settings>, "settings">,
  config: unknown,
  language: "ko" | "en",
  { emptyIsAbsent = true } = {},
): CheckedSettings<Settings> {
  const result = connector.settings.safeParse(emptyIsAbsent ? withoutEmpty(config) : config, {
    error: (issue) =>
      issue.code === "invalid_type" && issue.input === undefined ? REQUIRED[language] : locales[language](issue),
  });
  if (result.success) {
    const known = Object.keys((result.data as object) ?? {});
    const ignored = Object.entries(config as object).filter(([key, value]) => value !== "" && !known.includes(key));
    return { ok: true, settings: result.data, ignored: ignored.map(([key]) => key) };
  }
  const problems = result.error.issues.map((issue) => {
    const words = issue.code === "custom" ? (issue.params as Partial<Bilingual> | undefined) : undefined;
    return { path: issue.path.join("."), problem: words?.[language] ?? issue.message };
  });
  return { ok: false, problems };
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== "" && member !== null);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutEmpty(member)]));
}
