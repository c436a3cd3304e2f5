/**
 * @module Sends a test message with settings that nobody has saved, and tells all that was said, without the secrets. Settings
 * that pass may be activated for an hour.
 */
import { SendFailure, } from "@munjigi/connectors/sms/contract";
import { explainFailure } from "@munjigi/connectors/sms/explain-failure";
import { measureText } from "@munjigi/connectors/sms/measure-text";
import { handOver } from "../connectors/call-connector.js";
import { AppError } from "../errors.js";
import { hashLimitKey, seal } from "../secrets.js";
import { createSid } from "../sid.js";
import { cleanId, cleanParts } from "./clean-answer.js";
import { maskerFor, recordExchange } from "./record-exchange.js";
import { writeMessage } from "./write-message.js";
const PER_MINUTE = 5;
const CODE_DIGITS = 6;
const CODE_SECONDS = 600;
const MAX_VENDOR_CODE_LENGTH = 200;
export function createConnectorTests(dependencies) {
    return { run: (request) => testConnector(dependencies, request) };
}
async function testConnector(dependencies, request) {
    const { connectors, limits, keyring, random } = dependencies;
    const subject = await connectors.resolveTestSubject(request);
    requireChannel(subject.kind, request.recipient);
    const limitKey = hashLimitKey(keyring.naming, "connector-test");
    await limits.admitAndCount([{ name: "connector-test", key: limitKey, windows: [{ n: PER_MINUTE, seconds: 60 }] }]);
    const code = madeUpCode(random);
    const secrets = subject.secrets.map((one) => (typeof one === "string" ? one : ""));
    const mask = maskerFor(secrets, request.recipient.address, code);
    const attempt = await sendTest(dependencies, subject, request, code, mask);
    const { kind } = subject;
    const report = {
        request: attempt.exchange?.request ?? null,
        response: attempt.exchange?.response ?? null,
        ...sizeOf(attempt.message, kind, request.recipient.country),
        latencyMs: attempt.latencyMs,
        ignored: subject.ignored,
    };
    if (!attempt.failure) {
        await connectors.recordPassedTest(subject);
        const parts = cleanParts(attempt.accepted?.parts) ?? report.parts;
        const vendorMessageId = cleanId(attempt.accepted?.vendorMessageId);
        return { ...report, parts, vendorMessageId: vendorMessageId && mask(vendorMessageId) };
    }
    const { failureClass, vendorCode } = attempt.failure;
    const words = explainFailure(failureClass, vendorCode, kind);
    const shownCode = vendorCode === undefined ? null : mask(vendorCode).slice(0, MAX_VENDOR_CODE_LENGTH);
    const test = {
        ...report,
        failure: { class: failureClass, vendorCode: shownCode, ...words },
    };
    const problem = `${words.sentence[request.language]} ${words.remedy[request.language]}`;
    throw new AppError("connector.test_failed", { problem, test }, { cause: attempt.failure });
}
function requireChannel({ type }, { channel }) {
    if ((type === "Sms") === (channel === "sms"))
        return;
    const parameter = type === "Sms" ? "phone" : "email";
    throw new AppError("request.invalid", { parameter, problem: "this kind of connector needs it" });
}
/** A code that belongs to no verification, so whoever reads the test message can pass nothing with it. */
const madeUpCode = (random) => String(random(4).readUInt32BE() % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");
/** One try, as a message of a verification is tried. Never throws: every failure is part of what is reported. */
async function sendTest(dependencies, { kind, settings }, request, code, mask) {
    const { fetch, lookup, clock, random } = dependencies;
    const exchanges = [];
    let message;
    const begun = performance.now();
    const buildAttempt = (end) => ({
        exchange: exchanges.at(-1),
        message,
        latencyMs: Math.round(performance.now() - begun),
        ...end,
    });
    try {
        message = writeTest(dependencies, kind, settings, request, code);
        const outside = { fetch: recordExchange(fetch, mask, exchanges), lookup, clock, random };
        const accepted = await handOver({ connector: kind, settings }, message, outside);
        return buildAttempt({ accepted });
    }
    catch (error) {
        const failure = error instanceof SendFailure ? error : new SendFailure("unknown", "", { cause: error });
        return buildAttempt({ failure });
    }
}
function writeTest({ keyring, clock, random, host }, kind, settings, { recipient, locale }, code) {
    const sid = createSid("VL", clock, random);
    const { address, channel, country } = recipient;
    const row = {
        sid,
        channel,
        verificationSid: sid,
        recipient: address,
        country,
        purpose: "api",
        keyId: keyring.current.id,
        codeLength: CODE_DIGITS,
        callerCode: kind.verifier === undefined,
        customCode: seal(keyring, code, sid, random),
        wording: { locale: locale ?? (country === "KR" ? "ko" : "en"), brand: "Munjigi" },
        secondsLeft: CODE_SECONDS,
    };
    return writeMessage(keyring, row, { connector: kind, settings, ...(host !== undefined && { host }) });
}
/** Parts are the vendor's; bytes and price class of a text to a Korean number are the carriers', whoever hands it to them. */
function sizeOf(message, { limits }, country) {
    const text = message?.body ?? "";
    const { bytes, priceClass } = measureText(text, country === "KR" ? { charset: "euc-kr" } : limits);
    return { bytes, parts: measureText(text, limits).parts, priceClass };
}
//# sourceMappingURL=test-connector.js.map