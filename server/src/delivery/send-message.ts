/** @module One try at one message: render, hand to the connector, and say what became of it. */
import { type FailureClass, SendFailure, type SmsMessage } from "@munjigi/connectors/sms/contract";
import type { Clock, Random } from "../clock.js";
import type { Keyring } from "../secrets.js";
import type { ActiveConnectors } from "./active-connector.js";
import { type RenderableRow, renderMessage } from "./render-message.js";
import { MOST_TRIES, type Outcome } from "./store.js";

/** A message in the hands of this process. */
export interface LeasedMessage extends RenderableRow {
  sid: string;
  channel: string;
  /** The fencing number. */
  tries: number;
  /** Earlier tries of which nobody knows whether they sent a text. */
  unknownOutcomes: number;
  /** How long it has waited, in milliseconds. */
  ageMs: number;
  /** Why it must not be sent after all; the row is already `failed` then. */
  deadBecause: "not_needed" | "expired" | "unknown" | null;
}

export interface SendDependencies {
  keyring: Keyring;
  connectors: ActiveConnectors;
  fetch: typeof fetch;
  lookup: (hostname: string) => Promise<string>;
  clock: Clock;
  random: Random;
}

/** A try's time, in milliseconds; the lease is three times as long. */
const TRY_TIMEOUT_MS = 5000;
/** A receipt may still come and tell; only then is the message sent once more. */
const UNKNOWN_WAIT_MS = 10_000;
/** Longer than any code lives. */
const LONGEST_WAIT_SECONDS = 3600;
const BACKOFF = { baseMs: 250, capMs: 4000 };

/** Never throws: every failure is an outcome. */
export async function sendMessage(leased: LeasedMessage, dependencies: SendDependencies): Promise<Outcome> {
  const { connectors, fetch, lookup, clock, random, keyring } = dependencies;
  const active = connectors(leased.channel);
  if (!active) return failed(leased, null, "no_connector", null);
  const { connector, settings } = active;
  try {
    const message = writeMessage(leased, keyring);
    if (!message) return failed(leased, connector.id, keyring.has(leased.keyId) ? "content" : "secret_key_lost", null);
    const accepted = await withinTime((signal) =>
      connector.send(message, settings, { fetch, lookup, clock, random, signal }),
    );
    return {
      ...base(leased, connector.id),
      status: "sent",
      vendorMessageId: cleanId(accepted?.vendorMessageId),
      parts: cleanParts(accepted?.parts),
    };
  } catch (error) {
    const failure = error instanceof SendFailure ? error : new SendFailure("unknown", "");
    return judge(leased, connector.id, failure, random);
  }
}

/** What to do after a failure: see "Deliver" in docs/decisions.md for the bound of two texts. */
function judge(leased: LeasedMessage, connector: string, failure: SendFailure, random: Random): Outcome {
  const code = cleanCode(failure.vendorCode);
  const unknown = failure.failureClass === "unknown" ? 1 : 0;
  const mayRetry = leased.unknownOutcomes === 0 && leased.tries < MOST_TRIES && isWorthRetrying(failure.failureClass);
  if (!mayRetry) return { ...failed(leased, connector, failure.failureClass, code), unknown };
  const delayMs = unknown ? UNKNOWN_WAIT_MS : retryDelayMs(leased.tries, failure.retryAfterSeconds, random);
  return { ...failed(leased, connector, failure.failureClass, code), status: "queued", delayMs, unknown };
}

function isWorthRetrying(failureClass: FailureClass): boolean {
  return failureClass === "transient" || failureClass === "rate" || failureClass === "unknown";
}

/** Full jitter; the vendor's own wish where it has one. */
function retryDelayMs(tries: number, retryAfterSeconds: number | undefined, random: Random): number {
  if (Number.isFinite(retryAfterSeconds))
    return Math.min(Math.max(retryAfterSeconds as number, 0), LONGEST_WAIT_SECONDS) * 1000;
  const ceiling = Math.min(BACKOFF.capMs, BACKOFF.baseMs * 2 ** tries);
  return (random(4).readUInt32BE() / 2 ** 32) * ceiling;
}

function writeMessage(leased: LeasedMessage, keyring: Keyring): SmsMessage | undefined {
  const { body, code } = renderMessage(keyring, leased);
  if (code === null) return undefined;
  const { locale } = leased.wording;
  return { to: leased.recipient, body, code, usageType: "Generic", locale, reference: leased.sid };
}

function base(leased: LeasedMessage, connector: string | null): Omit<Outcome, "status"> {
  return {
    sid: leased.sid,
    tries: leased.tries,
    connector,
    vendorMessageId: null,
    parts: null,
    errorClass: null,
    errorCode: null,
    delayMs: 0,
    unknown: 0,
  };
}

function failed(
  leased: LeasedMessage,
  connector: string | null,
  errorClass: string,
  errorCode: string | null,
): Outcome {
  return { ...base(leased, connector), status: "failed", errorClass, errorCode };
}

/** A vendor's code is kept as it is unless it looks like a sentence, which might repeat a number. */
function cleanCode(code: string | undefined): string | null {
  return code !== undefined && /^[\w.:-]{1,40}$/.test(code) && !/\d{7}/.test(code) ? code : null;
}

/** A vendor's identifier as PostgreSQL can hold it: no NUL, no half of a surrogate pair. */
function cleanId(id: unknown): string | null {
  if (typeof id !== "string" && typeof id !== "number") return null;
  return String(id).replaceAll("\0", "").slice(0, 200).toWellFormed() || null;
}

function cleanParts(parts: unknown): number | null {
  return Number.isInteger(parts) && (parts as number) >= 0 && (parts as number) < 1000 ? (parts as number) : null;
}

/**
 * The time of one try. A connector that does not listen to its signal does not hold the message for longer. (Not
 * `AbortSignal.timeout`: it cannot be called off, and firing late for every message cost a sixth of the process.)
 */
async function withinTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(new SendFailure("unknown", "timed out"));
      controller.abort();
    }, TRY_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
