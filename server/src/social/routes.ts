/**
 * @module What comes from elsewhere and belongs to no page: an answer that a provider has a browser post across sites (Apple), and what
 * providers tell us on their own account. Neither is asked where it comes from: the state, or the provider's own proof, says it.
 */
import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { CALLBACK, NOTICES } from "../connectors/social-urls.js";
import { notFound } from "../http/create-server.js";
import { KEEPS_OPENER } from "../http/security-headers.js";
import type { Take } from "../limits/rule.js";
import { type HearDependencies, hearNotice } from "./hear-notice.js";

export interface ProviderRoutesOptions extends HearDependencies {
  origin: string;
  /** What a row that anybody may make is counted by. */
  takesFor: (request: FastifyRequest) => Promise<readonly Take[]>;
  /** Refuses a foreign Host. */
  onlyOwnHost: (request: FastifyRequest) => Promise<void>;
}

const MAX_NOTICE_BYTES = 65_536;

export const providerRoutes: FastifyPluginAsync<ProviderRoutesOptions> = async (app, options) => {
  const { social, origin, takesFor } = options;
  app.addHook("onRoute", (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  app.addHook("onRequest", options.onlyOwnHost);

  // A browser sends no cookies with it, and one that were set here would take the place of the person's own: the answer is kept, and the
  // browser comes once more by itself.
  for (const path of [CALLBACK, `${CALLBACK}/:connectorId`])
    app.post(path, async (request, reply) => {
      const { connectorId } = request.params as { connectorId?: string };
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
        for (const one of [value].flat()) if (typeof one === "string") parameters.append(name, one);
      const elsewhere = social.handOnTo(parameters.get("state") ?? "");
      // It may be in a pop-up, which only the state says.
      reply.headers(KEEPS_OPENER);
      // With its form.
      if (elsewhere) return reply.redirect(elsewhere + request.url, 307);
      const takes = await takesFor(request);
      await social.keepPosted({ parameters, ...(connectorId !== undefined && { connectorId }), takes });
      const state = parameters.get("state") ?? "";
      return reply.redirect(`${request.url.split("?")[0]}?${new URLSearchParams({ state })}`, 303);
    });

  await app.register(async (notices) => {
    notices.removeAllContentTypeParsers();
    notices.addContentTypeParser("*", { parseAs: "string", bodyLimit: MAX_NOTICE_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    notices.route({
      method: ["GET", "POST"],
      url: `${NOTICES}/:token`,
      handler: async (request, reply) => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(request.headers))
          for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
        const answer = await hearNotice(options, (request.params as { token: string }).token, {
          ...{ method: request.method, url: `${origin}${request.url}`, headers },
          body: typeof request.body === "string" ? request.body : "",
        });
        if (!answer) throw notFound();
        return reply.code(answer.status).send(answer.body);
      },
    });
  });
};
