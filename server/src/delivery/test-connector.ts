/**
 * @module Sends a test message with settings that nobody has saved, and tells all that was said, without the secrets. Settings
 * that pass may be activated for an hour.
 */
import { type Bilingual, SendFailure, type SmsConnector, type SmsMessage } from "@munjigi/connectors/sms/contract";
import { explainFailure } from "@munjigi/connectors/sms/explain-failure";
import { type Measure, measureText } from "@munjigi/connectors/sms/measure-text";
import { handOver } from "../connectors/call-connector.js";
import type { DescribeDependencies } from "../connectors/describe-connector.js";
import { recordPassedTest } from "../connectors/record-test.js";
import { resolveTestSubject } from "../connectors/resolve-test-subject.js";
import type { Environment, Outside } from "../core.js";
import { AppError, type Language } from "../errors.js";
import { type AdmitDependencies, admitAndCount } from "../limits/admit.js";
import type { FoundRecipient } from "../recipient.js";
import { hashLimitKey, seal } from "../secrets.js";
import { createSid } from "../sid.js";
import { cleanId, cleanParts } from "./clean-answer.js";
import { type Exchange, maskerFor, recordExchange } from "./record-exchange.js";
import { writeMessage } from "./write-message.js";

export interface TestDependencies extends AdmitDependencies, DescribeDependencies, Outside {
  environment: Environment;
}

export interface TestRequest {
  /** A kind of connector, or a stored one, whose settings stand where `config` has the mask or is absent. */
  id: string;
  recipient: FoundRecipient;
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
  failure: { class: string; vendorCode: string | null; sentence: Bilingual; remedy: Bilingual };
}

const PER_MINUTE = 5;
const CODE_DIGITS = 6;
const TEST_SECONDS = 600;
const LONGEST_CODE = 200;

/**
 * Throws `connector.test_failed` with the report and a remedy, `limits.exceeded` after five a minute,
 * `connector.unknown_factory`, `connector.config_invalid`, and `request.invalid` where recipient and connector do not match.
 */
export async function testConnector(dependencies: TestDependencies, request: TestRequest): Promise<TestReport> {
  const subject = await resolveTestSubject(dependencies, request);
  const { kind: factory, settings, ignored } = subject;
  if ((factory.type === "Sms") !== (request.recipient.channel === "sms")) {
    const parameter = factory.type === "Sms" ? "phone" : "email";
    throw new AppError("request.invalid", { parameter, problem: "this kind of connector needs it" });
  }
  await admitAndCount(dependencies, [
    {
      name: "connector-test",
      key: hashLimitKey(dependencies.keyring.current, "connector-test"),
      windows: [{ n: PER_MINUTE, seconds: 60 }],
    },
  ]);
  const { clock, random, fetch, lookup } = dependencies;
  // Nobody's: it opens nothing.
  const code = String(random(4).readUInt32BE() % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");
  const secrets = subject.secrets.map((one) => (typeof one === "string" ? one : ""));
  const mask = maskerFor(secrets, request.recipient.address, code);
  const exchanges: Exchange[] = [];
  let message: SmsMessage | undefined;
  const begun = performance.now();
  const report = (): Omit<TestReport, "vendorMessageId"> => ({
    request: exchanges.at(-1)?.request ?? null,
    response: exchanges.at(-1)?.response ?? null,
    ...sizeOf(message, factory, request.recipient.country),
    latencyMs: Math.round(performance.now() - begun),
    ignored,
  });
  try {
    message = writeTest(dependencies, factory, settings, request, code);
    const recorded = recordExchange(fetch, mask, exchanges);
    const outside = { fetch: recorded, lookup, clock, random };
    const accepted = await handOver({ connector: factory, settings }, message, outside);
    await recordPassedTest(dependencies, subject);
    const parts = cleanParts(accepted?.parts) ?? report().parts;
    const vendorMessageId = cleanId(accepted?.vendorMessageId);
    return { ...report(), parts, vendorMessageId: vendorMessageId && mask(vendorMessageId) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const failure = error instanceof SendFailure ? error : new SendFailure("unknown", "", { cause: error });
    const vendorCode = failure.vendorCode === undefined ? null : mask(failure.vendorCode).slice(0, LONGEST_CODE);
    const words = explainFailure(failure.failureClass, failure.vendorCode, factory);
    const test: Omit<TestReport, "vendorMessageId"> & TestFailure = {
      ...report(),
      failure: { class: failure.failureClass, vendorCode, ...words },
    };
    const problem = `${words.sentence[request.language]} ${words.remedy[request.language]}`;
    throw new AppError("connector.test_failed", { problem, test }, { cause: error });
  }
}

function writeTest(
  { keyring, clock, random }: TestDependencies,
  factory: SmsConnector,
  settings: unknown,
  { recipient, locale }: TestRequest,
  code: string,
): SmsMessage {
  const sid = createSid("VL", clock, random);
  const { address, channel, country } = recipient;
  const row = {
    sid,
    channel,
    verificationSid: sid,
    recipient: address,
    country,
    purpose: "api" as const,
    keyId: keyring.current.id,
    codeLength: CODE_DIGITS,
    callerCode: factory.verifier === undefined,
    customCode: seal(keyring, code, sid, random),
    wording: { locale: locale ?? (country === "KR" ? "ko" : "en"), brand: "Munjigi" },
    secondsLeft: TEST_SECONDS,
  };
  return writeMessage(keyring, row, { connector: factory, settings });
}

/** Parts are the vendor's; bytes and price class of a text to a Korean number are the carriers', whoever hands it to them. */
function sizeOf(message: SmsMessage | undefined, { limits }: SmsConnector, country: string) {
  const text = message?.body ?? "";
  const { bytes, priceClass } = measureText(text, country === "KR" ? { charset: "euc-kr" } : limits);
  return { bytes, parts: measureText(text, limits).parts, priceClass };
}
