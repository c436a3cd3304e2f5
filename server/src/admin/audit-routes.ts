/** @module The audit log: what happened, who did it and to what, newest first. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Audit, EventFilter } from "../audit/audit.js";
import { type EventRecord, eventTypes, typesOf } from "../audit/event.js";
import { actorOf } from "../http/require-key.js";
import { isStorable } from "../text.js";
import { csvAnswer, mapPages, sendCsv } from "./csv.js";
import { moment, pageAfter, pageSize } from "./page-query.js";

export interface AuditRoutesOptions {
  audit: Pick<Audit, "list" | "export">;
}

/** PostgreSQL refuses NUL in a text. */
const identifier = z.string().min(1).max(64).refine(isStorable, "must not contain NUL").optional();

const filters = {
  type: z
    .string()
    .max(64)
    .refine(
      (filter) => typesOf(filter).length > 0,
      "must be a type of event, or the beginning of several such as `user.`",
    )
    .optional()
    .describe("`user.created`, or with a dot at the end all that begin so: `user.`"),
  actor: identifier.describe("Who did it: an API key's or a user's identifier."),
  subject: identifier.describe("To what: a user, a session, an API key, a connector, …"),
  since: moment.optional().describe("At this time or later."),
  until: moment.optional().describe("Before this time."),
};
const listQuery = z.strictObject({ ...filters, after: pageAfter("AE"), size: pageSize });
const exportQuery = z.strictObject(filters);

const facts = z.record(z.string(), z.unknown()).nullable();
const eventResource = z.strictObject({
  id: z.string().describe("`AE…`, in the order in which events happened."),
  type: z.enum(eventTypes),
  actor: z.strictObject({
    kind: z.enum(["admin", "account", "secret", "user", "server", "visitor"]),
    id: z.string().nullable().describe("An API key or a user; `null` for the server and for visitors."),
  }),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  serviceSid: z.string().nullable(),
  before: facts.describe("Of a change: the members that differ, by path."),
  after: facts,
  data: facts.describe("What else there is to say; `changed`: members that differ and are not told."),
  requestId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
eventResource.register(z.globalRegistry, {
  id: "AuditEvent",
  description: "Something that happened. Without numbers, addresses, names, codes, tokens and secrets.",
});
const eventList = z.strictObject({ events: z.array(eventResource), next: z.string().nullable() });

export const auditRoutes: FastifyPluginAsyncZod<AuditRoutesOptions> = async (app, { audit }) => {
  app.get("/audit-log", { schema: { querystring: listQuery, response: { 200: eventList } } }, async ({ query }) => {
    const { after, size } = query;
    const { events, next } = await audit.list({ ...toFilter(query), after, size });
    return { events: events.map(toResource), next };
  });

  app.get(
    "/audit-log.csv",
    { schema: { querystring: exportQuery, response: { 200: csvAnswer } } },
    (request, reply) => {
      const pages = audit.export(toFilter(request.query), actorOf(request));
      sendCsv(reply, "audit-log", eventHeads, mapPages(pages, toRow));
    },
  );
};

function toFilter({ type, actor, subject, since, until }: z.output<typeof exportQuery>): EventFilter {
  return {
    ...{ actor, subject },
    types: type === undefined ? undefined : typesOf(type),
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
  };
}

const eventHeads = [
  ...["time", "type", "actor", "actorId", "subject", "subjectId", "service", "before", "after", "data"],
  ...["requestId", "id"],
];
const toRow = (event: EventRecord) => [
  ...[event.createdAt.toISOString(), event.type, event.actorKind, event.actorId, event.subjectKind, event.subjectId],
  ...[event.serviceSid, ...[event.before, event.after, event.data].map((facts) => facts && JSON.stringify(facts))],
  ...[event.requestId, event.sid],
];

function toResource({ sid, actorKind, actorId, subjectKind, subjectId, createdAt, ...same }: EventRecord) {
  const { type, serviceSid, before, after, data, requestId } = same;
  return {
    ...{ id: sid, type, actor: { kind: actorKind, id: actorId }, subject: { kind: subjectKind, id: subjectId } },
    ...{ serviceSid, before, after, data, requestId, createdAt: createdAt.toISOString() },
  };
}
