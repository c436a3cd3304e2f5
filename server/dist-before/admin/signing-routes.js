import { z } from "zod";
import { actorOf } from "../http/require-key.js";
const signingKeyResource = z.strictObject({
    kid: z.string(),
    state: z.enum(["waiting", "signing", "published", "lost", "retired"]),
    createdAt: z.iso.datetime(),
    signsFrom: z.iso.datetime(),
    retiresAt: z.iso.datetime().nullable(),
});
signingKeyResource.register(z.globalRegistry, {
    id: "SigningKey",
    description: "`waiting`: published, signs from `signsFrom`. `signing`. `published`: signs no more, verifies until `retiresAt`. `lost`: published, but MUNJIGI_SECRET_KEY no longer opens it. `retired`: gone.",
});
const signingKeyList = z.strictObject({ keys: z.array(signingKeyResource) });
export const signingRoutes = async (app, { signingKeys }) => {
    app.get("/signing-keys", { schema: { querystring: z.strictObject({}), response: { 200: signingKeyList } } }, async () => ({ keys: (await signingKeys.list()).map(toResource) }));
    app.post("/signing-keys", {
        schema: {
            body: z.strictObject({
                revokeOthers: z
                    .boolean()
                    .optional()
                    .describe("An emergency: the new key signs at once, all others are gone."),
            }),
            response: { 200: signingKeyResource, 201: signingKeyResource },
        },
    }, async (request, reply) => {
        const { kid, isNew } = await signingKeys.rotate({
            why: request.body.revokeOthers ? "emergency" : "asked",
            by: actorOf(request),
        });
        const key = (await signingKeys.list()).find((one) => one.kid === kid);
        return reply.code(isNew ? 201 : 200).send(toResource(key));
    });
};
function toResource({ kid, state, createdAt, signsFrom, retiresAt }) {
    return {
        kid,
        state,
        createdAt: createdAt.toISOString(),
        signsFrom: signsFrom.toISOString(),
        retiresAt: retiresAt?.toISOString() ?? null,
    };
}
//# sourceMappingURL=signing-routes.js.map