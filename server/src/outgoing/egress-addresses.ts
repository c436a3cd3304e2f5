/**
 * @module The addresses that our calls come from, as far as this machine knows: what whoever runs it says, else its own public ones.
 * Behind a NAT neither is known here, and nobody outside is asked unasked.
 */
import type { NetworkInterfaceInfo } from "node:os";
import { mayConnect } from "./address-rules.js";

export interface EgressAddresses {
  addresses: readonly string[];
  /** `declared`: a setting says so · `interfaces`: the machine has them · `unknown`: it has private ones only. */
  source: "declared" | "interfaces" | "unknown";
}

export function findEgressAddresses(
  declared: readonly string[],
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
): EgressAddresses {
  if (declared.length > 0) return { addresses: declared, source: "declared" };
  const own = Object.values(interfaces).flatMap((found) => (found ?? []).map(({ address }) => address));
  // What nobody may be called at from outside is nobody's public address.
  const addresses = [...new Set(own)].filter((address) => mayConnect(address, { allowPrivateNetwork: false }));
  return addresses.length > 0 ? { addresses, source: "interfaces" } : { addresses: [], source: "unknown" };
}
