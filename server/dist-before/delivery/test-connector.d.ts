/**
 * @module Sends a test message with settings that nobody has saved, and tells all that was said, without the secrets. Settings
 * that pass may be activated for an hour.
 */
import { type Bilingual } from "@munjigi/connectors/sms/contract";
import { type Measure } from "@munjigi/connectors/sms/measure-text";
import type { Connectors } from "../connectors/connectors.js";
import type { Outside } from "../core.js";
import { type Language } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import type { AcceptedRecipient } from "../recipient.js";
import { type Keyring } from "../secrets.js";
import { type Exchange } from "./record-exchange.js";
export interface TestDependencies extends Outside {
    keyring: Keyring;
    connectors: Pick<Connectors, "resolveTestSubject" | "recordPassedTest">;
    limits: Pick<Limits, "admitAndCount">;
    /** The deployment's, for greetings. */
    host: string | undefined;
}
export interface TestRequest {
    /** A kind of connector, or a stored one, whose settings stand where `config` has the mask or is absent. */
    id: string;
    recipient: AcceptedRecipient;
    config: unknown;
    locale: string | undefined;
    language: Language;
}
export interface TestReport {
    /** What was sent to the vendor and what came back; the last call, where there were several. */
    request: Exchange["request"] | null;
    response: Exchange["response"] | null;
    vendorMessageId: string | null;
    bytes: number;
    parts: number;
    priceClass: Measure["priceClass"];
    latencyMs: number;
    ignored: string[];
}
/** Of a test that failed: also why, in words. */
export interface TestFailure {
    failure: {
        class: string;
        vendorCode: string | null;
        sentence: Bilingual;
        remedy: Bilingual;
    };
}
export interface ConnectorTests {
    /**
     * Throws `connector.test_failed` with the report and a remedy, `limits.exceeded` after five a minute,
     * `connector.unknown_factory`, `connector.not_found`, `connector.config_invalid`, and `request.invalid` where recipient and
     * connector do not match.
     */
    run(request: TestRequest): Promise<TestReport>;
}
export declare function createConnectorTests(dependencies: TestDependencies): ConnectorTests;
