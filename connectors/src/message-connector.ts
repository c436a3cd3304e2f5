/** @module A connector that sends messages, texts or e-mails: one function sends, and there are abilities that not every vendor has. */
import type { Bilingual, ConnectorKind, OutsideContext } from "./contract.js";
import type { Carrier } from "./kit/carrier.js";

/** One message, already written. */
export interface SmsMessage {
  /** E.164 with the `+`; for e-mail an address. */
  to: string;
  /** E-mail only: a line without line breaks. */
  subject?: string;
  /** E-mail only: the name of the deployment, for the greeting of a mail server. */
  host?: string;
  /** The text, for vendors that take one. */
  body: string;
  /** The code and nothing else, for vendors that fill a template of their own. Empty in a notice (`usageType` is `Notice`), which has none. */
  code: string;
  /** What the code is for. */
  usageType: UsageType;
  /** BCP 47. */
  locale: string;
  /** The one of the settings' `templates` that fits use and language; `body` is written from its `content`, if it has one. */
  template?: Template;
  /** Where the vendor may post its delivery reports; a public https address of ours that names the connector. */
  receiptUrl?: string;
  /** Our identifier of this message: sent along where a vendor takes a reference or an idempotency key. */
  reference: string;
}

/** Logto's names, so that its users can keep their templates; and `Notice`: what is no code, "your number was changed". */
export const usageTypes = [
  "SignIn",
  "Register",
  "ForgotPassword",
  "OrganizationInvitation",
  "Generic",
  "UserPermissionValidation",
  "BindNewIdentifier",
  "MfaVerification",
  "BindMfa",
  "Test",
  "Notice",
] as const;
export type UsageType = (typeof usageTypes)[number];

/** One entry of a connector's `templates`: a text of ours, or the name of one the vendor keeps. */
export interface Template {
  /** One of `usageTypes`; others are kept and never chosen. */
  usageType: string;
  /** BCP 47; absent: serves every language that has no entry of its own. */
  locale?: string | undefined;
  content?: string | undefined;
  templateCode?: string | { china: string; overseas: string } | undefined;
  /** E-mail only. */
  subject?: string | undefined;
  contentType?: "text/plain" | "text/html" | undefined;
}

/** Everything of the outside world a connector may touch. */
export interface SendContext extends OutsideContext {
  /** The address behind a name that may be connected to, for what is not HTTP. Throws if there is none. */
  lookup: (hostname: string) => Promise<string>;
  /**
   * Aborts when the time for this try is up. Then it counts as `unknown`, unless `send` throws at once a `SendFailure` that is
   * sure that nothing was sent.
   */
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
 * Why a vendor did not take a message. Closed: a connector maps each of its vendor's codes to one of these. All but `unknown`
 * promise that nothing was sent. `unknown` is a refusal that nobody has mapped (`notSent`), or an answer that did not come:
 * then nobody can tell, and the message is sent once more at most. `rate` is the vendor's limit on calls: it counts as no try, and
 * the vendor is called more slowly; with `recipientOnly`, only this recipient has had too many.
 */
export const failureClasses = [
  "auth",
  "balance",
  "sender",
  "recipient_invalid",
  "recipient_blocked",
  "content",
  "rate",
  "geo",
  "transient",
  "unknown",
] as const;
export type FailureClass = (typeof failureClasses)[number];

/** What somebody calls a class, if it is one. */
export const readFailureClass = (name: unknown): FailureClass =>
  failureClasses.find((one) => one === name) ?? "unknown";

/**
 * The only error a connector throws on purpose. Any other counts as `unknown`, and so does a class that there is not: modules
 * of a team's own are not checked by a compiler.
 */
export class SendFailure extends Error {
  readonly failureClass: FailureClass;
  /** Whether it is sure that no text went out. */
  readonly notSent: boolean;
  /** The vendor's own code, kept for support. */
  readonly vendorCode: string | undefined;
  /** How long the vendor asks us to wait, in seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** Only this recipient is concerned: the vendor takes messages to others. */
  readonly recipientOnly: boolean;

  constructor(
    failureClass: FailureClass,
    vendorText: string,
    details: {
      vendorCode?: string | undefined;
      retryAfterSeconds?: number | undefined;
      /** For `rate` and `transient`: others may be sent to meanwhile. */
      recipientOnly?: boolean;
      /** For `unknown`: the vendor did refuse it. */
      notSent?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(vendorText, { cause: details.cause });
    this.name = "SendFailure";
    this.failureClass = readFailureClass(failureClass);
    this.notSent = this.failureClass !== "unknown" || details.notSent === true;
    const code: unknown = details.vendorCode;
    this.vendorCode = typeof code === "string" || typeof code === "number" ? String(code) : undefined;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.recipientOnly = details.recipientOnly === true;
  }
}

/** What one text may hold. */
export interface SmsLimits {
  /** Bytes in the vendor's charset. */
  maxBytes: number;
  charset: "euc-kr" | "gsm-7/ucs-2" | "utf-8";
  /** Bytes of a long message (LMS), where the vendor sends one when its settings say `allowLms`. */
  longBytes?: number;
}

/** What became of a message after the vendor took it. */
export interface DeliveryReport {
  vendorMessageId: string;
  /** `sent`: still on its way. */
  status: "sent" | "delivered" | "failed";
  failureClass?: FailureClass;
  vendorCode?: string;
  /** Whose customer the recipient is, where the vendor tells: see `readCarrier`. */
  carrier?: Carrier | undefined;
}

/** A delivery report as it came, not yet believed. */
export interface ReceiptRequest {
  /** The URL the vendor was given: ours, with the query it came with. */
  url: string;
  headers: Headers;
  body: string;
}

/** A number or name that messages may come from, as the vendor has registered it. */
export interface RegisteredSender {
  sender: string;
  /** Registered, and neither blocked nor still to be approved. */
  canSend: boolean;
}

export interface RegisteredSenders {
  senders: RegisteredSender[];
  /** What these settings send from: a sender, or what the vendor keeps senders under. */
  configured: string;
  /** Whether messages of these settings have a sender; `null`: it is of a kind that is registered nowhere. */
  isRegistered: boolean | null;
}

/** A vendor that sends. Abilities that not every vendor has are optional members. */
export interface MessageConnector<Settings = unknown> extends ConnectorKind<Settings> {
  type: "Sms" | "Email";
  limits: SmsLimits;
  /** Calls at once, of one process. Absent: as many as there are messages; the pace is found by what the vendor refuses for rate. */
  maxCalls?(settings: Settings): number;
  /** Its messages stay here and are shown by /dev/inbox: for development only. */
  inbox?: true;
  /** Resolves once the vendor has accepted the message; throws `SendFailure` if it has not. */
  send(message: SmsMessage, settings: Settings, context: SendContext): Promise<Accepted>;
  /** For vendors that make and check the code themselves: then `start` is called instead of `send`. */
  verifier?: {
    start(message: SmsMessage, settings: Settings, context: SendContext): Promise<Accepted>;
    /** Whether this is the code the vendor sent last. Throws `SendFailure` if the vendor does not say. */
    check(to: string, code: string, settings: Settings, context: SendContext): Promise<boolean>;
  };
  /** Whether with these settings it passes on the code and not the text, so that it can carry no notice. Absent: it never does. */
  codesOnly?(settings: Settings): boolean;
  /** Reads a delivery report the vendor posted to us; throws if it is not the vendor's. */
  receipt?(request: ReceiptRequest, settings: Settings, context: SendContext): Promise<DeliveryReport[]>;
  /** What the vendor wants to hear for a report it posted, as JSON, where a 200 alone is not enough. */
  receiptAnswer?: object;
  /** Asks for the fate of a message, for vendors that post no reports. */
  status?(vendorMessageId: string, settings: Settings, context: SendContext): Promise<DeliveryReport>;
  /** What is left on the account. Throws `SendFailure`. */
  balance?(settings: Settings, context: SendContext): Promise<{ amount: string; unit: string }>;
  /** The senders that the vendor has registered for the account. Throws `SendFailure`. */
  senders?(settings: Settings, context: SendContext): Promise<RegisteredSenders>;
  /** The vendor may take requests from listed addresses only: where its console has that list. */
  allowList?: Bilingual;
}
