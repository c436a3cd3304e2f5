/** @module One try at one message: choose a connector, write the text, hand it over, and say what became of it. */
import type { Accepted, SmsMessage } from "@munjigi/connectors/sms/contract";
import { handOver } from "../connectors/call-connector.js";
import type { ActiveConnectors, ReadyConnector } from "../connectors/ready-connector.js";
import type { Outside } from "../core.js";
import type { Keyring } from "../secrets.js";
import { type Breakers, isOpen } from "./breakers.js";
import { cleanFailure, cleanId, cleanParts, cleanPrice, isEcho } from "./clean-answer.js";
import { candidatesFor, type Judgement, judgeFailure, keyOf } from "./judge-failure.js";
import type { LeasedMessage, Outcome } from "./outcome.js";
import { writeMessage } from "./write-message.js";

export interface SendDependencies extends Outside {
  keyring: Keyring;
  connectors: ActiveConnectors;
}

/** Where every candidate's breaker is open: for how long the message waits, at least and at most. */
const REST_MS = { min: 2000, max: 5000 };
/**
 * When a vendor is asked for the first time what became of a message: soon if it posts no reports, later if it may post one. (It
 * may not, where the team has to type our address into the vendor's console and has not done so.)
 */
const FIRST_ASK_MS = { silent: 10_000, reporting: 60_000 };

/** Never throws: every failure is an outcome. */
export async function sendMessage(
  leased: LeasedMessage,
  dependencies: SendDependencies & { breakers: Breakers },
): Promise<Outcome> {
  const { connectors, keyring, breakers, random } = dependencies;
  const active = connectors(leased.channel);
  if (!active) return buildFailed(leased, undefined, { class: "no_connector" });
  const candidates = candidatesFor(active, leased.failures ?? []);
  if (candidates.length === 0) {
    // Two other connectors have tried and no third one may: the reason of the last failure stays.
    const last = leased.failures?.at(-1);
    return buildFailed(leased, undefined, last ?? { class: "unknown" });
  }
  for (const candidate of candidates) {
    const { connector } = candidate;
    let message: SmsMessage | undefined;
    try {
      const accepted = await breakers.run({ key: breakerKey(candidate), name: connector.id }, leased.country, () => {
        message = writeMessage(keyring, leased, candidate);
        return handOver(candidate, message, dependencies);
      });
      return buildSent(leased, candidate, accepted, message);
    } catch (error) {
      if (isOpen(error)) continue;
      const failure = cleanFailure(error, message);
      if (failure.vendorCode === "forgotten" && !keyring.has(leased.keyId))
        return buildFailed(leased, candidate, { class: "secret_key_lost" });
      return buildJudged(leased, candidate, judgeFailure(leased, active, candidate, failure, dependencies));
    }
  }
  // No vendor was called, so this does not count as a failed try.
  const delayMs = REST_MS.min + ((REST_MS.max - REST_MS.min) * random(4).readUInt32BE()) / 2 ** 32;
  return buildOutcome(leased, undefined, { status: "queued", delayMs, errorClass: "resting" });
}

/** New settings have a breaker of their own: what failed under the old ones says nothing about them. */
const breakerKey = (candidate: ReadyConnector) => candidate.versionId ?? keyOf(candidate);

function buildOutcome(
  { sid, tries }: LeasedMessage,
  by: ReadyConnector | undefined,
  what: Partial<Outcome> & Pick<Outcome, "status">,
): Outcome {
  return {
    sid,
    tries,
    connector: by?.connector.id ?? null,
    connectorId: by?.id ?? null,
    vendorMessageId: null,
    parts: null,
    price: null,
    currency: null,
    errorClass: null,
    errorCode: null,
    failure: null,
    delayMs: 0,
    askDelayMs: null,
    unknown: 0,
    ...what,
  };
}

function buildSent(
  leased: LeasedMessage,
  by: ReadyConnector,
  accepted: Accepted,
  message: SmsMessage | undefined,
): Outcome {
  const given = cleanId(accepted?.vendorMessageId);
  const vendorMessageId = given !== null && message && isEcho(given, message) ? null : given;
  const asks = vendorMessageId !== null && by.connector.status !== undefined;
  return buildOutcome(leased, by, {
    status: "sent",
    vendorMessageId,
    parts: cleanParts(accepted?.parts),
    ...cleanPrice(accepted?.price),
    askDelayMs: asks ? FIRST_ASK_MS[by.receiptUrl === undefined ? "silent" : "reporting"] : null,
  });
}

function buildFailed(
  leased: LeasedMessage,
  by: ReadyConnector | undefined,
  failure: { class: string; code?: string },
): Outcome {
  return buildOutcome(leased, by, {
    status: "failed",
    errorClass: failure.class,
    errorCode: failure.code ?? null,
  });
}

function buildJudged(leased: LeasedMessage, by: ReadyConnector, { failure, retryInMs }: Judgement): Outcome {
  const failed: Outcome = { ...buildFailed(leased, by, failure), failure, unknown: failure.unknown ? 1 : 0 };
  return retryInMs === undefined ? failed : { ...failed, status: "queued", delayMs: retryInMs };
}
