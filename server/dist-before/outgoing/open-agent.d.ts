import type { Agent } from "undici";
import { type AddressRules } from "./address-rules.js";
import type { ResolveChecked } from "./resolve-checked.js";
/** Loads undici when the first call needs it: 90 ms and 30 MB that a server with the inbox only does without. */
export declare function openAgent(rules: AddressRules, resolveChecked: ResolveChecked): Promise<Agent>;
