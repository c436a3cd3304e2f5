/** @module The one error that everything here throws. */

/** What this package itself finds wrong. The server's own codes (`user.not_found`, `access_denied`, …) come through as they are. */
export type ClientErrorCode =
  // Options and surroundings.
  | "option_invalid"
  | "insecure_context"
  | "storage_unavailable"
  // The server.
  | "unreachable"
  | "answer_unreadable"
  | "keys_unavailable"
  // Tokens.
  | "token_malformed"
  | "wrong_algorithm"
  | "wrong_type"
  | "unknown_key"
  | "bad_signature"
  | "wrong_issuer"
  | "wrong_audience"
  | "token_expired"
  | "token_not_yet_valid"
  | "claim_missing"
  | "wrong_nonce"
  | "wrong_subject"
  | "scope_missing"
  // Signing in.
  | "not_signed_in"
  | "state_unknown"
  | "callback_used"
  | "popup_cancelled"
  | "popup_timed_out";

/** What an answer of the server says besides its code. */
export interface ErrorFacts {
  /** HTTP status of the answer. */
  status?: number;
  /** The server's sentence, for people. */
  detail?: string;
  /** How long to wait before the next request. */
  retryAfterSeconds?: number;
  /** The member of the request that is not acceptable. */
  parameter?: string;
  /** What the server's log has of the request. */
  requestId?: string;
  /** The server's whole answer: also what is of one operation alone, such as `problems` by field. */
  answer?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** Go by `code`. Neither message nor members ever hold a token, code or secret. */
export class MunjigiError extends Error {
  override readonly name = "MunjigiError";
  readonly code: ClientErrorCode | (string & {});
  readonly status: number | undefined;
  readonly detail: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly parameter: string | undefined;
  readonly requestId: string | undefined;
  readonly answer: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ClientErrorCode | (string & {}), message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.detail = facts.detail;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.parameter = facts.parameter;
    this.requestId = facts.requestId;
    this.answer = facts.answer;
  }
}
