/** @module What an endpoint is told of an event: `docs/webhooks.md`. Pure. */
import type { Facts } from "../audit/event.js";

export interface ToldEvent {
  type: string;
  happenedAt: Date;
  subjectKind: string;
  subjectId: string;
  serviceSid: string | null;
  facts: Facts;
}

/** Numbers and addresses, as they are when the event is sent. `null`: known no more. */
export type Addresses =
  | { to: string | null }
  | { phoneNumber: string | null; email: string | null }
  | Record<string, never>;

/** The body, letter for letter as it is signed. `addresses` only where the endpoint asks for them. */
export function writePayload(event: ToldEvent, addresses: Addresses = {}): string {
  const { type, happenedAt, subjectKind, subjectId, serviceSid, facts } = event;
  const subject = { kind: subjectKind, id: subjectId };
  return JSON.stringify({
    ...{ type, timestamp: happenedAt.toISOString() },
    data: { subject, service: serviceSid, ...facts, ...addresses },
  });
}
