/** @module One HTTP call to a vendor, and what its failures mean for a message: sent, not sent, or nobody can tell. */
import { type FailureClass, type SendContext, SendFailure } from "../message-connector.js";

export interface VendorCall {
  method?: "GET" | "POST" | "PUT" | "PATCH";
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as application/x-www-form-urlencoded; members that are `undefined` are left out. */
  form?: Record<string, string | undefined>;
  /** Sent as it is. */
  body?: string;
}

export interface VendorAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The body, if it is JSON; else `undefined`. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the vendor sent; each connector looks before it reads
  json: any;
}

/** Codes of Node and undici that mean there was never a connection, so nothing was sent. */
const NEVER_CONNECTED = new Set([
  "ADDRESS_REFUSED",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

/**
 * Calls a vendor and reads its answer, whatever its status. Throws `SendFailure`: `transient` if there was no connection, else
 * `unknown`. Texts of errors are never passed on: they may hold the URL.
 */
export async function callVendor(context: SendContext, url: string, call: VendorCall): Promise<VendorAnswer> {
  const { method = "POST", form, json } = call;
  const headers = readHeaders(call.headers);
  let body = call.body;
  if (json !== undefined) {
    body = JSON.stringify(json);
    if (!headers.has("content-type")) headers.set("content-type", "application/json; charset=utf-8");
  } else if (form) {
    const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
    body = new URLSearchParams(given).toString();
    headers.set("content-type", "application/x-www-form-urlencoded; charset=utf-8");
  }
  try {
    const response = await context.fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: context.signal,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  } catch (cause) {
    const code = codeOf(cause);
    if (code !== undefined && NEVER_CONNECTED.has(code))
      throw new SendFailure("transient", "no connection to the vendor", { vendorCode: code, cause });
    throw new SendFailure("unknown", "the vendor did not answer", { vendorCode: code, cause });
  }
}

/** The values come from the settings, and the error of `Headers` repeats them: it is not passed on, since it may hold a secret. */
function readHeaders(headers: VendorCall["headers"]): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw new SendFailure("auth", "the settings do not fit into a header", { vendorCode: "header" });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === "string") return code;
  return cause === undefined ? undefined : codeOf(cause);
}

export const isSuccess = ({ status }: VendorAnswer) => status >= 200 && status < 300;

export interface Refusal {
  /** The vendor's code, as it stands in the answer. */
  code?: string | number | undefined;
  /** The vendor's sentence; numbers of four digits and more are left out of it. */
  text?: string | undefined;
  /** What each of the vendor's codes means. */
  classes?: Readonly<Record<string, FailureClass>>;
  /** Codes that concern this recipient only: too many texts to one number, say. */
  recipientOnly?: readonly string[];
  /** How long the vendor asks us to wait, in seconds, where that stands in the answer's text. */
  retryAfterSeconds?: number | undefined;
  /** The answer is a 2xx, but the vendor says in it that it did not take the message. */
  refused?: true;
}

/**
 * What an answer that is no success means: the vendor's own code decides, or else the status. A 429 and a 503 promise that
 * nothing was done, and may say how long to wait (RFC 9110 §10.2.3). After any other 5xx, and a 2xx or 3xx that cannot be read,
 * the outcome is unknown.
 */
export function failureOf(context: SendContext, answer: VendorAnswer, refusal: Refusal = {}): SendFailure {
  const { code, text, classes = {}, recipientOnly = [], retryAfterSeconds } = refusal;
  const { status } = answer;
  // The code came as JSON and may be anything: an object, or `constructor`, which every object has a member of.
  const given = typeof code === "string" || typeof code === "number" ? String(code) : undefined;
  const known = given !== undefined && Object.hasOwn(classes, given) ? classes[given] : undefined;
  const words = typeof text === "string" && text !== "" ? withoutNumbers(text) : `HTTP ${status}`;
  return new SendFailure(known ?? classOfStatus(status), words, {
    vendorCode: given ?? String(status),
    retryAfterSeconds: retryAfterSeconds ?? retryAfterSecondsOf(context, answer.headers),
    recipientOnly: given !== undefined && recipientOnly.includes(given),
    notSent: refusal.refused === true || (status >= 400 && status < 500),
  });
}

/** Leaves out numbers of four digits and more: a vendor's sentence may repeat the recipient or the code. */
const withoutNumbers = (text: string) => text.replace(/\+?\d(?:[ ().-]?\d){3,}/g, "…").slice(0, 500);

function classOfStatus(status: number): FailureClass {
  if (status === 401 || status === 403) return "auth";
  if (status === 402) return "balance";
  if (status === 429) return "rate";
  return status === 408 || status === 503 ? "transient" : "unknown";
}

/** `Retry-After`, given in seconds or as a date (RFC 9110 §10.2.3), in seconds. */
function retryAfterSecondsOf({ clock }: SendContext, headers: Headers): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  // Only dates as HTTP writes them: `Date.parse` reads a date into almost anything.
  const date = /^[A-Z][a-z]+,? .*(?:GMT|UTC)$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - clock().getTime()) / 1000));
}

/** `Basic` credentials (RFC 7617). */
export const basicAuth = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
