/**
 * @module The file: what of a deployment's settings travels, under names that mean the same in every deployment. A member that is
 * absent says nothing. What a member asks of another, and of the place where it is to hold, the rooms say when it is applied.
 */
import { z } from "zod";
import { normalizeOrigin } from "../api-keys/allowed-origin.js";
import {
  ACCESS_TOKEN_SECONDS,
  type ApplicationSettings,
  applicationTypes,
  listScopes,
  MAX_GRACE_SECONDS,
  MAX_LISTED,
  problemWithName,
  problemWithScope,
} from "../applications/application.js";
import { MAX_DESCRIPTION_LENGTH, ROLE, readLine } from "../organizations/organization.js";
import { BUCKET, isUniqueName } from "../rate-limits/rate-limit.js";
import { hasInvisible } from "../text.js";
import {
  type EndpointSettings,
  MAX_EVENT_TYPES,
  problemWithDescription,
  problemWithEventType,
} from "../webhooks/endpoint.js";
import { checked, serviceSettings, text, translations } from "./service-settings.js";

/** Of the form of the file, not of the program. */
export const FILE_VERSION = 1;
/** The service that every deployment has first. */
export const FIRST_SERVICE = "default";
const MAX_ENTRIES = 1000;

/** Something that has an identifier of its own in each deployment. */
export interface Ref {
  kind:
    | "service"
    | "template"
    | "connector"
    | "resource"
    | "application"
    | "role"
    | "webhook"
    | "rate_limit"
    | "bucket";
  /** As the file names it: its section, its name, and of a limit and its bucket the way there. */
  path: string[];
  id: string;
}

const unique = (list: string[]) => [...new Set(list)];
const key = text
  .min(1)
  .max(1100)
  .refine((name) => !hasInvisible(name), "must not contain control or invisible characters");
const entries = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .record(key, schema)
    .refine((record) => Object.keys(record).length <= MAX_ENTRIES, `must have at most ${MAX_ENTRIES} entries`);
/** The name without the number that tells two of one name apart; absent where it is the key. */
const name = text.optional();
const service = text.nullable();

const rateLimit = z.strictObject({
  description: text.max(256).nullable().optional(),
  buckets: z
    .record(
      z.string().refine((seconds) => {
        return /^[1-9]\d{0,5}$/.test(seconds) && Number(seconds) <= BUCKET.intervalSeconds;
      }, `must be seconds from 1 to ${BUCKET.intervalSeconds}`),
      z.int().min(1).max(BUCKET.max),
    )
    .optional()
    .describe("How many verifications each value may have, by the seconds in which."),
});

const serviceEntry = z.strictObject({
  name,
  ...z.strictObject(serviceSettings).partial().shape,
  defaultTemplate: text.nullable().optional(),
  rateLimits: z
    .record(z.string().refine(isUniqueName, "must be 1 to 64 letters, digits, -, _ and ."), rateLimit)
    .optional(),
});

const connectorEntry = z.strictObject({
  kind: text.optional().describe("Absent where it is the key."),
  role: z.enum(["active", "standby", "off"]).optional(),
  settings: z.record(z.string(), z.unknown()).optional().describe("As a whole, as the API takes it."),
});

const uri = text.min(1).max(2048);
const applicationSettings = {
  type: z.enum(applicationTypes),
  redirectUris: z.array(uri),
  postLogoutRedirectUris: z.array(uri),
  allowedOrigins: z
    .array(text.refine((origin) => origin !== "*" && normalizeOrigin(origin) === origin, "must be an origin"))
    .max(MAX_LISTED)
    .transform(unique)
    .nullable(),
  defaultScopes: text.max(1000).transform((scopes) => listScopes(scopes).join(" ")),
  resources: z.array(text).max(MAX_LISTED).transform(unique),
  defaultResource: text.nullable(),
  firstParty: z.boolean(),
  requirePkce: z.boolean(),
  idTokenSigningAlg: z.enum(["RS256", "ES256"]),
  refreshGraceSeconds: z.int().min(0).max(MAX_GRACE_SECONDS),
  backchannelLogoutUri: uri.nullable(),
  homeUrl: uri.nullable(),
  mayIntrospect: z.boolean(),
} satisfies Record<Exclude<keyof ApplicationSettings, "name" | "serviceSid">, z.ZodType>;

const resourceEntry = z
  .strictObject({
    name: checked(problemWithName),
    scopes: z.array(checked(problemWithScope)).max(100).transform(unique),
    accessTokenSeconds: z.int().min(ACCESS_TOKEN_SECONDS.min).max(ACCESS_TOKEN_SECONDS.max),
  })
  .partial();

const roleEntry = z.strictObject({
  description: text
    .refine((line) => readLine(line, MAX_DESCRIPTION_LENGTH) === line, "must be one line of text")
    .nullable(),
});

const webhookSettings = {
  eventTypes: z.array(checked(problemWithEventType)).min(1).max(MAX_EVENT_TYPES).transform(unique),
  includeNumbers: z.boolean(),
  enabled: z.boolean(),
  description: checked(problemWithDescription).nullable(),
} satisfies Record<Exclude<keyof EndpointSettings, "url" | "serviceSid">, z.ZodType>;

export const settingsFile = z
  .strictObject({
    munjigi: z.literal(FILE_VERSION, `must be ${FILE_VERSION}: this release reads no other form`),
    services: entries(serviceEntry),
    templates: entries(z.strictObject({ name, translations })),
    connectors: entries(connectorEntry),
    experience: z.record(z.string(), z.unknown()).describe("The sign-in experience, with `service` for `serviceSid`."),
    resources: entries(resourceEntry),
    applications: entries(
      z.strictObject({
        name: checked(problemWithName).optional(),
        service: service.optional(),
        ...z.strictObject(applicationSettings).partial().shape,
      }),
    ),
    roles: z.record(
      z.string().regex(ROLE, "must be a small letter, then up to 31 letters, digits, - and _"),
      roleEntry,
    ),
    webhooks: entries(
      z.strictObject({
        url: text.optional(),
        service: service.optional(),
        ...z.strictObject(webhookSettings).partial().shape,
      }),
    ),
    alerts: z.record(z.string(), z.unknown()).describe("The settings of alerts, with the addresses that are mailed."),
  })
  .partial()
  .required({ munjigi: true });

export type SettingsFile = z.output<typeof settingsFile>;
/** With every section, as an export has it. */
export type WholeFile = { [Section in keyof SettingsFile]-?: NonNullable<SettingsFile[Section]> };
export type Entry<Section extends keyof SettingsFile> =
  NonNullable<SettingsFile[Section]> extends Record<string, infer One> ? One : never;

export const isSamePath = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((part, index) => part === other[index]);

/** A way into the file, as people read it: `services.default.codeLength`, `webhooks["https://…"].enabled`. */
export function spellPath(path: readonly string[]): string {
  return path
    .map((part, at) => (/^[\w-]+$/.test(part) ? (at ? `.${part}` : part) : `[${JSON.stringify(part)}]`))
    .join("");
}
