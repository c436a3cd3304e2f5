/** @module Organizations as the management API shows them; numbers and addresses of invitations are masked. */
import { z } from "zod";
import { maskRecipient } from "../delivery/message.js";
import { type Invitation, invitationStatuses } from "../organizations/invitation.js";
import type { Member, Organization } from "../organizations/organization.js";

const time = z.iso.datetime();

export const organizationResource = z.strictObject({
  id: z.string().describe("`OG…`"),
  name: z.string(),
  slug: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  createdAt: time,
  updatedAt: time,
});
export const organizationList = z.strictObject({
  organizations: z.array(organizationResource),
  next: z.string().nullable(),
});

export const memberResource = z.strictObject({
  user: z.string().describe("`US…`"),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  createdAt: time.describe("Since when they belong to it."),
});
export const memberList = z.strictObject({ members: z.array(memberResource), next: z.string().nullable() });

export const roleResource = z.strictObject({
  name: z.string(),
  description: z.string().nullable(),
  isBuiltIn: z.boolean().describe("It is always there."),
});
export const roleList = z.strictObject({ roles: z.array(roleResource) });

export const invitationResource = z.strictObject({
  id: z.string().describe("`OI…`"),
  organization: z.string().describe("`OG…`"),
  channel: z.enum(["sms", "email"]),
  recipient: z.string().nullable().describe("Masked; `null` once it is forgotten."),
  roles: z.array(z.string()),
  language: z.string(),
  status: z.enum(invitationStatuses),
  expiresAt: time,
  invitedBy: z.string().nullable().describe("`US…`"),
  acceptedBy: z.string().nullable().describe("`US…`"),
  sends: z.int(),
  sentAt: time,
  message: z
    .string()
    .nullable()
    .describe("`VL…`: what became of the text or mail that was sent last, under `/api/messages`."),
  createdAt: time,
  endedAt: time.nullable(),
});
export const invitationList = z.strictObject({
  invitations: z.array(invitationResource),
  next: z.string().nullable(),
});

organizationResource.register(z.globalRegistry, { id: "Organization" });
memberResource.register(z.globalRegistry, { id: "OrganizationMember" });
roleResource.register(z.globalRegistry, { id: "OrganizationRole" });
invitationResource.register(z.globalRegistry, { id: "Invitation" });

export function toOrganization({ sid, name, slug, metadata, createdAt, updatedAt }: Organization) {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id: sid, name, slug, metadata, ...times };
}

export const toMember = ({ userSid, name, roles, createdAt }: Member) => ({
  ...{ user: userSid, name, roles, createdAt: createdAt.toISOString() },
});

export function toInvitation(one: Invitation) {
  const { sid, organizationSid, channel, recipient, roles, locale, status, invitedBy, acceptedBy, sends } = one;
  return {
    ...{ id: sid, organization: organizationSid, channel, recipient: recipient && maskRecipient(recipient), roles },
    ...{ language: locale, status, expiresAt: one.expiresAt.toISOString(), invitedBy, acceptedBy, sends },
    ...{ sentAt: one.sentAt.toISOString(), message: one.noticeSid && `VL${one.noticeSid.slice(2)}` },
    ...{ createdAt: one.createdAt.toISOString(), endedAt: one.endedAt?.toISOString() ?? null },
  };
}
