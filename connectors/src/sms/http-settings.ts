/** @module The settings of an HTTP gateway: Logto's two, and what describes any other request and its answer. */
import { z } from "zod";
import { additions, type FieldMeta, problem } from "../kit/settings.js";
import { contentTemplates } from "../kit/templates.js";

const PLACEHOLDERS = ["to", "toPlus", "code", "text", "type", "locale", "reference"] as const;
export type Values = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
const isPlaceholder = (name: string): name is keyof Values => PLACEHOLDERS.some((one) => one === name);

/** Fills each placeholder once with its value, escaped: a value that looks like a placeholder is not filled again. */
export const fill = (text: string, values: Values, escaped: (value: string) => string) =>
  text.replace(PLACEHOLDER, (place, name: string) =>
    isPlaceholder(name) ? escaped(values[name].toWellFormed()) : place,
  );

export const JSON_TYPE = "application/json";
export const escapes = {
  [JSON_TYPE]: (value: string) => JSON.stringify(value).slice(1, -1),
  "application/x-www-form-urlencoded": encodeURIComponent,
  "text/plain": (value: string) => value,
};
type ContentType = keyof typeof escapes;

/** The first `{{…` of a text that is no placeholder. */
const strangePlaceholder = (text: string) =>
  [...text.matchAll(/\{\{[^}]*\}?\}?/g)].find(([place]) => {
    const [, name = ""] = /^\{\{\s*(\w+)\s*\}\}$/.exec(place) ?? [];
    return !isPlaceholder(name);
  })?.[0];

const onlyPlaceholders = <Text extends z.ZodString>(text: Text) =>
  text.superRefine((value, context) => {
    const strange = strangePlaceholder(value)?.slice(0, 40);
    const names = PLACEHOLDERS.map((name) => `{{${name}}}`).join(", ");
    if (strange)
      context.addIssue({
        code: "custom",
        ...problem({
          ko: `${strange}는 쓸 수 없습니다. ${names}만 쓸 수 있습니다`,
          en: `${strange} is not a placeholder; there are ${names}`,
        }),
      });
  });

const sample = (fallback: string): Values => ({
  to: "821012345678",
  toPlus: fallback,
  // A code may begin with a zero, which a number in JSON may not: the check finds templates without quotes.
  code: "012345",
  text: fallback,
  type: fallback,
  locale: fallback,
  reference: fallback,
});

/** An http(s) address without credentials, whose origin does not depend on a placeholder's value. */
function isAddress(text: string): boolean {
  const [one, other] = ["x", "y"].map((value) => {
    const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, value])) as Values;
    return URL.parse(fill(text, values, encodeURIComponent));
  });
  return one?.origin === other?.origin && /^https?:$/.test(one?.protocol ?? "") && !one?.username && !one?.password;
}

/** A token: RFC 9110 §5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** A field value: RFC 9110 §5.5. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]{1,8000}$/;
/** Headers that the HTTP client sets, or that have a setting of their own. */
const RESERVED = /^(host|connection|content-(length|type)|keep-alive|te|trailer|transfer-encoding|upgrade|expect)$/i;

const isHeaderName = (name: string) => HEADER_NAME.test(name) && !RESERVED.test(name);
const notAHeader = problem({
  ko: "쓸 수 없는 헤더 이름입니다(Content-Type은 contentType에 넣습니다)",
  en: "is no name of a header that can be set (Content-Type is set by contentType)",
});
const headerValue = (meta: FieldMeta) =>
  z
    .string()
    .trim()
    .refine(
      (value) => HEADER_VALUE.test(value),
      problem({ ko: "한 줄이고 라틴 문자여야 합니다", en: "must be one line of Latin characters" }),
    )
    .meta({ ...meta, secret: true });

const path = (meta: FieldMeta) =>
  z
    .string()
    .trim()
    .refine(
      (text) => /^[^.\s]+(\.[^.\s]+)*$/.test(text) && text.length <= 200,
      problem({
        ko: "result.code처럼 점으로 이은 이름이어야 합니다",
        en: "must be names with dots between: result.code",
      }),
    )
    .meta(meta);

export const httpSettings = z
  .object({
    endpoint: onlyPlaceholders(z.string().trim().min(1).max(2000))
      .refine(
        isAddress,
        problem({
          ko: "https://gateway.example.com/send 같은 주소여야 하고, 자리표시자는 경로와 쿼리에만 쓸 수 있습니다",
          en: "must be an address such as https://gateway.example.com/send, with placeholders in its path and query only",
        }),
      )
      .meta({
        label: { ko: "엔드포인트", en: "Endpoint" },
        hint: {
          ko: "요청을 받을 전체 주소. {{to}} 같은 자리표시자를 쓸 수 있습니다.",
          en: "The whole address of the gateway. May hold placeholders such as {{to}}.",
        },
        placeholder: "https://gateway.example.com/send",
      } satisfies FieldMeta),
    authorization: headerValue({
      label: { ko: "Authorization 헤더", en: "Authorization header" },
      hint: { ko: "값 전체를 넣습니다.", en: "The whole value." },
      placeholder: "Bearer …",
    }).optional(),
    method: z
      .enum(["GET", "POST", "PUT", "PATCH"])
      .optional()
      .meta({ label: { ko: "메서드", en: "Method" }, hint: { ko: "기본값은 POST입니다.", en: "POST unless set." } }),
    headers: z
      .record(z.string(), headerValue({ label: { ko: "값", en: "Value" } }))
      .superRefine((headers, context) => {
        for (const name of Object.keys(headers).filter((one) => !isHeaderName(one)))
          context.addIssue({ code: "custom", path: [name], ...notAHeader });
      })
      .optional()
      .meta({
        label: { ko: "헤더", en: "Headers" },
        hint: { ko: "값은 비밀로 다룹니다.", en: "Names and values; values are secret." },
      } satisfies FieldMeta),
    contentType: z
      .enum(Object.keys(escapes) as [ContentType, ...ContentType[]])
      .optional()
      .meta({
        label: { ko: "본문 형식", en: "Content type" },
        hint: { ko: `기본값은 ${JSON_TYPE}입니다.`, en: `Of bodyTemplate; ${JSON_TYPE} unless set.` },
      } satisfies FieldMeta),
    bodyTemplate: onlyPlaceholders(z.string().min(1).max(10_000))
      .optional()
      .meta({
        label: { ko: "본문 템플릿", en: "Body template" },
        hint: {
          ko: "비우면 Logto의 HTTP SMS와 같은 JSON을 보냅니다.",
          en: "Empty: the JSON of Logto's HTTP SMS.",
        },
      } satisfies FieldMeta),
    success: z
      .object({
        status: z
          .array(z.int().min(200).max(399))
          .min(1)
          .optional()
          .meta({ label: { ko: "성공 상태 코드", en: "Status" } } satisfies FieldMeta),
        path: path({ label: { ko: "응답 JSON의 경로", en: "Path in the JSON answer" } }).optional(),
        equals: z
          .array(z.string().trim().min(1).max(200))
          .min(1)
          .optional()
          .meta({ label: { ko: "성공을 뜻하는 값", en: "Values that mean success" } } satisfies FieldMeta),
      })
      .refine(({ path, equals }) => path === undefined || equals !== undefined, {
        path: ["equals"],
        ...problem({
          ko: "path를 쓰면 성공을 뜻하는 값이 있어야 합니다",
          en: "path needs the values that mean success",
        }),
      })
      .optional()
      .meta({
        label: { ko: "성공 조건", en: "Success" },
        hint: { ko: "비우면 2xx 응답이 모두 성공입니다.", en: "Empty: every 2xx." },
      } satisfies FieldMeta),
    messageIdPath: path({
      label: { ko: "메시지 ID의 경로", en: "Path of the message's ID" },
      hint: { ko: "응답 JSON 안의 경로입니다.", en: "In the JSON answer." },
    }).optional(),
    hmac: z
      .object({
        secret: z
          .string()
          .min(16)
          .max(500)
          .meta({ label: { ko: "서명 비밀 값", en: "Secret" }, secret: true } satisfies FieldMeta),
        header: z
          .string()
          .refine(isHeaderName, notAHeader)
          .default("X-Munjigi-Signature")
          .meta({ label: { ko: "헤더 이름", en: "Header" } } satisfies FieldMeta),
        algorithm: z
          .enum(["sha256", "sha512"])
          .default("sha256")
          .meta({ label: { ko: "알고리즘", en: "Algorithm" } } satisfies FieldMeta),
      })
      .optional()
      .meta({
        label: { ko: "서명(HMAC)", en: "Signature (HMAC)" },
        hint: {
          ko: "게이트웨이가 요청의 출처를 확인할 수 있게 본문에 서명합니다.",
          en: "Signs the body, so that the gateway can tell where it is from.",
        },
      } satisfies FieldMeta),
    templates: contentTemplates("utf-8").optional(),
    timeoutMs: additions.timeoutMs,
  })
  .superRefine((own, context) => {
    const { endpoint, method, bodyTemplate, contentType = JSON_TYPE, hmac } = own;
    const add = (path: string, ko: string, en: string) =>
      context.addIssue({ code: "custom", path: [path], ...problem({ ko, en }) });
    const isGet = method === "GET";
    if (isGet && bodyTemplate !== undefined) add("bodyTemplate", "GET에는 본문이 없습니다", "a GET has no body");
    if (isGet && hmac) add("hmac", "GET에는 서명할 본문이 없습니다", "a GET has no body to sign");
    if (bodyTemplate === undefined && contentType !== JSON_TYPE)
      add("contentType", "본문 템플릿이 있어야 바꿀 수 있습니다", "needs a bodyTemplate");
    if (isGet || bodyTemplate !== undefined) {
      const names = [...`${endpoint} ${bodyTemplate ?? ""}`.matchAll(PLACEHOLDER)].map(([, name]) => name);
      const field = isGet ? "endpoint" : "bodyTemplate";
      if (!names.includes("to") && !names.includes("toPlus"))
        add(field, "{{to}}나 {{toPlus}}가 있어야 합니다", "must contain {{to}} or {{toPlus}}");
      if (!names.includes("code") && !names.includes("text"))
        add(field, "{{code}}나 {{text}}가 있어야 합니다", "must contain {{code}} or {{text}}");
    }
    if (
      bodyTemplate !== undefined &&
      contentType === JSON_TYPE &&
      !isJson(fill(bodyTemplate, sample("x"), escapes[JSON_TYPE]))
    )
      add(
        "bodyTemplate",
        "JSON이어야 하고, 자리표시자는 따옴표 안에 있어야 합니다",
        "must be JSON, with the placeholders in quotes",
      );
  });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export type HttpSettings = z.infer<typeof httpSettings>;
