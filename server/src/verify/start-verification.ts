/** @module Sends a code: a new one, or the live one again. */
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Commit } from "../db/commit.js";
import type { Database } from "../db/open.js";
import type { Dispatcher } from "../delivery/dispatcher.js";
import { findUnsendable } from "../delivery/find-unsendable.js";
import type { WritableRow } from "../delivery/outcome.js";
import { AppError } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import type { Recipient } from "../recipient.js";
import type { BlockList } from "../services/block-list.js";
import type { SafeList } from "../services/safe-list.js";
import type { Templates } from "../templates/templates.js";
import { explainObstacle } from "./explain-obstacle.js";
import type { JoinStarts } from "./join-starts.js";
import { type BuildDependencies, buildVerification, type Findings, localeOf, renewCode } from "./new-verification.js";
import { purposes, waitsOf } from "./purposes.js";
import { refuseRecipient } from "./refuse-recipient.js";
import type { StartRequest } from "./start-request.js";
import {
  type ConditionalStart,
  findJustStarted,
  type JustStarted,
  type NewVerification,
  type StartConditions,
  type StartedVerification,
  type StartOptions,
  selectBinding,
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
  isUnusable: ConnectorWatch["isUnusable"];
  dispatcher: Pick<Dispatcher, "reserve" | "wake">;
  limits: Pick<Limits, "admit" | "giveBack" | "notePassage">;
  safeList: Pick<SafeList, "has">;
  blockList: Pick<BlockList, "blocks">;
  templates: Pick<Templates, "choose">;
  joinStarts: JoinStarts<StartedVerification>;
  /** Numbers, in E.164, whose codes are fixed and who get no text. */
  testNumbers: ReadonlyMap<string, string>;
}

/** Others may be quicker to take the last of a limit, or to end what was live: then everything is looked at again. */
const MAX_ROUNDS = 4;
/** Of a test number, whose sends cost nothing. */
const MAX_TEST_SENDS = 1000;

/** A live verification whose code was sent now, or as many seconds ago as it says. */
export type Started = Verification & Pick<JustStarted, "sendsElsewhere"> & Partial<JustStarted>;

/**
 * One statement, whatever happens: see `startOrResend`. Throws `verification.landline`, `.number_blocked`,
 * `.country_blocked`, `.channel_disabled`, `.channel_unusable`, `.too_many_sends`, `.too_many_checks` and `.too_early` (with the seconds to wait),
 * `limits.exceeded` and `limits.challenge_required` where the request's rules say so, `request.invalid`, and what
 * `chooseTemplate` throws.
 */
export async function startVerification(dependencies: StartDependencies, request: StartRequest): Promise<Started> {
  const { sql, metrics, connectors, isUnusable, testNumbers, safeList, blockList, templates } = dependencies;
  const { service, purpose, text = {}, payment, policy = {} } = request;
  const testCode = testCodeOf(testNumbers, request.recipient);
  const isTest = testCode !== undefined;
  const recipient = await refuseRecipient(
    request.recipient,
    service,
    async (e164) => (isTest || policy.anyCountry === true ? true : await safeList.has(e164)),
    // Nobody who calls is asked: the list is the operator's, and so is the other one that spares a number.
    async (e164) => !isTest && blockList.blocks(e164) && !(await safeList.has(e164)),
  );
  const count = (outcome: string) => metrics.verificationsStarted.inc({ purpose, country: recipient.country, outcome });
  if (!isTest && !connectors(request.recipient.channel)) {
    count("no_connector");
    throw new AppError(
      isUnusable(request.recipient.channel) ? "verification.channel_unusable" : "verification.channel_disabled",
    );
  }
  const template = await templates.choose({
    service,
    asked: text.templates,
    substitutions: text.substitutions,
    locale: localeOf(request, recipient.country),
    hasPayment: payment !== undefined,
  });
  const binding = request.binding ?? (await bindingOfResend(sql, request, recipient.address));
  const row = buildSendable(dependencies, { ...request, binding }, { recipient, testCode, template });
  const conditions = conditionsOf(request, isTest);
  const run = async () => await startInRounds(dependencies, request, row, conditions, count);
  try {
    if (purposes[purpose].atOnce === "wait") return await run();
    const { started, joined } = await dependencies.joinStarts.run(nameOf(row), run);
    if (joined) count("joined");
    return started;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const before =
      isRepeatable(request) && REFUSALS.includes(error.code) ? await findJustStarted(sql, row, conditions) : undefined;
    if (before) count("repeated");
    else if (error.code.startsWith("verification.")) count(error.code.replace("verification.", ""));
    if (before) return before;
    throw error;
  }
}

/** It came too early or too often, so the start before it may be all that was asked for. */
const REFUSALS: readonly string[] = [
  "verification.too_early",
  "verification.too_many_sends",
  "limits.exceeded",
  "limits.challenge_required",
];

async function bindingOfResend(sql: Database, { service, purpose, resends }: StartRequest, recipient: string) {
  if (resends === undefined) return undefined;
  return await selectBinding(sql, { serviceSid: service.sid, recipient, purpose, sid: resends });
}

/** Whoever comes under a binding of its own and asks for no resend may not have heard of the start before. */
function isRepeatable({ purpose, binding, resends }: StartRequest): boolean {
  return purposes[purpose].atOnce === "repeat" && binding !== undefined && resends === undefined;
}

/** Two starts of this name are for the same code; those about different payments are not. */
function nameOf({ serviceSid, recipient, purpose, binding, extras }: NewVerification): string {
  const { amount, payee, testNumber } = extras ?? {};
  return JSON.stringify([serviceSid, recipient, purpose, binding, amount, payee, testNumber]);
}

async function startInRounds(
  dependencies: StartDependencies,
  request: StartRequest,
  row: NewVerification,
  conditions: StartConditions,
  count: (outcome: string) => void,
): Promise<StartedVerification> {
  const { sql } = dependencies;
  const { arrivedAt = performance.now() } = request;
  const isOrdinary = isOrdinaryStart(request, conditions);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // What the ordinary statement leaves alone, a payment of before say, is the other one's from the second round on.
    const started =
      isOrdinary && round === 0
        ? await startAndSend(dependencies, row, arrivedAt, (options) => startOrResend(sql, row, options))
        : await startUnderConditions(dependencies, request, row, conditions);
    if (started) {
      const isOwn = started.sends.at(-1)?.attempt_sid === row.messageSid;
      count(!isOwn ? "joined" : conditions.silent ? "test_number" : "queued");
      return started;
    }
    const obstacle = await explainObstacle(sql, row, conditions);
    if (obstacle) throw obstacle;
  }
  // Where others start for the same recipient at the same time, it is their turn.
  throw new AppError(conditions.inTurn ? "limits.exceeded" : "server.unavailable", { retryAfterSeconds: 1 });
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

/** What this start asks of its statement. */
function conditionsOf(request: StartRequest, isTest: boolean): StartConditions {
  const { service, purpose, text, policy = {} } = request;
  const { afterLock, maxSends, pace } = purposes[purpose];
  const waits = waitsOf(purpose, service);
  const restartsLocked = afterLock === "begin_anew";
  // The caller's own code stays the first one, whatever the policy.
  const hasOwnCode = service.customCodeEnabled && Boolean(text?.customCode);
  const rotates = service.resendPolicy === "new_code" && !isTest && !hasOwnCode;
  return {
    takes: [],
    challenge: policy.proof?.id ?? null,
    waits: isTest ? [] : waits,
    restartsLocked,
    rotates: rotates ? "" : null,
    renewedMacBySid: null,
    maxSends: isTest ? MAX_TEST_SENDS : maxSends,
    inTurn: pace === "recipient" && !isTest,
    silent: isTest,
  };
}

/** Whether the statement without conditions will do, as it does for most starts of `/v2`. */
function isOrdinaryStart({ policy, payment }: StartRequest, conditions: StartConditions): boolean {
  const { waits, restartsLocked, rotates, maxSends, silent } = conditions;
  const isSpecial = silent || restartsLocked || rotates !== null || payment !== undefined;
  return !isSpecial && waits.length === 0 && maxSends === MAX_SENDS && !policy?.rules?.length;
}

/** `undefined` if the rules let it through, but something about the verification stood in the way. */
async function startUnderConditions(
  dependencies: StartDependencies,
  { policy: { rules = [], rulesIfKnown, proof } = {}, arrivedAt = performance.now() }: StartRequest,
  row: NewVerification,
  conditions: StartConditions,
): Promise<StartedVerification | undefined> {
  const { sql, keyring, limits, safeList } = dependencies;
  const isSafe = () => safeList.has(row.recipient);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const admission = conditions.silent
      ? undefined
      : await limits.admit({ rules, solved: proof !== undefined, isSafe, rulesIfKnown });
    const { takes } = admission ?? { takes: [] };
    const live = conditions.rotates === null ? undefined : ((await selectLiveSid(sql, row)) ?? "");
    const { row: renewed, renewedMacBySid } = live ? renewCode(keyring, row, live) : { row, renewedMacBySid: null };
    let result: ConditionalStart | undefined;
    const started = await startAndSend(dependencies, renewed, arrivedAt, async (options) => {
      const given = { ...conditions, takes, rotates: live ?? null, renewedMacBySid };
      result = await startOrResendIf(sql, renewed, given, options);
      return result.started;
    });
    if (!result) throw new Error("a start returned nothing");
    if (started?.sends.at(-1)?.attempt_sid === row.messageSid) {
      if (admission) limits.notePassage(admission.passage, result.hits);
      return started;
    }
    await limits.giveBack(result.hits, takes);
    if (result.started) return started;
    if (result.because === "challenge") throw new AppError("limits.challenge_required", { reason: "spent" });
    if (result.because === "verification") return undefined;
  }
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}

/** Reserves a slot for the message first, so that its row can be born leased by this process: no statement to lease it. */
async function startAndSend(
  { commit, dispatcher }: StartDependencies,
  row: NewVerification,
  arrivedAt: number,
  start: (options: StartOptions) => Promise<StartedVerification | undefined>,
): Promise<StartedVerification | undefined> {
  const joins = purposes[row.purpose].atOnce !== "wait";
  const slot = dispatcher.reserve(row.channel);
  let started: StartedVerification | undefined;
  try {
    started = await commit((later) =>
      start({ joins, elapsedMs: performance.now() - arrivedAt, leased: slot !== undefined, later }),
    );
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
