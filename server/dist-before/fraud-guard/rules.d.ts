/**
 * @module Which rules a request of a visitor goes by. Pure.
 *
 * Anybody may raise what a rule counts, so each rule is weighed by whom it shuts out: the network that raised it before all
 * others, strangers before numbers that were verified here, and nobody where a proof of work will do.
 */
import { type Rule } from "../limits/rule.js";
import type { AcceptedRecipient } from "../recipient.js";
import { type Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { type Visitor } from "./visitor.js";
export interface RuleContext {
    keyring: Keyring;
    service: Service;
    visitor: Visitor;
    recipient: AcceptedRecipient;
}
/** What is known of the recipient; looked for only where a stranger would be refused. */
export interface Standing {
    /** The service has verified it before. */
    isKnown: boolean;
    /** And from the network that this request comes from. */
    isFamiliar: boolean;
}
export declare function sendRules(context: RuleContext, found?: Standing): Rule[];
/** `isBound`: the caller names the verification, so it is not somebody who only knows the recipient. */
export declare function checkRules(context: RuleContext, isBound: boolean): Rule[];
type KeySpace = Pick<RuleContext, "keyring" | "service">;
/** Numbers that differ in their last four digits. */
export declare function prefixKey(context: KeySpace, e164: string): string;
/** The same as one network sees it: a part of that key, so that taking back the alarm takes back this one too. */
export declare function networkPrefixKey(context: RuleContext, e164: string): string;
/** Remembers that a recipient was verified from this network. `undefined`: it comes from none. */
export declare function familiarKey(context: RuleContext): string | undefined;
export declare function countryKey(context: KeySpace, country: string): string;
export declare function serviceKey(context: KeySpace): string;
export {};
