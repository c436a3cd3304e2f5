/**
 * @module Challenges of ceremonies (Web Authentication Level 3, §13.4.3): encrypted, so that what is asked on every page costs no row, and bound to
 * the browser and to what they are for. That each is answered once is the table's: see `store.ts`.
 */
import type { Clock, Random } from "../clock.js";
import { hashToken, type Keyring, seal, unseal } from "../secrets.js";

/** A page may stand for so long before somebody touches the sensor. */
export const CHALLENGE_SECONDS = 600;

/** What a challenge is for: to sign in or prove oneself, or to make a passkey for a user. */
export type Ceremony = { kind: "get" } | { kind: "create"; userSid: string };

export interface ChallengeDependencies {
  keyring: Keyring;
  clock: Clock;
  random: Random;
}

const CONTEXT = "passkey-challenge";
const browserName = (browserHash: string) => hashToken(`passkey\n${browserHash}`).slice(0, 22);
const nameOf = (ceremony: Ceremony) => (ceremony.kind === "get" ? "" : ceremony.userSid);

/** Base64url, as the options of a ceremony carry it. */
export function makeChallenge(
  { keyring, clock, random }: ChallengeDependencies,
  ceremony: Ceremony,
  browserHash: string,
): string {
  const expiresAt = clock().getTime() + CHALLENGE_SECONDS * 1000;
  // What is sealed differs by its nonce of 96 random bits.
  const facts = [ceremony.kind, nameOf(ceremony), browserName(browserHash), expiresAt];
  return Buffer.from(seal(keyring, JSON.stringify(facts), CONTEXT, random)).toString("base64url");
}

/** Whether it is one that we made for this browser and ceremony, not too long ago. */
export function isOurs(
  { keyring, clock }: Pick<ChallengeDependencies, "keyring" | "clock">,
  challenge: string,
  ceremony: Ceremony,
  browserHash: string,
): boolean {
  try {
    const sealed = Buffer.from(challenge, "base64url");
    // There is one way to write it.
    if (sealed.toString("base64url") !== challenge) return false;
    const text = unseal(keyring, sealed.toString("utf8"), CONTEXT);
    const [kind, user, browser, expiresAt] = JSON.parse(text);
    return (
      kind === ceremony.kind &&
      user === nameOf(ceremony) &&
      browser === browserName(browserHash) &&
      expiresAt > clock().getTime()
    );
  } catch {
    return false;
  }
}
