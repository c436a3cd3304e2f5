/**
 * @module What signing in is like, as one document: whose brand, which ways in, what a new account needs, for how long. Every
 * member has a default, so an empty document is a complete one. What one member asks of another is in `find-problems.ts`.
 */
import { z } from "zod";
import { normalizeOrigin } from "../api-keys/allowed-origin.js";
import { isLoopbackName } from "../config.js";
import { says } from "../document.js";
import { parseSid } from "../sid.js";
import { hasInvisible } from "../text.js";

export const identifierTypes = ["phone", "email", "username"] as const;
export type IdentifierType = (typeof identifierTypes)[number];

const MAX_TERMS = 20;
const MAX_ORIGINS = 50;
const MAX_URL_LENGTH = 2048;
const MAX_DAYS = 400;
const MAX_SOCIAL = 30;

/** A line that people read: what cannot be seen is refused, as in names of services and keys. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => text !== "", says("must not be empty", "비워 둘 수 없습니다"))
    .refine((text) => [...text].length <= max, says(`must be at most ${max} characters`, `${max}자 이하여야 합니다`))
    .refine(
      (text) => !hasInvisible(text),
      says(
        "must not contain line breaks, control or invisible characters",
        "줄바꿈, 제어 문자, 보이지 않는 문자를 넣을 수 없습니다",
      ),
    );

/** Plain http is for a developer's own machine; `find-problems.ts` refuses it in production. */
export const isPlainHttp = (url: string): boolean => url.startsWith("http:");

// Spellings are made one by `overwrite`, not by a transform: the same schema also writes answers.
const url = z
  .string()
  .refine(
    (text) => normalizeUrl(text) !== undefined,
    says("must be an https URL without a user name", "사용자 이름이 없는 https 주소여야 합니다"),
  )
  .overwrite((text) => normalizeUrl(text) ?? text);

function normalizeUrl(text: string): string | undefined {
  const parsed = text.length <= MAX_URL_LENGTH && !hasInvisible(text) ? URL.parse(text.trim()) : null;
  return parsed && isWeb(parsed) && !parsed.username && !parsed.password ? parsed.href : undefined;
}

const isWeb = ({ protocol, hostname }: URL) =>
  protocol === "https:" || (protocol === "http:" && isLoopbackName(hostname));

const origin = z
  .string()
  .refine(
    (text) => normalizeWebOrigin(text) !== undefined,
    says(
      "must be an https origin such as https://shop.example, without a path",
      "https://shop.example처럼 경로가 없는 https 주소여야 합니다",
    ),
  )
  .overwrite((text) => normalizeWebOrigin(text) ?? text);

function normalizeWebOrigin(text: string): string | undefined {
  const parsed = URL.parse(normalizeOrigin(text.trim()) ?? "");
  return parsed && isWeb(parsed) ? parsed.origin : undefined;
}

const colour = z
  .string()
  .refine((text) => /^#[0-9a-fA-F]{6}$/.test(text), says("must be like #0b6e4f", "#0b6e4f 같은 값이어야 합니다"))
  .overwrite((text) => text.toLowerCase());

const serviceSid = z
  .string()
  .refine(
    (text) => parseSid("VA", text) !== undefined,
    says("must be VA and 32 hex digits", "VA와 16진수 32자리여야 합니다"),
  )
  .overwrite((text) => parseSid("VA", text) ?? text);

const identifier = z.enum(identifierTypes);
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

const method = z.strictObject({
  identifier,
  code: z.boolean().describe("Whether a code sent to it opens an account; never of a user name."),
  password: z.boolean().describe("Whether it and a password open an account."),
  first: z.enum(["code", "password"]).describe("What is offered first."),
});

const bilingual = <Schema extends z.ZodType>(schema: Schema) => z.strictObject({ ko: schema, en: schema });

const term = z.strictObject({
  id: z
    .string()
    .refine(
      (text) => /^[a-z][a-z0-9_-]{0,31}$/.test(text),
      says(
        "must be a lower-case letter, then up to 31 letters, digits, - and _",
        "영어 소문자로 시작하고 소문자, 숫자, -, _로 32자까지 쓸 수 있습니다",
      ),
    )
    .describe("Its name in a user's consents."),
  version: line(32).describe("A consent is to a version; with another one it is asked for again."),
  required: z.boolean(),
  title: bilingual(line(100)),
  url: z
    .union([bilingual(url), url])
    .nullable()
    .default(null),
});

const socialName = z
  .string()
  .refine(
    (text) => /^(CN[0-9a-f]{32}|[a-z0-9][a-z0-9-]{1,63})$/.test(text),
    says(
      "must be a kind of connector such as kakao-universal, or a connector's id (CN and 32 hex digits)",
      "kakao-universal 같은 커넥터 종류나 커넥터 id(CN과 16진수 32자리)여야 합니다",
    ),
  );

/** A document as somebody writes it may leave out whatever has a default; `Experience` is what comes out. */
export const experienceSchema = z.strictObject({
  serviceSid: orNull(serviceSid).describe("Whose name, countries, language and codes the pages use; null: the oldest."),
  languages: z
    .array(z.enum(["ko", "en"]))
    .max(10)
    .overwrite((languages) => [...new Set(languages)])
    .default(["ko", "en"])
    .describe("The first is for everybody else."),
  brand: z
    .strictObject({
      name: orNull(line(60)).describe("null: the service's `friendlyName`."),
      homeUrl: orNull(url),
      logoUrl: orNull(url),
      termsUrl: orNull(url),
      privacyUrl: orNull(url),
      supportUrl: orNull(url),
      colour: orNull(colour),
      darkColour: orNull(colour).describe("null: a shade of `colour` that reads on a dark page."),
    })
    .prefault({}),
  signIn: z
    .strictObject({
      methods: z
        .array(method)
        .max(identifierTypes.length)
        .default([{ identifier: "phone", code: true, password: false, first: "code" }]),
      rememberLast: z.boolean().default(true).describe("Whether a browser remembers the way in that was used last."),
    })
    .prefault({}),
  signUp: z
    .strictObject({
      enabled: z.boolean().default(true),
      identifiers: z
        .array(identifier)
        .max(identifierTypes.length)
        .default(["phone"])
        .describe("What a new account must have; the first is verified first."),
      password: z.boolean().default(false).describe("Whether a new account needs a password."),
      profile: z.strictObject({ name: z.enum(["off", "optional", "required"]).default("off") }).prefault({}),
    })
    .prefault({}),
  passkeys: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Whether people may make passkeys, and sign in with them."),
      offer: z
        .boolean()
        .default(true)
        .describe("Whether a browser that can is offered one, once, after a sign-in by code."),
    })
    .prefault({}),
  totp: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe("Whether people may set up an authenticator app, and prove by its codes who they are."),
    })
    .prefault({}),
  social: z
    .strictObject({
      order: z
        .array(socialName)
        .max(MAX_SOCIAL)
        .overwrite((order) => [...new Set(order)])
        .default([])
        .describe("Kinds or connectors, as their buttons stand; those that are not named follow, the oldest first."),
      askIdentifiers: z
        .boolean()
        .default(true)
        .describe("Whether somebody new who comes by a provider must give what `signUp.identifiers` names, too."),
      trustPhone: z
        .boolean()
        .default(false)
        .describe(
          "Whether a number that a provider vouches for counts as verified in the action `verify`; else the step with the code is filled with it.",
        ),
    })
    .prefault({}),
  terms: z.array(term).max(MAX_TERMS).default([]),
  minimumAge: z.int().min(1).max(99).nullable().default(null).describe("14 asks for the tick “14 or older”."),
  sessions: z
    .strictObject({
      idleDays: z.int().min(1).max(MAX_DAYS).default(30),
      absoluteDays: z.int().min(1).max(MAX_DAYS).default(180),
    })
    .prefault({}),
  recycled: z
    .strictObject({
      afterDays: z
        .int()
        .min(0)
        .max(3650)
        .default(90)
        .describe("A number last proved longer ago may be somebody else's now; 0: never."),
      phoneOnlyStale: z.enum(["open", "new", "ask"]).default("ask"),
    })
    .prefault({}),
  notices: z.strictObject({ newDevice: z.boolean().default(true) }).prefault({}),
  password: z.strictObject({ minLength: z.int().min(8).max(64).default(10) }).prefault({}),
  origins: z
    .array(origin)
    .max(MAX_ORIGINS)
    .overwrite((origins) => [...new Set(origins)])
    .default([])
    .describe("Web origins besides ours whose pages may use the JSON face and be returned to."),
});

export type Experience = z.output<typeof experienceSchema>;
export type SignInMethod = Experience["signIn"]["methods"][number];
export type Term = Experience["terms"][number];

/** What a deployment has that has set nothing. */
export const experienceDefaults: Experience = experienceSchema.parse({});
