/** @module Twilio's RateLimits and their Buckets: https://www.twilio.com/docs/verify/api/service-rate-limits */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readServiceSid, readSid } from "../http/read-sid.js";
import { createBucket } from "../settings/create-bucket.js";
import { createRateLimit } from "../settings/create-rate-limit.js";
import { deleteBucket } from "../settings/delete-bucket.js";
import { deleteRateLimit } from "../settings/delete-rate-limit.js";
import { fetchBucket } from "../settings/fetch-bucket.js";
import { fetchRateLimit } from "../settings/fetch-rate-limit.js";
import type { RateLimitCache } from "../settings/find-rate-limits.js";
import { listBuckets } from "../settings/list-buckets.js";
import { listRateLimits } from "../settings/list-rate-limits.js";
import { updateBucket } from "../settings/update-bucket.js";
import { updateRateLimit } from "../settings/update-rate-limit.js";
import { buildMeta, listQuery, listResource, readPage } from "./paging.js";
import { createBucketForm, createRateLimitForm, updateBucketForm, updateRateLimitForm } from "./rate-limit-params.js";
import { bucketResource, rateLimitResource, toBucketResource, toRateLimitResource } from "./rate-limit-resources.js";
import type { ServiceRoutesOptions } from "./service-routes.js";

export interface RateLimitRoutesOptions extends ServiceRoutesOptions {
  rateLimits: RateLimitCache;
}

const ofService = z.object({ ServiceSid: z.string() });
const ofLimit = ofService.extend({ Sid: z.string() });
const ofBuckets = ofService.extend({ RateLimitSid: z.string() });
const ofBucket = ofBuckets.extend({ Sid: z.string() });

export const rateLimitRoutes: FastifyPluginAsyncZod<RateLimitRoutesOptions> = async (app, options) => {
  const { sql, deployment, services } = options;
  const { origin } = deployment;
  /** The service's identifier. Throws `service.not_found` if there is none, or it is deleted. */
  const serviceOf = async ({ ServiceSid }: { ServiceSid: string }) =>
    (await services.find(readServiceSid(ServiceSid))).sid;
  const bucketsOf = async (params: { ServiceSid: string; RateLimitSid: string }) => ({
    serviceSid: await serviceOf(params),
    rateLimitSid: readSid("RK", params.RateLimitSid, "rate_limit.not_found"),
  });

  app.post(
    "/Services/:ServiceSid/RateLimits",
    { schema: { params: ofService, body: createRateLimitForm, response: { 201: rateLimitResource } } },
    async (request, reply) => {
      const { UniqueName: uniqueName, Description: description = null } = request.body;
      const serviceSid = readServiceSid(request.params.ServiceSid);
      const limit = await createRateLimit(options, { serviceSid, uniqueName, description });
      return reply.code(201).send(toRateLimitResource(limit, deployment));
    },
  );

  app.get(
    "/Services/:ServiceSid/RateLimits",
    {
      schema: {
        params: ofService,
        querystring: listQuery,
        response: { 200: listResource("rate_limits", rateLimitResource) },
      },
    },
    async ({ params, query }) => {
      const serviceSid = await serviceOf(params);
      const page = await listRateLimits(sql, serviceSid, readPage(query, "RK"));
      const path = `/Services/${serviceSid}/RateLimits`;
      return {
        rate_limits: page.rows.map((limit) => toRateLimitResource(limit, deployment)),
        meta: buildMeta(page, { origin, path, query, key: "rate_limits" }),
      };
    },
  );

  app.get(
    "/Services/:ServiceSid/RateLimits/:Sid",
    { schema: { params: ofLimit, response: { 200: rateLimitResource } } },
    async ({ params }) =>
      toRateLimitResource(
        await fetchRateLimit(sql, await serviceOf(params), readSid("RK", params.Sid, "rate_limit.not_found")),
        deployment,
      ),
  );

  app.post(
    "/Services/:ServiceSid/RateLimits/:Sid",
    { schema: { params: ofLimit, body: updateRateLimitForm, response: { 200: rateLimitResource } } },
    async ({ params, body }) => {
      const serviceSid = await serviceOf(params);
      const limit = await updateRateLimit(
        sql,
        serviceSid,
        readSid("RK", params.Sid, "rate_limit.not_found"),
        body.Description,
      );
      return toRateLimitResource(limit, deployment);
    },
  );

  app.delete("/Services/:ServiceSid/RateLimits/:Sid", { schema: { params: ofLimit } }, async ({ params }, reply) => {
    await deleteRateLimit(options, await serviceOf(params), readSid("RK", params.Sid, "rate_limit.not_found"));
    return reply.code(204).send();
  });

  app.post(
    "/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets",
    { schema: { params: ofBuckets, body: createBucketForm, response: { 201: bucketResource } } },
    async ({ params, body }, reply) => {
      const path = await bucketsOf(params);
      const bucket = await createBucket(options, path, { max: body.Max, intervalSeconds: body.Interval });
      return reply.code(201).send(toBucketResource(bucket, deployment));
    },
  );

  app.get(
    "/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets",
    {
      schema: {
        params: ofBuckets,
        querystring: listQuery,
        response: { 200: listResource("buckets", bucketResource) },
      },
    },
    async ({ params, query }) => {
      const of = await bucketsOf(params);
      const page = await listBuckets(sql, of, readPage(query, "BL"));
      const path = `/Services/${of.serviceSid}/RateLimits/${of.rateLimitSid}/Buckets`;
      return {
        buckets: page.rows.map((bucket) => toBucketResource(bucket, deployment)),
        meta: buildMeta(page, { origin, path, query, key: "buckets" }),
      };
    },
  );

  app.get(
    "/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets/:Sid",
    { schema: { params: ofBucket, response: { 200: bucketResource } } },
    async ({ params }) =>
      toBucketResource(
        await fetchBucket(sql, await bucketsOf(params), readSid("BL", params.Sid, "rate_limit.not_found")),
        deployment,
      ),
  );

  app.post(
    "/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets/:Sid",
    { schema: { params: ofBucket, body: updateBucketForm, response: { 200: bucketResource } } },
    async ({ params, body }) => {
      const changes = { max: body.Max, intervalSeconds: body.Interval };
      const bucket = await updateBucket(
        options,
        await bucketsOf(params),
        readSid("BL", params.Sid, "rate_limit.not_found"),
        changes,
      );
      return toBucketResource(bucket, deployment);
    },
  );

  app.delete(
    "/Services/:ServiceSid/RateLimits/:RateLimitSid/Buckets/:Sid",
    { schema: { params: ofBucket } },
    async ({ params }, reply) => {
      await deleteBucket(options, await bucketsOf(params), readSid("BL", params.Sid, "rate_limit.not_found"));
      return reply.code(204).send();
    },
  );
};
