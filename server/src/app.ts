/**
 * @module Puts the rooms together: here stores, connectors, clock, random and fetch meet the faces that name them. Nothing is
 * read, written or sent before `prepare`.
 */
import { readFile } from "node:fs/promises";
import type { NetworkInterfaceInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyCookie from "@fastify/cookie";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { managementRoutes } from "./admin/routes.js";
import { createAlerts } from "./alerts/alerts.js";
import { createApiKeys } from "./api-keys/api-keys.js";
import { createApplications } from "./applications/applications.js";
import { createAudit } from "./audit/audit.js";
import { clientAddressReader } from "./client-address.js";
import { type Config, isLocalDevelopment } from "./config.js";
import { createBalances } from "./connectors/ask-balance.js";
import { createSenders } from "./connectors/ask-senders.js";
import { createConnectors } from "./connectors/connectors.js";
import type { Factories } from "./connectors/factories.js";
import { type ActiveConnectors, publicNameOf } from "./connectors/ready-connector.js";
import { watchConnectors } from "./connectors/watch-connectors.js";
import { requireOtherAdmin } from "./console/admins.js";
import { createConsole } from "./console/console.js";
import { guardManagement } from "./console/guard.js";
import { consoleRoutes } from "./console/routes.js";
import { type Deployment, type Outside, theServer } from "./core.js";
import { shareCommits } from "./db/commit.js";
import { ADJUSTMENT_SECONDS, followDatabase } from "./db/database-clock.js";
import type { Database } from "./db/open.js";
import { watchOutages } from "./db/outages.js";
import { createConnectorChecks } from "./delivery/check-connector.js";
import { createVendorCodes } from "./delivery/check-with-vendor.js";
import { createConnectorHealth } from "./delivery/connector-health.js";
import { deliveryJobs } from "./delivery/delivery-jobs.js";
import { Dispatcher } from "./delivery/dispatcher.js";
import { createInbox } from "./delivery/inbox.js";
import { createMessages } from "./delivery/messages.js";
import { createNotices } from "./delivery/notices.js";
import { queueGauges } from "./delivery/queue-gauges.js";
import { receiptRoutes } from "./delivery/receipt-routes.js";
import { createReceipts } from "./delivery/receive-receipt.js";
import { inboxRoutes } from "./delivery/routes.js";
import { createTestArrivals } from "./delivery/test-arrival.js";
import { createConnectorTests } from "./delivery/test-connector.js";
import { createDiagnoses } from "./diagnosis/diagnosis.js";
import { createVerificationHistory } from "./diagnosis/verification-history.js";
import { createEnvironments } from "./environments/environments.js";
import { createExperience } from "./experience/experiences.js";
import { createFactors } from "./factors/factors.js";
import { createFraudGuard } from "./fraud-guard/fraud-guard.js";
import { createHistory } from "./history/history.js";
import { assetRoutes } from "./http/assets.js";
import { createCookies } from "./http/cookies.js";
import { createServer } from "./http/create-server.js";
import { drain } from "./http/drain.js";
import { healthRoutes } from "./http/health.js";
import { refuseOtherSites } from "./http/refuse-other-sites.js";
import { requireHost } from "./http/require-host.js";
import { requireAdminToken } from "./http/require-key.js";
import { createInsight } from "./insight/insight.js";
import { type Job, type Repeated, repeat } from "./jobs/repeat.js";
import { createLimits } from "./limits/limits.js";
import { createMetrics } from "./metrics.js";
import { demoRoutes } from "./oidc/demo-routes.js";
import { createOidc } from "./oidc/oidc.js";
import { oidcRoutes } from "./oidc/routes.js";
import { createOrganizations } from "./organizations/organizations.js";
import { organizationPages } from "./organizations/routes.js";
import type { Post } from "./outgoing/create-outgoing.js";
import { findEgressAddresses } from "./outgoing/egress-addresses.js";
import { createPasskeys } from "./passkeys/passkeys.js";
import { respondPhoneError } from "./phone-api/respond-phone-error.js";
import { phoneRoutes } from "./phone-api/routes.js";
import { signVerificationToken } from "./phone-api/sign-verification-token.js";
import { createRateLimits } from "./rate-limits/rate-limits.js";
import { referenceRoutes } from "./reference/routes.js";
import { createRefusals } from "./refusals/refusals.js";
import type { Keyring } from "./secrets.js";
import { createBlockList } from "./services/block-list.js";
import { createSafeList } from "./services/safe-list.js";
import { createServices } from "./services/services.js";
import { createSessions } from "./sessions/sessions.js";
import { accountRoutes } from "./signin/account-routes.js";
import { consentItems, MINIMUM_AGE } from "./signin/decide-next.js";
import { signinJobs } from "./signin/flow-jobs.js";
import { passkeyRoutes } from "./signin/passkeys/routes.js";
import { signinRoutes } from "./signin/routes.js";
import { socialRoutes } from "./signin/social/routes.js";
import { totpRoutes } from "./signin/totp/routes.js";
import type { SigninDependencies } from "./signin/visit.js";
import { keyRoutes } from "./signing-keys/routes.js";
import { createSigningKeys } from "./signing-keys/signing-keys.js";
import { providerRoutes } from "./social/routes.js";
import { createSocial } from "./social/social.js";
import { createTemplates } from "./templates/templates.js";
import { respondTwilioError } from "./twilio/respond-error.js";
import { twilioRoutes } from "./twilio/routes.js";
import { createUserImports } from "./users/import/user-imports.js";
import { createSecondFactors } from "./users/second-factors.js";
import { createUsers } from "./users/users.js";
import { createAttempts } from "./verify/attempts.js";
import { createRecords } from "./verify/records.js";
import { createVerifications } from "./verify/verifications.js";
import { version } from "./version.js";
import { createWebhooks } from "./webhooks/webhooks.js";

export interface AppParts extends Outside {
  config: Config;
  sql: Database;
  keyring: Keyring;
  accountSid: string;
  factories: Factories;
  post: Post;
  /** Asked before those that are stored. */
  connectors?: ActiveConnectors;
  log: Logger;
  /** The network interfaces of this machine; absent: none are shown. */
  interfaces?: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
  /** Sees the server before it has routes, to see each of them come: openapi.json is made from them. */
  beforeRoutes?: (http: FastifyInstance) => Promise<void>;
}

export interface App {
  http: FastifyInstance;
  /** Requests that have arrived and are not answered yet. */
  requestsUnderWay(): number;
  /** Reads and makes what the first request must find: a signing key, the connectors in force. Before `http` listens. */
  prepare(): Promise<void>;
  /** A link into the console while nobody may enter: on the first start, and in development on each. */
  firstAdminLink(isFirstStart: boolean): Promise<string | undefined>;
  /** Begins the work that no request asks for: sending and sweeping. */
  startWork(): void;
  /** `/readyz` says 503 from now on; all else goes on. */
  announceStop(): void;
  /** Answers what has arrived, finishes what is being sent; at most ten seconds. */
  stop(): Promise<void>;
}

/** How failures are answered under a prefix where no route is found; everywhere else they are problem details. */
const errorFormats = { "/v2": respondTwilioError, "/auth": respondPhoneError };

/** As long as a request may take; what follows it (connections, PostgreSQL) keeps the whole below ten seconds. */
const DRAIN_MS = 8000;
const RECORD_WITHIN_MS = 500;
const assets = fileURLToPath(new URL("../../pages/public", import.meta.url));
const consoleFiles = fileURLToPath(new URL("../../console/dist/site", import.meta.url));
const client = fileURLToPath(new URL("../../sdk/dist", import.meta.url));

export async function buildApp(parts: AppParts): Promise<App> {
  const { config, sql, keyring, factories, log, random, fetch, lookup } = parts;
  const time = followDatabase(sql, parts.clock);
  const clock = time.now;
  const { origin, environment } = config;
  const deployment: Deployment = { environment, origin, accountSid: parts.accountSid };
  const outside: Outside = { fetch, lookup, clock, random };
  const metrics = createMetrics();
  const outages = watchOutages({ sql, log, clock });

  const signingKeys = createSigningKeys({ sql, keyring, random, log, renewalDays: config.signingKeyDays });
  const audit = createAudit({ sql, clock, retentionDays: config.auditDays });
  const limits = createLimits({ sql, metrics, log, random });
  const refusals = createRefusals({ sql, keyring, log });
  const services = createServices({ sql, clock, random });
  const safeList = createSafeList({ sql, clock, random });
  const blockList = createBlockList({ sql, clock, random });
  const keys = createApiKeys({ sql, clock, random });
  const applications = createApplications({
    ...{ sql, clock, random, environment, origin, services },
    allowPrivateNetwork: config.allowPrivateNetwork,
  });
  const rateLimits = createRateLimits({ sql, keyring, clock, random });
  const watch = watchConnectors({ sql, keyring, factories, log, environment, origin });
  const given = parts.connectors;
  const connectors: ActiveConnectors = given ? (channel) => given(channel) ?? watch.active(channel) : watch.active;
  const templates = createTemplates({ sql, clock, random });
  const canSend = (channel: string) => connectors(channel) !== undefined;
  const experiences = createExperience({
    sql,
    clock,
    random,
    environment,
    services,
    canSend,
    isSocial: watch.isSocial,
  });
  const configured = createConnectors({
    ...{ ...outside, sql, keyring, factories, environment, origin, services, social: watch.social },
    callbackOrigin: config.socialGateway?.origin ?? origin,
    refresh: watch.refresh,
    signInMethods: experiences.methodsBy,
  });
  const isUnusable = (channel: string) => watch.isUnusable(channel);
  const dispatcher = new Dispatcher({ ...outside, sql, keyring, log, metrics, outages, connectors, isUnusable });
  const webhooks = createWebhooks({
    ...{ sql, keyring, clock, random, metrics, log, outages, services, post: parts.post },
    allowPrivateNetwork: config.allowPrivateNetwork,
  });
  const { testNumbers, retentionDays } = config;
  const notices = createNotices({
    ...{ sql, keyring, clock, random, connectors, dispatcher, testNumbers, retentionDays },
  });
  const verifications = createVerifications({
    ...{
      sql,
      keyring,
      clock,
      random,
      metrics,
      connectors,
      isUnusable,
      dispatcher,
      limits,
      refusals,
      safeList,
      blockList,
      templates,
    },
    commit: shareCommits(sql),
    vendorCodes: createVendorCodes({ ...outside, sql, log, watch }),
    ...{ testNumbers, retentionDays },
  });
  const attempts = createAttempts({ sql, clock });
  const factors = createFactors({ sql, keyring, clock, random, services, retentionDays });
  const messages = createMessages({ sql });
  const insight = createInsight({ sql, refusals });
  const history = createHistory({ sql, random, metrics, log, days: config.historyDays });
  const fraudGuard = createFraudGuard({ keyring, clock, random, metrics, log, limits, services, verifications });
  const social = createSocial({
    ...{ ...outside, sql, keyring, log, origin, limits, connectors: watch.social },
    ...{ relays: config.socialRelays, gateway: config.socialGateway },
  });
  const sender = async () => {
    const experience = await experiences.current();
    const service = await experiences.serviceOf(experience);
    return { serviceSid: service.sid, brand: experience.brand.name ?? service.friendlyName };
  };
  const users = createUsers({
    endConnections: social.planRevocations,
    ...{ sql, clock, random, verifications, notices, requireOtherAdmin },
    minPasswordLength: async () => (await experiences.current()).password.minLength,
    sender,
  });
  const userImports = createUserImports({
    ...{ sql, keyring, clock, random, log },
    identityOf: watch.social.identityOf,
    consentItems: async () => [MINIMUM_AGE, ...consentItems(await experiences.current()).map(({ id }) => id)],
  });
  const organizations = createOrganizations({
    ...{ sql, keyring, clock, random, origin, notices, sender, retentionDays, historyDays: config.historyDays },
  });
  const secondFactors = createSecondFactors({ sql, keyring, random });
  const sessions = createSessions({ sql, lifetimes: async () => (await experiences.current()).sessions });

  const passkeys = createPasskeys({
    ...{ sql, keyring, clock, random, origin, rpId: config.passkeyRpId },
    async rpName() {
      const experience = await experiences.current();
      return experience.brand.name ?? (await experiences.serviceOf(experience)).friendlyName;
    },
  });

  const cookies = createCookies({ origin });
  const oidc = createOidc({
    ...{ sql, keyring, clock, random, log, fetch, origin, sessions, applications, signingKeys },
    lifetimes: async () => (await experiences.current()).sessions,
    sessionCookie: cookies.nameOf("session"),
  });

  const console = createConsole({ sql, clock, random, environment, origin, users, passkeys });
  const alerts = createAlerts({
    ...{ ...outside, sql, keyring, log, metrics, origin, connectors, notices, sender },
    ...{ senders: watch.senders, resting: () => dispatcher.resting() },
    ...{ keys, services, limits, audit, messages, verifications },
  });

  const environments = createEnvironments({
    ...{ sql, keyring, clock, random, factories, log, deployment, post: parts.post, refresh: watch.refresh },
    callbackOrigin: config.socialGateway?.origin ?? origin,
    allowPrivateNetwork: config.allowPrivateNetwork,
  });

  const jobs: readonly Job[] = [
    ...[signingKeys, audit, limits, refusals, blockList, keys, notices].flatMap((room) => room.jobs),
    ...[verifications, factors, fraudGuard, webhooks, users, secondFactors, sessions].flatMap((room) => room.jobs),
    ...[passkeys, social, organizations, oidc, alerts, console].flatMap((room) => room.jobs),
    ...[insight, history, userImports].flatMap((room) => room.jobs),
    { name: "follow the database's clock", seconds: ADJUSTMENT_SECONDS, work: time.adjust },
    ...signinJobs(sql),
    ...deliveryJobs({ ...outside, sql, log, metrics, watch }),
  ];
  let running: Repeated[] = [];
  let stopping = false;

  const http = await createServer({ origin, log, metrics, random, outages, errorFormats });
  await parts.beforeRoutes?.(http);
  const { authenticate } = keys;
  const readAddress = clientAddressReader(config.trustedProxies, log);
  const onlyAdmin = requireAdminToken(authenticate);
  const onlyOwnHost = requireHost(config);
  const onlyOwnPages = refuseOtherSites(config);
  await http.register(healthRoutes, {
    pingDatabase: async () => await sql`select 1`,
    isStopping: () => stopping,
    metrics,
    refreshGauges: async () => {
      await queueGauges(sql, metrics);
      await alerts.refreshGauges();
    },
    guardMetrics: environment === "production" ? [onlyAdmin] : [],
  });
  await http.register(assetRoutes, { root: assets, client });
  // In production nothing goes to the inbox, and what development left there stays shut.
  if (environment === "development") {
    const guard = isLocalDevelopment(config) ? [onlyOwnHost] : [onlyOwnHost, onlyAdmin];
    await http.register(inboxRoutes, { inbox: createInbox({ sql, keyring }), guard });
    http.get("/", async (_request, reply) => reply.redirect("/dev/inbox"));
  }
  await http.register(twilioRoutes, {
    prefix: "/v2",
    refuseOtherSites: onlyOwnPages,
    ...{
      clock,
      deployment,
      authenticate,
      services,
      rateLimits,
      safeList,
      templates,
      attempts,
      verifications,
      factors,
      webhooks,
    },
  });
  await http.register(phoneRoutes, {
    prefix: "/auth",
    ...{ authenticate, services, fraudGuard },
    readAddress,
    cors: { origin, environment },
    signToken: (verification) =>
      signVerificationToken({ sign: signingKeys.sign, random, issuer: origin }, verification),
  });
  await http.register(fastifyCookie);
  const pages = {
    deps: {
      ...{
        sql,
        keyring,
        clock,
        random,
        fraudGuard,
        sessions,
        users,
        passkeys,
        secondFactors,
        social,
        notices,
        services,
        canSend,
        needsPasskeyForPasskey: console.needsPasskeyForPasskey,
      },
      applications: {
        ...oidc.applications,
        asked: async (returnTo: string | null, browserHash: string) =>
          (await organizations.asked(returnTo, browserHash)) ?? (await oidc.applications.asked(returnTo, browserHash)),
      },
      signPhone: ({ provedAt, nonce, ...proof }: Parameters<SigninDependencies["signPhone"]>[0]) =>
        signVerificationToken(
          { sign: signingKeys.sign, random, issuer: origin },
          { ...proof, extras: nonce === null ? null : { nonce }, updatedAt: provedAt },
        ),
    },
    ...{ origin, environment, experiences, sessions, random, onlyOwnHost },
    cookies,
    readAddress,
  };
  const takesFor = async (request: FastifyRequest) => {
    const service = await experiences.serviceOf(await experiences.current());
    const address = readAddress(request);
    const isDeveloper = environment === "development" && address.isLoopback;
    return fraudGuard.countStep({
      service,
      visitor: { address: isDeveloper ? undefined : address, device: undefined },
    });
  };
  await http.register(providerRoutes, { sql, social, users, sessions, origin, takesFor, onlyOwnHost });
  await http.register(socialRoutes, { ...pages, takesFor });
  await http.register(signinRoutes, { ...pages, styleSheet: () => readFile(join(assets, "pages.css"), "utf8") });
  await http.register(accountRoutes, pages);
  await http.register(passkeyRoutes, pages);
  await http.register(organizationPages, { ...pages, organizations });
  await http.register(totpRoutes, pages);
  await http.register(oidcRoutes, { ...pages, oidc, clients: applications });
  if (environment === "development") await http.register(demoRoutes, { ...pages, clients: applications });
  await http.register(keyRoutes, { signingKeys });
  await http.register(managementRoutes, {
    prefix: "/api",
    ...{ keys, applications, services, safeList, blockList, fraudGuard, signingKeys, templates, factories },
    connectors: configured,
    connectorTests: createConnectorTests({
      ...{ ...outside, sql, keyring, connectors: configured, limits },
      host: publicNameOf(origin),
    }),
    ...{ social, cookies, random },
    testArrivals: createTestArrivals({ ...outside, sql, keyring, factories }),
    connectorChecks: createConnectorChecks({
      ...{ connectors: configured, origin },
      async sender() {
        const { webOtpHost } = await experiences.serviceOf(await experiences.current());
        return { ...(await sender()), webOtpHost };
      },
    }),
    connectorHealth: createConnectorHealth({ sql, clock, factories, connectors: configured }),
    balances: createBalances({ ...outside, sql, keyring, factories, environment, origin, limits }),
    senders: createSenders({ ...outside, sql, keyring, factories, environment, origin, limits }),
    egress: () => findEgressAddresses(config.egressAddresses, parts.interfaces?.() ?? {}),
    messages,
    ...{ insight, clock, testNumbers },
    history: createVerificationHistory({ records: createRecords({ sql }), messages, refusals, factories }),
    diagnoses: createDiagnoses({
      ...{
        clock,
        keyring,
        services,
        safeList,
        blockList,
        connectors,
        isUnusable,
        factories,
        refusals,
        limits,
        messages,
        testNumbers,
      },
    }),
    ...{ experiences, audit, users, secondFactors, sessions, passkeys, organizations, webhooks, environments, alerts },
    ...{ console, userImports },
    refuseOtherSites: onlyOwnPages,
    guard: guardManagement({ console, cookies, byToken: onlyAdmin }),
  });
  await http.register(consoleRoutes, {
    ...{ console, cookies, random, origin, environment, onlyOwnHost, refuseOtherSites: onlyOwnPages },
    root: consoleFiles,
    sessions,
    version,
    clientId: applications.console,
    brand: async () => (await sender()).brand,
  });
  await http.register(receiptRoutes, { receipts: createReceipts({ ...outside, sql, log, metrics, watch }) });
  await http.register(referenceRoutes, { origin, environment, guard: onlyOwnHost });

  return {
    http,
    requestsUnderWay: () => http.requestsUnderWay(),
    async prepare() {
      await time.adjust();
      await signingKeys.prepare();
      await watch.refresh();
      await blockList.refresh();
      const others = await passkeys.settle();
      if (others > 0)
        log.warn(
          { rpId: passkeys.rpId ?? null, others },
          "passkeys were made for another domain than this one, and open nothing here: see MUNJIGI_PASSKEY_RP_ID",
        );
    },
    async firstAdminLink(isFirstStart) {
      if (!isFirstStart && environment !== "development") return undefined;
      if ((await console.admins.list()).length > 0) return undefined;
      return (await console.makeLink({ role: "admin" }, theServer)).url;
    },
    startWork() {
      dispatcher.start();
      webhooks.carrier.start();
      userImports.worker.start();
      watch.start();
      running = jobs.map((job) => repeat(job, log, outages));
    },
    announceStop() {
      stopping = true;
    },
    async stop() {
      stopping = true;
      outages.stop();
      const since = Date.now();
      await Promise.all([
        drain(http, DRAIN_MS),
        watch.stop(),
        userImports.worker.stop(),
        ...running.map((job) => job.stop()),
      ]);
      const recorded = keys.recordUses().catch((err) => log.warn({ err }, "the last use of keys is not recorded"));
      const leftMs = DRAIN_MS - (Date.now() - since);
      await Promise.all([dispatcher.stop(leftMs), webhooks.carrier.stop(leftMs)]);
      // No more than courtesy: a database that hangs must not hold up the end.
      const kept = Promise.all([recorded, refusals.flush(), limits.flush()]);
      await Promise.race([kept, new Promise((done) => setTimeout(done, RECORD_WITHIN_MS).unref())]);
    },
  };
}
