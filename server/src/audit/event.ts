/**
 * @module What can happen that is worth remembering: a closed list of types, who did it, and to what. An event never contains a
 * number, an address, a person's name, a code, a token or a secret; people are named by their identifiers (`US…`), which mean
 * nothing once the user is deleted.
 */
import type { Actor } from "../core.js";

export const eventTypes = [
  "user.created",
  "user.updated",
  "user.identifier.added",
  "user.identifier.changed",
  "user.identifier.removed",
  "user.password.changed",
  "user.passkey.added",
  "user.passkey.removed",
  "user.consent.changed",
  "user.totp.added",
  "user.totp.removed",
  "user.recovery_codes.made",
  "user.recovery_code.used",
  "user.suspended",
  "user.resumed",
  "user.deleted",
  "session.started",
  "session.ended",
  "sign_in.refused",
  "api_key.created",
  "api_key.updated",
  "api_key.replaced",
  "api_key.revoked",
  "application.created",
  "application.updated",
  "application.deleted",
  "application.secret_rotated",
  "resource.created",
  "resource.updated",
  "resource.deleted",
  "connector.created",
  "connector.updated",
  "connector.activated",
  "connector.stood_by",
  "connector.standby_ended",
  "connector.deactivated",
  "connector.restored",
  "connector.deleted",
  "connector.tested",
  "template.created",
  "template.updated",
  "template.deleted",
  "service.created",
  "service.updated",
  "service.deleted",
  "rate_limit.created",
  "rate_limit.updated",
  "rate_limit.deleted",
  "rate_limit.bucket.created",
  "rate_limit.bucket.updated",
  "rate_limit.bucket.deleted",
  "factor.created",
  "factor.verified",
  "factor.updated",
  "factor.deleted",
  "safe_list.added",
  "safe_list.removed",
  "block_list.added",
  "block_list.removed",
  "limits.changed",
  "limit.alarm",
  "limits.alarm_lifted",
  "limits.number_lifted",
  "verification.canceled",
  "signing_key.rotated",
  "experience.changed",
  "grant.allowed",
  "grant.ended",
  "application.logout_failed",
  "organization.created",
  "organization.updated",
  "organization.deleted",
  "organization.member.added",
  "organization.member.changed",
  "organization.member.removed",
  "organization.role.defined",
  "organization.role.deleted",
  "invitation.created",
  "invitation.resent",
  "invitation.accepted",
  "invitation.declined",
  "invitation.revoked",
  "webhook.created",
  "webhook.updated",
  "webhook.deleted",
  "webhook.secret_rotated",
  "webhook.paused",
  "webhook.disabled",
  "webhook.resumed",
  "webhook.replayed",
  "admin.link_made",
  "admin.joined",
  "admin.role_changed",
  "admin.removed",
  "console.entered",
  "console.left",
  "settings.exported",
  "export.downloaded",
  "settings.imported",
  "settings.import_undone",
  "user_import.ended",
  "alert.raised",
  "alert.ended",
  "alert.settings_changed",
] as const;

export type EventType = (typeof eventTypes)[number];

export type SubjectKind =
  | "user"
  | "session"
  | "api_key"
  | "application"
  | "resource"
  | "connector"
  | "template"
  | "service"
  | "rate_limit"
  | "factor"
  | "safe_list"
  | "block_list"
  | "verification"
  | "signing_key"
  | "experience"
  | "organization"
  | "organization_role"
  | "invitation"
  | "webhook"
  | "settings"
  | "settings_import"
  | "user_import"
  | "export"
  | "alert_settings";

/** Facts by the name of their field. */
export type Facts = Readonly<Record<string, unknown>>;

/** An event as the room in which it happens tells it. */
export interface NewEvent {
  type: EventType;
  actor: Actor;
  subject: { kind: SubjectKind; id: string };
  serviceSid?: string | null | undefined;
  /** Of what was changed: only the fields that differ, and of these only what may be told (`changes.ts`). */
  before?: Facts | undefined;
  after?: Facts | undefined;
  /** Whatever else there is to say. */
  data?: Facts | undefined;
}

/** An event as it is kept. */
export interface EventRecord {
  /** `AE…`: in the order in which events happened. */
  sid: string;
  type: EventType;
  actorKind: Actor["kind"];
  actorId: string | null;
  subjectKind: SubjectKind;
  subjectId: string;
  serviceSid: string | null;
  before: Facts | null;
  after: Facts | null;
  data: Facts | null;
  requestId: string | null;
  createdAt: Date;
}

/** The types that a filter means: one, or all that begin with a prefix as `user.`; empty if there are none. */
export function typesOf(filter: string): EventType[] {
  return eventTypes.filter((type) => (filter.endsWith(".") ? type.startsWith(filter) : type === filter));
}
