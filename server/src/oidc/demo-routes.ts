/** @module `/demo`: an application that signs in here, for whoever tries this server for the first time. In development only. */
import type { FastifyPluginAsync } from "fastify";
import type { Applications } from "../applications/applications.js";
import { notFound } from "../http/create-server.js";
import { type SigninRoutesOptions, servePages } from "../signin/edge.js";

export interface DemoRoutesOptions extends SigninRoutesOptions {
  clients: Pick<Applications, "list">;
}

export const demoRoutes: FastifyPluginAsync<DemoRoutesOptions> = async (app, options) => {
  const edge = servePages(app, options);
  app.get("/demo", async (request, reply) => {
    const { experience, service, visit } = await edge.open(request, reply);
    const demo = (await options.clients.list()).find(({ isDemo }) => isDemo);
    if (!demo) throw notFound();
    const view = { page: "demo", clientId: demo.sid, inboxHref: "/dev/inbox" } as const;
    return edge.sendPage(reply, { experience, service, language: visit.language }, view);
  });
};
