/**
 * @module Sends a test message with settings that nobody has saved, and tells all that was said, without the secrets. Settings
 * that pass may be activated for an hour.
 */
import type { Bilingual } from "@munjigi/connectors/contract";
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { type Measure, measureText } from "@munjigi/connectors/kit/measure-text";
import {
  type Accepted,
  type MessageConnector,
  SendFailure,
  type SmsMessage,
} from "@munjigi/connectors/message-connector";
import type { Facts } from "../audit/event.js";
import { recordEvent } from "../audit/record.js";
import type { Random } from "../clock.js";
import { handOver } from "../connectors/call-connector.js";
import { connectorEvent } from "../connectors/connector-event.js";
import type { Connectors } from "../connectors/connectors.js";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { TestSubject } from "../connectors/resolve-test-subject.js";
import type { Actor, Outside } from "../core.js";
import type { Database } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import type { AcceptedRecipient } from "../recipient.js";
import { hashLimitKey, type Keyring, seal } from "../secrets.js";
import { createSid } from "../sid.js";
import { cleanId, cleanParts } from "./clean-answer.js";
import { type Exchange, maskerFor, recordExchange } from "./record-exchange.js";
import { keepTestMessage } from "./test-arrival.js";
import type { TestTells } from "./test-tells.js";
import { type TestableUse, testPurposeOf } from "./usage-type.js";
import { writeMessage } from "./write-message.js";

export interface TestDependencies extends Outside {
  sql: Database;
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
  /** Whose text is sent; `Generic` unless told. */
  usageType?: TestableUse | undefined;
  language: Language;
}

export interface TestReport {
  /** `VL…`: by this name `fetchTest` tells whether it arrived. */
  testId: string;
  tells: TestTells;
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

/** What is told whether it was taken or not. */
type ReportOfBoth = Omit<TestReport, "vendorMessageId" | "testId" | "tells">;

/** Of a test that failed: also why, in words. */
export interface TestFailure {
  failure: { class: string; vendorCode: string | null; sentence: Bilingual; remedy: Bilingual };
}

export interface ConnectorTests {
  /**
   * Throws `connector.test_failed` with the report and a remedy, `limits.exceeded` after five a minute,
   * `connector.unknown_factory`, `connector.not_found`, `connector.config_invalid`, and `request.invalid` where recipient and
   * connector do not match.
   */
  run(request: TestRequest, by: Actor): Promise<TestReport>;
}

const PER_MINUTE = 5;
const CODE_DIGITS = 6;
const CODE_SECONDS = 600;
const MAX_VENDOR_CODE_LENGTH = 200;

export function createConnectorTests(dependencies: TestDependencies): ConnectorTests {
  return { run: (request, by) => testConnector(dependencies, request, by) };
}

async function testConnector(dependencies: TestDependencies, request: TestRequest, by: Actor): Promise<TestReport> {
  const { sql, connectors, limits, keyring, clock, random } = dependencies;
  const subject = await connectors.resolveTestSubject(request);
  requireChannel(subject.kind, request.recipient);
  const limitKey = hashLimitKey(keyring.naming, "connector-test");
  await limits.admitAndCount([{ name: "connector-test", key: limitKey, windows: [{ n: PER_MINUTE, seconds: 60 }] }]);
  const code = madeUpCode(random);
  const secrets = subject.secrets.map((one) => (typeof one === "string" ? one : ""));
  const mask = maskerFor(secrets, request.recipient.address, code);
  const testId = createSid("VL", clock, random);
  const attempt = await sendTest(dependencies, subject, request, { code, sid: testId }, mask);
  const { kind } = subject;
  const told = (data: Facts) =>
    connectorEvent("connector.tested", request.id, by, { data: { kind: kind.id, ...data } });
  const report: ReportOfBoth = {
    request: attempt.exchange?.request ?? null,
    response: attempt.exchange?.response ?? null,
    ...sizeOf(attempt.message, kind, request.recipient.country),
    latencyMs: attempt.latencyMs,
    ignored: subject.ignored,
  };
  if (!attempt.failure) {
    await connectors.recordPassedTest(subject);
    const vendorMessageId = cleanId(attempt.accepted?.vendorMessageId);
    const shownId = vendorMessageId && mask(vendorMessageId);
    const tells = await keepTestMessage(
      dependencies,
      // What repeats the recipient or the code is not kept, so its vendor is asked nothing.
      { sid: testId, subject, vendorMessageId: shownId === vendorMessageId ? vendorMessageId : null },
      told({ accepted: true }),
    );
    const parts = cleanParts(attempt.accepted?.parts) ?? report.parts;
    return { ...report, testId, tells, parts, vendorMessageId: shownId };
  }
  const { failureClass, vendorCode } = attempt.failure;
  await recordEvent(sql, told({ accepted: false, class: failureClass }));
  const words = explainFailure(failureClass, vendorCode, kind);
  const shownCode = vendorCode === undefined ? null : mask(vendorCode).slice(0, MAX_VENDOR_CODE_LENGTH);
  const test: ReportOfBoth & TestFailure = {
    ...report,
    failure: { class: failureClass, vendorCode: shownCode, ...words },
  };
  const problem = `${words.sentence[request.language]} ${words.remedy[request.language]}`;
  throw new AppError("connector.test_failed", { problem, test }, { cause: attempt.failure });
}

function requireChannel({ type }: MessageConnector, { channel }: AcceptedRecipient): void {
  if ((type === "Sms") === (channel === "sms")) return;
  const parameter = type === "Sms" ? "phone" : "email";
  throw new AppError("request.invalid", { parameter, problem: "this kind of connector needs it" });
}

/** A code that belongs to no verification, so whoever reads the test message can pass nothing with it. */
const madeUpCode = (random: Random) => String(random(4).readUInt32BE() % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");

interface Attempt {
  /** The last call to the vendor, masked; absent if none was made. */
  exchange: Exchange | undefined;
  /** Absent if it could not be written. */
  message: SmsMessage | undefined;
  latencyMs: number;
  accepted?: Accepted;
  failure?: SendFailure;
}

/** One try, as a message of a verification is tried. Never throws: every failure is part of what is reported. */
async function sendTest(
  dependencies: TestDependencies,
  { kind, settings, receiptUrl }: TestSubject,
  request: TestRequest,
  made: { sid: string; code: string },
  mask: (text: string) => string,
): Promise<Attempt> {
  const { fetch, lookup, clock, random } = dependencies;
  const exchanges: Exchange[] = [];
  let message: SmsMessage | undefined;
  const begun = performance.now();
  const buildAttempt = (end: Pick<Attempt, "accepted" | "failure">): Attempt => ({
    exchange: exchanges.at(-1),
    message,
    latencyMs: Math.round(performance.now() - begun),
    ...end,
  });
  try {
    message = writeTest(
      dependencies,
      { connector: kind, settings, ...(receiptUrl !== undefined && { receiptUrl }) },
      request,
      made,
    );
    const outside: Outside = { fetch: recordExchange(fetch, mask, exchanges), lookup, clock, random };
    const accepted = await handOver({ connector: kind, settings }, message, outside);
    return buildAttempt({ accepted });
  } catch (error) {
    const failure = error instanceof SendFailure ? error : new SendFailure("unknown", "", { cause: error });
    return buildAttempt({ failure });
  }
}

function writeTest(
  { keyring, random, host }: TestDependencies,
  { connector, settings, receiptUrl }: Pick<ReadyConnector, "connector" | "settings"> & Pick<TestSubject, "receiptUrl">,
  { recipient, locale, usageType = "Generic" }: TestRequest,
  { sid, code }: { sid: string; code: string },
): SmsMessage {
  const { address, channel, country } = recipient;
  const row = {
    sid,
    channel,
    verificationSid: sid,
    recipient: address,
    country,
    purpose: testPurposeOf(usageType),
    keyId: keyring.current.id,
    codeLength: CODE_DIGITS,
    callerCode: connector.verifier === undefined,
    customCode: seal(keyring, code, sid, random),
    wording: { locale: locale ?? (country === "KR" ? "ko" : "en"), brand: "Munjigi" },
    secondsLeft: CODE_SECONDS,
  };
  return writeMessage(keyring, row, {
    ...{ connector, settings },
    ...(receiptUrl !== undefined && { receiptUrl }),
    ...(host !== undefined && { host }),
  });
}

/** Parts are the vendor's; bytes and price class of a text to a Korean number are the carriers', whoever hands it to them. */
function sizeOf(message: SmsMessage | undefined, { limits }: MessageConnector, country: string) {
  const text = message?.body ?? "";
  const { bytes, priceClass } = measureText(text, country === "KR" ? { charset: "euc-kr" } : limits);
  return { bytes, parts: measureText(text, limits).parts, priceClass };
}
