/**
 * @module What signing in is like, as one document: whose brand, which ways in, what a new account needs, for how long. Every
 * member has a default, so an empty document is a complete one. What one member asks of another is in `find-problems.ts`.
 */
import { z } from "zod";
import { normalizeOrigin } from "../api-keys/allowed-origin.js";
import { isLoopbackName } from "../config.js";
import { parseSid } from "../sid.js";
import { hasInvisible } from "../text.js";

export const identifierTypes = ["phone", "email", "username"] as const;
export type IdentifierType = (typeof identifierTypes)[number];

const MAX_TERMS = 20;
const MAX_ORIGINS = 50;
const MAX_URL_LENGTH = 2048;
const MAX_DAYS = 400;

/** A line that people read: what cannot be seen is refused, as in names of services and keys. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => text !== "", "must not be empty")
    .refine((text) => [...text].length <= max, `must be at most ${max} characters`)
    .refine((text) => !hasInvisible(text), "must not contain line breaks, control or invisible characters");

/** Plain http is for a developer's own machine; `find-problems.ts` refuses it in production. */
export const isPlainHttp = (url: string): boolean => url.startsWith("http:");

const url = z.string().transform((text, context) => {
  const parsed = text.length <= MAX_URL_LENGTH && !hasInvisible(text) ? URL.parse(text.trim()) : null;
  const isSafe = parsed?.protocol === "https:" || (parsed?.protocol === "http:" && isLoopbackName(parsed.hostname));
  if (parsed && isSafe && !parsed.username && !parsed.password) return parsed.href;
  context.addIssue({ code: "custom", message: "must be an https URL without a user name" });
  return z.NEVER;
});

const origin = z.string().transform((text, context) => {
  const normal = normalizeOrigin(text.trim());
  const parsed = normal === undefined ? null : URL.parse(normal);
  if (parsed?.protocol === "https:" || (parsed?.protocol === "http:" && isLoopbackName(parsed.hostname)))
    return parsed.origin;
  context.addIssue({ code: "custom", message: "must be an https origin such as https://shop.example, without a path" });
  return z.NEVER;
});

const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "must be like #0b6e4f")
  .transform((text) => text.toLowerCase());

const serviceSid = z.string().transform((text, context) => {
  const sid = parseSid("VA", text);
  if (sid) return sid;
  context.addIssue({ code: "custom", message: "must be VA and 32 hex digits" });
  return z.NEVER;
});

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
    .regex(/^[a-z][a-z0-9_-]{0,31}$/, "must be a lower-case letter, then up to 31 letters, digits, - and _")
    .describe("Its name in a user's consents."),
  version: line(32).describe("A consent is to a version; with another one it is asked for again."),
  required: z.boolean(),
  title: bilingual(line(100)),
  url: z
    .union([bilingual(url), url])
    .nullable()
    .default(null),
});

/** A document as somebody writes it may leave out whatever has a default; `Experience` is what comes out. */
export const experienceSchema = z.strictObject({
  serviceSid: orNull(serviceSid).describe("Whose name, countries, language and codes the pages use; null: the oldest."),
  languages: z
    .array(z.enum(["ko", "en"]))
    .max(2)
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
    .transform((origins) => [...new Set(origins)])
    .default([])
    .describe("Web origins besides ours whose pages may use the JSON face and be returned to."),
});

export type Experience = z.output<typeof experienceSchema>;
export type SignInMethod = Experience["signIn"]["methods"][number];
export type Term = Experience["terms"][number];

/** What a deployment has that has set nothing. */
export const experienceDefaults: Experience = experienceSchema.parse({});
