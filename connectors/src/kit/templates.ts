/** @module The `templates` of a connector's settings: their shape, what fills them, which one a message gets. */
import { z } from "zod";
import { type SmsLimits, type Template, type UsageType, usageTypes } from "../message-connector.js";
import { notInEucKr } from "./euc-kr.js";
import { type FieldMeta, problem } from "./settings.js";

/** Templates must cover these uses, so that every message finds a text. */
export const requiredUsageTypes = ["Register", "SignIn", "ForgotPassword", "Generic"] as const;

const MAX_CONTENT_LENGTH = 1000;
const MAX_EMAIL_LENGTH = 100_000;
const PLACEHOLDERS = ["code", "brand", "minutes"] as const;
/** Of an invitation, which is a link and no code. */
const LINK_USE = "OrganizationInvitation" satisfies UsageType;
const LINK_PLACEHOLDERS = ["link", "brand", "organization"] as const;
/** `{{code}}`, with or without blanks. */
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
/** Control and separator characters, characters of no width, marks of direction, and halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b\u2060\u202a-\u202e\u2066-\u2069]/u;

export type Placeholders =
  | Readonly<Record<(typeof PLACEHOLDERS)[number], string>>
  | Readonly<Record<(typeof LINK_PLACEHOLDERS)[number], string>>;

/** Whether a text of this use tells a link. One of an older config may tell a code instead, and is kept and never chosen. */
export const tellsLink = ({ usageType: use, content }: Template): boolean =>
  use === LINK_USE && [...(content ?? "").matchAll(PLACEHOLDER)].some(([, name]) => name === "link");

export const usageType = z
  .string()
  .min(1)
  .max(64)
  .meta({ label: { ko: "용도", en: "Usage" }, examples: [...usageTypes] } satisfies FieldMeta & { examples: string[] });

export const locale = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .optional()
  .meta({
    label: { ko: "언어", en: "Language" },
    hint: { ko: "ko, en-GB 등. 비우면 모든 언어에 씁니다.", en: "ko, en-GB … Empty: for every language." },
  } satisfies FieldMeta);

/** What is wrong with a text, in both languages; `undefined` if nothing is. */
function problemWith(template: Template & { content: string }, charset: SmsLimits["charset"], longest: number) {
  const { content } = template;
  const isLink = tellsLink(template);
  const known: readonly string[] = isLink ? LINK_PLACEHOLDERS : PLACEHOLDERS;
  if ([...content].length > longest)
    return { ko: `${longest}자까지 쓸 수 있습니다`, en: `must be at most ${longest} characters` };
  const strange = /\{\{[^}]*\}?\}?/g;
  for (const [place] of content.matchAll(strange)) {
    const name = new RegExp(`^${PLACEHOLDER.source}$`).exec(place)?.[1];
    if (name === undefined || !known.includes(name))
      return {
        ko: `${place.slice(0, 40)}는 쓸 수 없습니다. {{${known[0]}}}, {{${known[1]}}}, {{${known[2]}}}만 쓸 수 있습니다`,
        en: `${place.slice(0, 40)} is not a placeholder; there are {{${known[0]}}}, {{${known[1]}}} and {{${known[2]}}}`,
      };
  }
  if (!isLink && ![...content.matchAll(PLACEHOLDER)].some(([, name]) => name === "code"))
    return { ko: "{{code}}가 있어야 합니다", en: "must contain {{code}}" };
  if (INVISIBLE.test(content.replace(/[\r\n\t]/g, "")))
    return { ko: "보이지 않는 문자가 있습니다", en: "must not contain control or invisible characters" };
  const lacking = charset === "euc-kr" ? notInEucKr(content) : [];
  if (lacking.length > 0)
    return {
      ko: `한국 통신사가 보낼 수 없는 문자가 있습니다: ${lacking.slice(0, 5).join(" ")}`,
      en: `has characters that Korean carriers cannot send: ${lacking.slice(0, 5).join(" ")}`,
    };
  return undefined;
}

const contentField = (meta: FieldMeta) => z.string().min(1).meta(meta);

/** A check of an entry: what its text may have is a matter of its use. */
const checkContent =
  (charset: SmsLimits["charset"], longest: number) =>
  (template: Template & { content: string }, context: z.RefinementCtx): void => {
    const words = problemWith(template, charset, longest);
    if (words) context.addIssue({ code: "custom", path: ["content"], ...problem(words) });
  };

/** Templates whose text the server writes. */
export const contentTemplates = (charset: SmsLimits["charset"]) =>
  listOf(
    z
      .object({
        usageType,
        content: contentField({
          label: { ko: "문구", en: "Text" },
          hint: {
            ko: "{{code}}, {{brand}}, {{minutes}}. OrganizationInvitation은 {{link}}, {{brand}}, {{organization}}",
            en: "{{code}}, {{brand}}, {{minutes}}; of OrganizationInvitation {{link}}, {{brand}}, {{organization}}",
          },
        }),
        locale,
      })
      .superRefine(checkContent(charset, MAX_CONTENT_LENGTH)),
  );

/** Templates whose text the vendor keeps: `code` is the schema of their names. */
export const codeTemplates = <Code extends z.ZodType>(code: Code) =>
  listOf(z.object({ usageType, templateCode: code, locale }));

/** Templates of e-mail: a subject, and a text that the server writes. */
export const emailTemplates = () =>
  listOf(
    z
      .object({
        usageType,
        contentType: z
          .enum(["text/plain", "text/html"])
          .meta({ label: { ko: "형식", en: "Format" } } satisfies FieldMeta),
        subject: z
          .string()
          .min(1)
          .max(200)
          .refine((text) => !INVISIBLE.test(text), problem({ ko: "한 줄이어야 합니다", en: "must be one line" }))
          .meta({ label: { ko: "제목", en: "Subject" } } satisfies FieldMeta),
        content: contentField({ label: { ko: "본문", en: "Text" } }),
        locale,
      })
      .superRefine(checkContent("utf-8", MAX_EMAIL_LENGTH)),
  );

/** A list of templates of any shape that covers the required uses. */
export function listOf<Entry extends z.ZodType<Template>>(entry: Entry) {
  return z
    .array(entry)
    .max(200)
    .superRefine((templates, context) => {
      const missing = requiredUsageTypes.filter((name) => !templates.some((one) => one.usageType === name));
      if (missing.length > 0)
        context.addIssue({
          code: "custom",
          ...problem({
            ko: `usageType이 ${missing.join(", ")}인 템플릿이 있어야 합니다`,
            en: `needs a template of usageType ${missing.join(", ")}`,
          }),
        });
    })
    .meta({
      label: { ko: "템플릿", en: "Templates" },
      hint: {
        ko: `${requiredUsageTypes.join(", ")}는 꼭 있어야 합니다.`,
        en: `${requiredUsageTypes.join(", ")} are required.`,
      },
    } satisfies FieldMeta);
}

/**
 * Chooses the template for a use: one in the first of the languages that has one (`ko` serves `ko-KR`), else one for all
 * languages; where the use has neither, the same of `Generic`; at last any of the use, whatever its language.
 */
export function chooseVendorTemplate(
  templates: readonly Template[],
  use: UsageType,
  locales: readonly string[],
): Template | undefined {
  const inLanguage = (of: readonly Template[]) => {
    for (const wanted of locales.flatMap((name) => [name, name.split("-")[0]])) {
      const found = of.find((one) => one.locale?.toLowerCase() === wanted?.toLowerCase());
      if (found) return found;
    }
    return of.find((one) => one.locale === undefined);
  };
  const own = templates.filter(({ usageType }) => usageType === use);
  const generic = templates.filter(({ usageType }) => usageType === "Generic");
  return inLanguage(own) ?? inLanguage(generic) ?? own[0] ?? generic[0];
}

/** Fills every placeholder once: a value that looks like a placeholder is not filled again. */
export function fillTemplate(content: string, values: Placeholders): string {
  return content
    .replace(/\r\n?/g, "\n")
    .replace(PLACEHOLDER, (place, name: string) =>
      Object.hasOwn(values, name) ? ((values as Readonly<Record<string, string>>)[name] ?? place) : place,
    );
}

const KOREAN = "[{{brand}}] 인증번호 [{{code}}]";
const ENGLISH = "Your {{brand}} verification code is {{code}}. It expires in {{minutes}} minutes.";

/** Texts to begin with: one for every use, in both languages. */
export const exampleTemplates: readonly Template[] = requiredUsageTypes.flatMap((name) => [
  { usageType: name, content: KOREAN, locale: "ko" },
  { usageType: name, content: ENGLISH },
]);

/** The same where the vendor keeps the texts. */
export const exampleCodeTemplates: readonly Template[] = requiredUsageTypes.map((name) => ({
  usageType: name,
  templateCode: "<template-code>",
}));
