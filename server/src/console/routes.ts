/** @module The console over HTTP: its files, the way in and out. All else it does by the management API. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Random } from "../clock.js";
import type { Environment } from "../core.js";
import { AppError } from "../errors.js";
import { browserOf } from "../http/browser.js";
import type { Cookies } from "../http/cookies.js";
import { consoleHeaders } from "../http/security-headers.js";
import { toAppError } from "../http/to-app-error.js";
import { deviceLabel } from "../sessions/device-label.js";
import type { Sessions } from "../sessions/sessions.js";
import { serveConsoleFiles } from "./assets.js";
import { type Console, type ConsoleVisitor, type LiveConsoleSession, PROOF_SECONDS } from "./console.js";
import { readConsoleSession } from "./guard.js";
import { beginSignIn, CALLBACK, readStart, redeemCode, writeStart } from "./sign-in.js";

export interface ConsoleRoutesOptions {
  console: Console;
  cookies: Cookies;
  random: Random;
  origin: string;
  environment: Environment;
  /** Of the pages. */
  sessions: Pick<Sessions, "find">;
  /** The folder that the console was built into. */
  root: string;
  /** The identifier of the application that it is. */
  clientId: () => Promise<string>;
  version: string;
  /** What the console says its team is called. */
  brand: () => Promise<string>;
  onlyOwnHost: (request: FastifyRequest) => Promise<void>;
  refuseOtherSites: (request: FastifyRequest) => Promise<void>;
}

/** A page of the console that somebody asked for; anything else is its first. */
function ownPath(asked: unknown, origin = "http://console.invalid"): string {
  const url = typeof asked === "string" ? URL.parse(asked, origin) : null;
  const isOwn = url?.origin === origin && /^\/console(\/(?!\/).*)?$/.test(url.pathname);
  return url && isOwn ? url.pathname + url.search : "/console";
}

const MAX_CREDENTIAL = 16_384;
const linkToken = z.string().max(64);
const name = z.string().max(200);
const credential = z.string().max(MAX_CREDENTIAL);

export const consoleRoutes: FastifyPluginAsyncZod<ConsoleRoutesOptions> = async (app, options) => {
  const { console, cookies, random, origin, environment, clientId, brand } = options;
  const files = serveConsoleFiles(options.root);
  app.addHook("onRequest", options.onlyOwnHost);
  app.addHook("onRequest", async (request) => {
    if (request.method !== "GET") await options.refuseOtherSites(request);
  });
  // A form of another site could send these; the console sends JSON.
  app.removeContentTypeParser(["application/x-www-form-urlencoded", "text/plain"]);

  const visitorOf = (request: FastifyRequest, reply: FastifyReply): ConsoleVisitor => {
    const { hash: browserHash } = browserOf(cookies, request, reply, random);
    const device = deviceLabel(request.headers["user-agent"]);
    return { browserHash, device, requestId: request.id };
  };

  const requireSession = async (request: FastifyRequest): Promise<LiveConsoleSession> => {
    const session = await readConsoleSession({ console, cookies }, request);
    if (session) return session;
    throw new AppError("request.unauthenticated", { expected: "a sign-in to the console" });
  };

  // ---- files ----

  const sendDocument = async (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = random(16).toString("base64url");
    return reply
      .headers(consoleHeaders(nonce))
      .type("text/html; charset=utf-8")
      .send(await files.document(nonce));
  };
  app.get("/console", sendDocument);
  app.get("/console/*", sendDocument);
  app.get("/console/assets/:name", (request, reply) => files.send(request, reply));

  // ---- the way in ----

  app.get("/console/sign-in", async (request, reply) => {
    const { path } = request.query as { path?: unknown };
    const { start, href } = beginSignIn({ random, origin }, await clientId(), ownPath(path));
    cookies.set(reply, "consoleStart", writeStart(start));
    return reply.redirect(href, 303);
  });

  app.get(CALLBACK, async (request, reply) => {
    const { code, state } = request.query as { code?: unknown; state?: unknown };
    const start = readStart(cookies.read(request, "consoleStart"));
    cookies.clear(reply, "consoleStart");
    try {
      if (!start || typeof code !== "string" || state !== start.state) throw new AppError("console.sign_in_over");
      const userSid = await redeemCode(app, { origin, clientId: await clientId(), code, start });
      const pages = await options.sessions.find(cookies.read(request, "session") ?? "");
      // What was shown just now counts: an id_token says all that a session ever was.
      const isFresh = pages?.userSid === userSid && pages.secondsSinceProof < PROOF_SECONDS;
      const provedBy = isFresh ? pages.provedBy : [];
      const { token } = await console.enter({ userSid, provedBy }, visitorOf(request, reply));
      cookies.set(reply, "console", token);
      return reply.redirect(start.path, 303);
    } catch (error) {
      const { code: why } = toAppError(error);
      return reply.redirect(`/console/entrance?${new URLSearchParams({ error: why })}`, 303);
    }
  });

  app.post(
    "/console/join/link",
    { schema: { body: z.strictObject({ token: linkToken }) } },
    async (request) => await console.openLink(request.body.token),
  );

  app.post(
    "/console/join/options",
    { schema: { body: z.strictObject({ token: linkToken, name }) } },
    async (request, reply) => await console.linkOptions(request.body, visitorOf(request, reply)),
  );

  app.post(
    "/console/join",
    { schema: { body: z.strictObject({ token: linkToken, name, credential: credential.optional() }) } },
    async (request, reply) => {
      const { token, name, credential } = request.body;
      const opened = await console.join({ token, name, credential }, visitorOf(request, reply));
      cookies.set(reply, "console", opened.token);
      return reply.code(201).send({ location: "/console" });
    },
  );

  // ---- who is in ----

  app.get("/console/session", async (request) => {
    const session = await requireSession(request);
    const { sid, userSid, name, role, byPasskey, endsAt } = session;
    return {
      ...{ sid, role, byPasskey, endsAt: endsAt.toISOString() },
      user: { sid: userSid, name },
      deployment: { origin, environment, brand: await brand(), version: options.version },
    };
  });

  app.delete("/console/session", async (request, reply) => {
    const session = await requireSession(request);
    await console.leave(session, { kind: "user", id: session.userSid, requestId: request.id });
    cookies.clear(reply, "console");
    return reply.code(204).send();
  });

  app.post("/console/proof/options", async (request, reply) => {
    const session = await requireSession(request);
    return await console.proofOptions(session, visitorOf(request, reply));
  });

  app.post("/console/proof", { schema: { body: z.strictObject({ credential }) } }, async (request, reply) => {
    const session = await requireSession(request);
    await console.prove(session, request.body.credential, visitorOf(request, reply));
    return reply.code(204).send();
  });
};
