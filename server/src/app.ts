/** @module Puts the rooms together: here stores, connectors, clock, random and fetch meet the use cases that name them. */
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { managementRoutes } from "./admin/routes.js";
import { clientAddressReader } from "./client-address.js";
import type { Clock, Random } from "./clock.js";
import { type Config, isLocalDevelopment } from "./config.js";
import { createConnectors } from "./connectors/connectors.js";
import type { Factories } from "./connectors/factories.js";
import type { ActiveConnectors } from "./connectors/ready-connector.js";
import { watchConnectors } from "./connectors/watch-connectors.js";
import type { Outside } from "./core.js";
import { shareCommits } from "./db/commit.js";
import type { Database } from "./db/open.js";
import { createVendorCodes } from "./delivery/check-with-vendor.js";
import { deliveryJobs } from "./delivery/delivery-jobs.js";
import { Dispatcher } from "./delivery/dispatcher.js";
import { createInbox } from "./delivery/inbox.js";
import { createMessages } from "./delivery/messages.js";
import { queueGauges } from "./delivery/queue-gauges.js";
import { receiptRoutes } from "./delivery/receipt-routes.js";
import { createReceipts } from "./delivery/receive-receipt.js";
import { inboxRoutes } from "./delivery/routes.js";
import { createConnectorTests } from "./delivery/test-connector.js";
import { createServer } from "./http/create-server.js";
import { healthRoutes } from "./http/health.js";
import { requireHost } from "./http/require-host.js";
import { requireAdminToken } from "./http/require-key.js";
import { respondError } from "./http/respond-error.js";
import { type Repeated, repeat } from "./jobs/repeat.js";
import { admitAndCount } from "./limits/admit.js";
import { sweepFailureStreaks } from "./limits/failure-streaks.js";
import type { Rule } from "./limits/rule.js";
import { sweepLimits } from "./limits/sweep-limits.js";
import { createMetrics } from "./metrics.js";
import type { Outgoing } from "./outgoing/create-outgoing.js";
import { respondPhoneError } from "./phone-api/respond-phone-error.js";
import { phoneRoutes } from "./phone-api/routes.js";
import { signVerificationToken } from "./phone-api/sign-verification-token.js";
import { WATCH_SECONDS, watchAbuse } from "./phone-api/watch-abuse.js";
import { referenceRoutes } from "./reference/routes.js";
import type { Keyring } from "./secrets.js";
import { cacheKeys, USES_SECONDS } from "./settings/authenticate-key.js";
import { cacheRateLimits } from "./settings/find-rate-limits.js";
import { cacheServices } from "./settings/find-service.js";
import { RENEWAL_SECONDS, renewSigningKey } from "./signing-keys/renew-signing-key.js";
import { keyRoutes } from "./signing-keys/routes.js";
import { createSigner } from "./signing-keys/sign-token.js";
import { cacheSigningKeys } from "./signing-keys/signing-keys.js";
import { cacheTemplates } from "./templates/find-template.js";
import { respondTwilioError } from "./twilio/respond-error.js";
import { twilioRoutes } from "./twilio/routes.js";
import { RETENTION_SWEEP_SECONDS, SWEEP_SECONDS, sweepExpired, sweepRecipients } from "./verify/sweep-verifications.js";

export interface AppParts {
  config: Config;
  sql: Database;
  keyring: Keyring;
  accountSid: string;
  factories: Factories;
  /** Asked before those that are stored. */
  connectors?: ActiveConnectors;
  log: Logger;
  clock: Clock;
  random: Random;
  /** The ways out: of `createOutgoing` wherever a vendor could be called. */
  fetch: Outgoing["fetch"];
  lookup: Outgoing["lookup"];
  /** Sees the server before it has routes, to see each of them come: openapi.json is made from them. */
  beforeRoutes?: (http: FastifyInstance) => Promise<void>;
}

export interface App {
  http: FastifyInstance;
  /** Begins the work that no request asks for: sending and sweeping. */
  startWork(): void;
  /** Answers what has arrived, finishes what is being sent; at most ten seconds. */
  stop(): Promise<void>;
}

/** The format of the API that a path belongs to. */
function respondEarly(url: string): typeof respondError {
  if (/^\/v2(\/|$)/.test(url)) return respondTwilioError;
  return /^\/auth(\/|$)/.test(url) ? respondPhoneError : respondError;
}

/** As long as a request may take; what follows it (connections, PostgreSQL) keeps the whole below ten seconds. */
const DRAIN_MS = 8000;
const RECORD_WITHIN_MS = 500;
const assets = fileURLToPath(new URL("../../pages/public", import.meta.url));

export async function buildApp(parts: AppParts): Promise<App> {
  const { config, sql, keyring, log, clock, random } = parts;
  const metrics = createMetrics();
  const keys = cacheKeys(sql);
  const { authenticate } = keys;
  const signingKeys = cacheSigningKeys(parts);
  // The first start makes the first key, before anybody can ask for it.
  await signingKeys.signingKey();
  const services = cacheServices(sql);
  const templates = cacheTemplates(sql);
  const sign = createSigner(signingKeys);
  const { origin, environment } = config;
  const watch = watchConnectors({ ...parts, environment, origin });
  await watch.refresh();
  const given = parts.connectors;
  const connectors: ActiveConnectors = given ? (channel) => given(channel) ?? watch.active(channel) : watch.active;
  const dispatcher = new Dispatcher({ ...parts, connectors, metrics });
  const sweeps: Repeated[] = [];
  let stopping = false;

  const http = await createServer({
    origin: config.origin,
    log,
    metrics,
    random,
    respondEarly: (error, request, reply) => respondEarly(request.url)(error, request, reply),
  });
  await parts.beforeRoutes?.(http);
  const onlyAdmin = requireAdminToken(authenticate);
  const guardInbox = isLocalDevelopment(config) ? [requireHost(config)] : [requireHost(config), onlyAdmin];
  await http.register(healthRoutes, {
    pingDatabase: async () => await sql`select 1`,
    isStopping: () => stopping,
    metrics,
    refreshGauges: () => queueGauges(sql, metrics),
    guardMetrics: config.environment === "production" ? [onlyAdmin] : [],
  });
  await http.register(fastifyStatic, { root: assets, prefix: "/assets/", index: false, cacheControl: false });
  // In production nothing goes to the inbox, and what development left there stays shut.
  if (config.environment === "development") {
    await http.register(inboxRoutes, { inbox: createInbox({ sql, keyring }), guard: guardInbox });
    http.get("/", async (_request, reply) => reply.redirect("/dev/inbox"));
  }
  const { factories, fetch, lookup } = parts;
  const outside: Outside = { fetch, lookup, clock, random };
  const configured = createConnectors({
    ...{ sql, keyring, clock, random, factories, environment, origin },
    refresh: watch.refresh,
  });
  const limits = {
    admitAndCount: (rules: readonly Rule[]) => admitAndCount({ sql, metrics, log, random }, rules),
  };
  const verifying = {
    sql,
    commit: shareCommits(sql),
    keyring,
    clock,
    random,
    log,
    connectors,
    metrics,
    dispatcher,
    testNumbers: config.testNumbers,
    authenticate,
    services,
    templates,
    vendorCodes: createVendorCodes({ ...outside, sql, log, watch }),
  };
  await http.register(twilioRoutes, {
    prefix: "/v2",
    ...verifying,
    rateLimits: cacheRateLimits(sql),
    deployment: { origin, accountSid: parts.accountSid },
  });
  await http.register(phoneRoutes, {
    prefix: "/auth",
    ...verifying,
    readAddress: clientAddressReader(config.trustedProxies, log),
    cors: config,
    signToken: (verification) => signVerificationToken({ sign, random, issuer: origin }, verification),
  });

  await http.register(keyRoutes, { signingKeys });
  await http.register(managementRoutes, {
    prefix: "/api",
    keys,
    services,
    signingKeys,
    templates,
    ...{ sql, keyring, clock, random },
    factories,
    connectors: configured,
    connectorTests: createConnectorTests({ ...outside, keyring, connectors: configured, limits }),
    messages: createMessages({ sql }),
    guard: onlyAdmin,
  });
  await http.register(receiptRoutes, { receipts: createReceipts({ ...outside, sql, log, metrics, watch }) });
  await http.register(referenceRoutes, { origin, environment, guard: requireHost(config) });

  return {
    http,
    startWork() {
      dispatcher.start();
      watch.start();
      sweeps.push(
        repeat("expire verifications", SWEEP_SECONDS, () => sweepExpired(sql), log),
        repeat("empty recipients", RETENTION_SWEEP_SECONDS, () => sweepRecipients(sql, config.retentionDays), log),
        repeat("forget limits", RETENTION_SWEEP_SECONDS, () => sweepLimits(sql), log),
        ...deliveryJobs({ ...outside, sql, log, metrics, watch }).map(({ name, seconds, work }) =>
          repeat(name, seconds, work, log),
        ),
        repeat("watch abuse", WATCH_SECONDS, () => watchAbuse(verifying), log),
        repeat("forget failures", RETENTION_SWEEP_SECONDS, () => sweepFailureStreaks(sql), log),
        repeat("record use of keys", USES_SECONDS, () => keys.recordUses(), log),
        repeat(
          "renew signing key",
          RENEWAL_SECONDS,
          () => renewSigningKey({ ...parts, signingKeys }, config.signingKeyDays),
          log,
        ),
      );
    },
    async stop() {
      stopping = true;
      // Node closes what is idle now. What is idle only after its answer would stay open as long as its client likes.
      // And one that has sent half a request, or nothing: Node no longer looks after its time.
      const idle = setInterval(() => {
        if (http.requestsUnderWay() > 0) http.server.closeIdleConnections();
        else http.server.closeAllConnections();
      }, 50);
      const late = setTimeout(() => http.server.closeAllConnections(), DRAIN_MS);
      const since = Date.now();
      await Promise.all([http.close(), watch.stop(), ...sweeps.map((sweep) => sweep.stop())]);
      clearInterval(idle);
      clearTimeout(late);
      const recorded = keys.recordUses().catch((err) => log.warn({ err }, "the last use of keys is not recorded"));
      await dispatcher.stop(DRAIN_MS - (Date.now() - since));
      // No more than courtesy: a database that hangs must not hold up the end.
      await Promise.race([recorded, new Promise((done) => setTimeout(done, RECORD_WITHIN_MS).unref())]);
    },
  };
}
