/** @module Alerts: what is and was wrong, their settings, and a test of the e-mails. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Alert, alertKinds, endReasons, mailOutcomes } from "../alerts/alert.js";
import { alertWords } from "../alerts/alert-texts.js";
import type { Alerts } from "../alerts/alerts.js";
import type { VersionedSettings } from "../alerts/change-settings.js";
import { alertSettingsSchema } from "../alerts/settings.js";
import type { Language } from "../errors.js";
import { etagOf, versionOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { languageOf } from "../http/respond-error.js";
import { pageAfter, pageSize } from "./page-query.js";

export interface AlertRoutesOptions {
  alerts: Pick<Alerts, "list" | "fetch" | "settings" | "test">;
}

const listQuery = z.strictObject({
  status: z.enum(["open", "ended"]).optional(),
  kind: z.enum(alertKinds).optional(),
  after: pageAfter("AL"),
  size: pageSize,
});

const time = z.iso.datetime();
const bilingual = z.strictObject({ ko: z.string(), en: z.string() });
const alertResource = z.strictObject({
  id: z.string().describe("`AL…`"),
  kind: z.enum(alertKinds),
  status: z.enum(["open", "ended"]),
  subject: z.strictObject({
    kind: z.enum(["connector", "service", "api_key"]),
    id: z.string(),
    name: z.string().describe("What it was called when the alert was raised."),
  }),
  part: z
    .string()
    .nullable()
    .describe(
      "Of a budget the share in percent, of a limit's alarm its rule, of a balance `refused` where the vendor did.",
    ),
  service: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()).describe("The figures when it was raised."),
  sentence: bilingual.describe("What happened."),
  remedy: bilingual.describe("What to do."),
  mail: z
    .enum(mailOutcomes)
    .describe(
      "`through_itself`: by the connector that fails; `with_graver`: another alert about the same is mailed; else why it was not.",
    ),
  raisedAt: time,
  endedAt: time.nullable(),
  endReason: z.enum(endReasons).nullable(),
});
alertResource.register(z.globalRegistry, { id: "Alert" });
const alertList = z.strictObject({ alerts: z.array(alertResource), next: z.string().nullable() });

const settingsResource = alertSettingsSchema.extend({
  warnings: z
    .array(z.strictObject({ path: z.string(), problem: z.string() }))
    .describe("What is acceptable and cannot work as things are, in the language of the request."),
});
settingsResource.register(z.globalRegistry, { id: "AlertSettings" });
/** Read by the room itself, which says in the caller's language what is wrong where. */
const document = z.record(z.string(), z.unknown());
const querystring = z.strictObject({});
const params = z.strictObject({ id: z.string() });

export const alertRoutes: FastifyPluginAsyncZod<AlertRoutesOptions> = async (app, { alerts }) => {
  const answer = { response: { 200: settingsResource } };
  const toAnswer = async ({ version: _, ...settings }: VersionedSettings, language: Language) => ({
    ...settings,
    warnings: await alerts.settings.warnings(settings, language),
  });

  app.get("/alerts", { schema: { querystring: listQuery, response: { 200: alertList } } }, async ({ query }) => {
    const { alerts: found, next } = await alerts.list(query);
    return { alerts: found.map(toResource), next };
  });

  app.get("/alerts/settings", { schema: { querystring, ...answer } }, async (request, reply) => {
    const settings = await alerts.settings.show();
    return reply.header("etag", etagOf(settings)).send(await toAnswer(settings, languageOf(request)));
  });

  app.patch("/alerts/settings", { schema: { body: document, ...answer } }, async (request, reply) => {
    const settings = await alerts.settings.change({
      patch: request.body,
      version: versionOf(request, "alert"),
      actor: actorOf(request),
      language: languageOf(request),
    });
    return reply.header("etag", etagOf(settings)).send(await toAnswer(settings, languageOf(request)));
  });

  app.get("/alerts/:id", { schema: { params, querystring, response: { 200: alertResource } } }, async (request) =>
    toResource(await alerts.fetch(readSid("AL", request.params.id, "alert.not_found"))),
  );

  app.post(
    "/alerts/test",
    {
      schema: {
        body: z.strictObject({}).nullish(),
        response: { 200: z.strictObject({ messages: z.array(z.string()) }) },
      },
    },
    async () => ({ messages: await alerts.test() }),
  );
};

function toResource(alert: Alert) {
  const { sid, kind, subjectKind, subjectId, name, part, serviceSid, facts, mail, raisedAt, endedAt, endReason } =
    alert;
  const { sentence, remedy } = alertWords[kind];
  return {
    ...{ id: sid, kind, subject: { kind: subjectKind, id: subjectId, name }, part: part || null, service: serviceSid },
    ...{ facts, sentence: sentence(facts), remedy: remedy(facts), mail, raisedAt: raisedAt.toISOString(), endReason },
    status: endedAt === null ? ("open" as const) : ("ended" as const),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
