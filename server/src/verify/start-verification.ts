/** @module Sends a code: a new one, or the live one again. */
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import type { Commit } from "../db/commit.js";
import type { Database } from "../db/open.js";
import type { Dispatcher } from "../delivery/dispatcher.js";
import { findUnsendable } from "../delivery/find-unsendable.js";
import type { WritableRow } from "../delivery/write-message.js";
import { AppError } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import type { Recipient } from "../recipient.js";
import type { SafeList } from "../services/safe-list.js";
import type { Templates } from "../templates/templates.js";
import { explainObstacle } from "./explain-obstacle.js";
import { type BuildDependencies, buildVerification, type Findings, localeOf, renewCode } from "./new-verification.js";
import { purposes, waitsOf } from "./purposes.js";
import { refuseRecipient } from "./refuse-recipient.js";
import type { StartRequest } from "./start-request.js";
import {
  type ConditionalStart,
  type NewVerification,
  type StartConditions,
  type StartedVerification,
  selectLiveSid,
  startOrResend,
  startOrResendIf,
} from "./start-store.js";
import { MAX_SENDS, type Verification } from "./verification.js";

export interface StartDependencies extends BuildDependencies {
  sql: Database;
  commit: Commit;
  metrics: Metrics;
  connectors: ActiveConnectors;
  dispatcher: Pick<Dispatcher, "reserve" | "wake">;
  limits: Pick<Limits, "admit" | "giveBack">;
  safeList: Pick<SafeList, "has">;
  templates: Pick<Templates, "choose">;
  /** Numbers, in E.164, whose codes are fixed and who get no text. */
  testNumbers: ReadonlyMap<string, string>;
}

/** Others may be quicker to take the last of a limit, or to end what was live: then everything is looked at again. */
const MAX_ROUNDS = 4;
/** Of a test number, whose sends cost nothing. */
const MAX_TEST_SENDS = 1000;

/**
 * One statement, whatever happens: see `startOrResend`. Throws `verification.landline`, `.number_blocked`,
 * `.country_blocked`, `.channel_disabled`, `.too_many_sends`, `.too_many_checks` and `.too_early` (with the seconds to wait),
 * `limits.exceeded` and `limits.challenge_required` where the request's rules say so, `request.invalid`, and what
 * `chooseTemplate` throws.
 */
export async function startVerification(dependencies: StartDependencies, request: StartRequest): Promise<Verification> {
  const { sql, metrics, connectors, testNumbers, safeList, templates } = dependencies;
  const { service, purpose, text = {}, payment, policy = {} } = request;
  const testCode = testCodeOf(testNumbers, request.recipient);
  const isTest = testCode !== undefined;
  const recipient = await refuseRecipient(request.recipient, service, async (e164) =>
    isTest || policy.anyCountry === true ? true : await safeList.has(e164),
  );
  const count = (outcome: string) => metrics.verificationsStarted.inc({ purpose, country: recipient.country, outcome });
  if (!isTest && !connectors(request.recipient.channel)) {
    count("no_connector");
    throw new AppError("verification.channel_disabled");
  }
  const template = await templates.choose({
    service,
    asked: text.templates,
    substitutions: text.substitutions,
    locale: localeOf(request, recipient.country),
    hasPayment: payment !== undefined,
  });
  const row = buildSendable(dependencies, request, { recipient, testCode, template });
  const conditions = conditionsOf(request, isTest);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const started = conditions
      ? await startUnderConditions(dependencies, request, row, conditions)
      : await startAndSend(dependencies, row, (options) => startOrResend(sql, row, options));
    if (started) {
      count(isTest ? "test_number" : "queued");
      return started;
    }
    const obstacle = await explainObstacle(sql, row, conditions);
    if (!obstacle) continue;
    count(obstacle.code.replace("verification.", ""));
    throw obstacle;
  }
  throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}

/**
 * Throws `request.invalid` where the text cannot be sent: after a 201 nobody would hear of it. A default template that is too
 * long makes way for the ordinary text, since whoever signs in did not choose it.
 */
function buildSendable(dependencies: StartDependencies, request: StartRequest, findings: Findings): NewVerification {
  const row = buildVerification(dependencies, request, findings);
  const ready = dependencies.connectors(row.channel);
  const unsendable = findings.testCode === undefined && ready ? findUnsendable(row, ready) : undefined;
  if (!unsendable) return row;
  if (findings.template && !request.text?.templates)
    return buildSendable(dependencies, request, { ...findings, template: undefined });
  throw new AppError("request.invalid", { ...unsendable });
}

/** The code that the configuration gives a number; e-mail addresses have none. */
function testCodeOf(testNumbers: ReadonlyMap<string, string>, recipient: Recipient): string | undefined {
  return recipient.channel === "sms" && recipient.phone.ok ? testNumbers.get(recipient.phone.e164) : undefined;
}

/** What this start asks of its statement beyond the ordinary; `undefined` if nothing. */
function conditionsOf(request: StartRequest, isTest: boolean): StartConditions | undefined {
  const { service, purpose, text, policy = {}, payment } = request;
  const { afterLock, maxSends } = purposes[purpose];
  const waits = waitsOf(purpose, service);
  const restartsLocked = afterLock === "begin_anew";
  // The caller's own code stays the first one, whatever the policy.
  const hasOwnCode = service.customCodeEnabled && Boolean(text?.customCode);
  const rotates = service.resendPolicy === "new_code" && !isTest && !hasOwnCode;
  const hasRules = policy.rules !== undefined && policy.rules.length > 0;
  const isOrdinary =
    waits.length === 0 && !restartsLocked && maxSends === MAX_SENDS && !hasRules && !payment && !rotates;
  if (isOrdinary && !isTest) return undefined;
  return {
    takes: [],
    challenge: policy.proof?.id ?? null,
    waits: isTest ? [] : waits,
    restartsLocked,
    replacesPayment: payment !== undefined,
    rotates: rotates ? "" : null,
    maxSends: isTest ? MAX_TEST_SENDS : maxSends,
    silent: isTest,
  };
}

/** `undefined` if the rules let it through, but something about the verification stood in the way. */
async function startUnderConditions(
  dependencies: StartDependencies,
  { policy: { rules = [], proof } = {} }: StartRequest,
  row: NewVerification,
  conditions: StartConditions,
): Promise<StartedVerification | undefined> {
  const { sql, keyring, limits, safeList } = dependencies;
  const isSafe = () => safeList.has(row.recipient);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const takes = conditions.silent ? [] : await limits.admit({ rules, solved: proof !== undefined, isSafe });
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
    await limits.giveBack(result.hits, takes);
    if (result.because === "challenge") throw new AppError("limits.challenge_required", { reason: "spent" });
    if (result.because === "verification") return undefined;
  }
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}

/** Reserves a slot for the message first, so that its row can be born leased by this process: no statement to lease it. */
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
