import { z } from "zod";
import { readServiceSid, readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { buildMeta, listQuery, listResource, readPage } from "./paging.js";
import { createBucketForm, createRateLimitForm, updateBucketForm, updateRateLimitForm } from "./rate-limit-params.js";
import { bucketResource, rateLimitResource, toBucketResource, toRateLimitResource } from "./rate-limit-resources.js";
const ofService = z.object({ ServiceSid: z.string() });
const ofLimit = ofService.extend({ Sid: z.string() });
const ofBuckets = ofService.extend({ RateLimitSid: z.string() });
const ofBucket = ofBuckets.extend({ Sid: z.string() });
export const rateLimitRoutes = async (app, options) => {
    const { deployment, services, rateLimits } = options;
    const { buckets } = rateLimits;
    const { origin } = deployment;
    /** The service's identifier. Throws `service.not_found` if there is none, or it is deleted. */
    const serviceOf = async ({ ServiceSid }) => (await services.find(readServiceSid(ServiceSid))).sid;
    const bucketsOf = async (params) => ({
        serviceSid: await serviceOf(params),
        rateLimitSid: readSid("RK", params.RateLimitSid, "rate_limit.not_found"),
    });
    app.post("/Services/:ServiceSid/RateLimits", { schema: { params: ofService, body: createRateLimitForm, response: { 201: rateLimitResource } } }, async (request, reply) => {
        const { UniqueName: uniqueName, Description: description = null } = request.body;
        const serviceSid = readServiceSid(request.params.ServiceSid);
        const limit = await rateLimits.create({ serviceSid, uniqueName, description }, actorOf(request));
        return reply.code(201).send(toRateLimitResource(limit, deployment));
    });
    app.get("/Services/:ServiceSid/RateLimits", {
        schema: {
            params: ofService,
            querystring: listQuery,
            response: { 200: listResource("rate_limits", rateLimitResource) },
        },
    }, async ({ params, query }) => {
        const serviceSid = await serviceOf(params);
        const page = await rateLimits.list(serviceSid, readPage(query, "RK"));
        const path = `/Services/${serviceSid}/RateLimits`;
        return {
            rate_limits: page.rows.map((limit) => toRateLimitResource(limit, deployment)),
            meta: buildMeta(page, { origin, path, query, key: "rate_limits" }),
        };
    });
    app.get("/Services/:ServiceSid/RateLimits/:Sid", { schema: { params: ofLimit, response: { 200: rateLimitResource } } }, async ({ params }) => toRateLimitResource(await rateLimits.fetch(await serviceOf(params), readSid("RK", params.Sid, "rate_limit.not_found")), deployment));
    app.post("/Services/:ServiceSid/RateLimits/:Sid", { schema: { params: ofLimit, body: updateRateLimitForm, response: { 200: rateLimitResource } } }, async (request) => {
        const { params, body } = request;
        const serviceSid = await serviceOf(params);
        const limit = await rateLimits.update(serviceSid, readSid("RK", params.Sid, "rate_limit.not_found"), body.Description, actorOf(request));
        return toRateLimitResource(limit, deployment);
    });
    app.delete("/Services/:ServiceSid/RateLimits/:Sid", { schema: { params: ofLimit } }, async (request, reply) => {
        const { params } = request;
        const sid = readSid("RK", params.Sid, "rate_limit.not_found");
        await rateLimits.delete(await serviceOf(params), sid, actorOf(request));
        return reply.code(204).send();
    });
    app.post("/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets", { schema: { params: ofBuckets, body: createBucketForm, response: { 201: bucketResource } } }, async (request, reply) => {
        const { params, body } = request;
        const path = await bucketsOf(params);
        const bucket = await buckets.create(path, { max: body.Max, intervalSeconds: body.Interval }, actorOf(request));
        return reply.code(201).send(toBucketResource(bucket, deployment));
    });
    app.get("/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets", {
        schema: {
            params: ofBuckets,
            querystring: listQuery,
            response: { 200: listResource("buckets", bucketResource) },
        },
    }, async ({ params, query }) => {
        const of = await bucketsOf(params);
        const page = await buckets.list(of, readPage(query, "BL"));
        const path = `/Services/${of.serviceSid}/RateLimits/${of.rateLimitSid}/Buckets`;
        return {
            buckets: page.rows.map((bucket) => toBucketResource(bucket, deployment)),
            meta: buildMeta(page, { origin, path, query, key: "buckets" }),
        };
    });
    app.get("/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets/:Sid", { schema: { params: ofBucket, response: { 200: bucketResource } } }, async ({ params }) => toBucketResource(await buckets.fetch(await bucketsOf(params), readSid("BL", params.Sid, "rate_limit.not_found")), deployment));
    app.post("/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets/:Sid", { schema: { params: ofBucket, body: updateBucketForm, response: { 200: bucketResource } } }, async (request) => {
        const { params, body } = request;
        const changes = { max: body.Max, intervalSeconds: body.Interval };
        const bucket = await buckets.update(await bucketsOf(params), readSid("BL", params.Sid, "rate_limit.not_found"), changes, actorOf(request));
        return toBucketResource(bucket, deployment);
    });
    app.delete("/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets/:Sid", { schema: { params: ofBucket } }, async (request, reply) => {
        const { params } = request;
        const sid = readSid("BL", params.Sid, "rate_limit.not_found");
        await buckets.delete(await bucketsOf(params), sid, actorOf(request));
        return reply.code(204).send();
    });
};
//# sourceMappingURL=rate-limit-routes.js.map