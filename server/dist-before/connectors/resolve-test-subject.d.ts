/** @module What a test is to send with: a kind of connector and a config, or a stored connector's settings. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { type Language } from "../errors.js";
import type { ConnectorDependencies } from "./connector.js";
export interface TestSubject {
    kind: SmsConnector;
    settings: unknown;
    /** The settings as they are stored, if it is those that are tested: a later release may read them as a little more. */
    stored?: unknown;
    /** All that must not be shown of what is said with the vendor. */
    secrets: readonly unknown[];
    /** Members of the config that the schema does not have; they are left out. */
    ignored: string[];
}
/** Throws `connector.unknown_factory`, `connector.not_found` and `connector.config_invalid`. */
export declare function resolveTestSubject({ sql, keyring, factories }: Pick<ConnectorDependencies, "sql" | "keyring" | "factories">, { id, config, language }: {
    id: string;
    config: unknown;
    language: Language;
}): Promise<TestSubject>;
