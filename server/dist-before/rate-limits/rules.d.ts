/** @module The rules that the values of a start ask for: a rule per limit, a window per bucket, a counter per value. Pure. */
import type { Rule } from "../limits/rule.js";
import { type Keyring } from "../secrets.js";
import type { Enforced } from "./rate-limit.js";
/** Names that no limit has, and limits without buckets, limit nothing. */
export declare function rulesFor(keyring: Keyring, limits: readonly Enforced[], values: ReadonlyMap<string, string>): Rule[];
