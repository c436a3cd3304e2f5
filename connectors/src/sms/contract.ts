/** @module What an SMS connector is: one object, one schema for its settings, one function that sends. */
import type { z } from "zod";

/** A text in the two languages of the console. */
export interface Bilingual {
  ko: string;
  en: string;
}

/** One message, already written and within the connector's `limits`. */
export interface SmsMessage {
  /** E.164 with the `+`. */
  to: string;
  /** The text, for vendors that take one. */
  body: string;
  /** The code and nothing else, for vendors that fill a template of their own. */
  code: string;
  /** What the code is for; chooses the vendor's template. */
  usageType: UsageType;
  /** BCP 47. */
  locale: string;
  /** Our identifier of this message: sent along where a vendor takes a reference or an idempotency key. */
  reference: string;
}

/** Logto's names, so that its users can keep their templates. */
export type UsageType =
  | "SignIn"
  | "Register"
  | "ForgotPassword"
  | "OrganizationInvitation"
  | "Generic"
  | "UserPermissionValidation"
  | "BindNewIdentifier"
  | "MfaVerification"
  | "BindMfa"
  | "Test";

/** Everything of the outside world a connector may touch. */
export interface SendContext {
  fetch: typeof fetch;
  clock: () => Date;
  random: (bytes: number) => Uint8Array;
  /** Aborts when the time for this try is up. */
  signal: AbortSignal;
}

/** The vendor has accepted the message. */
export interface Accepted {
  vendorMessageId?: string;
  /** Texts billed. */
  parts?: number;
  price?: { amount: string; currency: string };
}

/**
 * Why a vendor did not take a message. Closed: a connector maps each of its vendor's codes to one of these.
 * `transient` and `rate` promise that nothing was sent; `unknown` says that nobody can tell.
 */
export type FailureClass =
  | "auth"
  | "balance"
  | "sender"
  | "recipient_invalid"
  | "recipient_blocked"
  | "content"
  | "rate"
  | "geo"
  | "transient"
  | "unknown";

/** The only error a connector throws on purpose. Any other counts as `unknown`. */
export class SendFailure extends Error {
  readonly failureClass: FailureClass;
  /** The vendor's own code, kept for support. */
  readonly vendorCode: string | undefined;
  /** How long the vendor asks us to wait, in seconds. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    failureClass: FailureClass,
    vendorText: string,
    details: { vendorCode?: string; retryAfterSeconds?: number } = {},
  ) {
    super(vendorText);
    this.name = "SendFailure";
    this.failureClass = failureClass;
    this.vendorCode = details.vendorCode;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** What one text may hold. */
export interface SmsLimits {
  /** Bytes in the vendor's charset. */
  maxBytes: number;
  charset: "euc-kr" | "gsm-7/ucs-2" | "utf-8";
}

/** What became of a message after the vendor took it. */
export interface DeliveryReport {
  vendorMessageId: string;
  status: "sent" | "delivered" | "failed";
  failureClass?: FailureClass;
  vendorCode?: string;
}

/**
 * A vendor. `Settings` is described by one zod schema: it checks the JSON, draws the console's form (`meta()`: label, hint,
 * secret) and writes the settings table of its docs page. Abilities that not every vendor has are optional members.
 */
export interface SmsConnector<Settings = unknown> {
  /** The factory id; Logto's where it has one. */
  id: string;
  name: Bilingual;
  docs: string;
  settings: z.ZodType<Settings>;
  limits: SmsLimits;
  /** Its messages stay here and are shown by /dev/inbox: for development only. */
  inbox?: true;
  /** Resolves once the vendor has accepted the message; throws `SendFailure` if it has not. */
  send(message: SmsMessage, settings: Settings, context: SendContext): Promise<Accepted>;
  /** For vendors that make and check the code themselves. */
  verifier?: {
    start(message: SmsMessage, settings: Settings, context: SendContext): Promise<Accepted>;
    check(to: string, code: string, settings: Settings, context: SendContext): Promise<boolean>;
  };
  /** Reads a delivery report the vendor posted to us; throws if its signature is wrong. */
  receipt?(
    request: { url: string; headers: Headers; body: string },
    settings: Settings,
    context: SendContext,
  ): Promise<DeliveryReport[]>;
  /** Asks for the fate of a message, for vendors that post no reports. */
  status?(vendorMessageId: string, settings: Settings, context: SendContext): Promise<DeliveryReport>;
  balance?(settings: Settings, context: SendContext): Promise<{ amount: string; unit: string }>;
}
