/** @module Sends a code: a new one, or the live one again. */
import type { Clock, Random } from "../clock.js";
import { deriveCode, macCode, macCodeBySid, type Purpose } from "../codes.js";
import type { Commit } from "../db/commit.js";
import type { Database } from "../db/open.js";
import type { ActiveConnectors } from "../delivery/active-connector.js";
import type { Dispatcher } from "../delivery/dispatcher.js";
import type { LeasedMessage } from "../delivery/send-message.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import type { PhoneNumber } from "../phone.js";
import { hashLimitKey, type Keyring, seal } from "../secrets.js";
import type { Service } from "../settings/service.js";
import { createSid } from "../sid.js";
import { chooseLocale } from "./locales.js";
import { refuseRecipient } from "./refuse-recipient.js";
import { type NewVerification, type StartedVerification, startOrResend, whyNotStarted } from "./store.js";
import { MOST_SENDS, type Verification } from "./verification.js";

export interface StartDependencies {
  sql: Database;
  commit: Commit;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  connectors: ActiveConnectors;
  metrics: Metrics;
  dispatcher: Pick<Dispatcher, "reserve" | "wake">;
}

export interface StartRequest {
  service: Service;
  /** As `normalizePhone` read it. */
  phone: PhoneNumber;
  purpose: Purpose;
  binding: string;
  channel: "sms";
  /** BCP 47; absent: the service's, else the recipient's country decides. */
  locale?: string | undefined;
  /** Replaces the service's name in this text. */
  brand?: string | undefined;
  /** A code of the caller's own; ignored unless the service allows it. */
  customCode?: string | undefined;
  appHash?: string | undefined;
  tags?: Record<string, string> | undefined;
}

/**
 * One statement, whatever happens: see `startOrResend`. Throws `verification.landline`, `.number_blocked`,
 * `.country_blocked`, `.channel_disabled`, `.too_many_sends` and `.too_many_checks` (both with the seconds to wait) and
 * `request.invalid`.
 */
export async function startVerification(dependencies: StartDependencies, request: StartRequest): Promise<Verification> {
  const { sql, metrics, connectors } = dependencies;
  const recipient = refuseRecipient(request.phone, request.service);
  const count = (outcome: string) =>
    metrics.verificationsStarted.inc({ purpose: request.purpose, country: recipient.country, outcome });
  if (!connectors(request.channel)) {
    count("no_connector");
    throw new AppError("verification.channel_disabled");
  }
  const row = describe(dependencies, request, recipient);
  // A row that ended between the statement and the second read leaves nothing in the way: once more, then.
  for (let round = 0; round < 3; round++) {
    const started = await startAndSend(dependencies, row);
    if (started) {
      count("queued");
      return started;
    }
    const { status, sends, secondsLeft, secondsToWait } = await whyNotStarted(sql, row, row.limitKey);
    const locked = status === "max_attempts_reached" ? (secondsLeft ?? 0) : 0;
    const retryAfterSeconds = Math.max(locked, secondsToWait ?? 0);
    if (retryAfterSeconds > 0) {
      count("too_many_checks");
      throw new AppError("verification.too_many_checks", { reason: "locked", retryAfterSeconds });
    }
    if (status === "pending" && sends >= MOST_SENDS) {
      count("too_many_sends");
      throw new AppError("verification.too_many_sends", { retryAfterSeconds: Math.max(secondsLeft ?? 1, 1) });
    }
  }
  throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}

/** Takes room for the message first, so that its row can be born in our hands: no statement to lease it. */
async function startAndSend(
  { sql, commit, dispatcher }: StartDependencies,
  row: NewVerification,
): Promise<StartedVerification | undefined> {
  const place = dispatcher.reserve();
  let started: StartedVerification | undefined;
  try {
    started = await commit((later) => startOrResend(sql, row, { leased: place !== undefined, later }));
  } finally {
    if (!started?.leased) place?.release();
  }
  if (!started) return undefined;
  if (started.leased) place?.send(firstTry(row.messageSid, started));
  else dispatcher.wake();
  return started;
}

function firstTry(sid: string, started: StartedVerification): LeasedMessage {
  const { recipient, country, purpose, channel, keyId, codeLength, callerCode, customCode, wording } = started;
  const text = { recipient, country, purpose, keyId, codeLength, callerCode, customCode, wording };
  return {
    ...text,
    sid,
    channel,
    verificationSid: started.sid,
    tries: 1,
    unknownOutcomes: 0,
    ageMs: 0,
    deadBecause: null,
  };
}

function describe(
  { keyring, clock, random }: StartDependencies,
  request: StartRequest,
  recipient: { e164: string; country: string },
): NewVerification {
  const { service, purpose, binding, channel } = request;
  const keys = keyring.current;
  const sid = createSid("VE", clock, random);
  const customCode = service.customCodeEnabled ? request.customCode : undefined;
  const code = customCode ?? deriveCode(keys.code, sid, service.codeLength);
  const target = { serviceSid: service.sid, recipient: recipient.e164, purpose, binding };
  return {
    ...target,
    sid,
    messageSid: createSid("VL", clock, random),
    country: recipient.country,
    channel,
    keyId: keys.id,
    codeLength: code.length,
    codeMac: macCode(keys.codeMac, target, code),
    codeMacBySid: macCodeBySid(keys.codeMac, sid, code),
    limitKey: hashLimitKey(keys, "failed-checks", service.sid, recipient.e164),
    callerCode: customCode !== undefined,
    customCode: customCode === undefined ? null : seal(keyring, customCode, sid, random),
    wording: {
      locale: request.locale ?? service.defaultLocale ?? chooseLocale(recipient.country),
      brand: request.brand ?? service.friendlyName,
      ...(service.doNotShareWarningEnabled && { doNotShare: true as const }),
      ...(request.appHash && { appHash: request.appHash }),
    },
    tags: request.tags ?? null,
    extras: null,
    ttlSeconds: service.codeTtlSeconds,
  };
}
