/** @module The row of a verification that is about to be started: its identifier, its code's hashes, its words. */
import type { Clock, Random } from "../clock.js";
import { deriveCode, macCode, macCodeBySid, type Payment } from "../codes.js";
import type { Wording } from "../delivery/render-message.js";
import { chooseLocale } from "../language.js";
import type { AcceptedRecipient } from "../recipient.js";
import { type Keyring, seal } from "../secrets.js";
import { createSid } from "../sid.js";
import type { ChosenTemplate } from "../templates/choose-template.js";
import { purposes } from "./purposes.js";
import type { VerificationExtras } from "./schema.js";
import type { StartRequest } from "./start-request.js";
import type { NewVerification } from "./start-store.js";
import { streakKey } from "./streak-keys.js";

export interface BuildDependencies {
  keyring: Keyring;
  clock: Clock;
  random: Random;
}

/** What the start has found out about a request. */
export interface Findings {
  recipient: AcceptedRecipient;
  /** The code that the configuration gives this number, which then gets no text. */
  testCode: string | undefined;
  /** A text other than the ordinary one. */
  template: ChosenTemplate | undefined;
}

export function buildVerification(
  { keyring, clock, random }: BuildDependencies,
  request: StartRequest,
  { recipient, testCode, template }: Findings,
): NewVerification {
  const { service, purpose, payment, text = {} } = request;
  const keys = keyring.current;
  const sid = createSid("VE", clock, random);
  const givenCode = testCode ?? (service.customCodeEnabled ? text.customCode : undefined);
  const code = givenCode ?? deriveCode(keys.code, sid, service.codeLength);
  const target = { serviceSid: service.sid, recipient: recipient.address, purpose, binding: request.binding ?? sid };
  return {
    ...target,
    sid,
    messageSid: createSid("VL", clock, random),
    country: recipient.country,
    channel: request.recipient.channel,
    keyId: keys.id,
    codeLength: code.length,
    codeMac: macCode(keys.codeMac, target, code, payment),
    codeMacBySid: macCodeBySid(keys.codeMac, sid, code, payment),
    limitKey: streakKey(keyring, {
      ...{ isOpen: purposes[purpose].isOpen, serviceSid: service.sid },
      ...{ recipient: recipient.address, device: request.device },
    }),
    callerCode: givenCode !== undefined,
    customCode: givenCode === undefined ? null : seal(keyring, givenCode, sid, random),
    wording: { ...buildWording(request, recipient.country), ...template },
    tags: request.tags ?? null,
    extras: buildExtras(request, testCode !== undefined),
    ttlSeconds: service.codeTtlSeconds,
  };
}

/**
 * The code of this row as another one for the verification that is live: what its text is written from, and the hash by that
 * one's name. The row's own hashes stay, because the live verification may be over by the time of the statement, and then the
 * row is inserted under its own name.
 */
export function renewCode(keyring: Keyring, row: NewVerification, liveSid: string) {
  const keys = keyring.current;
  const code = deriveCode(keys.code, row.sid, row.codeLength);
  const renewedMacBySid = macCodeBySid(keys.codeMac, liveSid, code, paymentOf(row.extras));
  return { row: { ...row, wording: { ...row.wording, codeSeed: row.sid } }, renewedMacBySid };
}

/** The language of a text: the request's, else the service's, else the recipient's country decides. */
export const localeOf = ({ service, text }: StartRequest, country: string): string =>
  text?.locale ?? service.defaultLocale ?? chooseLocale(country);

function buildWording(request: StartRequest, country: string): Wording {
  const { service, recipient, payment, text = {} } = request;
  const locale = localeOf(request, country);
  const { defaultLocale } = service;
  return {
    locale,
    ...(defaultLocale !== null && defaultLocale !== locale && { serviceLocale: defaultLocale }),
    brand: text.brand ?? service.friendlyName,
    ...(service.doNotShareWarningEnabled && { doNotShare: true as const }),
    // Both are the last line of a text message, for the phone it comes to.
    ...(recipient.channel === "sms" &&
      (text.appHash ? { appHash: text.appHash } : service.webOtpHost && { webOtpHost: service.webOtpHost })),
    ...(payment && { payment }),
  };
}

function buildExtras({ service, recipient, payment, nonce }: StartRequest, isTest: boolean): VerificationExtras | null {
  const extras: VerificationExtras = {
    ...payment,
    ...(nonce && { nonce }),
    ...(service.lookupEnabled && recipient.channel === "sms" && { lineType: "mobile" as const }),
    ...(isTest && { testNumber: true as const }),
  };
  return Object.keys(extras).length > 0 ? extras : null;
}

function paymentOf(extras: VerificationExtras | null): Payment | undefined {
  return extras?.amount !== undefined && extras.payee !== undefined
    ? { amount: extras.amount, payee: extras.payee }
    : undefined;
}
