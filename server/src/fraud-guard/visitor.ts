/** @module Who asks for a code on a page or in an app, as far as that can be told. */
import type { PublishableKey } from "../api-keys/api-key.js";
import type { ClientAddress } from "../client-address.js";
import { AppError } from "../errors.js";
import type { Proof } from "../limits/take.js";
import { type ChallengeDependencies, type ChallengeScope, readProof } from "./challenge.js";

export interface Visitor {
  /** The key the request came with; pages of our own come with none. */
  key?: PublishableKey | undefined;
  /** Absent: the developer's own machine, where nothing costs and everything is tried again and again. */
  address: ClientAddress | undefined;
  /** The hash of a cookie, where the account of whom the request is about was signed in to in this browser before. */
  device?: string | undefined;
}

export type Action = ChallengeScope["action"];

/** A phone's address changes within its carrier's network; a farm's solutions do not travel to another one. */
const NETWORK_BITS = { ipv4: 16, ipv6: 48 } as const;
/** Stands for the key where a page of our own asks. */
const OWN_PAGES = "pages";

/** The network an address is of, large enough for a phone to stay in it. */
export function networkOf(address: ClientAddress): string {
  return address.network(NETWORK_BITS[address.kind]);
}

export function challengeScope({ key, address }: Visitor, action: Action): ChallengeScope {
  return { keyId: key?.id ?? OWN_PAGES, action, network: address ? networkOf(address) : "local" };
}

/**
 * The proof of work a request brings; `altcha` is the solution as the page sent it. Throws `limits.challenge_required` where
 * the key always asks for one and there is none.
 */
export async function proofFor(
  dependencies: Pick<ChallengeDependencies, "keyring" | "clock">,
  visitor: Visitor,
  action: Action,
  altcha: string | undefined,
): Promise<Proof | undefined> {
  const mode = visitor.key?.challenge ?? "auto";
  if (mode === "off") return { id: null };
  const scope = challengeScope(visitor, action);
  const proof = altcha === undefined ? undefined : await readProof(dependencies, altcha, scope);
  if (!proof && mode === "always") throw new AppError("limits.challenge_required", { rule: "always" });
  return proof;
}
