/**
 * @module Secrets within settings: found by the schema's marks, shown to nobody, kept where a client sends back what it was
 * shown. Pure.
 */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
/** Stands for a secret wherever settings are shown; sent back, it means "as it was". */
export declare const MASK = "\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022";
interface JsonSchema {
    secret?: boolean;
    properties?: Record<string, JsonSchema>;
    additionalProperties?: JsonSchema | boolean;
    items?: JsonSchema;
    anyOf?: JsonSchema[];
    oneOf?: JsonSchema[];
    allOf?: JsonSchema[];
}
/** The schema as the console reads it: JSON Schema with labels, hints and the marks of secrets. */
export declare function jsonSchemaOf({ settings }: Pick<SmsConnector, "settings">): JsonSchema;
/** Settings, and what was recorded of their secrets when they were sealed. */
export interface KnownSettings {
    settings: unknown;
    /**
     * When each secret was set, by path. What was a secret then is one still, whatever a later schema says of its field; absent:
     * of settings that were never sealed.
     */
    secretsSetAt?: Record<string, string>;
}
/** The settings as they may be shown. */
export declare function maskSecrets(kind: Pick<SmsConnector, "settings">, known: KnownSettings): unknown;
/** The secrets by path. */
export declare function secretsOf(kind: Pick<SmsConnector, "settings">, known: KnownSettings | undefined): Map<string, unknown>;
/**
 * The paths of secrets that a config leaves as they were, though it leads somewhere new: whoever may change an address could
 * have them sent there, and so read them.
 */
export declare function secretsLedAstray(kind: Pick<SmsConnector, "settings">, config: unknown, before: KnownSettings | undefined): string[];
/** A config with the secrets of `before` where it has the mask, and the paths of masks that stand for nothing. */
export declare function keepSecrets(kind: Pick<SmsConnector, "settings">, config: unknown, before: KnownSettings | undefined): {
    config: unknown;
    empty: string[];
};
export {};
