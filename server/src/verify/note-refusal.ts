/** @module A start that was refused is recorded, so that somebody can be told why no text came. */
import { AppError } from "../errors.js";
import { acceptRecipient } from "../recipient.js";
import type { Refusals } from "../refusals/refusals.js";
import type { StartRequest } from "./start-request.js";

/** What a caller did wrong is told to the caller; what no recipient can be read from is nobody's. */
export function noteRefusal(refusals: Pick<Refusals, "note">, request: StartRequest, error: unknown): void {
  if (!(error instanceof AppError) || error.code === "request.invalid") return;
  const accepted = acceptRecipient(request.recipient);
  if (accepted === undefined) return;
  const { address: recipient, country } = accepted;
  const { code, facts } = error;
  refusals.note({ serviceSid: request.service.sid, recipient, country, purpose: request.purpose, code, facts });
}
