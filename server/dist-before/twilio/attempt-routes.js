import { z } from "zod";
import { readSid } from "../http/read-sid.js";
import { attemptQuery, readFilter, summaryQuery, writeFilters } from "./attempt-params.js";
import { attemptResource, summaryResource, toAttemptResource } from "./attempt-resources.js";
import { buildMeta, listResource, readPage } from "./paging.js";
const params = z.object({ Sid: z.string() });
export const attemptRoutes = async (app, options) => {
    const { deployment, attempts } = options;
    const { origin } = deployment;
    app.get("/Attempts", { schema: { querystring: attemptQuery, response: { 200: listResource("attempts", attemptResource) } } }, async ({ query }) => {
        const page = await attempts.list(readFilter(query), readPage(query, "VL"));
        const address = { origin, path: "/Attempts", query, filters: writeFilters(query), key: "attempts" };
        return {
            attempts: page.rows.map((attempt) => toAttemptResource(attempt, deployment)),
            meta: buildMeta(page, address),
        };
    });
    app.get("/Attempts/Summary", { schema: { querystring: summaryQuery, response: { 200: summaryResource } } }, async ({ query }) => {
        const { total, converted } = await attempts.summarize(readFilter(query));
        return {
            total_attempts: total,
            total_converted: converted,
            total_unconverted: total - converted,
            conversion_rate_percentage: percentage(converted, total),
            url: `${origin}/v2/Attempts/Summary`,
        };
    });
    app.get("/Attempts/:Sid", { schema: { params, response: { 200: attemptResource } } }, async (request) => {
        const sid = readSid("VL", request.params.Sid, "attempt.not_found");
        return toAttemptResource(await attempts.fetch(sid), deployment);
    });
};
/** At most nine decimals, as Twilio writes it: `81.818181818`. */
function percentage(part, whole) {
    return String(Number(((100 * part) / Math.max(whole, 1)).toFixed(9)));
}
//# sourceMappingURL=attempt-routes.js.map