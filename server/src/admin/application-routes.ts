/** @module Applications, their secrets, and the resources they call. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Applications } from "../applications/applications.js";
import { expectationOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import {
  applicationChange,
  newApplication,
  newResource,
  resourceChange,
  rotation,
  toSettings,
} from "./application-params.js";
import {
  applicationList,
  applicationResource,
  newApplicationResource,
  resourceList,
  resourceResource,
  rotatedApplicationResource,
  toApplicationResource,
  toResource,
} from "./application-resources.js";

export interface ApplicationRoutesOptions {
  applications: Omit<Applications, "cached" | "cachedResource">;
}

const params = z.strictObject({ id: z.string() });
const querystring = z.strictObject({});
const readApplicationSid = (text: string) => readSid("AP", text, "application.not_found");
const readResourceSid = (text: string) => readSid("RS", text, "resource.not_found");

export const applicationRoutes: FastifyPluginAsyncZod<ApplicationRoutesOptions> = async (app, { applications }) => {
  const { resources } = applications;

  app.get("/applications", { schema: { querystring, response: { 200: applicationList } } }, async () => ({
    applications: (await applications.list()).map(toApplicationResource),
  }));

  app.post(
    "/applications",
    { schema: { body: newApplication, response: { 201: newApplicationResource } } },
    async (request, reply) => {
      const { application, ...secret } = await applications.create(toSettings(request.body), actorOf(request));
      return reply.code(201).send({ ...toApplicationResource(application), ...secret });
    },
  );

  app.get(
    "/applications/:id",
    { schema: { params, querystring, response: { 200: applicationResource } } },
    async (request) => toApplicationResource(await applications.find(readApplicationSid(request.params.id))),
  );

  app.patch(
    "/applications/:id",
    { schema: { params, body: applicationChange, response: { 200: applicationResource } } },
    async (request) => {
      const sid = readApplicationSid(request.params.id);
      const changed = toSettings(request.body);
      return toApplicationResource(await applications.update(sid, changed, actorOf(request), expectationOf(request)));
    },
  );

  app.delete("/applications/:id", { schema: { params } }, async (request, reply) => {
    await applications.remove(readApplicationSid(request.params.id), actorOf(request));
    return reply.code(204).send();
  });

  app.post(
    "/applications/:id/rotate-secret",
    { schema: { params, body: rotation, response: { 200: rotatedApplicationResource } } },
    async (request) => {
      const sid = readApplicationSid(request.params.id);
      const { application, clientSecret } = await applications.rotateSecret(sid, request.body, actorOf(request));
      return { ...toApplicationResource(application), clientSecret };
    },
  );

  app.get("/resources", { schema: { querystring, response: { 200: resourceList } } }, async () => ({
    resources: (await resources.list()).map(toResource),
  }));

  app.post(
    "/resources",
    { schema: { body: newResource, response: { 201: resourceResource } } },
    async (request, reply) => reply.code(201).send(toResource(await resources.create(request.body, actorOf(request)))),
  );

  app.patch(
    "/resources/:id",
    { schema: { params, body: resourceChange, response: { 200: resourceResource } } },
    async (request) =>
      toResource(
        await resources.update(
          readResourceSid(request.params.id),
          request.body,
          actorOf(request),
          expectationOf(request),
        ),
      ),
  );

  app.delete("/resources/:id", { schema: { params } }, async (request, reply) => {
    await resources.remove(readResourceSid(request.params.id), actorOf(request));
    return reply.code(204).send();
  });
};
