import { z } from "zod";
import { actorOf } from "../http/require-key.js";
import { readPathNumber, safeNumberForm } from "./safe-list-params.js";
import { safeNumberResource, toSafeNumberResource } from "./safe-list-resources.js";
const params = z.object({ PhoneNumber: z.string() });
export const safeListRoutes = async (app, options) => {
    const { deployment, safeList } = options;
    app.post("/SafeList/Numbers", { schema: { body: safeNumberForm, response: { 201: safeNumberResource } } }, async (request, reply) => reply
        .code(201)
        .send(toSafeNumberResource(await safeList.add(request.body.PhoneNumber, actorOf(request)), deployment)));
    app.get("/SafeList/Numbers/:PhoneNumber", { schema: { params, response: { 200: safeNumberResource } } }, async (request) => toSafeNumberResource(await safeList.fetch(readPathNumber(request.params.PhoneNumber)), deployment));
    app.delete("/SafeList/Numbers/:PhoneNumber", { schema: { params } }, async (request, reply) => {
        await safeList.remove(readPathNumber(request.params.PhoneNumber), actorOf(request));
        return reply.code(204).send();
    });
};
//# sourceMappingURL=safe-list-routes.js.map