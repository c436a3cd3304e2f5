/** @module What forms, addresses and apps say of a round trip to a provider. Pure. */
import { type SocialAction, socialActions } from "@munjigi/connectors/social/contract";
import { AppError } from "../../errors.js";
import type { PopUp } from "../../social/state.js";

export type Fields = Readonly<Record<string, string | undefined>>;

/** 128 bits and more, in base64url. */
const CHANNEL = /^[\w-]{22,43}$/;
const NONCE = /^[\w-]{1,64}$/;

/** Of the action `verify`, whose caller knows its token by it. Throws `request.invalid`. */
export function nonceOf(action: SocialAction, { nonce }: Fields): string | null {
  return action === "verify" ? (readNonce(nonce) ?? null) : null;
}

/** What an application gives, and finds in the token. Throws `request.invalid`. */
export function readNonce(nonce: string | undefined): string | undefined {
  if (nonce === undefined) return undefined;
  if (NONCE.test(nonce)) return nonce;
  throw new AppError("request.invalid", {
    parameter: "nonce",
    problem: "it must be 1 to 64 letters a-z, digits, - or _",
  });
}

/** What pages and programs may begin: a trial begins in the console. */
const begun = socialActions.filter((action) => action !== "trial");

/** Throws `request.invalid`. */
export function readAction(text: string | undefined): SocialAction {
  const action = begun.find((one) => one === text);
  if (action) return action;
  throw new AppError("request.invalid", {
    parameter: "action",
    problem: `it must be one of ${begun.join(", ")}`,
  });
}

/** `null` where it is to go on in this window. Other origins are those that the settings name. */
export function readPopUp(
  { mode, channel, opener }: Fields,
  { origin, origins }: { origin: string; origins: readonly string[] },
): PopUp | null {
  if (mode !== "popup" || channel === undefined || !CHANNEL.test(channel)) return null;
  const openerOrigin = opener === undefined || opener === origin ? origin : origins.find((one) => one === opener);
  return openerOrigin === undefined ? null : { channel, openerOrigin };
}

/** Of each field the first, where it is a text. */
export function readFields(given: unknown): Fields {
  if (given === null || typeof given !== "object") return {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? value : undefined]),
  );
}

/** Every parameter of an answer, each as often as it came. */
export function parametersOf(query: unknown): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>))
    for (const one of [value].flat()) if (typeof one === "string") parameters.append(name, one);
  return parameters;
}
