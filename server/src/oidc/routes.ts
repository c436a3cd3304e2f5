/** @module `/oidc`: where the library answers, and the pages of ours that stand before its answers. */
import type { View } from "@munjigi/pages/view";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { CachedApplication } from "../applications/application.js";
import type { Applications } from "../applications/applications.js";
import { recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { seal, unseal } from "../secrets.js";
import { parseSid } from "../sid.js";
import { afterForm } from "../signin/after-form.js";
import { type Edge, type Opened, type SigninRoutesOptions, servePages } from "../signin/edge.js";
import { HOME } from "../signin/show-flow.js";
import {
  asksForRefresh,
  isProvedSince,
  promptsOf,
  type Resumed,
  remainingQuery,
  withDefaultScopes,
} from "./authorization-request.js";
import { consentItemsOf, requestedScopes } from "./consent-items.js";
import { EndRefused, readEndRequest } from "./end-session.js";
import { continuePath } from "./lead-to-page.js";
import { createLibrary, type Library } from "./library.js";
import type { Oidc } from "./oidc.js";
import { selectStanding, upsertConsent } from "./store.js";

export interface OidcRoutesOptions extends SigninRoutesOptions {
  oidc: Oidc;
  clients: Pick<Applications, "cached" | "cachedResource">;
}

const DISCOVERY = "/.well-known/openid-configuration";

export const oidcRoutes: FastifyPluginAsync<OidcRoutesOptions> = async (app, options) => {
  const { clients, oidc, origin, deps, experiences, environment, readAddress } = options;
  const countedFor = async (request: FastifyRequest) => {
    const address = readAddress(request);
    const visitor = {
      address: environment === "development" && address.isLoopback ? undefined : address,
      device: undefined,
    };
    const service = await experiences.serviceOf(await experiences.current());
    return deps.fraudGuard.countStep({ service, visitor });
  };
  let library: Library | undefined;
  await app.register(async (pages) => {
    const edge = servePages(pages, options);
    library = createLibrary({ oidc, edge, origin, countedFor });
    await pageRoutes(pages, options, edge, library);
  });
  const answer: Library["answer"] = async (...given) => await library?.answer(...given);

  // Whoever calls these may be of any site: they are not our pages, and have rules of their own.
  await app.register(async (scope) => {
    scope.addHook("onRequest", options.onlyOwnHost);
    scope.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, hide: true };
    });
    // A browser's `POST` comes without the session's cookie where another site sends it; the `GET` that follows has it.
    for (const path of ["/oidc/auth", "/oidc/logout"])
      scope.post(path, (request, reply) => {
        // What is there twice stays so, and is refused.
        const fields = Object.entries((request.body ?? {}) as Record<string, string | string[]>);
        const body = new URLSearchParams();
        for (const [name, value] of fields) for (const one of [value].flat()) body.append(name, one);
        return reply.redirect(`${path}?${body}`, 303);
      });
    scope.get("/oidc/auth", async (request, reply) => {
      const query = queryOf(request);
      const ids = query.getAll("client_id");
      const application = ids.length === 1 ? await findClient(clients, ids[0] as string) : undefined;
      if (application) withDefaultScopes(query, application);
      const target = application ? remainingQuery(query, application, undefined) : query;
      return await answer(request, reply, `/auth?${target}`, { query });
    });
    await scope.register(async (raw) => {
      // The library reads bodies itself.
      raw.removeAllContentTypeParsers();
      raw.addContentTypeParser("*", (_request, _body, done) => done(null));
      raw.route({
        method: ["GET", "POST", "OPTIONS"],
        url: "/oidc/*",
        handler: (request, reply) => answer(request, reply, request.url.slice("/oidc".length)),
      });
      // RFC 8414 §3.1 puts the well-known part first.
      for (const document of ["openid-configuration", "oauth-authorization-server"])
        raw.get(`/.well-known/${document}/oidc`, (request, reply) => answer(request, reply, DISCOVERY));
    });
  });
};

const findClient = async (clients: Pick<Applications, "cached">, text: string) => {
  const sid = parseSid("AP", text);
  return sid === undefined ? undefined : await clients.cached(sid);
};

const queryOf = ({ url }: FastifyRequest) => new URLSearchParams(url.split("?").slice(1).join("?"));

async function pageRoutes(
  app: Parameters<typeof servePages>[0],
  options: OidcRoutesOptions,
  edge: Edge,
  library: Library,
): Promise<void> {
  const { deps, cookies, oidc, clients } = options;

  const show = ({ experience, service, visit }: Opened, reply: FastifyReply, view: View, status = 200) =>
    edge.sendPage(reply, { experience, service, language: visit.language }, view, { status });

  /** A request that is over, or that there never was: on to the application, if it says where that is. */
  const end = async (opened: Opened, reply: FastifyReply, applicationSid: string | undefined) => {
    const homeUrl = applicationSid && (await clients.cached(applicationSid))?.homeUrl;
    const view: View = { page: "ended", because: "expired", againHref: homeUrl || "/sign-in", purpose: "sign-in" };
    return show(opened, reply, view, 410);
  };

  /** The request of a page's address, with its application. */
  const findRequest = async (request: FastifyRequest) => {
    const found = await oidc.requests.find((request.params as { id: string }).id);
    const application = found && (await clients.cached(found.applicationSid));
    const query = application && found.query;
    return { found, ...(query && { asked: { ...found, query, application } }) };
  };

  app.get("/oidc/continue/:id", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { session } = opened.visit;
    const { found, asked } = await findRequest(request);
    if (!asked) return await end(opened, reply, found?.applicationSid);
    const { application, query } = asked;
    const answers = request.query as Record<string, unknown>;
    const resumed: Resumed = {
      ...asked,
      hasChosen: answers.chosen !== undefined,
      hasDeclined: answers.declined !== undefined,
      isProvedAnew: isProvedSince(session, asked.createdAt),
      isAllowedAnew:
        promptsOf(query).includes("consent") && (await isAllowedSince(session, application, asked.createdAt)),
    };
    const token = cookies.read(request, "session");
    return await library.answer(request, reply, `/auth?${remainingQuery(query, application, resumed)}`, {
      ...{ query, resumed },
      session: session && token ? { token, live: session } : undefined,
    });
  });

  const isAllowedSince = async (session: Opened["visit"]["session"], application: CachedApplication, since: Date) => {
    if (!session || application.firstParty) return false;
    const of = { sessionSid: session.sid, applicationSid: application.sid, userSid: session.userSid };
    const { consent } = await selectStanding(deps.sql, of);
    return consent !== undefined && consent.at >= since;
  };

  const scopesOf = async (query: URLSearchParams, application: CachedApplication) => {
    const named = query.has("resource") ? query.getAll("resource") : [application.defaultResource ?? ""];
    const own = named.filter((indicator) => application.resources.includes(indicator));
    const resources = await Promise.all(own.map((indicator) => clients.cachedResource(indicator)));
    const known = resources.filter((resource) => resource !== undefined);
    return requestedScopes(query, known, asksForRefresh(query, application));
  };

  app.get("/oidc/consent/:id", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { session } = opened.visit;
    const { found, asked } = await findRequest(request);
    if (!asked) return await end(opened, reply, found?.applicationSid);
    const user = session && (await deps.users.find(session.userSid));
    if (!user) return reply.redirect(continuePath(asked.id), 303);
    const { application, query } = asked;
    // Whoever has changed the account in another tab is asked anew.
    const form = (act: string) => `/oidc/consent/${asked.id}?${new URLSearchParams({ do: act, of: user.sid })}`;
    const destination = URL.parse(query.get("redirect_uri") ?? "");
    return show(opened, reply, {
      page: "authorize",
      application: application.name,
      destination: destination?.host || destination?.protocol || "",
      items: consentItemsOf(await scopesOf(query, application), user, session.isRestricted),
      form: form("allow"),
      cancelForm: form("decline"),
      otherHref: `/sign-in?${new URLSearchParams({ other: "1", return: continuePath(asked.id) })}`,
    });
  });

  app.post("/oidc/consent/:id", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { session, requestId } = opened.visit;
    const { found, asked } = await findRequest(request);
    if (!asked) return await end(opened, reply, found?.applicationSid);
    const { application, query, id } = asked;
    const { do: act, of } = request.query as Record<string, unknown>;
    if (act !== "allow") return reply.redirect(afterForm(continuePath(id, "declined")), 303);
    if (session && session.userSid === of) {
      const scope = (await scopesOf(query, application)).join(" ");
      const userSid = session.userSid;
      await inTransaction(deps.sql, async (tx) => {
        await upsertConsent(tx, { userSid, applicationSid: application.sid, scope });
        await recordEvent(tx, {
          ...{ type: "grant.allowed", actor: { kind: "user", id: userSid, requestId } },
          subject: { kind: "user", id: userSid },
          data: { application: application.sid, scope },
        });
      });
    }
    return reply.redirect(afterForm(continuePath(id)), 303);
  });

  app.get("/oidc/logout", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { session, language, browser } = opened.visit;
    const provider = await oidc.provider();
    const asked = await readEndRequest(provider, queryOf(request), session).catch((error) => error as Error);
    if (asked instanceof EndRefused) {
      const text = new AppError("oidc.refused", { problem: asked.message }).text(language);
      return show(opened, reply, refusedView(text, session !== undefined), 400);
    }
    if (asked instanceof Error) throw asked;
    const back = asked.returnTo ?? "/signed-out";
    if (!session) return reply.redirect(back, 303);
    if (asked.isProved) {
      await signOut(opened, reply);
      return reply.redirect(back, 303);
    }
    const sealed = seal(deps.keyring, back, `sign-out\n${browser.hash}`, deps.random);
    return show(opened, reply, {
      page: "sign-out",
      application: asked.application?.name,
      form: `/oidc/logout/confirm?${new URLSearchParams({ to: sealed })}`,
      cancelHref: HOME,
    });
  });

  app.post("/oidc/logout/confirm", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { to } = request.query as Record<string, unknown>;
    let back = "/signed-out";
    try {
      back = unseal(deps.keyring, String(to), `sign-out\n${opened.visit.browser.hash}`);
    } catch {
      // Of another browser, or made by hand: signed out all the same.
    }
    await signOut(opened, reply);
    if (back.startsWith("/")) return reply.redirect(back, 303);
    const { experience, service, visit } = opened;
    return edge.sendPage(reply, { experience, service, language: visit.language }, { page: "leave", href: back });
  });

  const signOut = async ({ visit: { session, requestId } }: Opened, reply: FastifyReply) => {
    cookies.clear(reply, "session");
    if (!session) return;
    const actor = { kind: "user", id: session.userSid, requestId } as const;
    await deps.sessions.end(session.userSid, { only: session.sid }, actor);
  };
}

/** Whoever wanted to sign out still may. */
const refusedView = (text: string, isSignedIn: boolean): View =>
  isSignedIn
    ? { page: "error", text, href: "/oidc/logout", leadsTo: "sign-out" }
    : { page: "error", text, href: "/sign-in", leadsTo: "sign-in" };
