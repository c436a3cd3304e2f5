/** @module What an invitation is, how long it lives and how often it is sent. Pure. */
import type { InvitationStatus, organizationInvitations } from "./schema.js";

type Row = typeof organizationInvitations.$inferSelect;

export type { InvitationStatus };

const statuses = ["pending", "accepted", "declined", "revoked", "expired"] as const;
export const invitationStatuses = statuses satisfies readonly InvitationStatus[];

/** An invitation as administrators see it. */
export type Invitation = Pick<
  Row,
  | "sid"
  | "organizationSid"
  | "channel"
  | "recipient"
  | "country"
  | "roles"
  | "locale"
  | "keyId"
  | "expiresAt"
  | "invitedBy"
  | "acceptedBy"
  | "sends"
  | "sentAt"
  | "noticeSid"
  | "createdAt"
  | "endedAt"
  | "status"
>;

/** With what its page tells besides. */
export interface InvitationFacts extends Invitation {
  organizationName: string;
  inviterName: string | null;
  /** Its roles, each with what people read of it. */
  roleNames: { name: string; description: string | null }[];
}

export const LIFETIME_DAYS = { min: 1, max: 30, usual: 7 } as const;
/** The first one counts. */
export const MAX_SENDS = 5;
export const RESEND_WAIT_SECONDS = 60;
/** Invitations of all organizations that a number or address gets in a day, whatever became of them. */
export const MAX_A_DAY = 15;
