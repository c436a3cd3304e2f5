/** @module The development inbox, as a page and as JSON. */
import { inboxPage } from "@munjigi/pages/inbox";
import { z } from "zod";
import { AppError } from "../errors.js";
import { allowOwnAssets } from "../http/security-headers.js";
import { findRecipient } from "../recipient.js";
const LIMIT = 50;
const query = z.strictObject({
    to: z
        .string()
        .optional()
        .describe("One recipient's messages only: a mobile number, or an e-mail address.")
        .transform((text) => {
        if (!text?.trim())
            return undefined;
        const recipient = findRecipient(text);
        if (recipient)
            return recipient.address;
        throw new AppError("request.invalid", {
            parameter: "to",
            problem: "it is no mobile number and no e-mail address",
        });
    }),
});
const entry = z.strictObject({
    id: z.string(),
    to: z.string(),
    channel: z.string(),
    body: z.string(),
    code: z.string().nullable(),
    connector: z.string().nullable(),
    status: z.string(),
    createdAt: z.iso.datetime(),
});
export const inboxRoutes = async (app, { inbox, guard }) => {
    app.get("/dev/inbox.json", { onRequest: guard, schema: { querystring: query, response: { 200: z.array(entry) } } }, async (request) => await inbox.list({ to: request.query.to, limit: LIMIT }));
    app.get("/dev/inbox", { onRequest: guard, schema: { querystring: query } }, async (request, reply) => {
        const { to } = request.query;
        const entries = await inbox.list({ to, limit: LIMIT });
        return allowOwnAssets(reply).type("text/html; charset=utf-8").send(inboxPage({ entries, to }));
    });
};
//# sourceMappingURL=routes.js.map