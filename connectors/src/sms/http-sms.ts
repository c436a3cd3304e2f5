/** @module A gateway of one's own over HTTP. By default the request of Logto's connector: https://docs.logto.io/integrations/http-sms */
import { createHmac } from "node:crypto";
import { z } from "zod";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "./call-vendor.js";
import type { SmsConnector, SmsMessage } from "./contract.js";
import { additions, type FieldMeta, problem } from "./settings.js";
import { contentTemplates } from "./templates.js";

const PLACEHOLDERS = ["to", "toPlus", "code", "text", "type", "locale", "reference"] as const;
type Values = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

const PLACE = /\{\{\s*(\w+)\s*\}\}/g;
const isPlaceholder = (name: string): name is keyof Values => PLACEHOLDERS.some((one) => one === name);

const fill = (text: string, values: Values, escaped: (value: string) => string) =>
  text.replace(PLACE, (place, name: string) => (isPlaceholder(name) ? escaped(values[name].toWellFormed()) : place));

const JSON_TYPE = "application/json";
const escapes = {
  [JSON_TYPE]: (value: string) => JSON.stringify(value).slice(1, -1),
  "application/x-www-form-urlencoded": encodeURIComponent,
  "text/plain": (value: string) => value,
};
type ContentType = keyof typeof escapes;

/** Where a `{{` is that begins no placeholder. */
const strangePlace = (text: string) =>
  [...text.matchAll(/\{\{[^}]*\}?\}?/g)].find(([place]) => {
    const [, name = ""] = /^\{\{\s*(\w+)\s*\}\}$/.exec(place) ?? [];
    return !isPlaceholder(name);
  })?.[0];

const onlyPlaceholders = <Text extends z.ZodString>(text: Text) =>
  text.superRefine((value, context) => {
    const strange = strangePlace(value)?.slice(0, 40);
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
  // A number in JSON begins with no zero; a code may.
  code: "012345",
  text: fallback,
  type: fallback,
  locale: fallback,
  reference: fallback,
});

/** An address whose host stands in the settings and nowhere else. */
function isAddress(text: string): boolean {
  const [one, other] = ["x", "y"].map((value) => {
    const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, value])) as Values;
    return URL.parse(fill(text, values, encodeURIComponent));
  });
  return one?.origin === other?.origin && /^https?:$/.test(one?.protocol ?? "") && !one?.username && !one?.password;
}

/** RFC 9110 §5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** RFC 9110 §5.5. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]{1,8000}$/;
/** The client's own, or settings of their own. */
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

const settings = z
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
      const names = [...`${endpoint} ${bodyTemplate ?? ""}`.matchAll(PLACE)].map(([, name]) => name);
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

type Settings = z.infer<typeof settings>;

const remedies = {
  401: {
    ko: "게이트웨이가 인증을 거부했습니다. authorization 값과 headers의 키를 확인해 주세요.",
    en: "The gateway refused the credentials. Check authorization, and the keys among headers.",
  },
  404: {
    ko: "게이트웨이에 그런 주소가 없습니다. endpoint에 경로까지 넣었는지 확인해 주세요.",
    en: "The gateway has no such address. See whether endpoint has its whole path.",
  },
  415: {
    ko: "게이트웨이가 본문 형식을 받지 않습니다. contentType과 bodyTemplate을 게이트웨이의 형식에 맞춰 주세요.",
    en: "The gateway does not take this kind of body. Fit contentType and bodyTemplate to it.",
  },
};

export const httpSms: SmsConnector<Settings> = {
  id: "http-sms",
  type: "Sms",
  name: { ko: "HTTP 게이트웨이", en: "HTTP gateway" },
  docs: "docs/connectors/http-sms.md",
  settings,
  example: { endpoint: "https://gateway.example.com/send", authorization: "Bearer <token>" },
  guide: {
    ko: '1. 요청을 받을 주소를 endpoint에 넣습니다. 2xx로 답하면 성공입니다.\n2. 비워 두면 Logto의 HTTP SMS와 같은 JSON을 POST합니다: {"to": "821012345678", "type": "SignIn", "payload": {"code": …, "locale": …}}.\n3. 다른 형식이 필요하면 method, headers, contentType, bodyTemplate, success를 씁니다.\n4. hmac을 켜면 게이트웨이가 서명으로 출처를 확인할 수 있습니다.',
    en: '1. Enter the address that takes the request as endpoint. It answers with a 2xx.\n2. Unless told, the JSON of Logto\'s HTTP SMS is posted: {"to": "821012345678", "type": "SignIn", "payload": {"code": …, "locale": …}}.\n3. For anything else there are method, headers, contentType, bodyTemplate and success.\n4. With hmac the gateway can tell by a signature where a request is from.',
  },
  limits: { maxBytes: 2000, charset: "utf-8" },
  remedies,

  async send(message, own, context) {
    const { method = "POST", contentType = JSON_TYPE, hmac, authorization } = own;
    const values: Values = {
      to: message.to.replace(/\D/g, ""),
      toPlus: message.to,
      code: message.code,
      text: message.body,
      type: message.usageType,
      locale: message.locale,
      reference: message.reference,
    };
    const body = method === "GET" ? undefined : bodyOf(message, own, values);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(own.headers ?? {})) headers[name.toLowerCase()] = value;
    if (authorization !== undefined) headers.authorization = authorization;
    if (body !== undefined) headers["content-type"] = contentType;
    if (hmac && body !== undefined) {
      const seconds = Math.floor(context.clock().getTime() / 1000);
      headers[hmac.header.toLowerCase()] = signatureOf(hmac, seconds, body);
    }
    const answer = await callVendor(context, fill(own.endpoint, values, encodeURIComponent), {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    const verdict = judge(answer, own.success ?? {}, values);
    if (verdict !== "accepted")
      throw failureOf(context, answer, {
        code: verdict.code,
        ...(verdict.isRefused && { text: "the gateway refused it", refused: true }),
      });
    const id = own.messageIdPath === undefined ? undefined : at(answer.json, own.messageIdPath);
    const vendorMessageId = typeof id === "string" || typeof id === "number" ? String(id) : "";
    // The number is kept in one place, which is not this one.
    const isName = /^\S{1,200}$/.test(vendorMessageId) && !vendorMessageId.includes(values.to.slice(-8));
    return isName ? { vendorMessageId } : {};
  },
};

function bodyOf({ code, locale, body }: SmsMessage, own: Settings, values: Values): string {
  const { bodyTemplate, contentType = JSON_TYPE, templates } = own;
  if (bodyTemplate !== undefined) return fill(bodyTemplate, values, escapes[contentType]);
  const { to, type } = values;
  return JSON.stringify({ to, type, payload: { code, locale }, ...(templates && { text: body }) });
}

function signatureOf({ secret, algorithm }: NonNullable<Settings["hmac"]>, seconds: number, body: string): string {
  const mac = createHmac(algorithm, secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}

/** The member at `result.0.code`; `undefined` if there is none. */
function at(json: unknown, dotted: string): unknown {
  return dotted.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }, json);
}

/** Fit to be shown: no sentence, and nothing of the message in it. */
function shown(value: string, { to, code }: Values): string | undefined {
  if (!/^[\w.:-]{1,40}$/.test(value) || value.includes(code)) return undefined;
  return /\d{7}/.test(value) || value.includes(to.slice(-8)) ? undefined : value;
}

/**
 * What the answer says by the settings. The value that should say it may be missing (then nobody can tell, if the status is a
 * success), or be another than those that mean success (then the gateway has refused). Without a path, it is the whole answer,
 * unless that is a page.
 */
function judge(
  answer: VendorAnswer,
  { status, path, equals }: NonNullable<Settings["success"]>,
  values: Values,
): "accepted" | { code: string | undefined; isRefused: boolean } {
  const isGoodStatus = status ? status.includes(answer.status) : isSuccess(answer);
  if (equals === undefined) return isGoodStatus ? "accepted" : { code: undefined, isRefused: false };
  const text = answer.text.trim();
  const found =
    path === undefined ? (text.length > 200 || /[<\n]/.test(text) ? undefined : text) : at(answer.json, path);
  const isScalar = ["string", "number", "boolean"].includes(typeof found) && found !== "";
  if (isGoodStatus && isScalar && equals.includes(String(found))) return "accepted";
  return { code: isScalar ? shown(String(found), values) : undefined, isRefused: isGoodStatus && isScalar };
}
