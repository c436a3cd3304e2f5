/**
 * @module What went wrong with a form that began no flow, in a cookie of its browser: the page that follows says it, also when it is
 * loaded again. It is sealed, since it holds what was typed.
 */
import type { Random } from "../clock.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import type { FlowKind } from "./flow.js";
import type { FlowData } from "./schema.js";
import type { Visit } from "./visit.js";

type Kept = Pick<FlowData, "error" | "typed" | "country" | "identifierKind">;

const contextOf = (kind: FlowKind, { browser }: Pick<Visit, "browser">) => `failure\n${kind}\n${browser.hash}`;

export function sealFailure(
  { keyring, random }: { keyring: Keyring; random: Random },
  kind: FlowKind,
  visit: Pick<Visit, "browser">,
  { error, typed, country, identifierKind }: FlowData,
): string {
  const kept = {
    ...(error && { error }),
    ...(typed && { typed }),
    ...(country && { country }),
    ...(identifierKind && { identifierKind }),
  };
  return seal(keyring, JSON.stringify(kept), contextOf(kind, visit), random);
}

/** `undefined` for none, for another kind of flow's, and for what another browser or key has sealed. */
export function openFailure(
  { keyring }: { keyring: Keyring },
  kind: FlowKind,
  visit: Pick<Visit, "browser">,
  sealed: string | undefined,
): Kept | undefined {
  if (sealed === undefined) return undefined;
  try {
    return JSON.parse(unseal(keyring, sealed, contextOf(kind, visit))) as Kept;
  } catch {
    return undefined;
  }
}
