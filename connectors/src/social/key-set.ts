/** @module A provider's public keys, kept for as long as the settings are, fetched anew for a key nobody has seen. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { OutsideContext } from "../contract.js";
import { callProvider, waitFor, withOwnTime } from "./call-provider.js";
import { SocialFailure } from "./contract.js";

const MAX_AGE_MS = 600_000;
/** Forged tokens name keys that do not exist: so many fetches in a minute, and no more. */
const MAX_FETCHES = 10;
const MINUTE_MS = 60_000;

interface KeySet {
  keys: JWTVerifyGetKey | undefined;
  fetchedAt: number;
  pending: Promise<JWTVerifyGetKey> | undefined;
  minute: { since: number; fetches: number };
}

/** By settings object, and by address within it. */
const sets = new WeakMap<object, Map<string, KeySet>>();

/** Finds the key of a token. Throws `SocialFailure` (`provider_down`) where there are no keys, jose's errors where none fits. */
export function keysOf(settings: object, url: string, context: OutsideContext): JWTVerifyGetKey {
  const set = findSet(settings, url);
  return async (header, token) => {
    const age = context.clock().getTime() - set.fetchedAt;
    const isFresh = set.keys !== undefined && age >= 0 && age < MAX_AGE_MS;
    const keys = isFresh && set.keys ? set.keys : await fetchKeys(set, url, context);
    try {
      return await keys(header, token);
    } catch (error) {
      if (!isFresh || !(error instanceof errors.JWKSNoMatchingKey) || !mayFetch(set, context)) throw error;
      return await (await fetchKeys(set, url, context))(header, token);
    }
  };
}

function findSet(settings: object, url: string): KeySet {
  const ofSettings = sets.get(settings) ?? new Map<string, KeySet>();
  sets.set(settings, ofSettings);
  const known = ofSettings.get(url);
  if (known) return known;
  const made: KeySet = { keys: undefined, fetchedAt: 0, pending: undefined, minute: { since: 0, fetches: 0 } };
  ofSettings.set(url, made);
  return made;
}

function mayFetch({ minute }: KeySet, { clock }: OutsideContext): boolean {
  const age = clock().getTime() - minute.since;
  return age < 0 || age >= MINUTE_MS || minute.fetches < MAX_FETCHES;
}

/** Many that need the keys at once wait for one fetch. */
async function fetchKeys(set: KeySet, url: string, context: OutsideContext): Promise<JWTVerifyGetKey> {
  set.pending ??= load(set, url, withOwnTime(context)).finally(() => {
    set.pending = undefined;
  });
  return await waitFor(set.pending, context);
}

async function load(set: KeySet, url: string, context: OutsideContext): Promise<JWTVerifyGetKey> {
  const now = context.clock().getTime();
  const age = now - set.minute.since;
  if (age < 0 || age >= MINUTE_MS) set.minute = { since: now, fetches: 0 };
  set.minute.fetches += 1;
  const { status, json } = await callProvider(context, url);
  try {
    if (status !== 200) throw new Error(`status ${status}`);
    set.keys = createLocalJWKSet(json as unknown as JSONWebKeySet);
  } catch {
    throw new SocialFailure("provider_down", "the provider's keys cannot be read", { vendorCode: `jwks.${status}` });
  }
  set.fetchedAt = now;
  return set.keys;
}
