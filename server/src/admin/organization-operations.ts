/** @module What openapi.json says of organizations, their members and roles, and invitations. */
import type { ApiWords } from "../http/api-words.js";

const UNSENT = ["invitation.no_connector", "invitation.not_carried", "invitation.too_long"] as const;

export const organizationOperations = {
  "GET /api/organizations": {
    id: "listOrganizations",
    summary: "List and find organizations",
    success: { 200: "A page of organizations, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
  "POST /api/organizations": {
    id: "createOrganization",
    summary: "Make an organization",
    body: { name: "한빛상사", slug: "hanbit", metadata: { plan: "team" } },
    success: { 201: "The organization." },
    errors: ["organization.slug_taken"],
  },
  "GET /api/organizations/{id}": {
    id: "fetchOrganization",
    summary: "Fetch an organization",
    description: "`ETag` is the version of its settings.",
    success: { 200: "The organization." },
    errors: ["request.invalid", "organization.not_found"],
  },
  "PATCH /api/organizations/{id}": {
    id: "updateOrganization",
    summary: "Change an organization",
    description:
      "What is absent stays, `null` clears; `metadata` is replaced as a whole. `If-Match` names the version you have seen.",
    body: { name: "한빛물산" },
    success: { 200: "The organization as it is now." },
    errors: [
      ...(["organization.version_required", "organization.version_changed"] as const),
      ...(["organization.not_found", "organization.slug_taken"] as const),
    ],
  },
  "DELETE /api/organizations/{id}": {
    id: "deleteOrganization",
    summary: "Delete an organization",
    description: "Its members keep their accounts and belong to it no more; its invitations end at once.",
    success: { 204: "It is gone." },
    errors: ["request.invalid", "organization.not_found"],
  },
  "GET /api/organizations/{id}/members": {
    id: "listMembers",
    summary: "List the members of an organization",
    success: { 200: "A page of members, the oldest account first; `next` is the `after` of the next one." },
    errors: ["request.invalid", "organization.not_found"],
  },
  "PUT /api/organizations/{id}/members/{user}": {
    id: "setMember",
    summary: "Add a member to an organization, or give one other roles",
    description: "Without an invitation: the user is told nothing.",
    body: { roles: ["member"] },
    success: { 200: "The member as they are now.", 201: "The member." },
    errors: ["organization.not_found", "user.not_found", "organization.unknown_role"],
  },
  "DELETE /api/organizations/{id}/members/{user}": {
    id: "removeMember",
    summary: "Remove a member from an organization",
    description: "Also its last owner.",
    success: { 204: "They belong to it no more." },
    errors: ["request.invalid", "organization.not_found", "organization.member_not_found", "user.not_found"],
  },
  "GET /api/organization-roles": {
    id: "listOrganizationRoles",
    summary: "List the roles that members of organizations may have",
    success: { 200: "Those that are always there (`owner`, `admin`, `member`), then yours by name." },
    errors: ["request.invalid"],
  },
  "PUT /api/organization-roles/{name}": {
    id: "defineOrganizationRole",
    summary: "Define a role, or say what people read of it",
    body: { description: "주문 담당" },
    success: { 200: "The role as it is now.", 201: "The role." },
    errors: ["organization.too_many_roles"],
  },
  "DELETE /api/organization-roles/{name}": {
    id: "deleteOrganizationRole",
    summary: "Delete a role",
    description: "One that is always there loses its description.",
    success: { 204: "It is gone." },
    errors: ["request.invalid", "organization.role_not_found", "organization.role_used"],
  },
  "GET /api/organizations/{id}/invitations": {
    id: "listInvitations",
    summary: "List the invitations of an organization",
    success: { 200: "A page of invitations, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid", "organization.not_found"],
  },
  "POST /api/organizations/{id}/invitations": {
    id: "createInvitation",
    summary: "Invite a number or an address to an organization",
    description:
      "Sends a text or mail with a link; only whoever proves that number or address accepts it, once. A number has one open invitation to an organization.",
    body: { phone: "01012345678", roles: ["member"], expiresInDays: 7 },
    success: { 201: "The invitation; its link is in the message only." },
    errors: [
      ...(["organization.not_found", "organization.unknown_role", "organization.member_not_found"] as const),
      ...(["invitation.exists", "invitation.too_often", ...UNSENT] as const),
    ],
  },
  "GET /api/organizations/{id}/invitations/{invitation}": {
    id: "fetchInvitation",
    summary: "Fetch an invitation",
    success: { 200: "The invitation." },
    errors: ["request.invalid", "organization.not_found", "invitation.not_found"],
  },
  "POST /api/organizations/{id}/invitations/{invitation}/resend": {
    id: "resendInvitation",
    summary: "Send an invitation again",
    description: "The same link, at most five times in all and not within a minute. Its time stays.",
    success: { 200: "The invitation as it is now." },
    errors: [
      ...(["organization.not_found", "invitation.not_found", "invitation.over", "invitation.too_soon"] as const),
      ...(["invitation.too_many_sends", ...UNSENT] as const),
    ],
  },
  "POST /api/organizations/{id}/invitations/{invitation}/revoke": {
    id: "revokeInvitation",
    summary: "Revoke an invitation",
    description: "Its link says so from then on. Again changes nothing.",
    success: { 200: "The invitation as it is now." },
    errors: ["organization.not_found", "invitation.not_found", "invitation.over"],
  },
} as const satisfies ApiWords["operations"];
