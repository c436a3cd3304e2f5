/** @module The keys that sign our tokens: which there are, and another one. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { actorOf } from "../http/require-key.js";
import { algorithms } from "../signing-keys/algorithm.js";
import type { SigningKey } from "../signing-keys/list-signing-keys.js";
import type { SigningKeys } from "../signing-keys/signing-keys.js";

export interface SigningRoutesOptions {
  signingKeys: Pick<SigningKeys, "list" | "rotate">;
}

const signingKeyResource = z.strictObject({
  kid: z.string(),
  algorithm: z.enum(algorithms).describe("`ES256`: access tokens and verification tokens; `RS256`: id_tokens."),
  state: z.enum(["waiting", "signing", "published", "lost", "retired"]),
  createdAt: z.iso.datetime(),
  signsFrom: z.iso.datetime(),
  retiresAt: z.iso.datetime().nullable(),
});
signingKeyResource.register(z.globalRegistry, {
  id: "SigningKey",
  description:
    "`waiting`: published, signs from `signsFrom`. `signing`. `published`: signs no more, verifies until `retiresAt`. `lost`: published, but MUNJIGI_SECRET_KEY no longer opens it. `retired`: gone.",
});
const signingKeyList = z.strictObject({ keys: z.array(signingKeyResource) });

export const signingRoutes: FastifyPluginAsyncZod<SigningRoutesOptions> = async (app, { signingKeys }) => {
  app.get(
    "/signing-keys",
    { schema: { querystring: z.strictObject({}), response: { 200: signingKeyList } } },
    async () => ({ keys: (await signingKeys.list()).map(toResource) }),
  );

  app.post(
    "/signing-keys",
    {
      schema: {
        body: z.strictObject({
          algorithm: z.enum(algorithms).optional().describe("Default: `ES256`."),
          revokeOthers: z
            .boolean()
            .optional()
            .describe("An emergency: the new key signs at once, all others are gone."),
        }),
        response: { 200: signingKeyResource, 201: signingKeyResource },
      },
    },
    async (request, reply) => {
      const { kid, isNew } = await signingKeys.rotate(
        {
          why: request.body.revokeOthers ? "emergency" : "asked",
          by: actorOf(request),
        },
        request.body.algorithm ?? "ES256",
      );
      const key = (await signingKeys.list()).find((one) => one.kid === kid) as SigningKey;
      return reply.code(isNew ? 201 : 200).send(toResource(key));
    },
  );
};

function toResource({ kid, algorithm, state, createdAt, signsFrom, retiresAt }: SigningKey) {
  return {
    kid,
    algorithm,
    state,
    createdAt: createdAt.toISOString(),
    signsFrom: signsFrom.toISOString(),
    retiresAt: retiresAt?.toISOString() ?? null,
  };
}
