/** @module Applications and resources as the management API shows them. */
import { z } from "zod";
import { type Application, applicationTypes, type Resource } from "../applications/application.js";

const time = z.iso.datetime();

const secretResource = z.strictObject({
  id: z.string().describe("`AS…`"),
  hint: z.string().describe("Its last four characters."),
  createdAt: time,
  expiresAt: time.nullable().describe("`null`: it lives until another comes."),
});

export const applicationResource = z.strictObject({
  clientId: z.string().describe("`AP…`"),
  name: z.string(),
  type: z.enum(applicationTypes),
  redirectUris: z.array(z.string()),
  postLogoutRedirectUris: z.array(z.string()),
  allowedOrigins: z.array(z.string()),
  service: z.string().nullable(),
  defaultScopes: z.string(),
  resources: z.array(z.string()),
  defaultResource: z.string().nullable(),
  firstParty: z.boolean(),
  requirePkce: z.boolean(),
  idTokenSigningAlg: z.enum(["RS256", "ES256"]),
  refreshGraceSeconds: z.int(),
  backchannelLogoutUri: z.string().nullable(),
  homeUrl: z.string().nullable(),
  mayIntrospect: z.boolean(),
  isDemo: z.boolean().describe("Made at the first start: its addresses follow MUNJIGI_URL."),
  secrets: z.array(secretResource).describe("Those that live, the newest first."),
  createdAt: time,
  updatedAt: time,
});
const clientSecret = z.string().describe("Shown here only.");
export const newApplicationResource = applicationResource.extend({
  clientSecret: clientSecret.optional().describe("Shown here only. Of `web` and `machine`."),
});
export const rotatedApplicationResource = applicationResource.extend({ clientSecret });
export const applicationList = z.strictObject({ applications: z.array(applicationResource) });

export const resourceResource = z.strictObject({
  id: z.string().describe("`RS…`"),
  indicator: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  accessTokenSeconds: z.int(),
  createdAt: time,
  updatedAt: time,
});
export const resourceList = z.strictObject({ resources: z.array(resourceResource) });

applicationResource.register(z.globalRegistry, { id: "Application" });
newApplicationResource.register(z.globalRegistry, { id: "NewApplication" });
rotatedApplicationResource.register(z.globalRegistry, { id: "RotatedApplication" });
resourceResource.register(z.globalRegistry, { id: "Resource" });

export function toApplicationResource(known: Application) {
  const { sid, serviceSid, secrets, createdAt, updatedAt, isConsole: _, ...application } = known;
  return {
    ...application,
    ...{ clientId: sid, service: serviceSid, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
    secrets: secrets.map((secret) => ({
      ...{ id: secret.sid, hint: secret.hint, createdAt: secret.createdAt.toISOString() },
      expiresAt: secret.expiresAt?.toISOString() ?? null,
    })),
  };
}

export const toResource = ({ sid, createdAt, updatedAt, ...resource }: Resource) => ({
  ...resource,
  ...{ id: sid, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
});
