/** @module One call to a provider's API, read without loss, and what it means if there is no answer. */
import type { OutsideContext } from "../contract.js";
import { MAX_TIMEOUT_MS } from "../kit/settings.js";
import { SocialFailure } from "./contract.js";

export interface ProviderAnswer {
  status: number;
  /** The body, if it is a JSON object; numbers of 16 digits and more are texts in it. */
  json: Record<string, unknown> | undefined;
}

export interface ProviderCall {
  method?: "GET" | "POST";
  /** Sent as `Authorization`. */
  authorization?: string;
  /** Sent as application/x-www-form-urlencoded. */
  form?: Record<string, string>;
}

/** Calls a provider and reads its answer, whatever its status. Throws `SocialFailure`, `provider_down`, if none came in time. */
export async function callProvider(
  context: OutsideContext,
  url: string,
  { method = "GET", authorization, form }: ProviderCall = {},
): Promise<ProviderAnswer> {
  try {
    const response = await context.fetch(url, {
      method,
      redirect: "manual",
      signal: limited(context),
      headers: {
        accept: "application/json",
        ...(authorization !== undefined && { authorization }),
        ...(form && { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    return { status: response.status, json: readObject(await response.text()) };
  } catch (cause) {
    throw unreachable(cause);
  }
}

/** Ends with the time for the whole, or with that for one call. */
export const limited = ({ signal }: OutsideContext): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(MAX_TIMEOUT_MS)]);

/** What many wait for is given its own time: whoever asked first may have little left. */
export const withOwnTime = (context: OutsideContext): OutsideContext => ({
  ...context,
  signal: AbortSignal.timeout(MAX_TIMEOUT_MS),
});

/** Waits for what others wait for too, as long as this call may. Throws `SocialFailure`, `provider_down`, when its time is up. */
export async function waitFor<Value>(work: Promise<Value>, { signal }: OutsideContext): Promise<Value> {
  const ended = new Promise<never>((_, reject) => {
    const stop = () => reject(unreachable(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  return await Promise.race([work, ended]);
}

/** No answer came. Of the cause only its code is kept: its text may hold the URL. */
export function unreachable(cause: unknown): SocialFailure {
  return new SocialFailure("provider_down", "the provider did not answer", { vendorCode: systemCode(cause) });
}

function systemCode(error: unknown): string | undefined {
  const { code, cause, name } = (error ?? {}) as { code?: unknown; cause?: unknown; name?: unknown };
  if (typeof code === "string") return code;
  if (cause !== undefined) return systemCode(cause);
  return name === "TimeoutError" || name === "AbortError" ? "ETIMEDOUT" : undefined;
}

/**
 * A text, or an integer of 16 digits and more; what is inside a text is left alone. A match begins at a number's first character
 * only, and a text that never ends is one match too, or a hostile megabyte would be read a million times.
 */
const TEXT_OR_LONG_INTEGER = /"(?:[^"\\]|\\[\s\S]?)*"?|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

/** Parses JSON that is an object. Kakao's ids have up to 19 digits, of which `JSON.parse` would change the last ones. */
export function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const exact = text.replace(TEXT_OR_LONG_INTEGER, (found) => (found.startsWith('"') ? found : `"${found}"`));
    const value: unknown = JSON.parse(exact);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A provider's code as the server keeps it; anything else is no code. */
export const vendorCode = (value: unknown): string | undefined => {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\w.:-]{1,64}$/.test(text) ? text : undefined;
};

/** What a status says by itself: the provider is at fault (5xx, 429, 408), or else our settings are. */
export const reasonOfStatus = (status: number): "provider_down" | "misconfigured" =>
  status >= 400 && status < 500 && status !== 429 && status !== 408 ? "misconfigured" : "provider_down";
