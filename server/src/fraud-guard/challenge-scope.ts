/** @module Which challenge a request has to answer. */

import type { PublishableKey } from "../api-keys/api-key.js";
import type { ClientAddress } from "../client-address.js";
import { AppError } from "../errors.js";
import type { Proof } from "../limits/take.js";
import { type ChallengeDependencies, type ChallengeScope, readProof } from "./challenge.js";

export interface Challenged {
  key: PublishableKey;
  address: ClientAddress | undefined;
  /** What the page sent as the solution. */
  altcha: string | undefined;
}

/** A phone's address changes within its carrier's network; a farm's solutions do not travel to another one. */
const NETWORK_BITS = { ipv4: 16, ipv6: 48 } as const;

export function challengeScope({ key, address }: Omit<Challenged, "altcha">, action: "send" | "check"): ChallengeScope {
  const network = address ? address.network(NETWORK_BITS[address.kind]) : "local";
  return { keyId: key.id, action, network };
}

/** The proof a request brings. Throws `limits.challenge_required` where the key always asks for one and there is none. */
export async function proofFor(
  dependencies: Pick<ChallengeDependencies, "keyring">,
  request: Challenged,
  action: "send" | "check",
): Promise<Proof | undefined> {
  const { key, altcha } = request;
  if (key.challenge === "off") return { id: null };
  const proof =
    altcha === undefined ? undefined : await readProof(dependencies, altcha, challengeScope(request, action));
  if (!proof && key.challenge === "always") throw new AppError("limits.challenge_required", { rule: "always" });
  return proof;
}
