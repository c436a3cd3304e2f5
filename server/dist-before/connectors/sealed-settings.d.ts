/**
 * @module Settings in the table: sealed, with a fingerprint by which equal ones are known; opened, and read by the schema their
 * kind has today. That schema may be a later release's, with fields that the settings do not have, or rules that they break. What
 * is stored is what the schema made when they were saved: the schema may add to it and never changes it.
 */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { type Keyring, type KeySet } from "../secrets.js";
import type { ConnectorDependencies } from "./connector.js";
import { type KnownSettings } from "./settings-secrets.js";
import type { ConnectorRow, NewVersion, VersionRow } from "./store.js";
/** A secret that is as it was `before` keeps the time it was set at; and what was a secret before is one still. */
export declare function sealSettings({ keyring, clock, random }: Pick<ConnectorDependencies, "keyring" | "clock" | "random">, kind: SmsConnector, settings: unknown, before?: KnownSettings): NewVersion;
/** Equal for equal settings of one kind, whatever the order of their members. Keyed, so that it cannot be guessed from outside. */
export declare function fingerprintOf(keys: Pick<KeySet, "limit">, kind: Pick<SmsConnector, "id">, settings: unknown): string;
export interface OpenedSettings {
    /** As they were sealed: what the fingerprint is of. */
    stored: unknown;
    /** As they were sealed, and the defaults of newer fields. Where there is a problem: as they were sealed. */
    settings: unknown;
    /** Which fields no longer fit and why, in words. With a problem the settings may be shown, masked, and never sent with. */
    problem: string | null;
}
/** Throws in words if the key ring has lost the key, or the value was changed. */
export declare function openSettings(keyring: Keyring, kind: SmsConnector, version: VersionRow): OpenedSettings;
/** The settings as they were last shown: the draft's, if one waits. `undefined` if they cannot be opened any more. */
export declare function openNewestSettings(keyring: Keyring, kind: SmsConnector, row: ConnectorRow): (OpenedSettings & KnownSettings) | undefined;
