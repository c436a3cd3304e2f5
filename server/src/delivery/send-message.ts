/** @module One try at one message: choose a connector, write the text, hand it over, and say what became of it. */
import { type Accepted, SendFailure, type SmsMessage } from "@munjigi/connectors/sms/contract";
import type { ActiveConnectors, ReadyConnector } from "../connectors/active-connectors.js";
import { handOver } from "../connectors/call-connector.js";
import type { Outside } from "../core.js";
import type { Keyring } from "../secrets.js";
import { type Breakers, isOpen } from "./breakers.js";
import { type Judgement, judge, keyOf, linesFor } from "./judge-failure.js";
import type { FailedTry } from "./schema.js";
import type { Outcome } from "./store.js";
import { type WritableRow, writeMessage } from "./write-message.js";

/** A message in the hands of this process. */
export interface LeasedMessage extends WritableRow {
  /** The fencing number. */
  tries: number;
  /** Earlier tries of which nobody knows whether they sent a text. */
  unknownOutcomes: number;
  /** Earlier tries that failed. */
  failures: readonly FailedTry[] | null;
  /** How long it has waited, in milliseconds. */
  ageMs: number;
  /** Why it must not be sent after all; the row is already `failed` then. */
  deadBecause: "not_needed" | "expired" | "unknown" | null;
}

export interface SendDependencies extends Outside {
  keyring: Keyring;
  connectors: ActiveConnectors;
}

/** Until a vendor that lies still may be asked again, at least and at most, in milliseconds. */
const REST_MS = [2000, 5000] as const;
/**
 * When a vendor is asked for the first time what became of a message: soon if it never tells by itself, later if it may, which
 * nobody knows where its console has to be told our address.
 */
const FIRST_ASK_MS = { silent: 10_000, reporting: 60_000 };

/** Never throws: every failure is an outcome. */
export async function sendMessage(
  leased: LeasedMessage,
  dependencies: SendDependencies & { breakers: Breakers },
): Promise<Outcome> {
  const { connectors, keyring, breakers } = dependencies;
  const active = connectors(leased.channel);
  if (!active) return failed(leased, undefined, { class: "no_connector", code: null });
  const lines = linesFor(active, leased.failures ?? []);
  if (lines.length === 0) {
    // Two others have tried, and this one never will: what they were told stays the reason.
    const last = leased.failures?.at(-1);
    return failed(leased, undefined, { class: last?.class ?? "unknown", code: last?.code ?? null });
  }
  for (const line of lines) {
    let message: SmsMessage | undefined;
    try {
      const accepted = await breakers.run({ key: breakerKey(line), name: line.connector.id }, leased.country, () => {
        message = writeMessage(keyring, leased, line);
        return handOver(line, message, dependencies);
      });
      return sent(leased, line, accepted, message);
    } catch (error) {
      if (isOpen(error)) continue;
      const failure = withoutEcho(error, message);
      if (failure.vendorCode === "forgotten" && !keyring.has(leased.keyId))
        return failed(leased, line, { class: "secret_key_lost", code: null });
      return outcomeOf(leased, line, judge(leased, active, line, failure, dependencies));
    }
  }
  // Nobody was asked: this was no try.
  const [least, most] = REST_MS;
  const delayMs = least + ((most - least) * dependencies.random(4).readUInt32BE()) / 2 ** 32;
  return { ...base(leased, undefined), status: "queued", delayMs, errorClass: "resting" };
}

/** New settings are a new beginning. */
const breakerKey = (line: ReadyConnector) => line.versionId ?? keyOf(line);

function base(leased: LeasedMessage, line: ReadyConnector | undefined): Omit<Outcome, "status"> {
  return {
    sid: leased.sid,
    tries: leased.tries,
    connector: line?.connector.id ?? null,
    connectorId: line?.id ?? null,
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
  };
}

/** Whether a vendor's word repeats the recipient or the code: they are kept in one place, which is not this one. */
function repeats(word: string, message: SmsMessage | undefined): boolean {
  if (!message) return false;
  const { to, code } = message;
  const recipient = to.includes("@") ? to : to.slice(-8);
  return word.split(/[^A-Za-z0-9]+/).includes(code) || word.toLowerCase().includes(recipient);
}

/** What was thrown, as a failure whose code tells nothing of the message. */
function withoutEcho(error: unknown, message: SmsMessage | undefined): SendFailure {
  if (!(error instanceof SendFailure)) return new SendFailure("unknown", "", { cause: error });
  const { failureClass, vendorCode, notSent, retryAfterSeconds } = error;
  if (vendorCode === undefined || !repeats(vendorCode, message)) return error;
  return new SendFailure(failureClass, "", { notSent, retryAfterSeconds, cause: error });
}

function sent(
  leased: LeasedMessage,
  line: ReadyConnector,
  accepted: Accepted,
  message: SmsMessage | undefined,
): Outcome {
  const given = cleanId(accepted?.vendorMessageId);
  const vendorMessageId = given !== null && repeats(given, message) ? null : given;
  const asks = vendorMessageId !== null && line.connector.status !== undefined;
  return {
    ...base(leased, line),
    status: "sent",
    vendorMessageId,
    parts: cleanParts(accepted?.parts),
    ...cleanPrice(accepted?.price),
    askDelayMs: asks ? FIRST_ASK_MS[line.receiptUrl === undefined ? "silent" : "reporting"] : null,
  };
}

function failed(
  leased: LeasedMessage,
  line: ReadyConnector | undefined,
  failure: { class: string; code: string | null },
): Outcome {
  return { ...base(leased, line), status: "failed", errorClass: failure.class, errorCode: failure.code };
}

function outcomeOf(leased: LeasedMessage, line: ReadyConnector, judgement: Judgement): Outcome {
  const { failure, retryInMs } = judgement;
  const outcome = failed(leased, line, { class: failure.class, code: failure.code ?? null });
  const unknown = failure.unknown ? (1 as const) : (0 as const);
  return retryInMs === undefined
    ? { ...outcome, failure, unknown }
    : { ...outcome, failure, unknown, status: "queued", delayMs: retryInMs };
}

/** A vendor's identifier as PostgreSQL can hold it: no NUL, no half of a surrogate pair. */
export function cleanId(id: unknown): string | null {
  if (typeof id !== "string" && typeof id !== "number") return null;
  return String(id).replaceAll("\0", "").slice(0, 200).toWellFormed() || null;
}

export function cleanParts(parts: unknown): number | null {
  return Number.isInteger(parts) && (parts as number) >= 0 && (parts as number) < 1000 ? (parts as number) : null;
}

function cleanPrice(price: Accepted["price"]): { price: string; currency: string } | object {
  const { amount, currency } = price ?? {};
  const isPrice = /^\d{1,9}(\.\d{1,9})?$/.test(String(amount)) && /^[A-Za-z]{3}$/.test(String(currency));
  return isPrice ? { price: String(amount), currency: String(currency).toUpperCase() } : {};
}
