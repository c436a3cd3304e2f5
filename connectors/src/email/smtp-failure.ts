/** @module What an SMTP failure means: by the reply (RFC 5321 §4.2, RFC 3463), and by how far the message had come. */
import { type FailureClass, SendFailure } from "../message-connector.js";

/** What nodemailer says of a failure. */
interface SmtpError {
  message?: string;
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/** `began`: the server had asked for the message, so without its reply the outcome is unknown. */
export function failureOfSmtp(error: unknown, recipient: string, began: boolean): SendFailure {
  const { code, originalCode, command = "", response = "", responseCode } = (error ?? {}) as SmtpError;
  // A server without STARTTLS says so in a reply, which says nothing about the message.
  if (!responseCode || responseCode < 400 || code === "ETLS") {
    const vendorCode = originalCode ?? code;
    // nodemailer refused the address itself, so no server was asked.
    if (code === "EENVELOPE") return new SendFailure("recipient_invalid", "not an address", { vendorCode });
    if (code === "EAUTH") return new SendFailure("auth", "no way to sign in", { vendorCode });
    if (began) return new SendFailure("unknown", "the server did not say whether it took the message", { vendorCode });
    return new SendFailure("transient", "no connection to the server", { vendorCode });
  }
  const [, enhanced] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  const failureClass = classOf(responseCode, enhanced, command, response);
  // Greylists, and mailboxes that have too much for now: the server takes mail to others.
  const recipientOnly =
    responseCode < 500 && (isOfMailbox(enhanced) || (command === "RCPT TO" && failureClass !== "rate"));
  // Of a refused sign-in the number is kept: the enhanced codes that servers add to a 535 say less.
  const vendorCode = failureClass === "auth" || enhanced === undefined ? String(responseCode) : enhanced;
  return new SendFailure(failureClass, wordsOf(response, recipient), { vendorCode, notSent: true, recipientOnly });
}

/** RFC 3463: status of the address, or of its mailbox. */
const isOfMailbox = (enhanced: string | undefined) => /^4\.[12]\./.test(enhanced ?? "");

/**
 * 421 closes the connection (RFC 5321 §4.2.3): mail servers say so to those who have too many. Others have a number of their own for
 * it, and words: "432 4.3.2 Concurrent connections limit exceeded", "454 Throttling failure: Maximum sending rate exceeded",
 * "451 4.7.500 Server busy", "450 4.7.1 too much mail".
 */
const isThrottle = (code: number, enhanced: string | undefined, response: string) =>
  !isOfMailbox(enhanced) && (code === 421 || enhanced === "4.3.2" || enhanced === "4.5.3" || TOO_MUCH.test(response));

const TOO_MUCH =
  /\btoo (?:many|much|fast|quickly|often)\b|throttl|\bbusy\b|slow down|\b(?:rate|concurrent|connections?|sending|messages?)\b[^.]{0,40}\b(?:limit|exceed)|\b(?:limit|exceed)\w*[^.]{0,40}\b(?:rate|connections?|messages?)\b/i;

function classOf(code: number, enhanced: string | undefined, command: string, response: string): FailureClass {
  // 4xx promises that nothing was done, 454 included: RFC 4954 §6 calls it temporary.
  if (code < 500) return isThrottle(code, enhanced, response) ? "rate" : "transient";
  if (command.startsWith("AUTH") || code === 530 || code === 534 || code === 535 || code === 538) return "auth";
  // These replies go only to those who are not signed in, or not allowed to send.
  if (command !== "DATA" && /\brelay/i.test(response)) return "auth";
  // The account may send no more today: like credit, it is the account's to raise, and another connector's chance.
  if (enhanced === "5.4.5") return "balance";
  if (/^5\.1\.[78]$/.test(enhanced ?? "")) return "sender";
  if (/^5\.1\./.test(enhanced ?? "")) return "recipient_invalid";
  // A mailbox that is closed, or full: only its owner can change that.
  if (/^5\.2\.[12]$/.test(enhanced ?? "")) return "recipient_invalid";
  if (command === "MAIL FROM") return code === 552 ? "content" : "sender";
  if (command === "RCPT TO")
    return code === 554 || /^5\.7\./.test(enhanced ?? "") ? "recipient_blocked" : "recipient_invalid";
  // 552 is a message that is too large, all the others are policies on what it says.
  if (command === "DATA") return "content";
  return "unknown";
}

/** A reply repeats the address as a rule, and may be of any length; a word that is cut could be half of one. */
const wordsOf = (response: string, recipient: string) =>
  (response.length > 1000 ? response.slice(0, 1000).replace(/\S+$/, "") : response)
    .replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, "…")
    .replaceAll(recipient, "…")
    .replaceAll(recipient.replace(/"/g, ""), "…")
    .replace(/\d{4,}/g, "…")
    .replace(/\s+/g, " ")
    .slice(0, 500);
