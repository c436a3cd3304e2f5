/** @module The library behind our edge: it sees addresses of ours only, whatever a request says of itself, and sets no cookie. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import { AppError } from "../errors.js";
import type { Take } from "../limits/rule.js";
import type { Edge } from "../signin/edge.js";
import { memoryOf } from "./adapter.js";
import { pageOf } from "./lead-to-page.js";
import type { Oidc, Pages } from "./oidc.js";
import { type Asked, askedOf, markAsked } from "./policy.js";
import { applicationOf } from "./replace-methods.js";

export interface Library {
  /** Answers a request by the library, as if it were for `target` below `/oidc`. */
  answer(request: FastifyRequest, reply: FastifyReply, target: string, asked?: Asked): Promise<void>;
}

/** Its own pages have one script, whose hash the library adds, and a form that leads wherever the application is (`form_post`). */
const POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export interface LibraryDependencies {
  oidc: Oidc;
  edge: Edge;
  origin: string;
  /** What counts the requests that an address has kept. */
  countedFor: (request: FastifyRequest) => Promise<readonly Take[]>;
}

/** A request that is longer is kept nowhere: anybody may send one. */
const MAX_QUERY = 6000;
/** What sign-in takes for a way back. */
const MAX_ADDRESS = 1500;

export function createLibrary({ oidc, edge, origin, countedFor }: LibraryDependencies): Library {
  const { host, protocol } = new URL(origin);
  const requests = new WeakMap<object, FastifyRequest>();
  const callbacks = new WeakMap<Provider, ReturnType<Provider["callback"]>>();

  const keep = async (applicationSid: string, query: URLSearchParams, request: FastifyRequest) => {
    if (query.toString().length > MAX_QUERY) throw new errors.InvalidRequest("the request is too long");
    return await oidc.requests.keep(applicationSid, query, await countedFor(request));
  };

  const pages: Pages = {
    async leadToPage(ctx, { name, reasons }) {
      const asked = askedOf(ctx);
      const { client } = ctx.oidc;
      const { session } = memoryOf(ctx);
      if (!asked || !client) throw new Error("an interaction without a request");
      // What was done once and did not help would not help again.
      if (asked.resumed?.isProvedAnew) {
        if (reasons.some((reason) => reason.startsWith("essential_acr")))
          throw new errors.UnmetAuthenticationRequirements("the account has no such proof");
        if (reasons.includes("id_token_hint") || reasons.includes("claims_id_token_sub_value"))
          throw new errors.LoginRequired("somebody else has signed in");
      }
      const request = requests.get(ctx.req);
      if (!request) throw new Error("an interaction without a request");
      const id = asked.resumed?.id ?? (await keep(applicationOf(client).sid, asked.query, request));
      if (id === undefined) {
        // Without a row of its own it goes on by its address, where that will do.
        const address = `/oidc/auth?${asked.query}`;
        if (session || name !== "login" || address.length > MAX_ADDRESS)
          throw new errors.TemporarilyUnavailable("too many requests from this address");
        return `/sign-in?${new URLSearchParams({ return: address })}`;
      }
      return pageOf(id, {
        prompt: name,
        reasons,
        query: asked.query,
        session: !session ? "none" : session.isRestricted ? "restricted" : "live",
      });
    },
    async drawError(ctx, { error, error_description: description }) {
      const request = requests.get(ctx.req);
      if (!request) throw new Error("an error without a request");
      const problem = description ? `${error}, ${description}` : error;
      const { headers, page } = await edge.drawFor(request, (language) => ({
        ...(error === "server_error"
          ? { page: "error", href: "/account" }
          : { page: "error", href: "/account", leadsTo: "account" }),
        text: new AppError(error === "server_error" ? "server.internal" : "oidc.refused", { problem }).text(language),
      }));
      ctx.set(headers);
      ctx.type = "html";
      ctx.body = page;
    },
  };

  return {
    async answer(request, reply, target, asked) {
      const provider = await oidc.provider(pages);
      const callback = callbacks.get(provider) ?? provider.callback();
      callbacks.set(provider, callback);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value as string);
      reply.raw.setHeader("content-security-policy", POLICY);
      const { raw } = request;
      requests.set(raw, request);
      if (asked) markAsked(raw, asked);
      // Addresses in answers are made from these.
      raw.headers.host = host;
      raw.headers["x-forwarded-proto"] = protocol.slice(0, -1);
      delete raw.headers["x-forwarded-host"];
      Object.assign(raw, { originalUrl: `/oidc${target}` });
      raw.url = target;
      await callback(raw, reply.raw);
    },
  };
}
