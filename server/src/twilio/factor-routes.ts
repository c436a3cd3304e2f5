/**
 * @module Twilio's Entities, their Factors and Challenges: https://www.twilio.com/docs/verify/api/entity, …/factor and …/challenge. What
 * the SDK calls NewFactors is made at the same path as Factors.
 */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock } from "../clock.js";
import type { Deployment } from "../core.js";
import { AppError } from "../errors.js";
import type { Factors } from "../factors/factors.js";
import { readServiceSid, readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import type { Services } from "../services/services.js";
import { isStorable } from "../text.js";
import {
  challengeQuery,
  createChallengeForm,
  createEntityForm,
  createFactorForm,
  identity,
  readConfig,
  readDetails,
  readTtl,
  updateChallengeForm,
  updateFactorForm,
} from "./factor-params.js";
import {
  challengeResource,
  entityResource,
  factorResource,
  newFactorResource,
  toChallengeResource,
  toEntityResource,
  toFactorResource,
  toNewFactorResource,
} from "./factor-resources.js";
import { buildMeta, listQuery, listResource, readAscendingPage, readPage, toAscending } from "./paging.js";

export interface FactorRoutesOptions {
  clock: Clock;
  deployment: Deployment;
  services: Pick<Services, "find">;
  factors: Factors;
}

const ofService = z.object({ ServiceSid: z.string() });
const ofEntity = ofService.extend({ Identity: z.string().refine(isStorable) });
const ofNewFactor = ofService.extend({ Identity: identity });
const ofFactor = ofEntity.extend({ Sid: z.string() });

const ENTITIES = "/Services/:ServiceSid/Entities";
const ENTITY = `${ENTITIES}/:Identity`;

export const factorRoutes: FastifyPluginAsyncZod<FactorRoutesOptions> = async (app, options) => {
  const { clock, deployment, services, factors } = options;
  const { entities, challenges } = factors;
  const { origin } = deployment;
  /** The service's identifier. Throws `service.not_found` if there is none, or it is deleted. */
  const serviceOf = async ({ ServiceSid }: { ServiceSid: string }) =>
    (await services.find(readServiceSid(ServiceSid))).sid;
  const pathOf = async (params: { ServiceSid: string; Identity: string }) => ({
    serviceSid: await serviceOf(params),
    identity: params.Identity,
  });
  const readFactorSid = (text: string) => readSid("YF", text, "factor.not_found");
  const readChallengeSid = (text: string) => readSid("YC", text, "factor.challenge_not_found");

  app.post(
    ENTITIES,
    { schema: { params: ofService, body: createEntityForm, response: { 201: entityResource } } },
    async ({ params, body }, reply) => {
      const entity = await entities.create({ serviceSid: await serviceOf(params), identity: body.Identity });
      return reply.code(201).send(toEntityResource(entity, deployment));
    },
  );

  app.get(
    ENTITIES,
    {
      schema: {
        params: ofService,
        querystring: listQuery,
        response: { 200: listResource("entities", entityResource) },
      },
    },
    async ({ params, query }) => {
      const serviceSid = await serviceOf(params);
      const page = await entities.list(serviceSid, readPage(query, "YE"));
      const address = { origin, path: `/Services/${serviceSid}/Entities`, query, key: "entities" };
      return {
        entities: page.rows.map((entity) => toEntityResource(entity, deployment)),
        meta: buildMeta(page, address),
      };
    },
  );

  app.get(ENTITY, { schema: { params: ofEntity, response: { 200: entityResource } } }, async ({ params }) =>
    toEntityResource(await entities.fetch(await pathOf(params)), deployment),
  );

  app.delete(ENTITY, { schema: { params: ofEntity } }, async (request, reply) => {
    await entities.delete(await pathOf(request.params), actorOf(request));
    return reply.code(204).send();
  });

  app.post(
    `${ENTITY}/Factors`,
    { schema: { params: ofNewFactor, body: createFactorForm, response: { 201: newFactorResource } } },
    async (request, reply) => {
      const { params, body } = request;
      if (body.FactorType !== "totp")
        throw new AppError("factor.type_unavailable", { type: body.FactorType, reason: "not_served" });
      const settings = {
        ...readConfig(body),
        friendlyName: body.FriendlyName,
        secret: body["Binding.Secret"],
        metadata: body.Metadata ?? null,
      };
      const factor = await factors.create(await pathOf(params), settings, actorOf(request));
      return reply.code(201).send(toNewFactorResource(factor, deployment));
    },
  );

  app.get(
    `${ENTITY}/Factors`,
    {
      schema: { params: ofEntity, querystring: listQuery, response: { 200: listResource("factors", factorResource) } },
    },
    async ({ params, query }) => {
      const of = await pathOf(params);
      const page = await factors.list(of, readPage(query, "YF"));
      const path = `/Services/${of.serviceSid}/Entities/${of.identity}/Factors`;
      return {
        factors: page.rows.map((factor) => toFactorResource(factor, deployment)),
        meta: buildMeta(page, { origin, path, query, key: "factors" }),
      };
    },
  );

  app.get(
    `${ENTITY}/Factors/:Sid`,
    { schema: { params: ofFactor, response: { 200: factorResource } } },
    async (request) =>
      toFactorResource(
        await factors.fetch(await pathOf(request.params), readFactorSid(request.params.Sid)),
        deployment,
      ),
  );

  app.post(
    `${ENTITY}/Factors/:Sid`,
    { schema: { params: ofFactor, body: updateFactorForm, response: { 200: factorResource } } },
    async (request) => {
      const { params, body } = request;
      const changes = { ...readConfig(body), friendlyName: body.FriendlyName, code: body.AuthPayload };
      const sid = readFactorSid(params.Sid);
      const factor = await factors.update(await pathOf(params), sid, changes, actorOf(request));
      return toFactorResource(factor, deployment);
    },
  );

  app.delete(`${ENTITY}/Factors/:Sid`, { schema: { params: ofFactor } }, async (request, reply) => {
    await factors.delete(await pathOf(request.params), readFactorSid(request.params.Sid), actorOf(request));
    return reply.code(204).send();
  });

  app.post(
    `${ENTITY}/Challenges`,
    { schema: { params: ofEntity, body: createChallengeForm, response: { 201: challengeResource } } },
    async ({ params, body }, reply) => {
      const ttlSeconds = readTtl(body.ExpirationDate, clock());
      if (ttlSeconds === undefined)
        throw new AppError("request.invalid", {
          ...{ parameter: "ExpirationDate", problem: "must be within an hour from now" },
        });
      const challenge = await challenges.create(await pathOf(params), {
        ...{ factorSid: body.FactorSid, ttlSeconds, details: readDetails(body) },
        ...{ hiddenDetails: body.HiddenDetails ?? null, code: body.AuthPayload },
      });
      return reply.code(201).send(toChallengeResource(challenge, deployment));
    },
  );

  app.get(
    `${ENTITY}/Challenges`,
    {
      schema: {
        params: ofEntity,
        querystring: challengeQuery,
        response: { 200: listResource("challenges", challengeResource) },
      },
    },
    async ({ params, query }) => {
      const of = await pathOf(params);
      const { FactorSid, Status, Order } = query;
      const filter = { factorSid: FactorSid, status: Status };
      const page =
        Order === "asc"
          ? toAscending(await challenges.list(of, filter, readAscendingPage(query, "YC")), query)
          : await challenges.list(of, filter, readPage(query, "YC"));
      const path = `/Services/${of.serviceSid}/Entities/${of.identity}/Challenges`;
      return {
        challenges: page.rows.map((challenge) => toChallengeResource(challenge, deployment)),
        meta: buildMeta(page, { origin, path, query, filters: { FactorSid, Status, Order }, key: "challenges" }),
      };
    },
  );

  app.get(
    `${ENTITY}/Challenges/:Sid`,
    { schema: { params: ofFactor, response: { 200: challengeResource } } },
    async ({ params }) =>
      toChallengeResource(await challenges.fetch(await pathOf(params), readChallengeSid(params.Sid)), deployment),
  );

  app.post(
    `${ENTITY}/Challenges/:Sid`,
    { schema: { params: ofFactor, body: updateChallengeForm, response: { 200: challengeResource } } },
    async ({ params, body }) => {
      const changes = { code: body.AuthPayload, metadata: body.Metadata };
      const challenge = await challenges.update(await pathOf(params), readChallengeSid(params.Sid), changes);
      return toChallengeResource(challenge, deployment);
    },
  );
};
