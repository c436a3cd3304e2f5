/** @module What entities, factors and challenges are, and how many there may be. */
import type { challenges, entities, factors } from "./schema.js";
import type { TotpConfig } from "./totp.js";

export type { ChallengeDetails } from "./schema.js";

export type Entity = typeof entities.$inferSelect;

/** Whose a factor or challenge is. */
interface Owned {
  entitySid: string;
  identity: string;
  serviceSid: string;
}

type FactorRow = typeof factors.$inferSelect;
type ChallengeRow = typeof challenges.$inferSelect;

export type Factor = Omit<FactorRow, "sealedSecret" | "lastStep" | "failures" | "waitUntil"> & Owned;

/** A factor as it is made: its secret is shown this once. */
export interface NewFactor extends Factor {
  binding: { secret: string; uri: string };
}

export type FactorSettings = Partial<TotpConfig>;

export interface FactorChanges extends FactorSettings {
  friendlyName?: string | undefined;
}

export type Challenge = Omit<ChallengeRow, "status" | "attempts"> & Owned & { status: ChallengeStatus };
/** Nobody denies a code, so the fourth of Twilio's, `denied`, never comes to be. */
export type ChallengeStatus = "pending" | "approved" | "expired";

/** What a factor's or challenge's path says of its owner. */
export interface EntityPath {
  serviceSid: string;
  identity: string;
}

export const IDENTITY = /^[A-Za-z0-9-]{8,64}$/;

/** The ranges of https://www.twilio.com/docs/verify/api/factor. */
export const TOTP_RANGES = { timeStep: [20, 60], codeLength: [3, 8], skew: [0, 2] } as const;

/** https://www.twilio.com/docs/api/errors/60315 */
export const MAX_FACTORS = 100;
/** Wrong codes of a factor that is being verified, and of one challenge: https://www.twilio.com/docs/api/errors/60310 and …/60308 */
export const MAX_TRIES = 5;
/** Whoever has not verified a factor by then begins anew; Twilio says "1 to 24 hours": https://www.twilio.com/docs/api/errors/60318 */
export const UNVERIFIED_HOURS = 24;
/** https://www.twilio.com/docs/verify/api/challenge */
export const CHALLENGE_SECONDS = { usual: 300, max: 3600 } as const;

/** How many challenges a factor may have: https://www.twilio.com/docs/api/errors/60312 */
export function challengeLimits(codeLength: number): { n: number; seconds: number }[] {
  if (codeLength <= 4) return [{ n: 10, seconds: 86_400 }];
  return [
    { n: 50, seconds: 3600 },
    { n: 100, seconds: 86_400 },
  ];
}
