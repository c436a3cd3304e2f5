/** @module What the management API takes about applications and resources. Rules that depend on the type are the room's own. */
import { z } from "zod";
import { normalizeOrigin } from "../api-keys/allowed-origin.js";
import {
  ACCESS_TOKEN_SECONDS,
  applicationTypes,
  KEEP_OLD_HOURS,
  listScopes,
  MAX_GRACE_SECONDS,
  MAX_LISTED,
  problemWithName,
  problemWithScope,
} from "../applications/application.js";
import { parseSid } from "../sid.js";

const MAX_SCOPES = 100;

const checked = (problemWith: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = problemWith(text);
    if (message) context.addIssue({ code: "custom", message });
  });

const origin = z.string().transform((text, context) => {
  const normal = text === "*" ? undefined : normalizeOrigin(text);
  if (normal) return normal;
  context.addIssue({
    code: "custom",
    message: "it must be an origin such as https://shop.example, without a path or *",
  });
  return z.NEVER;
});

const service = z.string().transform((text, context) => {
  const sid = parseSid("VA", text);
  if (sid) return sid;
  context.addIssue({ code: "custom", message: "it must be VA and 32 hex digits" });
  return z.NEVER;
});

const unique = (list: string[]) => [...new Set(list)];
const uri = z.string().min(1);
const tooMany = `it must have at most ${MAX_LISTED}`;

const settings = {
  name: checked(problemWithName),
  redirectUris: z.array(uri).describe("1 to 20, none of a machine. Compared character by character."),
  postLogoutRedirectUris: z.array(uri).describe("At most 20."),
  allowedOrigins: z
    .array(origin)
    .max(MAX_LISTED, tooMany)
    .transform(unique)
    .nullable()
    .describe("Whose pages may fetch tokens. `null`, the default: those of the redirect URIs of a `spa`."),
  service: service.nullable().describe("The brand that signs in. `null`: that of the sign-in experience."),
  defaultScopes: z
    .string()
    .max(1000)
    .transform((text) => listScopes(text).join(" "))
    .describe("What it gets when it asks for nothing. Default: `openid profile phone`; of a machine none."),
  resources: z
    .array(z.string())
    .max(MAX_LISTED, tooMany)
    .transform(unique)
    .describe("Indicators of what it may ask access tokens for."),
  defaultResource: z.string().nullable().describe("The one that is meant where none is named."),
  firstParty: z.boolean().describe("People are not asked whether it may. Default: true."),
  requirePkce: z.boolean().describe("Default: true; always of `spa` and `native`."),
  idTokenSigningAlg: z.enum(["RS256", "ES256"]),
  refreshGraceSeconds: z
    .int()
    .min(0)
    .max(MAX_GRACE_SECONDS)
    .describe("How long a refresh token that was used still works. Default: 30."),
  backchannelLogoutUri: uri.nullable(),
  homeUrl: uri.nullable(),
  mayIntrospect: z.boolean().describe("A resource server that may introspect the tokens of every application."),
};
const type = z.enum(applicationTypes).describe("Cannot be changed.");
const { name, ...others } = settings;

export const newApplication = z.strictObject({ name, type, ...z.strictObject(others).partial().shape });
export const applicationChange = z.strictObject({ ...settings, type }).partial();

export const rotation = z.strictObject({
  keepOldHours: z
    .int()
    .min(0)
    .max(KEEP_OLD_HOURS.max)
    .optional()
    .describe("How long the secret before lives on. Default: 24."),
});

/** The room's words for what was read. */
export function toSettings<Body extends { service?: string | null | undefined }>({ service, ...body }: Body) {
  return { ...body, serviceSid: service };
}

const resource = {
  name: checked(problemWithName),
  indicator: uri.describe("RFC 8707: an absolute URI without a fragment. Cannot be changed."),
  scopes: z.array(checked(problemWithScope)).max(MAX_SCOPES).transform(unique),
};
const accessTokenSeconds = z
  .int()
  .min(ACCESS_TOKEN_SECONDS.min)
  .max(ACCESS_TOKEN_SECONDS.max)
  .describe("How long its access tokens live. Default: 300.");

export const newResource = z.strictObject({ ...resource, accessTokenSeconds: accessTokenSeconds.optional() });
export const resourceChange = z.strictObject({ ...resource, accessTokenSeconds }).partial();
