/** @module API keys: who may call, and what pages may do. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { normalizeOrigin } from "../api-keys/allowed-origin.js";
import { type ApiKeyRecord, problemWithKeyName } from "../api-keys/api-key.js";
import type { ApiKeys, FreshKey } from "../api-keys/api-keys.js";
import { AppError } from "../errors.js";
import { expectationOf } from "../http/entity-tag.js";
import { actorOf } from "../http/require-key.js";
import { MAX_COUNTED } from "../limits/rule.js";
import { parseSid } from "../sid.js";

export interface KeyRoutesOptions {
  keys: ApiKeys;
}

const MAX_ORIGINS = 20;

const name = z.string().superRefine((text, context) => {
  const message = problemWithKeyName(text);
  if (message) context.addIssue({ code: "custom", message });
});

const origin = z.string().transform((text, context) => {
  const normal = normalizeOrigin(text);
  if (normal) return normal;
  context.addIssue({
    code: "custom",
    message: "it must be * or an origin such as https://shop.example, without a path",
  });
  return z.NEVER;
});

const serviceSid = z.string().transform((text, context) => {
  const sid = parseSid("VA", text);
  if (sid) return sid;
  context.addIssue({ code: "custom", message: "it must be VA and 32 hex digits" });
  return z.NEVER;
});

/** What can be set of a publishable key. */
const publishable = {
  origins: z
    .array(origin)
    .max(MAX_ORIGINS)
    .transform((origins) => [...new Set(origins)])
    .optional()
    .describe("Whose pages may use it: `https://shop.example`, `http://localhost:5173` or `*`. Default: none."),
  challenge: z.enum(["auto", "always", "off"]).optional().describe("When a proof of work is asked for."),
  dailyBudget: z.int().min(0).max(MAX_COUNTED).optional().describe("Texts in any 24 hours. Default: 1000."),
};

const newKey = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("secret"), name }),
  z.strictObject({ kind: z.literal("admin"), name }),
  z.strictObject({ kind: z.literal("publishable"), name, serviceSid, ...publishable }),
  z.strictObject({ kind: z.literal("account"), name: name.optional() }),
]);

const keyChanges = z.strictObject({ name: name.optional(), ...publishable });

const keyResource = z.strictObject({
  id: z.string().describe("`AC…`, `SK…`, `pk_…` or `admin_…`; not the key itself."),
  kind: z.enum(["account", "secret", "publishable", "admin"]),
  name: z.string(),
  serviceSid: z.string().nullable(),
  // These three of publishable keys only.
  origins: z.array(z.string()).nullable().describe("Whose pages may use it; `*` for all."),
  challenge: z.enum(["auto", "always", "off"]).nullable(),
  dailyBudget: z.int().nullable().describe("Texts in any 24 hours."),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe("Up to a minute late."),
  revokedAt: z.iso.datetime().nullable(),
});
const newKeyResource = keyResource.extend({ secret: z.string().describe("Shown here only.") });
keyResource.register(z.globalRegistry, { id: "Key" });
newKeyResource.register(z.globalRegistry, { id: "NewKey" });

const params = z.strictObject({ id: z.string() });

/** A path's identifier: what cannot be one is not looked for. */
function readId(text: string): string {
  if (!/^[\w-]{1,64}$/.test(text)) throw new AppError("key.not_found");
  return text;
}

export const keyRoutes: FastifyPluginAsyncZod<KeyRoutesOptions> = async (app, { keys }) => {
  app.get(
    "/keys",
    { schema: { querystring: z.strictObject({}), response: { 200: z.strictObject({ keys: z.array(keyResource) }) } } },
    async () => ({ keys: (await keys.list()).map(toResource) }),
  );

  app.post("/keys", { schema: { body: newKey, response: { 201: newKeyResource } } }, async (request, reply) => {
    const { secret, ...record } = await createKey(keys, request.body, actorOf(request));
    return reply.code(201).send({ ...toResource(record), secret });
  });

  app.get("/keys/:id", { schema: { params, response: { 200: keyResource } } }, async (request) =>
    toResource(await keys.fetch(readId(request.params.id))),
  );

  app.patch("/keys/:id", { schema: { params, body: keyChanges, response: { 200: keyResource } } }, async (request) =>
    toResource(await keys.update(readId(request.params.id), request.body, actorOf(request), expectationOf(request))),
  );

  app.delete("/keys/:id", { schema: { params } }, async (request, reply) => {
    await keys.revoke(readId(request.params.id), actorOf(request));
    return reply.code(204).send();
  });
};

async function createKey(
  keys: ApiKeys,
  body: z.output<typeof newKey>,
  by: ReturnType<typeof actorOf>,
): Promise<FreshKey> {
  if (body.kind === "account") return await keys.replaceAuthToken(body.name ?? "Auth token", by);
  if (body.kind !== "publishable") return await keys.create(body, by);
  const { kind, name, serviceSid, origins, challenge, dailyBudget } = body;
  const settings = {
    ...(origins && { origins }),
    ...(challenge && { challenge }),
    ...(dailyBudget !== undefined && { dailyBudget }),
  };
  return await keys.create({ kind, name, serviceSid, settings }, by);
}

function toResource({ createdAt, updatedAt, lastUsedAt, revokedAt, ...key }: ApiKeyRecord) {
  return {
    ...key,
    ...(key.kind !== "publishable" && { origins: null, challenge: null, dailyBudget: null }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
