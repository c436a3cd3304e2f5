/** @module Sends a code: a new one, or the live one again. */

import type { Clock } from "../clock.js";
import { deriveCode, macCode, macCodeBySid, type Payment, type Purpose } from "../codes.js";
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import type { Commit } from "../db/commit.js";
import type { Dispatcher } from "../delivery/dispatcher.js";
import type { Wording } from "../delivery/render-message.js";
import type { WritableRow } from "../delivery/write-message.js";
import { AppError } from "../errors.js";
import { chooseLocale } from "../language.js";
import { type AdmitDependencies, admit, giveBack } from "../limits/admit.js";
import type { Proof } from "../limits/challenge.js";
import type { Rule } from "../limits/rule.js";
import type { AcceptedRecipient, Recipient } from "../recipient.js";
import { hashLimitKey, type Keyring, seal } from "../secrets.js";
import { isSafeListed } from "../settings/is-safe-listed.js";
import type { Service } from "../settings/service.js";
import { createSid } from "../sid.js";
import { type Chosen, chooseTemplate } from "../templates/choose-template.js";
import type { TemplateCache } from "../templates/find-template.js";
import type { Substitutions, TemplateChoice } from "../templates/template.js";
import { refuseRecipient } from "./refuse-recipient.js";
import type { VerificationExtras } from "./schema.js";
import {
  type ConditionalStart,
  type NewVerification,
  type StartConditions,
  type StartedVerification,
  selectLiveSid,
  startOrResend,
  startOrResendIf,
  whyNotStarted,
} from "./store.js";
import { MOST_SENDS, type Verification } from "./verification.js";

export interface StartDependencies extends AdmitDependencies {
  commit: Commit;
  keyring: Keyring;
  clock: Clock;
  connectors: ActiveConnectors;
  dispatcher: Pick<Dispatcher, "reserve" | "wake">;
  /** Numbers, in E.164, whose codes are fixed and who get no text. */
  testNumbers: ReadonlyMap<string, string>;
  templates: TemplateCache;
}

export interface StartRequest {
  service: Service;
  recipient: Recipient;
  purpose: Purpose;
  binding: string;
  /** BCP 47; absent: the service's, else the recipient's country decides; without one, English. */
  locale?: string | undefined;
  /** Replaces the service's name in this text. */
  brand?: string | undefined;
  /** A code of the caller's own; ignored unless the service allows it. */
  customCode?: string | undefined;
  /** For the text's last line; an e-mail has none. */
  appHash?: string | undefined;
  /** Texts other than the service's: the first one that can be filled. */
  templates?: readonly TemplateChoice[] | undefined;
  /** Fill the template that is the service's default. */
  substitutions?: Substitutions | undefined;
  tags?: Record<string, string> | undefined;
  payment?: Payment | undefined;
  nonce?: string | undefined;
  /** Sends to numbers of any country; the caller answers for it. */
  anyCountry?: boolean | undefined;
  /** Seconds to wait after the first, second, … send; the last one counts for all that follow. */
  waits?: readonly number[];
  rules?: readonly Rule[] | undefined;
  proof?: Proof | undefined;
  /** Wrong codes do not make one wait for the code's end. */
  restartsLocked?: boolean;
}

/** Others may be quicker to take the last room, or to end what was live: then everything is looked at again. */
const MOST_ROUNDS = 4;
/** Of a test number, whose sends cost nothing. */
const MOST_TEST_SENDS = 1000;

/**
 * One statement, whatever happens: see `startOrResend`. Throws `verification.landline`, `.number_blocked`,
 * `.country_blocked`, `.channel_disabled`, `.too_many_sends`, `.too_many_checks` and `.too_early` (with the seconds to wait),
 * `limits.exceeded` and `limits.challenge_required` where the request's rules say so, `request.invalid`, and what
 * `chooseTemplate` throws.
 */
export async function startVerification(dependencies: StartDependencies, request: StartRequest): Promise<Verification> {
  const { sql, metrics, connectors, testNumbers } = dependencies;
  const { purpose } = request;
  const { channel } = request.recipient;
  const testCode = testCodeOf(testNumbers, request.recipient);
  const isSafe = (e164: string) => isSafeListed(sql, e164);
  const recipient = await refuseRecipient(request.recipient, request.service, async (e164) =>
    testCode !== undefined || request.anyCountry === true ? true : await isSafe(e164),
  );
  const count = (outcome: string) => metrics.verificationsStarted.inc({ purpose, country: recipient.country, outcome });
  if (testCode === undefined && !connectors(channel)) {
    count("no_connector");
    throw new AppError("verification.channel_disabled");
  }
  const chosen = await chooseTemplate(dependencies.templates, {
    service: request.service,
    asked: request.templates,
    substitutions: request.substitutions,
    locale: localeOf(request, recipient.country),
    hasPayment: request.payment !== undefined,
  });
  const row = describe(dependencies, request, recipient, testCode, chosen);
  const conditions = conditionsOf(request, testCode !== undefined);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const started = conditions
      ? await startUnderConditions(dependencies, request, row, conditions, () => isSafe(recipient.address))
      : await startAndSend(dependencies, row, (options) => startOrResend(sql, row, options));
    if (started) {
      count(testCode === undefined ? "queued" : "test_number");
      return started;
    }
    await explainObstacle(dependencies, row, conditions, count);
  }
  throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}

/** The code that the configuration gives a number; e-mail addresses have none. */
function testCodeOf(testNumbers: ReadonlyMap<string, string>, recipient: Recipient): string | undefined {
  return recipient.channel === "sms" && recipient.phone.ok ? testNumbers.get(recipient.phone.e164) : undefined;
}

/** What this start asks for beyond the ordinary; `undefined` if nothing. */
function conditionsOf(request: StartRequest, isTest: boolean): StartConditions | undefined {
  const { service, rules = [], waits = [], restartsLocked = false, payment } = request;
  // The caller's own code stays the first one, whatever the policy.
  const rotates = service.resendPolicy === "new_code" && !isTest && !(service.customCodeEnabled && request.customCode);
  if (!isTest && rules.length + waits.length === 0 && !restartsLocked && !payment && !rotates) return undefined;
  return {
    takes: [],
    challenge: request.proof?.id ?? null,
    waits: isTest ? [] : waits,
    restartsLocked,
    replacesPayment: payment !== undefined,
    rotates: rotates ? "" : null,
    mostSends: isTest ? MOST_TEST_SENDS : MOST_SENDS,
    silent: isTest,
  };
}

/** `undefined` if the rules had room, but something about the verification stood in the way. */
async function startUnderConditions(
  dependencies: StartDependencies,
  { rules = [], proof }: StartRequest,
  row: NewVerification,
  conditions: StartConditions,
  isSafe: () => Promise<boolean>,
): Promise<StartedVerification | undefined> {
  const { sql, keyring } = dependencies;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const takes = conditions.silent ? [] : await admit(dependencies, { rules, solved: proof !== undefined, isSafe });
    const live = conditions.rotates === null ? undefined : ((await selectLiveSid(sql, row)) ?? "");
    const renewed = live ? renewCode(keyring, row, live) : row;
    let result: ConditionalStart | undefined;
    const started = await startAndSend(dependencies, renewed, async (options) => {
      const given = { ...conditions, takes, rotates: live ?? null };
      result = await startOrResendIf(sql, renewed, given, options);
      return result.started;
    });
    if (started || result?.started) return started;
    if (!result) throw new Error("a start returned nothing");
    await giveBack(sql, result.hits, takes);
    if (result.because === "challenge") throw new AppError("limits.challenge_required", { reason: "spent" });
    if (result.because === "verification") return undefined;
  }
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}

/** Throws what stood in the way. Returns if nothing does any more: it ended between the statement and this look. */
async function explainObstacle(
  { sql }: StartDependencies,
  row: NewVerification,
  conditions: StartConditions | undefined,
  count: (outcome: string) => void,
): Promise<void> {
  const { waits = [], restartsLocked = false, mostSends = MOST_SENDS } = conditions ?? {};
  const obstacle = await whyNotStarted(sql, row, row.limitKey, waits);
  const { status, sends, secondsLeft, secondsToWait } = obstacle;
  const resendSeconds = obstacle.resendSeconds ?? 0;
  const locked = status === "max_attempts_reached" ? (restartsLocked ? resendSeconds : (secondsLeft ?? 0)) : 0;
  const retryAfterSeconds = Math.max(locked, secondsToWait ?? 0);
  if (retryAfterSeconds > 0) {
    count("too_many_checks");
    throw new AppError("verification.too_many_checks", { reason: "locked", retryAfterSeconds });
  }
  if (status === "pending" && sends >= mostSends) {
    count("too_many_sends");
    throw new AppError("verification.too_many_sends", { retryAfterSeconds: Math.max(secondsLeft ?? 1, 1) });
  }
  if (status === "pending" && resendSeconds > 0) {
    count("too_early");
    throw new AppError("verification.too_early", { retryAfterSeconds: resendSeconds });
  }
}

/** Takes a slot for the message first, so that its row can be born leased: no other statement leases it. */
async function startAndSend(
  { commit, dispatcher }: StartDependencies,
  row: NewVerification,
  start: (options: { leased: boolean; later: boolean }) => Promise<StartedVerification | undefined>,
): Promise<StartedVerification | undefined> {
  const slot = dispatcher.reserve();
  let started: StartedVerification | undefined;
  try {
    started = await commit((later) => start({ leased: slot !== undefined, later }));
  } finally {
    if (!started?.leased) slot?.release();
  }
  if (!started) return undefined;
  if (started.leased) slot?.send(writableRow(row.messageSid, started));
  else dispatcher.wake();
  return started;
}

function writableRow(sid: string, started: StartedVerification): WritableRow {
  const { recipient, country, purpose, channel, keyId, codeLength, callerCode, customCode, wording } = started;
  const text = { recipient, country, purpose, keyId, codeLength, callerCode, customCode, wording };
  return {
    ...text,
    sid,
    channel,
    verificationSid: started.sid,
    // Both by the database's clock.
    secondsLeft: (started.expiresAt.getTime() - started.updatedAt.getTime()) / 1000,
  };
}

function describe(
  { keyring, clock, random }: StartDependencies,
  request: StartRequest,
  recipient: AcceptedRecipient,
  testCode: string | undefined,
  chosen: Chosen,
): NewVerification {
  const { service, purpose, binding, payment } = request;
  const keys = keyring.current;
  const sid = createSid("VE", clock, random);
  const givenCode = testCode ?? (service.customCodeEnabled ? request.customCode : undefined);
  const code = givenCode ?? deriveCode(keys.code, sid, service.codeLength);
  const target = { serviceSid: service.sid, recipient: recipient.address, purpose, binding };
  return {
    ...target,
    sid,
    messageSid: createSid("VL", clock, random),
    country: recipient.country,
    channel: request.recipient.channel,
    keyId: keys.id,
    codeLength: code.length,
    codeMac: macCode(keys.codeMac, target, code, payment),
    codeMacBySid: macCodeBySid(keys.codeMac, sid, code, payment),
    limitKey: hashLimitKey(keys, "failed-checks", service.sid, recipient.address),
    callerCode: givenCode !== undefined,
    customCode: givenCode === undefined ? null : seal(keyring, givenCode, sid, random),
    wording: { ...wordingOf(request, recipient.country), ...chosen },
    tags: request.tags ?? null,
    extras: extrasOf(request, testCode !== undefined),
    ttlSeconds: service.codeTtlSeconds,
  };
}

/** The row with a code of its own for the verification that is live: it will replace that one's. */
function renewCode(keyring: Keyring, row: NewVerification, liveSid: string): NewVerification {
  const keys = keyring.current;
  const code = deriveCode(keys.code, row.sid, row.codeLength);
  const codeMacBySid = macCodeBySid(keys.codeMac, liveSid, code, paymentOf(row.extras));
  return { ...row, codeMacBySid, wording: { ...row.wording, codeSeed: row.sid } };
}

const localeOf = ({ service, locale }: StartRequest, country: string) =>
  locale ?? service.defaultLocale ?? chooseLocale(country);

function wordingOf(request: StartRequest, country: string): Wording {
  const { service, recipient, brand, appHash, payment } = request;
  const locale = localeOf(request, country);
  const { defaultLocale } = service;
  return {
    locale,
    ...(defaultLocale !== null && defaultLocale !== locale && { serviceLocale: defaultLocale }),
    brand: brand ?? service.friendlyName,
    ...(service.doNotShareWarningEnabled && { doNotShare: true as const }),
    // Both are the last line of a text message, for the phone it comes to.
    ...(recipient.channel === "sms" &&
      (appHash ? { appHash } : service.webOtpHost && { webOtpHost: service.webOtpHost })),
    ...(payment && { payment }),
  };
}

function extrasOf({ service, recipient, payment, nonce }: StartRequest, isTest: boolean): VerificationExtras | null {
  const extras: VerificationExtras = {
    ...payment,
    ...(nonce && { nonce }),
    ...(service.lookupEnabled && recipient.channel === "sms" && { lineType: "mobile" as const }),
    ...(isTest && { testNumber: true as const }),
  };
  return Object.keys(extras).length > 0 ? extras : null;
}

function paymentOf(extras: VerificationExtras | null): Payment | undefined {
  return extras?.amount !== undefined && extras.payee !== undefined
    ? { amount: extras.amount, payee: extras.payee }
    : undefined;
}
