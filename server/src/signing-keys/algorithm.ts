/**
 * @module What our tokens are signed with, RFC 7518 §3.1: `RS256` id_tokens, which many clients demand, `ES256` everything else. Each
 * algorithm has keys of its own, which take over from each other.
 */
export const algorithms = ["ES256", "RS256"] as const;
export type Algorithm = (typeof algorithms)[number];
