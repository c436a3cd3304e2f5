/** @module Users: found, made, changed, suspended, deleted; their identifiers, passwords, sessions and consents. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AppError } from "../errors.js";
import { expectationOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import type { Passkeys } from "../passkeys/passkeys.js";
import type { Sessions } from "../sessions/sessions.js";
import type { SecondFactors } from "../users/second-factors.js";
import type { User } from "../users/user.js";
import type { Users } from "../users/users.js";
import { csvAnswer, mapPages, sendCsv } from "./csv.js";
import {
  exportQuery,
  forceQuery,
  listQuery,
  newIdentifier,
  newPassword,
  newUser,
  notifyQuery,
  userChange,
} from "./user-params.js";
import {
  connectionList,
  consentList,
  identifierResource,
  passkeyList,
  sessionList,
  toConnection,
  toConsent,
  toIdentifier,
  toPasskey,
  toSession,
  toTotp,
  totpResource,
  toUser,
  toUserRow,
  userHeads,
  userList,
  userResource,
} from "./user-resources.js";

export interface UserRoutesOptions {
  users: Omit<
    Users,
    | "rename"
    | "agree"
    | "removeIdentifier"
    | "setPassword"
    | "replacePasswordHash"
    | "remove"
    | "linkIdentity"
    | "unlinkIdentity"
  >;
  secondFactors: Pick<SecondFactors, "find" | "remove">;
  sessions: Pick<Sessions, "list" | "end">;
  passkeys: Pick<Passkeys, "list" | "delete">;
}

const params = z.strictObject({ sid: z.string() });
const identifierParams = params.extend({ identifierSid: z.string() });
const connectionParams = params.extend({ connectionSid: z.string() });
const passkeyParams = params.extend({ passkeySid: z.string() });
const sessionParams = params.extend({ sessionSid: z.string() });
const nothing = z.strictObject({});
const one = { params, querystring: nothing };
const readUserSid = (text: string) => readSid("US", text, "user.not_found");

export const userRoutes: FastifyPluginAsyncZod<UserRoutesOptions> = async (app, options) => {
  const { users, secondFactors, sessions, passkeys } = options;
  const requireUser = async (text: string): Promise<User> => {
    const user = await users.find(readUserSid(text));
    if (user) return user;
    throw new AppError("user.not_found");
  };

  app.get("/users", { schema: { querystring: listQuery, response: { 200: userList } } }, async ({ query }) => {
    const { users: found, next } = await users.list({ ...query, status: query.status, after: query.after });
    return { users: found.map(toUser), next };
  });

  app.get("/users.csv", { schema: { querystring: exportQuery, response: { 200: csvAnswer } } }, (request, reply) => {
    const { search, status } = request.query;
    sendCsv(reply, "users", userHeads, mapPages(users.export({ search, status }, actorOf(request)), toUserRow));
  });

  app.post("/users", { schema: { body: newUser, response: { 201: userResource } } }, async (request, reply) => {
    const { name = null, language = null, identifiers, password } = request.body;
    const user = await users.create({ name, language, identifiers, password }, actorOf(request));
    return reply.code(201).send(toUser(user));
  });

  app.get("/users/:sid", { schema: { ...one, response: { 200: userResource } } }, async (request) =>
    toUser(await requireUser(request.params.sid)),
  );

  app.patch("/users/:sid", { schema: { params, body: userChange, response: { 200: userResource } } }, async (request) =>
    toUser(await users.update(readUserSid(request.params.sid), request.body, actorOf(request), expectationOf(request))),
  );

  app.delete("/users/:sid", { schema: { params, querystring: notifyQuery } }, async (request, reply) => {
    await users.delete(readUserSid(request.params.sid), { ...request.query, actor: actorOf(request) });
    return reply.code(204).send();
  });

  app.post("/users/:sid/suspend", { schema: { ...one, response: { 200: userResource } } }, async (request) =>
    toUser(await users.suspend(readUserSid(request.params.sid), actorOf(request))),
  );

  app.post("/users/:sid/resume", { schema: { ...one, response: { 200: userResource } } }, async (request) =>
    toUser(await users.resume(readUserSid(request.params.sid), actorOf(request))),
  );

  app.post(
    "/users/:sid/identifiers",
    { schema: { params, body: newIdentifier, response: { 200: identifierResource, 201: identifierResource } } },
    async (request, reply) => {
      const userSid = readUserSid(request.params.sid);
      const { identifier, isNew } = await users.addIdentifier(userSid, request.body, actorOf(request));
      return reply.code(isNew ? 201 : 200).send(toIdentifier(identifier));
    },
  );

  app.delete(
    "/users/:sid/identifiers/:identifierSid",
    { schema: { params: identifierParams, querystring: forceQuery } },
    async (request, reply) => {
      const sid = readUserSid(request.params.sid);
      const identifierSid = readSid("ID", request.params.identifierSid, "user.identifier_not_found");
      await users.deleteIdentifier(sid, identifierSid, { ...request.query, actor: actorOf(request) });
      return reply.code(204).send();
    },
  );

  app.get("/users/:sid/social", { schema: { ...one, response: { 200: connectionList } } }, async (request) => {
    const { sid } = await requireUser(request.params.sid);
    return { connections: (await users.identities(sid)).map(toConnection) };
  });

  app.delete(
    "/users/:sid/social/:connectionSid",
    { schema: { params: connectionParams, querystring: forceQuery } },
    async (request, reply) => {
      const userSid = readUserSid(request.params.sid);
      const sid = readSid("SI", request.params.connectionSid, "user.connection_not_found");
      await users.deleteIdentity(userSid, sid, { ...request.query, actor: actorOf(request) });
      return reply.code(204).send();
    },
  );

  app.get("/users/:sid/passkeys", { schema: { ...one, response: { 200: passkeyList } } }, async (request) => {
    const { sid } = await requireUser(request.params.sid);
    return { passkeys: (await passkeys.list(sid)).map(toPasskey) };
  });

  app.delete(
    "/users/:sid/passkeys/:passkeySid",
    { schema: { params: passkeyParams, querystring: nothing } },
    async (request, reply) => {
      const { sid } = await requireUser(request.params.sid);
      await passkeys.delete(sid, readSid("PK", request.params.passkeySid, "passkey.not_found"), actorOf(request));
      return reply.code(204).send();
    },
  );

  app.put("/users/:sid/password", { schema: { params, body: newPassword } }, async (request, reply) => {
    await users.changePassword(readUserSid(request.params.sid), request.body.password, actorOf(request));
    return reply.code(204).send();
  });

  app.delete("/users/:sid/password", { schema: one }, async (request, reply) => {
    await users.changePassword(readUserSid(request.params.sid), null, actorOf(request));
    return reply.code(204).send();
  });

  app.get("/users/:sid/totp", { schema: { ...one, response: { 200: totpResource } } }, async (request) => {
    const { sid } = await requireUser(request.params.sid);
    const totp = await secondFactors.find(sid);
    if (!totp) throw new AppError("user.totp_not_found");
    return toTotp(totp);
  });

  app.delete("/users/:sid/totp", { schema: one }, async (request, reply) => {
    const { sid } = await requireUser(request.params.sid);
    if (!(await secondFactors.remove(sid, actorOf(request)))) throw new AppError("user.totp_not_found");
    return reply.code(204).send();
  });

  app.get("/users/:sid/sessions", { schema: { ...one, response: { 200: sessionList } } }, async (request) => {
    const { sid } = await requireUser(request.params.sid);
    return { sessions: (await sessions.list(sid)).map(toSession) };
  });

  app.delete("/users/:sid/sessions", { schema: one }, async (request, reply) => {
    const { sid } = await requireUser(request.params.sid);
    await sessions.end(sid, "all", actorOf(request));
    return reply.code(204).send();
  });

  app.delete(
    "/users/:sid/sessions/:sessionSid",
    { schema: { params: sessionParams, querystring: nothing } },
    async (request, reply) => {
      const { sid } = await requireUser(request.params.sid);
      const only = readSid("SE", request.params.sessionSid, "user.session_not_found");
      const ended = await sessions.end(sid, { only }, actorOf(request));
      if (ended.length === 0) throw new AppError("user.session_not_found");
      return reply.code(204).send();
    },
  );

  app.get("/users/:sid/consents", { schema: { ...one, response: { 200: consentList } } }, async (request) => {
    const { sid } = await requireUser(request.params.sid);
    return { consents: (await users.consents(sid)).map(toConsent) };
  });
};
