/**
 * @module The gateway between our pages and the providers: one address to come back to, whatever for. A round trip begins with `start`,
 * which gives the provider's address; comes back to `receive`, which proves the state and gives a ticket; and ends with `redeem`, by the
 * page of its action. Sequence and reasons: docs/social-gateway.md. The face of this room.
 */
import {
  type NativeHandOff,
  type SocialBrand,
  type SocialConnector,
  SocialFailure,
  type SocialGrant,
  type SocialProof,
} from "@munjigi/connectors/social/contract";
import { callProvider } from "../connectors/call-connector.js";
import { cleanCode } from "../connectors/note-social-failure.js";
import { redirectUriOf } from "../connectors/redirect-uri.js";
import type { ReadySocial } from "../connectors/social-connectors.js";
import { callbackUrlOf } from "../connectors/social-urls.js";
import type { Database } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import type { Experience } from "../experience/experience.js";
import { orderSocial } from "../experience/order-social.js";
import type { Job } from "../jobs/repeat.js";
import type { Take } from "../limits/rule.js";
import { hashLimitKey, hashToken, seal, unseal } from "../secrets.js";
import { type NoticePost, PROVIDER_MS, type SocialDependencies } from "./dependencies.js";
import { endDueConnections, planRevocations } from "./end-connections.js";
import { handOnTo, unwrapState, wrapState } from "./gateway.js";
import { type NoticeFound, readProviderNotice } from "./read-notice.js";
import {
  browserName,
  fitsState,
  openTrip,
  type PopUp,
  sealTrip,
  secretsOf,
  sessionName,
  TRIP_SECONDS,
  type Trip,
  ticketOf,
} from "./state.js";
import {
  insertNotices,
  insertPostedAnswer,
  insertTrip,
  type Landing,
  parkAnswer,
  redeemTicket,
  releaseTicket,
  selectLanding,
  sweepNotices,
  sweepTrips,
  useTrip,
  writeLanding,
} from "./store.js";
import { type TrialResult, toFailed, toTold } from "./trial.js";
import { insertTrial, keepTrialResult, sweepTrials, takeTrial } from "./trial-store.js";

/** A provider that people can choose. */
export interface Provider {
  id: string;
  /** The kind's: `kakao-universal`. */
  kind: string;
  brand: SocialBrand;
  /** What its button says, where `brand` is `other`. */
  label: string | undefined;
}

export interface StartRequest {
  provider: string;
  action: Trip["action"];
  returnTo: string | null;
  /** Of the browser's cookie. */
  browserSecret: string;
  /** That the action is about. */
  session: { userSid: string; sid: string } | undefined;
  popup: PopUp | null;
  /** Of the action `verify`. */
  nonce: string | null;
  selectAccount: boolean;
  language: Language;
  takes: readonly Take[];
}

/** Why a trip goes no further; what else is known of it, so that it can begin again. */
export type Stopped = {
  at: "stopped";
  because: "forged" | "expired" | "other_browser" | "used" | "limited";
  trip: Trip | undefined;
  returnTo: string | null;
  /** Of a trip that this browser has ended before, by another answer: where that led. */
  landedAt?: string | null;
};

export type Received = { at: "ticket"; ticket: string; trip: Trip } | Stopped;

export interface Proven {
  trip: Trip;
  provider: Provider;
  returnTo: string | null;
  /** What came of it; `failure` if nothing did. */
  result: { proof: SocialProof } | { failure: SocialFailure };
}

export type Redeemed =
  | ({ at: "proven" } & Proven)
  /** It was used before, in this browser: where it led, or `undefined` while that is not settled. */
  | { at: "landed"; landing: { path: string; flowSid: string | null } | undefined }
  /** A trial: what came is kept for whoever began it, and nothing follows. */
  | { at: "tried"; trip: Trip; isTold: boolean }
  | { at: "unknown" };

export interface Social {
  /** Those in force, in the settings' order where they are given. */
  providers(experience?: Pick<Experience, "social">): Provider[];
  /** In force or not; `undefined`: it was deleted, or cannot be read. */
  provider(id: string): (Provider & { disconnectUrl: string | undefined }) | undefined;
  /** By its id, its kind's, or its brand; `undefined`: there is none in force. */
  findProvider(name: string): Provider | undefined;
  /** Resolves to the provider's address; `undefined`: one of `takes` had no room. Throws `SocialFailure`. */
  start(request: StartRequest): Promise<string | undefined>;
  /** Keeps what was posted across sites, where the browser sends no cookies. Resolves to whether it can go on with a GET. */
  keepPosted(request: { parameters: URLSearchParams; connectorId?: string; takes: readonly Take[] }): Promise<boolean>;
  /** An answer of a provider that this browser brings. `connectorId`: of an address of its own. */
  receive(request: {
    parameters: URLSearchParams;
    connectorId?: string | undefined;
    browserSecret: string | undefined;
    takes: readonly Take[];
  }): Promise<Received>;
  /** Where an answer goes that is another deployment's, by its state; `undefined`: it is ours, or nobody's. */
  handOnTo(state: string): string | undefined;
  /**
   * An administrator goes to the provider with the newest settings, in force or not. `asker`: who may hear what came of it. Throws
   * `connector.not_found`, `connector.no_trial`, `connector.unusable`, `connector.trial_failed` and `limits.exceeded`.
   */
  startTrial(request: {
    connectorId: string;
    asker: string;
    browserSecret: string;
    language: Language;
  }): Promise<{ id: string; url: string; expiresAt: Date }>;
  /** Once, to who began it. Throws `connector.trial_not_found`. */
  takeTrial(request: {
    connectorId: string;
    id: string;
    asker: string;
  }): Promise<(TrialResult | { status: "waiting"; items: null; failure: null }) & { expiresAt: Date }>;
  /** Takes a ticket up, once: the code is exchanged and the profile proved. */
  redeem(ticket: string, browserSecret: string): Promise<Redeemed>;
  /** What an SDK on a phone or a page is to sign in with: `challenge` is sent back with what it got, and is its `state` where it has one. */
  challenge(request: Pick<StartRequest, "provider" | "action" | "browserSecret" | "session" | "nonce">): {
    challenge: string;
    nonce: string;
    secondsLeft: number;
  };
  /** Takes up what an SDK got, once for each challenge. Throws `SocialFailure` where the provider has no such way. */
  redeemNative(request: {
    provider: string;
    challenge: string;
    handOff: Omit<NativeHandOff, "nonce">;
    browserSecret: string;
    takes: readonly Take[];
  }): Promise<({ at: "proven" } & Proven) | Stopped>;
  /** The ticket may be used once more: the provider did not answer. Resolves to whether it still may. */
  release(trip: Pick<Trip, "id">): Promise<boolean>;
  /** Where the ticket led, for whoever shows it again. */
  land(trip: Pick<Trip, "id">, path: string, flowSid?: string): Promise<void>;
  /** Ends a connection with what a round trip has yielded. Resolves to whether that is done; what failed is in the log. */
  revoke(connectorId: string, grant: SocialGrant | undefined): Promise<boolean>;
  /** In the transaction that takes an identity away: jobs end it at the provider, where we can. Resolves to those that we cannot end. */
  planRevocations(
    tx: Database,
    identities: readonly { connectorId: string; subject: string }[],
  ): Promise<readonly { connectorId: string; disconnectUrl: string | undefined }[]>;
  /** What a provider posts to us. */
  readNotice: (token: string, request: NoticePost) => Promise<NoticeFound | undefined>;
  /** In a transaction: those of the ids that were not heard before. */
  rememberNotices(tx: Database, connectorId: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  jobs: readonly Job[];
}

/** In the place of an address to come back to: what an app brings comes to none. */
const NATIVE = "native";
const ID_BYTES = 16;
const MAX_ANSWER_BYTES = 16_384;
const REVOKE_SECONDS = 5;
const SWEEP_SECONDS = 600;
const TRIALS_PER_MINUTE = 20;

/** What a provider may answer: nothing else is kept (RFC 6749 §4.1.2, RFC 9207, Apple's `user`). */
const ANSWER_PARAMETERS = ["code", "state", "iss", "error", "error_description", "error_code", "user"] as const;

export function createSocial(dependencies: SocialDependencies): Social {
  const { sql, keyring, clock, random, origin, gateway, connectors, log } = dependencies;

  /** As it is registered at the providers. */
  const registered = { ...dependencies, origin: gateway?.origin ?? origin };
  const callbackUrl = (connectorId?: string) => callbackUrlOf(registered.origin, connectorId);
  const wrap = (state: string) => (gateway ? wrapState(gateway, origin, state) : state);
  /** Ours again, if it came by the gateway. */
  const unwrap = (state: string) => (gateway ? (unwrapState([gateway], state)?.state ?? "") : state);

  const call = <T>(work: Parameters<typeof callProvider<T>>[2]) => callProvider(dependencies, PROVIDER_MS, work);

  const findProvider = (name: string): ReadySocial | undefined => {
    const all = connectors.socialConnectors();
    return (
      all.find(({ id }) => id === name) ??
      all.find(({ kind }) => kind.id === name) ??
      all.find(({ kind }) => kind.brand === name && name !== "other")
    );
  };

  const stopped = (because: Stopped["because"], trip?: Trip, returnTo: string | null = null): Stopped => ({
    at: "stopped",
    because,
    trip,
    returnTo: trip?.returnTo && "path" in trip.returnTo ? trip.returnTo.path : returnTo,
  });

  /** Where a trip begins: the provider's address, with a state that says what it is for. */
  const depart = async (
    ready: Pick<ReadySocial, "id" | "kind" | "settings">,
    trip: Trip,
    { selectAccount, language }: Pick<StartRequest, "selectAccount" | "language">,
  ): Promise<string> => {
    const redirectUri = await redirectUriOf(ready, registered);
    const state = wrap(sealTrip(keyring, trip, redirectUri, random));
    const secrets = secretsOf(keyring, { id: trip.id, keyId: keyring.current.id });
    const request = { action: trip.action, redirectUri, state, selectAccount, language, ...secrets };
    return await call((context) => ready.kind.authorizationUrl(request, ready.settings, context));
  };

  return {
    providers: (experience) => {
      const all = connectors.socialConnectors();
      return (experience ? orderSocial(all, experience) : all).map(toProvider);
    },
    provider(id) {
      const ready = connectors.findSocial(id);
      return ready && { ...toProvider(ready), disconnectUrl: ready.kind.disconnectUrl };
    },
    findProvider(name) {
      const ready = findProvider(name);
      return ready && toProvider(ready);
    },
    async start({ provider, action, returnTo, browserSecret, session, popup, nonce, selectAccount, language, takes }) {
      const ready = findProvider(provider);
      if (!ready) throw new SocialFailure("misconfigured", "there is no such provider");
      const id = random(ID_BYTES).toString("base64url");
      const fits = returnTo === null || fitsState(returnTo);
      if (!fits && !(await insertTrip(sql, { id, returnTo, takes }))) return undefined;
      // What cannot even begin is told to administrators as well as what fails on the way back.
      const noted = (error: unknown): never => {
        throw toFailure(ready, error);
      };
      const trip: Trip = {
        ...{ id, action, connectorId: ready.id, popup, nonce },
        browser: browserName(browserSecret),
        session: session ? sessionName(session) : null,
        returnTo: returnTo === null ? null : fits ? { path: returnTo } : { stored: true },
        startedAt: Math.floor(clock().getTime() / 1000),
      };
      return await depart(ready, trip, { selectAccount, language }).catch(noted);
    },
    async startTrial({ connectorId, asker, browserSecret, language }) {
      const ready = await connectors.openForTrial(connectorId);
      const key = hashLimitKey(keyring.naming, "social-trial");
      const windows = [{ n: TRIALS_PER_MINUTE, seconds: 60 }];
      await dependencies.limits.admitAndCount([{ name: "social-trial", key, windows }]);
      const id = random(ID_BYTES).toString("base64url");
      const startedAt = Math.floor(clock().getTime() / 1000);
      const trip: Trip = {
        ...{ id, action: "trial", connectorId: ready.id, browser: browserName(browserSecret), startedAt },
        ...{ session: null, returnTo: null, nonce: null, popup: null },
      };
      const url = await depart(ready, trip, { selectAccount: false, language }).catch((cause: unknown) => {
        const { failure } = failed(ready.kind, asFailure(cause));
        const problem = failure?.remedy?.[language] ?? failure?.code ?? failure?.reason ?? "";
        throw new AppError("connector.trial_failed", { problem }, { cause });
      });
      await insertTrial(sql, { id, connectorId, askerHash: hashToken(asker) });
      return { id, url, expiresAt: new Date((startedAt + TRIP_SECONDS) * 1000) };
    },
    async takeTrial({ connectorId, id, asker }) {
      const kept = await takeTrial(sql, { id, connectorId, askerHash: hashToken(asker) });
      if (!kept) throw new AppError("connector.trial_not_found");
      const { sealedResult, expiresAt } = kept;
      if (sealedResult === null) return { status: "waiting", items: null, failure: null, expiresAt };
      return { ...(JSON.parse(unseal(keyring, sealedResult, trialContext(id))) as TrialResult), expiresAt };
    },
    async keepPosted({ parameters, connectorId, takes }) {
      const answer = readAnswer(parameters);
      const redirectUri = callbackUrl(connectorId);
      const trip = answer && openTrip(keyring, unwrap(answer.get("state") ?? ""), redirectUri);
      if (!answer || !trip || isTooOld(trip, clock())) return false;
      const [answerHash, sealedAnswer] = sealAnswer(answer, redirectUri, trip.id);
      await insertPostedAnswer(sql, { id: trip.id, answerHash, sealedAnswer, takes });
      return true;
    },
    async receive({ parameters, connectorId, browserSecret, takes }) {
      const answer = readAnswer(parameters);
      const redirectUri = callbackUrl(connectorId);
      const trip = answer && openTrip(keyring, unwrap(answer.get("state") ?? ""), redirectUri);
      if (!answer || !trip) return stopped("forged");
      if (isTooOld(trip, clock())) return stopped("expired", trip);
      if (browserSecret === undefined || browserName(browserSecret) !== trip.browser)
        return stopped("other_browser", trip);
      const ticket = ticketOf(keyring, trip, browserSecret);
      const hasAnswer = answer.has("code") || answer.has("error");
      const [answerHash, sealedAnswer] = hasAnswer ? sealAnswer(answer, redirectUri, trip.id) : [null, null];
      const parked = await parkAnswer(sql, {
        ...{ id: trip.id, answerHash, sealedAnswer, takes },
        ticketHash: hashToken(ticket),
      });
      if (parked.isOurs) return { at: "ticket", ticket, trip };
      if (parked.isLimited) return stopped("limited", trip);
      // Back at the provider's page somebody has agreed once more.
      const landing = await selectLanding(sql, hashToken(ticket));
      return { ...stopped("used", trip), landedAt: landing?.landedAt ?? null };
    },
    handOnTo: (state) => handOnTo(dependencies.relays, state),
    async redeem(ticket, browserSecret) {
      const ticketHash = hashToken(ticket);
      const redeemed = await redeemTicket(sql, ticketHash);
      if (!redeemed) return toLanded(await selectLanding(sql, ticketHash));
      const { redirectUri, parameters } = openAnswer(redeemed.sealedAnswer, redeemed.id);
      const state = parameters.get("state") ?? "";
      const trip = openTrip(keyring, unwrap(state), redirectUri);
      // Its ticket follows from the browser's secret, so it is this browser's; looked at once more all the same.
      if (!trip || trip.browser !== browserName(browserSecret)) return { at: "unknown" };
      if (trip.action === "trial") {
        const isTold = await endTrial(trip, { parameters, redirectUri, state });
        return isTold === undefined ? { at: "unknown" } : { at: "tried", trip, isTold };
      }
      const ready = connectors.socialConnectors().find(({ id }) => id === trip.connectorId);
      const provider = ready && toProvider(ready);
      if (!ready || !provider) return { at: "unknown" };
      const returnTo = trip.returnTo === null ? null : "path" in trip.returnTo ? trip.returnTo.path : redeemed.returnTo;
      const answered = { action: trip.action, parameters, redirectUri, state, ...secretsOf(keyring, trip) };
      const result = await call((context) => ready.kind.exchange(answered, ready.settings, context))
        .then((proof) => ({ proof }))
        .catch((error: unknown) => ({ failure: toFailure(ready, error) }));
      return { at: "proven", trip, provider, returnTo, result };
    },
    challenge({ provider, action, browserSecret, session, nonce: own }) {
      const ready = findProvider(provider);
      if (!ready?.kind.native) throw new SocialFailure("misconfigured", "there is no such provider for apps");
      const id = random(ID_BYTES).toString("base64url");
      const trip: Trip = {
        ...{ id, action, connectorId: ready.id, popup: null, returnTo: null, nonce: own },
        browser: browserName(browserSecret),
        session: session ? sessionName(session) : null,
        startedAt: Math.floor(clock().getTime() / 1000),
      };
      const { nonce } = secretsOf(keyring, { id, keyId: keyring.current.id });
      return { challenge: sealTrip(keyring, trip, NATIVE, random), nonce, secondsLeft: TRIP_SECONDS };
    },
    async redeemNative({ provider: name, challenge, handOff, browserSecret, takes }) {
      const trip = openTrip(keyring, challenge, NATIVE);
      const ready = findProvider(name);
      if (!trip || !ready || trip.connectorId !== ready.id) return stopped("forged");
      if (isTooOld(trip, clock())) return stopped("expired", trip);
      if (browserName(browserSecret) !== trip.browser) return stopped("other_browser", trip);
      const { native } = ready.kind;
      if (!native) throw new SocialFailure("misconfigured", "there is no such provider for apps");
      const used = await useTrip(sql, { id: trip.id, takes });
      if (used !== "now") return stopped(used === "limited" ? "limited" : "used", trip);
      const { nonce } = secretsOf(keyring, trip);
      const result = await call((context) => native.call(ready.kind, { ...handOff, nonce }, ready.settings, context))
        .then((proof) => ({ proof }))
        .catch((error: unknown) => ({ failure: toFailure(ready, error) }));
      return { at: "proven", trip, provider: toProvider(ready), returnTo: null, result };
    },
    release: ({ id }) => releaseTicket(sql, id),
    async land({ id }, path, flowSid) {
      await writeLanding(sql, { id, landedAt: path, landedFlow: flowSid ?? null });
    },
    async revoke(connectorId, grant) {
      const ready = connectors.findSocial(connectorId);
      const { revoke } = ready?.kind ?? {};
      if (!ready || !revoke || !grant) return false;
      try {
        await call((context) => revoke.call(ready.kind, grant, ready.settings, context));
        return true;
      } catch (error) {
        toFailure(ready, error);
        return false;
      }
    },
    planRevocations: (tx, identities) => planRevocations(dependencies, tx, identities),
    readNotice: (token, request) => readProviderNotice(dependencies, token, request),
    async rememberNotices(tx, connectorId, ids) {
      const byHash = new Map(ids.map((id) => [hashToken(id), id]));
      const unheard = await insertNotices(tx, connectorId, [...byHash.keys()]);
      return new Set([...unheard].flatMap((hash) => byHash.get(hash) ?? []));
    },
    jobs: [
      {
        name: "end connections at social providers",
        seconds: REVOKE_SECONDS,
        work: () => endDueConnections(dependencies),
      },
      {
        name: "forget round trips to social providers",
        seconds: SWEEP_SECONDS,
        work: async () => {
          await sweepTrips(sql);
          await sweepNotices(sql);
          await sweepTrials(sql);
        },
      },
    ],
  };

  /** Its hash, and itself with the address it came to. */
  function sealAnswer(answer: URLSearchParams, redirectUri: string, id: string): [string, string] {
    const text = `${redirectUri}?${answer}`;
    return [hashToken(text), seal(keyring, text, `social-answer\n${id}`, random)];
  }

  function openAnswer(sealed: string, id: string): { redirectUri: string; parameters: URLSearchParams } {
    const url = new URL(unseal(keyring, sealed, `social-answer\n${id}`));
    return { redirectUri: url.origin + url.pathname, parameters: url.searchParams };
  }

  /** What came of a trial is kept. `undefined`: there is no such connector any more. */
  async function endTrial(
    trip: Trip & { keyId: string },
    answer: { parameters: URLSearchParams; redirectUri: string; state: string },
  ): Promise<boolean | undefined> {
    const ready = await connectors.openForTrial(trip.connectorId).catch(() => undefined);
    if (!ready) return undefined;
    const answered = { action: trip.action, ...answer, ...secretsOf(keyring, trip) };
    const result = await call((context) => ready.kind.exchange(answered, ready.settings, context))
      .then(({ profile }) => toTold(profile, ready.kind))
      // Whoever tries a connector is told; it fails for nobody else, so it is not noted.
      .catch((error: unknown) => failed(ready.kind, asFailure(error)));
    await keepTrialResult(sql, trip.id, seal(keyring, JSON.stringify(result), trialContext(trip.id), random));
    return result.status === "told";
  }

  function failed(kind: SocialConnector, failure: SocialFailure) {
    log.info({ kind: kind.id, reason: failure.reason, problem: failure.message }, "a trial of social sign-in failed");
    return toFailed(failure, cleanCode(failure.vendorCode, kind.remedies), kind);
  }

  function toFailure(ready: ReadySocial, error: unknown): SocialFailure {
    const failure = asFailure(error);
    const { reason, vendorCode } = failure;
    if (reason === "cancelled" || reason === "consent_needed") return failure;
    log.warn(
      { connector: ready.id, kind: ready.kind.id, reason, vendorCode, problem: failure.message },
      "a social sign-in failed",
    );
    void connectors.noteFailure(ready.id, { reason, vendorCode });
    return failure;
  }
}

const trialContext = (id: string) => `social-trial\n${id}`;

const asFailure = (error: unknown): SocialFailure =>
  error instanceof SocialFailure
    ? error
    : new SocialFailure("provider_down", "the provider's answer is not understood", { cause: error });

const isTooOld = ({ startedAt }: Trip, now: Date) => now.getTime() / 1000 - startedAt > TRIP_SECONDS;

function toProvider({ id, kind, settings }: ReadySocial): Provider {
  return { id, kind: kind.id, brand: kind.brand, label: kind.label?.(settings) };
}

/** The parameters that count, each once (RFC 6749 §3.1); `undefined`: it is no answer of a provider. */
function readAnswer(parameters: URLSearchParams): URLSearchParams | undefined {
  const answer = new URLSearchParams();
  for (const name of ANSWER_PARAMETERS) {
    const values = parameters.getAll(name);
    if (values.length > 1) return undefined;
    if (values[0] !== undefined) answer.set(name, values[0]);
  }
  return answer.toString().length > MAX_ANSWER_BYTES ? undefined : answer;
}

/** What a provider was not done with by now was broken off, and nobody need wait for it. */
const SETTLED_SECONDS = (2 * PROVIDER_MS) / 1000;

function toLanded(landing: Landing | undefined): Redeemed {
  if (!landing) return { at: "unknown" };
  const { landedAt, landedFlow, secondsSinceRedeemed } = landing;
  if (landedAt === null && (secondsSinceRedeemed ?? Number.POSITIVE_INFINITY) > SETTLED_SECONDS)
    return { at: "unknown" };
  return { at: "landed", landing: landedAt === null ? undefined : { path: landedAt, flowSid: landedFlow } };
}
