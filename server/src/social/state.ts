/**
 * @module The `state` of a round trip to a provider: everything we have to know of whoever comes back, encrypted (AES-256-GCM), so that
 * nothing of it is in a cookie or in a table. It says what the trip is for, and binds it to the browser, the provider, the address to come
 * back to and, where there is one, the session. It proves that we made it; that it is this browser's is proved by the browser's cookie.
 */
import { createHmac } from "node:crypto";
import { type SocialAction, socialActions } from "@munjigi/connectors/social/contract";
import type { Random } from "../clock.js";
import { hashToken, type Keyring, seal, unseal } from "../secrets.js";

export interface Trip {
  /** 128 random bits: nothing comes back twice. */
  id: string;
  action: SocialAction;
  connectorId: string;
  /** Names the browser: see `browserName`. */
  browser: string;
  /** Names the session that the action is about; `null`: it needs none. */
  session: string | null;
  /** Where the person wants to be afterwards. `stored`: it is too long for a state and has a row. */
  returnTo: { path: string } | { stored: true } | null;
  /** Of the action `verify`: comes back in the token, so that whoever asked knows that it is theirs. */
  nonce: string | null;
  /** It runs in a window of its own, which another one of the browser waits for. */
  popup: PopUp | null;
  /** Seconds of the epoch. */
  startedAt: number;
}

export interface PopUp {
  /** The opener's own random name for what it waits for. */
  channel: string;
  /** Who may be told by `postMessage`. */
  openerOrigin: string;
}

export const TRIP_SECONDS = 600;

/** Providers take 600 characters and more of a state; a longer way back than this has a row. */
const MAX_RETURN_LENGTH = 120;

export const fitsState = (returnTo: string): boolean => returnTo.length <= MAX_RETURN_LENGTH;

const NAME_LENGTH = 22;
const nameOf = (...parts: string[]) => hashToken(["social", ...parts].join("\n")).slice(0, NAME_LENGTH);

/** What a state says of the browser; `secret`: its cookie's. */
export const browserName = (secret: string): string => nameOf("browser", secret);

export const sessionName = ({ userSid, sid }: { userSid: string; sid: string }): string =>
  nameOf("session", userSid, sid);

/** A state for one address to come back to is of no use at another one, of this deployment or any other's. */
const contextOf = (redirectUri: string) => `social-state\n${redirectUri}`;

type Packed = [
  id: string,
  action: number,
  connectorId: string,
  browser: string,
  session: string | 0,
  returnTo: string | 0 | 1,
  nonce: string | 0,
  startedAt: number,
  ...popup: [] | [channel: string, openerOrigin: string],
];

/** At most 600 characters. */
export function sealTrip(keyring: Keyring, trip: Trip, redirectUri: string, random: Random): string {
  const { returnTo, popup } = trip;
  const packed: Packed = [
    trip.id,
    socialActions.indexOf(trip.action),
    trip.connectorId,
    trip.browser,
    trip.session ?? 0,
    returnTo === null ? 0 : "path" in returnTo ? returnTo.path : 1,
    trip.nonce ?? 0,
    trip.startedAt,
    ...(popup ? ([popup.channel, popup.openerOrigin] as [string, string]) : ([] as [])),
  ];
  return seal(keyring, JSON.stringify(packed), contextOf(redirectUri), random);
}

/** `undefined`: it is not one that this deployment made for this address. */
export function openTrip(keyring: Keyring, state: string, redirectUri: string): (Trip & { keyId: string }) | undefined {
  let packed: Packed;
  try {
    packed = JSON.parse(unseal(keyring, state, contextOf(redirectUri)));
  } catch {
    return undefined;
  }
  const [id, action, connectorId, browser, session, returnTo, nonce, startedAt, channel, openerOrigin] = packed;
  const named = socialActions[action];
  if (named === undefined) return undefined;
  return {
    ...{ id, action: named, connectorId, browser, startedAt },
    session: session === 0 ? null : session,
    nonce: nonce === 0 ? null : nonce,
    returnTo: returnTo === 0 ? null : returnTo === 1 ? { stored: true } : { path: returnTo },
    popup: channel === undefined || openerOrigin === undefined ? null : { channel, openerOrigin },
    keyId: state.slice(0, state.indexOf(".")),
  };
}

/** What a trip needs besides and nobody may know beforehand follows from its id, so that the state need not carry it. */
export function secretsOf(
  keyring: Keyring,
  { id, keyId }: { id: string; keyId: string },
): { nonce: string; codeVerifier: string } {
  const derive = (use: string) =>
    createHmac("sha256", keyring.get(keyId).social).update(`${use}\n${id}`).digest("base64url");
  return { nonce: derive("nonce"), codeVerifier: derive("code-verifier") };
}

/** The one ticket that a trip's answer gets in this browser: whoever sends the answer again gets the same. 256 bits. */
export function ticketOf(
  keyring: Keyring,
  { id, keyId }: { id: string; keyId: string },
  browserSecret: string,
): string {
  return createHmac("sha256", keyring.get(keyId).social).update(`ticket\n${id}\n${browserSecret}`).digest("base64url");
}
