/** @module Requests to the server: one way to ask, with a time limit, and errors in words. */
import { MunjigiError } from "./errors.js";

export type Fetch = typeof fetch;
export type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  isOk: boolean;
  headers: Headers;
  /** `undefined` where the answer has no body. */
  body: unknown;
}

/** As a free function: browsers refuse a `fetch` that is called as somebody's member. */
export const ownFetch: Fetch = (...call) => fetch(...call);

/**
 * Sends a request and reads its answer as JSON. Redirects are not followed: they would take tokens elsewhere.
 * Throws `unreachable` without an answer within `timeoutMs`, `answer_unreadable` where it is not JSON.
 */
export async function call(
  send: Fetch,
  url: string,
  { timeoutMs, ...init }: RequestInit & { timeoutMs: number },
): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await send(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs), ...init });
    text = await response.text();
  } catch (cause) {
    throw new MunjigiError("unreachable", "The server cannot be reached.", { cause });
  }
  const { status, ok: isOk, headers } = response;
  if (text === "") return { status, isOk, headers, body: undefined };
  try {
    return { status, isOk, headers, body: JSON.parse(text) };
  } catch {
    // Without the cause, whose message quotes the body.
    throw new MunjigiError("answer_unreadable", `The server's answer is not JSON (status ${status}).`, { status });
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `URL.canParse` for browsers before 2023. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** `https://id.example.com` of an option. Throws `option_invalid` where it is no origin. */
export function parseOrigin(option: string, value: string): string {
  const url = parseUrl(value);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.href !== `${url.origin}/`)
    throw new MunjigiError("option_invalid", `\`${option}\` must be an origin such as https://id.example.com.`);
  return url.origin;
}
