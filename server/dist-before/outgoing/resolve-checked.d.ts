/** @module Names to addresses that may be connected to. The connection is made to what was checked, never to a second look-up. */
import type { LookupAddress } from "node:dns";
import { type AddressRules } from "./address-rules.js";
/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;
export type ResolveChecked = (hostname: string) => Promise<LookupAddress[]>;
/**
 * The allowed ones among a host's addresses, at least one, in the resolver's order. Rejects with ADDRESS_REFUSED if there are
 * only others, ETIMEOUT after 2 s, or the resolver's own error (ENOTFOUND, EAI_AGAIN).
 */
export declare function checkedResolver(rules: AddressRules, resolve?: Resolve): ResolveChecked;
