/** @module What the management API takes about organizations. Numbers, addresses and names are read here, once. */
import { z } from "zod";
import { invitationStatuses, LIFETIME_DAYS } from "../organizations/invitation.js";
import {
  MAX_DESCRIPTION_LENGTH,
  MAX_METADATA,
  MAX_NAME_LENGTH,
  MAX_ROLES,
  ROLE,
  readLine,
  SLUG,
} from "../organizations/organization.js";
import { findRecipient } from "../recipient.js";
import { parseSid, type SidPrefix } from "../sid.js";
import { isStorable } from "../text.js";
import { pageAfter, pageSize } from "./page-query.js";

const MAX_TEXT_LENGTH = 320;

const line = (maxLength: number) =>
  z.string().transform((text, context) => {
    const read = readLine(text, maxLength);
    if (read === undefined)
      context.addIssue({ code: "custom", message: `must be 1 to ${maxLength} characters, none of them invisible` });
    return read ?? "";
  });

const slug = z
  .string()
  .regex(SLUG, "must be 1 to 64 small letters, digits and hyphens, and begin and end with a letter or digit")
  .describe("A name for programs, of one organization only.");
const metadata = z
  .record(
    z.string().min(1).max(64).refine(isStorable, "must not contain NUL"),
    z.string().refine(isStorable, "must not contain NUL"),
  )
  .refine(
    (members) =>
      Object.keys(members).length <= MAX_METADATA.members && JSON.stringify(members).length <= MAX_METADATA.length,
    `must have at most ${MAX_METADATA.members} members and ${MAX_METADATA.length} characters as JSON`,
  )
  .describe("Texts by name: what your own systems know it by.");
const name = line(MAX_NAME_LENGTH);

export const newOrganization = z.strictObject({
  name,
  slug: slug.nullable().optional(),
  metadata: metadata.optional(),
});
export const organizationChange = z.strictObject({
  name: name.optional(),
  slug: slug.nullable().optional(),
  metadata: metadata.optional(),
});

const role = z.string().regex(ROLE, "must be 1 to 32 small letters, digits, - and _, and begin with a letter");
const roles = z.array(role).min(1).max(MAX_ROLES);
export const memberRoles = z.strictObject({ roles });
export const roleParams = z.strictObject({ name: role });
export const roleDefinition = z.strictObject({
  description: line(MAX_DESCRIPTION_LENGTH).nullable().default(null).describe("What people read of it."),
});

const sidOf = (prefix: SidPrefix, problem: string) =>
  z
    .string()
    .refine((text) => parseSid(prefix, text) !== undefined, problem)
    .overwrite((text) => parseSid(prefix, text) ?? text);

export const newInvitation = z
  .strictObject({
    phone: z.string().max(MAX_TEXT_LENGTH).optional().describe("A mobile number (one without + is Korean)."),
    email: z.string().max(MAX_TEXT_LENGTH).optional(),
    roles: roles.default(["member"]),
    expiresInDays: z.int().min(LIFETIME_DAYS.min).max(LIFETIME_DAYS.max).default(LIFETIME_DAYS.usual),
    language: z
      .enum(["ko", "en"])
      .optional()
      .describe("Of its text. Without it the number's country decides; to an address it is Korean."),
    invitedBy: sidOf("US", "must be a user").optional().describe("The member in whose name it is sent."),
  })
  .transform(({ phone, email, ...rest }, context) => {
    const path = email === undefined ? "phone" : "email";
    const recipient = findRecipient(email ?? phone ?? "");
    const isOne = (phone === undefined) !== (email === undefined);
    if (!isOne) context.addIssue({ code: "custom", path: ["phone"], message: "give phone or email, one of them" });
    else if (recipient?.channel !== (path === "phone" ? "sms" : "email"))
      context.addIssue({
        code: "custom",
        path: [path],
        message: path === "phone" ? "it is no mobile number" : "it is no e-mail address",
      });
    return { ...rest, recipient: recipient ?? { channel: "sms" as const, address: "", country: "" } };
  });

const searched = z.string().min(1).max(MAX_TEXT_LENGTH).refine(isStorable, "must not contain NUL").optional();
export const organizationQuery = z.strictObject({
  name: searched.describe("What the name begins with, in any case."),
  slug: searched,
  after: pageAfter("OG"),
  size: pageSize,
});
export const memberQuery = z.strictObject({ after: pageAfter("US"), size: pageSize });
export const invitationQuery = z.strictObject({
  status: z.enum(invitationStatuses).optional(),
  after: pageAfter("OI"),
  size: pageSize,
});
