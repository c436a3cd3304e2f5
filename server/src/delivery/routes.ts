/** @module The development inbox, as a page and as JSON. */
import { inboxPage } from "@munjigi/pages/inbox";
import type { preHandlerAsyncHookHandler } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AppError } from "../errors.js";
import { languageOf } from "../http/respond-error.js";
import { allowOwnAssets } from "../http/security-headers.js";
import { findRecipient } from "../recipient.js";
import { displayRecipient, type Inbox } from "./inbox.js";

export interface InboxRoutesOptions {
  inbox: Inbox;
  /** Hooks in front of the inbox: they check the host and, unless this is a developer's own machine, the admin token. */
  guard: preHandlerAsyncHookHandler[];
}

const LIMIT = 50;

const query = z.strictObject({
  to: z
    .string()
    .optional()
    .describe("One recipient's messages only: a mobile number, or an e-mail address.")
    .transform((text) => {
      if (!text?.trim()) return undefined;
      const recipient = findRecipient(text);
      if (recipient) return recipient.address;
      throw new AppError("request.invalid", {
        parameter: "to",
        problem: "it is no mobile number and no e-mail address",
      });
    }),
});

const entry = z.strictObject({
  id: z.string(),
  to: z.string(),
  display: z.string().describe("`to` as people write it: `010-1234-5678`."),
  channel: z.string(),
  body: z.string(),
  code: z.string().nullable(),
  connector: z.string().nullable(),
  status: z.string(),
  createdAt: z.iso.datetime(),
});

export const inboxRoutes: FastifyPluginAsyncZod<InboxRoutesOptions> = async (app, { inbox, guard }) => {
  app.get(
    "/dev/inbox.json",
    { onRequest: guard, schema: { querystring: query, response: { 200: z.array(entry) } } },
    async (request) => await inbox.list({ to: request.query.to, limit: LIMIT }),
  );

  app.get("/dev/inbox", { onRequest: guard, schema: { querystring: query } }, async (request, reply) => {
    const { to } = request.query;
    const entries = await inbox.list({ to, limit: LIMIT });
    const language = languageOf(request);
    const toDisplay = to && displayRecipient(to);
    return allowOwnAssets(reply).type("text/html; charset=utf-8").send(inboxPage({ language, entries, to, toDisplay }));
  });
};
