/**
 * @module Every failure a caller can meet: one closed list of stable codes, each with its HTTP status and a sentence in
 * Korean and English that says what to do next. A code is `noun.what_is_wrong`; its noun names the file in `errors/` that
 * has its sentence. `docs/errors.md` is made from this list.
 */
import { alertErrors } from "./errors/alert.js";
import { applicationErrors } from "./errors/application.js";
import { attemptErrors } from "./errors/attempt.js";
import { blockListErrors } from "./errors/block-list.js";
import { connectorErrors } from "./errors/connector.js";
import { consoleErrors } from "./errors/console.js";
import { experienceErrors } from "./errors/experience.js";
import { factorErrors } from "./errors/factor.js";
import { invitationErrors } from "./errors/invitation.js";
import { keyErrors } from "./errors/key.js";
import { limitsErrors } from "./errors/limits.js";
import { messageErrors } from "./errors/message.js";
import { oidcErrors } from "./errors/oidc.js";
import { organizationErrors } from "./errors/organization.js";
import { passkeyErrors } from "./errors/passkey.js";
import { rateLimitErrors } from "./errors/rate-limit.js";
import { requestErrors } from "./errors/request.js";
import { resourceErrors } from "./errors/resource.js";
import { safeListErrors } from "./errors/safe-list.js";
import { serverErrors } from "./errors/server.js";
import { serviceErrors } from "./errors/service.js";
import { settingsErrors } from "./errors/settings.js";
import { signInErrors } from "./errors/sign-in.js";
import { socialErrors } from "./errors/social.js";
import { templateErrors } from "./errors/template.js";
import { totpErrors } from "./errors/totp.js";
import { userErrors } from "./errors/user.js";
import { userImportErrors } from "./errors/user-import.js";
import { verificationErrors } from "./errors/verification.js";
import { webhookErrors } from "./errors/webhook.js";

export const errorCatalog = {
  ...requestErrors,
  ...serverErrors,
  ...limitsErrors,
  ...serviceErrors,
  ...keyErrors,
  ...applicationErrors,
  ...resourceErrors,
  ...rateLimitErrors,
  ...safeListErrors,
  ...blockListErrors,
  ...factorErrors,
  ...templateErrors,
  ...userErrors,
  ...userImportErrors,
  ...organizationErrors,
  ...invitationErrors,
  ...connectorErrors,
  ...experienceErrors,
  ...messageErrors,
  ...attemptErrors,
  ...verificationErrors,
  ...signInErrors,
  ...oidcErrors,
  ...socialErrors,
  ...passkeyErrors,
  ...webhookErrors,
  ...totpErrors,
  ...settingsErrors,
  ...consoleErrors,
  ...alertErrors,
};

export type ErrorCode = keyof typeof errorCatalog;
export type Language = "ko" | "en";

/** Why a verification cannot be acted on; callers of Twilio's API find it in `details.reason`. */
type Reason = "expired" | "approved" | "canceled" | "locked" | "unknown" | "spent" | "verified" | "not_served";

/** Facts fill the sentence and are part of the answer. They never contain a code, a token, a full number or an e-mail address. */
export interface ErrorFacts {
  /**
   * What is not acceptable: a field as the caller wrote it, or in the words of the domain (`recipient`, `template`), which
   * each wire format replaces by its own.
   */
  parameter?: string;
  problem?: string;
  path?: string;
  /** Of a file. */
  line?: number;
  expected?: string;
  host?: string;
  reason?: Reason;
  /** The limit that refused; for the log and metrics. */
  rule?: string;
  /** The counter or the streak that refused, by its opaque name, where it may be lifted for one number. No answer has it. */
  counter?: string;
  retryAfterSeconds?: number;
  /** When no proof of work will be asked for any more, if nothing else is counted. */
  challengedSeconds?: number;
  type?: string;
  country?: string;
  channel?: string;
  /** All that is wrong with a document or a config, field by field. */
  problems?: readonly { path: string; problem: string }[];
  /** The services that could send no more codes. */
  services?: readonly { sid: string; friendlyName: string }[];
  /** The identifiers by whose codes people could sign in no more. */
  signInMethods?: readonly string[];
  /** The report of a failed connector test. Secrets, the number and the code in it are masked. */
  test?: object;
}

/** A failure with a name. `cause` is for the log and never leaves the server. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = "AppError";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return errorCatalog[this.code].status;
  }

  /** The public sentence in the caller's language. */
  text(language: Language): string {
    return errorCatalog[this.code][language].replace(/\{(\w+)\}/g, (_, name: keyof ErrorFacts) =>
      String(this.facts[name] ?? name),
    );
  }
}
