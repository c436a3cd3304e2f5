/** @module How verifications go, counted by the hour. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock } from "../clock.js";
import { AppError } from "../errors.js";
import { readServiceSid } from "../http/read-sid.js";
import { type Group, type Grouping, type InsightRoom, lostAt } from "../insight/insight.js";
import { moment } from "./page-query.js";

const HOUR_MS = 3_600_000;
const DEFAULT_DAYS = 7;
const MAX_DAYS = 92;
const groupings = ["country", "connector", "carrier", "service", "hour", "day"] as const satisfies readonly Grouping[];

const time = z.iso.datetime();
const listQuery = z.strictObject({
  since: moment.optional().describe("From the hour that this is in; seven days before `until`."),
  until: moment.optional().describe("To the end of the hour that this is in; now."),
  by: z.enum(groupings).default("day"),
  service: z.string().max(64).optional().describe("Of this service."),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "must be a time zone like Asia/Seoul")
    .default("UTC")
    .describe("Whose days they are."),
});

const bilingual = z.strictObject({ ko: z.string(), en: z.string() });
const seconds = z.strictObject({ median: z.number(), p95: z.number() }).nullable();
const counts = {
  begun: z.int(),
  sent: z.int().describe("Taken by a vendor."),
  delivered: z.int().describe("A vendor said that it arrived, or the code was used."),
  verified: z.int(),
  conversion: z.number().nullable().describe("`verified` of `begun`; `null`: there was none."),
  secondsToVerify: seconds.describe("From the request to the right code, within a tenth."),
  secondsToDeliver: seconds.describe("From the request to the vendor's word that it arrived, within a tenth."),
};
const insight = z.strictObject({
  since: time,
  until: time,
  by: z.enum(groupings),
  asked: z.int().describe("What was begun, and what was refused."),
  refused: z.int(),
  refusals: z
    .array(
      z.strictObject({
        code: z.string().describe("As `/api/why` names it."),
        times: z.int(),
        sentence: bilingual,
        countries: z
          .array(z.strictObject({ country: z.string(), times: z.int() }))
          .describe("Whose numbers it were, the most frequent first; `ZZ`: an e-mail address, empty: not known."),
      }),
    )
    .describe("The most frequent first. Of a flood only some are counted."),
  total: z.strictObject(counts),
  spending: z
    .strictObject({
      texts: z.int().describe("Taken by vendors, each send of a code counts; no e-mail."),
      parts: z.int().describe("As vendors told them; many do not."),
      classes: z
        .array(z.strictObject({ class: z.string(), texts: z.int() }))
        .describe("How Korean vendors charge: `SMS`, `LMS`, `abroad`."),
      priced: z.int().describe("Texts whose price the vendor told as it took them."),
      prices: z.array(z.strictObject({ amount: z.string(), currency: z.string() })).describe("Of these together."),
    })
    .describe("What is known of the cost."),
  losses: z
    .array(
      z.strictObject({
        at: z.enum(lostAt).describe("The step that was not taken."),
        reason: z
          .string()
          .describe(
            "Of `unsent` and `undelivered` the class of the failure, `waiting` or `unreported`; of `unverified` `untried`, `expired` (after wrong codes), `wrong` (five of them), `canceled` or `pending`.",
          ),
        count: z.int(),
        sentence: bilingual.nullable().describe("What the failure means."),
      }),
    )
    .describe("Those that were begun and not verified, the most frequent first."),
  groups: z.array(
    z.strictObject({
      key: z
        .string()
        .describe(
          "The country, kind of connector (empty: none had it yet), carrier (empty: the vendor did not tell) or service; of a time when it begins.",
        ),
      ...counts,
    }),
  ),
});
insight.register(z.globalRegistry, { id: "Insight" });

export interface InsightRoutesOptions {
  insight: InsightRoom;
  clock: Clock;
}

export const insightRoutes: FastifyPluginAsyncZod<InsightRoutesOptions> = async (app, options) => {
  app.get("/insight", { schema: { querystring: listQuery, response: { 200: insight } } }, async ({ query }) => {
    const { by, service, timeZone } = query;
    const end = query.until === undefined ? options.clock() : new Date(query.until);
    const until = new Date(Math.ceil(end.getTime() / HOUR_MS) * HOUR_MS);
    const begin = query.since === undefined ? end.getTime() - DEFAULT_DAYS * 24 * HOUR_MS : Date.parse(query.since);
    const since = new Date(Math.floor(begin / HOUR_MS) * HOUR_MS);
    if (until.getTime() - since.getTime() > (MAX_DAYS * 24 + 1) * HOUR_MS)
      throw new AppError("request.invalid", { parameter: "since", problem: `at most ${MAX_DAYS} days` });
    const serviceSid = service === undefined ? undefined : readServiceSid(service);
    const read = await options.insight.read({ since, until, by, serviceSid, timeZone });
    const refused = read.refusals.reduce((sum, { times }) => sum + times, 0);
    return {
      ...{ since: since.toISOString(), until: until.toISOString(), by, refused },
      asked: read.total.begun + refused,
      refusals: read.refusals,
      total: toCounts(read.total),
      spending: read.spending,
      losses: read.losses,
      groups: read.groups.map(({ key, ...group }) => ({ key, ...toCounts(group) })),
    };
  });
};

const toCounts = (group: Group) => ({
  ...group,
  conversion: group.begun === 0 ? null : group.verified / group.begun,
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // PostgreSQL knows the names of cities, and reads an offset the other way round.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
