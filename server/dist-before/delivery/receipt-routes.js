import { z } from "zod";
import { RECEIPTS } from "../connectors/receipt-url.js";
import { AppError } from "../errors.js";
const MAX_REPORT_BYTES = 256 * 1024;
/** Every type of body is a text here: its vendor's connector reads it, after it has checked the signature. */
export const receiptRoutes = async (app, { receipts }) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    app.route({
        method: ["GET", "POST"],
        url: `${RECEIPTS}/:token`,
        bodyLimit: MAX_REPORT_BYTES,
        schema: { params: z.strictObject({ token: z.string() }) },
        handler: async (request, reply) => {
            const query = request.url.indexOf("?");
            const headers = new Headers();
            for (const [name, value] of Object.entries(request.headers))
                if (typeof value === "string")
                    headers.set(name, value);
            const answer = await receipts.receive(request.params.token, {
                query: query < 0 ? "" : request.url.slice(query),
                headers,
                body: typeof request.body === "string" ? request.body : "",
            });
            // A wrong address, a wrong signature and a message we do not know get the same answer, so it tells nothing.
            if (!answer)
                throw new AppError("request.not_found", { path: RECEIPTS });
            return reply.code(200).send(answer);
        },
    });
};
//# sourceMappingURL=receipt-routes.js.map