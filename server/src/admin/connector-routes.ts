/** @module Connectors: their kinds, tests, versions, and which one is in force. Names and shapes are Logto's where it has them. */
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import { profileItems, socialFailureReasons } from "@munjigi/connectors/social/contract";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Random } from "../clock.js";
import type { Balances } from "../connectors/ask-balance.js";
import type { Senders } from "../connectors/ask-senders.js";
import type { Connector } from "../connectors/connector.js";
import type { Connectors } from "../connectors/connectors.js";
import { type AnyConnector, type Factories, isInbox, isMessageKind, requireKind } from "../connectors/factories.js";
import { jsonSchemaOf } from "../connectors/settings-secrets.js";
import type { ConnectorChecks } from "../delivery/check-connector.js";
import type { HealthOfConnectors } from "../delivery/connector-health.js";
import type { TestArrivals } from "../delivery/test-arrival.js";
import type { ConnectorTests } from "../delivery/test-connector.js";
import { testTells } from "../delivery/test-tells.js";
import { testableUses } from "../delivery/usage-type.js";
import { AppError } from "../errors.js";
import { browserOf } from "../http/browser.js";
import type { Cookies } from "../http/cookies.js";
import { expectationOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { languageOf } from "../http/respond-error.js";
import type { EgressAddresses } from "../outgoing/egress-addresses.js";
import { type AcceptedRecipient, findRecipient } from "../recipient.js";
import type { Social } from "../social/social.js";
import { isStorable } from "../text.js";
import { yesOrNo } from "./page-query.js";

export interface ConnectorRoutesOptions {
  factories: Factories;
  connectors: Connectors;
  connectorTests: ConnectorTests;
  testArrivals: TestArrivals;
  connectorChecks: ConnectorChecks;
  connectorHealth: HealthOfConnectors;
  balances: Balances;
  senders: Senders;
  egress: () => EgressAddresses;
  social: Pick<Social, "startTrial" | "takeTrial">;
  cookies: Pick<Cookies, "read" | "set">;
  random: Random;
}

/** Templates of e-mail may be whole pages of HTML. */
const MAX_CONFIG_BYTES = 512 * 1024;

const bilingual = z.strictObject({ ko: z.string(), en: z.string() });
const config = z.record(z.string(), z.unknown());
/** PostgreSQL refuses NUL in a text. */
const id = z.strictObject({
  id: z.string().max(64).refine(isStorable, "must not contain NUL"),
});
const type = z.enum(["Sms", "Email", "Social"]);
const secrets = z
  .record(
    z.string(),
    z.strictObject({
      setAt: z.iso.datetime(),
      hint: z.string().nullable().describe("Its last four characters, if it has 16 or more."),
    }),
  )
  .describe("What is told of each secret, by path.");

const messageAbilities = ["verifier", "receipt", "status", "balance", "senders"] as const;
const socialAbilities = ["native", "revoke", "revokeSubject", "notice"] as const;
const factoryResource = z.strictObject({
  id: z.string(),
  type,
  name: bilingual,
  docs: z.string(),
  guide: bilingual.nullable().describe("What one needs from the vendor and where it is found: Markdown."),
  schema: z.record(z.string(), z.unknown()).describe("JSON Schema of `config`; `secret` marks what is never shown."),
  defaults: config.describe("A config to begin with."),
  limits: z
    .strictObject({ maxBytes: z.int(), charset: z.string(), longBytes: z.int().optional() })
    .nullable()
    .describe("What one text may hold; `null` for kinds of social sign-in."),
  brand: z
    .enum(["kakao", "naver", "google", "apple", "other"])
    .nullable()
    .describe("Whose button it is; `null` for kinds that send."),
  abilities: z.array(z.enum([...messageAbilities, ...socialAbilities])),
  allowList: bilingual.nullable().describe("Where the vendor lists the addresses it takes requests from, if it does."),
  developmentOnly: z.boolean(),
});

const version = z.strictObject({ version: z.int(), config: config.nullable(), secrets });
const connectorResource = z.strictObject({
  id: z.string(),
  connectorId: z.string(),
  type,
  status: z.enum(["draft", "tested", "active", "standby", "retired"]),
  version: z.int(),
  config: config.nullable().describe("Secrets masked; `null` if it cannot be read any more."),
  secrets,
  draft: version.extend({ tested: z.boolean() }).nullable().describe("A newer version that waits to be activated."),
  problem: z
    .string()
    .nullable()
    .describe("Why it cannot be used: the key to its settings, or its module, is gone, or its settings no longer fit."),
  receiptUrl: z
    .string()
    .nullable()
    .describe("Where the vendor may post delivery reports. Keep it to yourself; `null` for viewers."),
  redirectUri: z
    .string()
    .nullable()
    .describe(
      "Of social sign-in: what to register at the provider as the redirect URI; `null` while the provider does not answer.",
    ),
  noticeUrl: z
    .string()
    .nullable()
    .describe(
      "Of social sign-in: where the provider may post that somebody ended the connection. Keep it to yourself; `null` for viewers.",
    ),
  lastFailure: z
    .strictObject({
      code: z.string().nullable().describe("The provider's own."),
      reason: z.enum(["provider_down", "misconfigured", "refused"]),
      at: z.iso.datetime(),
      remedy: bilingual.nullable().describe("What mends it, where the connector knows."),
    })
    .nullable()
    .describe("Of social sign-in: until settings are put in force anew, or 30 days."),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
const versions = z.array(
  z.strictObject({ version: z.int(), createdAt: z.iso.datetime(), activatedAt: z.iso.datetime().nullable() }),
);
const ignored = z.array(z.string()).describe("Members of `config` that nobody reads; they were left out.");
const changed = connectorResource.extend({ ignored });

const said = z.strictObject({ headers: z.record(z.string(), z.string()), body: z.string() });
const tells = z
  .enum(testTells)
  .describe(
    "How its arrival is told: the vendor is `asked`; it posts a report (`reported`); it would, but the connector is not saved or this deployment has no public https address (`unreachable`); it tells nobody (`never`).",
  );
const testReport = z.strictObject({
  testId: z.string().describe("`GET /api/connectors/{id}/tests/{testId}` tells whether it arrived."),
  tells,
  request: said.extend({ method: z.string(), url: z.string() }).nullable(),
  response: said.extend({ status: z.int() }).nullable(),
  vendorMessageId: z.string().nullable(),
  bytes: z.int(),
  parts: z.int(),
  priceClass: z.enum(["SMS", "LMS"]).nullable(),
  latencyMs: z.int(),
  ignored,
});
const testArrival = z.strictObject({
  id: z.string(),
  status: z.enum(["sent", "delivered", "failed"]),
  tells,
  failure: z
    .strictObject({ class: z.string(), vendorCode: z.string().nullable(), sentence: bilingual, remedy: bilingual })
    .nullable(),
  sentAt: z.iso.datetime(),
  reportedAt: z.iso.datetime().nullable(),
});
const trialStart = z.strictObject({
  id: z.string(),
  url: z.string().describe("The provider's. To be opened in the browser that asked."),
  expiresAt: z.iso.datetime(),
});
const trialResource = z.strictObject({
  status: z.enum(["waiting", "told", "failed"]),
  items: z
    .array(
      z.strictObject({
        item: z.enum(["subject", ...profileItems]),
        state: z.enum(["came", "missing", "untold"]).describe("`untold`: this provider never tells it."),
        value: z.string().nullable().describe("Number and address masked."),
        isVerified: z.boolean().nullable().describe("Whether the provider vouches for it."),
        remedy: bilingual.nullable().describe("What makes it come."),
      }),
    )
    .nullable(),
  failure: z
    .strictObject({
      reason: z.enum(socialFailureReasons),
      code: z.string().nullable().describe("The provider's own."),
      remedy: bilingual.nullable(),
    })
    .nullable(),
  expiresAt: z.iso.datetime(),
});
const checkReport = z.strictObject({
  problems: z.array(z.strictObject({ path: z.string(), problem: z.string() })).describe("None: it would be taken."),
  ignored,
  texts: z
    .array(
      z.strictObject({
        index: z.int().describe("Which of `config.templates`."),
        text: z.string().describe("As it would be sent, filled with samples."),
        subject: z.string().nullable(),
        bytes: z.int().describe("Of the words as they are written, before they are shortened."),
        parts: z.int(),
        priceClass: z.enum(["SMS", "LMS"]).nullable(),
        change: z
          .enum(["shortened", "replaced"])
          .nullable()
          .describe(
            "What is done to a Korean text that is too long: shortened, or replaced by the server's own words.",
          ),
      }),
    )
    .describe("Of the templates that have a text."),
});

const figures = { tried: z.int(), accepted: z.int(), delivered: z.int() };
const healthList = z.array(
  z.strictObject({
    connectorId: z.string(),
    ...figures,
    tellsDelivery: z.boolean().describe("Whether the vendor tells at all what became of a message."),
    p95Seconds: z.number().nullable().describe("From the making of a message to the vendor's word of its arrival."),
    lastFailure: z
      .strictObject({
        at: z.iso.datetime(),
        class: z.string(),
        code: z.string().nullable(),
        sentence: bilingual,
        remedy: bilingual,
      })
      .nullable(),
    parts: z.array(z.strictObject(figures)).describe("The same for each five minutes, oldest first."),
  }),
);
const sendersResource = z.strictObject({
  senders: z.array(
    z.strictObject({
      sender: z.string(),
      canSend: z.boolean().describe("Registered, and neither blocked nor still to be approved."),
    }),
  ),
  configured: z.string().describe("What the newest settings send from."),
  isRegistered: z
    .boolean()
    .nullable()
    .describe("Whether the vendor has it; `null`: of a kind that is registered nowhere, as a name."),
});
const egressResource = z.strictObject({
  addresses: z.array(z.string()),
  source: z
    .enum(["declared", "interfaces", "unknown"])
    .describe(
      "`MUNJIGI_EGRESS_ADDRESSES`, this machine's public addresses, or neither: behind a NAT nobody here knows.",
    ),
});
const balanceResource = z.strictObject({ amount: z.string(), unit: z.string() });
factoryResource.register(z.globalRegistry, { id: "ConnectorFactory" });
connectorResource.register(z.globalRegistry, { id: "Connector" });

const testBody = z.strictObject({
  phone: z.string().max(64).optional(),
  email: z.string().max(320).optional(),
  config: config.optional(),
  locale: z.string().max(35).optional(),
  usageType: z.enum(testableUses).optional().describe("Whose text is sent: `Generic` unless told."),
});
const force = z.boolean().default(false);
/** The body may be absent. */
const forceBody = z
  .strictObject({ force })
  .nullish()
  .transform((body) => body ?? { force: false });
const forceQuery = z.strictObject({ force: yesOrNo });

export const connectorRoutes: FastifyPluginAsyncZod<ConnectorRoutesOptions> = async (app, options) => {
  const { factories, connectors, connectorTests, testArrivals, connectorChecks, connectorHealth, balances } = options;
  const { social, cookies, random, senders, egress } = options;
  const bodyLimit = MAX_CONFIG_BYTES;

  app.get("/connector-factories", { schema: { response: { 200: z.array(factoryResource) } } }, async () =>
    factories.all.map(toFactoryResource),
  );

  app.get("/connector-factories/:id", { schema: { params: id, response: { 200: factoryResource } } }, async (request) =>
    toFactoryResource(requireKind(factories, request.params.id)),
  );

  app.get("/connectors", { schema: { response: { 200: z.array(connectorResource) } } }, async (request) =>
    (await connectors.list()).map((connector) => withoutAddresses(request, toResource(connector))),
  );

  app.post(
    "/connectors",
    {
      bodyLimit,
      schema: {
        body: z.strictObject({ connectorId: z.string().max(64), config, activate: z.boolean().default(true), force }),
        response: { 201: changed },
      },
    },
    async (request, reply) => {
      const { connectorId, ...same } = request.body;
      const made = await connectors.create(
        {
          factoryId: connectorId,
          ...same,
          language: languageOf(request),
        },
        actorOf(request),
      );
      return reply.code(201).send({ ...toResource(made.connector), ignored: made.ignored });
    },
  );

  app.get("/connectors/health", { schema: { response: { 200: healthList } } }, async () =>
    (await connectorHealth.list()).map(({ lastFailure, ...same }) => ({
      ...same,
      lastFailure: lastFailure && { ...lastFailure, at: lastFailure.at.toISOString() },
    })),
  );

  app.get("/connectors/egress", { schema: { response: { 200: egressResource } } }, async () => {
    const { addresses, source } = egress();
    return { addresses: [...addresses], source };
  });

  app.get(
    "/connectors/:id",
    { schema: { params: id, response: { 200: connectorResource.extend({ versions }) } } },
    async (request) => {
      const { versions, ...connector } = await connectors.fetch(request.params.id);
      return {
        ...withoutAddresses(request, toResource(connector)),
        versions: versions.map(({ version, createdAt, activatedAt }) => ({
          version,
          createdAt: createdAt.toISOString(),
          activatedAt: activatedAt?.toISOString() ?? null,
        })),
      };
    },
  );

  app.patch(
    "/connectors/:id",
    { bodyLimit, schema: { params: id, body: z.strictObject({ config }), response: { 200: changed } } },
    async (request) => {
      const { connector, ignored } = await connectors.update(
        request.params.id,
        request.body.config,
        languageOf(request),
        actorOf(request),
        expectationOf(request),
      );
      return { ...toResource(connector), ignored };
    },
  );

  app.delete("/connectors/:id", { schema: { params: id, querystring: forceQuery } }, async (request, reply) => {
    await connectors.delete(request.params.id, request.query, actorOf(request));
    return reply.code(204).send();
  });

  app.post(
    "/connectors/:id/test",
    { bodyLimit, schema: { params: id, body: testBody, response: { 200: testReport } } },
    async (request) =>
      await connectorTests.run(
        {
          id: request.params.id,
          recipient: recipientOf(request.body),
          config: request.body.config,
          locale: request.body.locale,
          usageType: request.body.usageType,
          language: languageOf(request),
        },
        actorOf(request),
      ),
  );

  app.get(
    "/connectors/:id/tests/:testId",
    { schema: { params: id.extend({ testId: z.string() }), response: { 200: testArrival } } },
    async ({ params }) => {
      const testId = readSid("VL", params.testId, "connector.test_not_found");
      const { sentAt, reportedAt, ...same } = await testArrivals.fetch(params.id, testId);
      return { ...same, sentAt: sentAt.toISOString(), reportedAt: reportedAt?.toISOString() ?? null };
    },
  );

  app.post(
    "/connectors/:id/check",
    { bodyLimit, schema: { params: id, body: z.strictObject({ config }), response: { 200: checkReport } } },
    async (request) => {
      const { params, body } = request;
      const { problems, ...same } = await connectorChecks.check({
        id: params.id,
        config: body.config,
        language: languageOf(request),
      });
      return { ...same, problems: [...problems] };
    },
  );

  // The browser that begins is the one that comes back, so it needs our cookie before it leaves.
  app.post(
    "/connectors/:id/trial",
    { schema: { params: id, response: { 201: trialStart } } },
    async (request, reply) => {
      const { secret } = browserOf(cookies, request, reply, random);
      const { expiresAt, ...same } = await social.startTrial({
        ...{ connectorId: request.params.id, asker: askerOf(request), browserSecret: secret },
        language: languageOf(request),
      });
      return reply.code(201).send({ ...same, expiresAt: expiresAt.toISOString() });
    },
  );

  app.get(
    "/connectors/:id/trials/:trialId",
    { schema: { params: id.extend({ trialId: z.string() }), response: { 200: trialResource } } },
    async (request) => {
      const { id: connectorId, trialId } = request.params;
      if (!/^[\w-]{22}$/.test(trialId)) throw new AppError("connector.trial_not_found");
      const { expiresAt, items, ...same } = await social.takeTrial({
        connectorId,
        id: trialId,
        asker: askerOf(request),
      });
      return { ...same, items: items && [...items], expiresAt: expiresAt.toISOString() };
    },
  );

  app.post(
    "/connectors/:id/balance",
    { schema: { params: id, response: { 200: balanceResource } } },
    async (request) => await balances.ask(request.params.id, languageOf(request)),
  );

  app.post(
    "/connectors/:id/senders",
    { schema: { params: id, response: { 200: sendersResource } } },
    async (request) => await senders.ask(request.params.id, languageOf(request)),
  );

  app.post(
    "/connectors/:id/activate",
    { schema: { params: id, body: forceBody, response: { 200: connectorResource } } },
    async (request) => {
      const expect = expectationOf(request);
      return toResource(await connectors.activate(request.params.id, { ...request.body, expect }, actorOf(request)));
    },
  );

  app.post(
    "/connectors/:id/deactivate",
    { schema: { params: id, response: { 200: connectorResource } } },
    async (request) => toResource(await connectors.deactivate(request.params.id, actorOf(request))),
  );

  app.post(
    "/connectors/:id/standby",
    { schema: { params: id, body: forceBody, response: { 200: connectorResource } } },
    async (request) => {
      const how = { ...request.body, role: "standby", expect: expectationOf(request) } as const;
      return toResource(await connectors.activate(request.params.id, how, actorOf(request)));
    },
  );

  app.delete(
    "/connectors/:id/standby",
    { schema: { params: id, response: { 200: connectorResource } } },
    async (request) => toResource(await connectors.endStandby(request.params.id, actorOf(request))),
  );

  app.post(
    "/connectors/:id/restore",
    {
      schema: {
        params: id,
        body: z.strictObject({ version: z.int().positive() }),
        response: { 200: connectorResource },
      },
    },
    async (request) => toResource(await connectors.restore(request.params.id, request.body.version, actorOf(request))),
  );
};

function toFactoryResource(kind: AnyConnector) {
  const { id, type, name, docs, guide = null, example = {} } = kind;
  return {
    ...{ id, type, name, docs, guide },
    schema: jsonSchemaOf(kind) as Record<string, unknown>,
    defaults: example as Record<string, unknown>,
    ...(isMessageKind(kind)
      ? {
          limits: limitsOf(kind),
          brand: null,
          allowList: kind.allowList ?? null,
          abilities: messageAbilities.filter((name) => kind[name]),
        }
      : { limits: null, brand: kind.brand, allowList: null, abilities: socialAbilities.filter((name) => kind[name]) }),
    developmentOnly: isInbox(kind),
  };
}

/** A module of a team's own may say more than is ours to show. */
const limitsOf = ({ limits: { maxBytes, charset, longBytes } }: MessageConnector) => ({
  ...{ maxBytes, charset },
  ...(longBytes !== undefined && { longBytes }),
});

function toResource(connector: Connector) {
  const { factoryId, settings, secrets, draft, lastFailure, createdAt, updatedAt, ...same } = connector;
  return {
    ...same,
    lastFailure: lastFailure && { ...lastFailure, at: lastFailure.at.toISOString() },
    connectorId: factoryId,
    config: settings as Record<string, unknown> | null,
    secrets,
    draft: draft && {
      version: draft.version,
      config: draft.settings as Record<string, unknown> | null,
      secrets: draft.secrets,
      tested: draft.tested,
    },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** Who knows where vendors and providers report can report in their name: that is not for those who only look. */
const withoutAddresses = (
  { consoleSession }: FastifyRequest,
  connector: ReturnType<typeof toResource>,
): ReturnType<typeof toResource> =>
  consoleSession?.role === "viewer" ? { ...connector, receiptUrl: null, noticeUrl: null } : connector;

/** Whoever asks, as nobody else can: a session of the console, or an API key. */
const askerOf = (request: FastifyRequest): string =>
  request.consoleSession ? `session ${request.consoleSession.sid}` : `key ${actorOf(request).id}`;

/** Reads `phone` or `email`: exactly one must be given, and it must be what its name says. */
function recipientOf({ phone, email }: z.infer<typeof testBody>): AcceptedRecipient {
  const [parameter, text, channel] =
    email === undefined ? (["phone", phone, "sms"] as const) : (["email", email, "email"] as const);
  if (text === undefined || (phone !== undefined && email !== undefined))
    throw new AppError("request.invalid", { parameter: "phone", problem: "give phone or email, one of them" });
  const recipient = findRecipient(text);
  if (recipient?.channel === channel) return recipient;
  const problem = channel === "sms" ? "it is not a mobile number" : "it is not an e-mail address";
  throw new AppError("request.invalid", { parameter, problem });
}
