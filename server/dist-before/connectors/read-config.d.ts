/** @module A config as somebody sent it, made into settings of its kind of connector. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { type Language } from "../errors.js";
import { type KnownSettings } from "./settings-secrets.js";
export interface ReadConfig {
    settings: unknown;
    /** Keys that the schema does not have; they are left out. */
    ignored: string[];
}
/**
 * Throws `connector.config_invalid` with every field that is wrong, in the caller's language. `before`: where the config
 * has the mask, these settings' secret is meant, unless the config would have it sent elsewhere.
 */
export declare function readConfig(kind: SmsConnector, config: unknown, language: Language, before?: KnownSettings): ReadConfig;
