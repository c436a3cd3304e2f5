/** @module Everything that can go wrong, and what the browser is told about it. */
import twilio from "twilio";

const refusals = {
  invalid_phone: [400, "This is not a phone number that can get a text. Type it like 010-1234-5678."],
  invalid_code: [400, "Type the code from the text."],
  invalid_request: [400, "The request must be JSON."],
  wrong_code: [403, "This is not the code. Look at the text again."],
  not_allowed: [403, "Texts cannot be sent to this number."],
  not_found: [404, "There is no code to check: it ran out or was used. Ask for a new one."],
  no_such_page: [404, "There is POST /send and POST /verify."],
  too_soon: [429, "A text is on its way. Wait a little before asking for another."],
  too_many_sends: [429, "Too many texts were asked for. Try again later."],
  too_many_checks: [429, "Too many wrong codes. Try again later."],
  too_many_requests: [429, "Too many requests. Try again later."],
  failed: [500, "Something went wrong on our side."],
  unavailable: [503, "The verification server cannot be reached. Try again in a minute."],
};

/** https://www.twilio.com/docs/api/errors */
const byTwilioCode = {
  20404: "not_found",
  20429: "too_many_requests",
  60200: "invalid_phone",
  60202: "too_many_checks",
  60203: "too_many_sends",
  60205: "not_allowed",
  60410: "not_allowed",
  60605: "not_allowed",
};

export class Refusal extends Error {
  /** `result` is a key of the table above. */
  constructor(result, retryAfterSeconds) {
    super(result);
    this.result = result;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * What to answer to any error of a route. `cause` is for the log: a code only, since messages may have the phone number in
 * them.
 */
export function explain(error, route) {
  const { result, cause } = classify(error, route);
  const [status, message] = refusals[result];
  const retryAfterSeconds = error.retryAfterSeconds ?? error.details?.retryAfterSeconds;
  return { result, status, message, retryAfterSeconds, cause };
}

function classify(error, route) {
  if (error instanceof Refusal) return { result: error.result };
  if (error instanceof twilio.RestException) {
    const cause = `twilio ${error.status}/${error.code ?? "-"}`;
    if (error.status >= 500) return { result: "unavailable", cause };
    // Sending needs nothing that could be missing but the service itself.
    if (error.code === 20404 && route === "/send") return { result: "failed", cause };
    return { result: byTwilioCode[error.code] ?? "failed", cause };
  }
  // From express.json(): not JSON, too long, not in UTF-8.
  if (error.expose && error.status < 500) return { result: "invalid_request" };
  // From the SDK's HTTP client, before there was an answer.
  if (error.isAxiosError) return { result: "unavailable", cause: error.code ?? "no answer" };
  return { result: "failed", cause: error.code ?? error.name };
}
