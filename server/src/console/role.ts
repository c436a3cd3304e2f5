/**
 * @module What an administrator's role lets them do in the management API. Whoever looks may look; what sends, lifts or repeats is
 * an operator's; everything else, and all that is secret, is an admin's. Pure.
 */

export const roles = ["viewer", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

export const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** Of an operator, besides looking: nothing here opens an account or changes where codes go. */
export const operatorRoutes: ReadonlySet<string> = new Set([
  "GET /api/users.csv",
  "GET /api/audit-log.csv",
  "GET /api/verifications.csv",
  "POST /api/verifications/:sid/cancel",
  "POST /api/users/:sid/suspend",
  "POST /api/users/:sid/resume",
  "DELETE /api/users/:sid/sessions",
  "DELETE /api/users/:sid/sessions/:sessionSid",
  "DELETE /api/services/:sid/alarms",
  "POST /api/services/:sid/limits/lift",
  "POST /api/block-list",
  "DELETE /api/block-list/:sid",
  "POST /api/safe-list",
  "DELETE /api/safe-list/:sid",
  "POST /api/connectors/:id/test",
  "POST /api/connectors/:id/check",
  "POST /api/connectors/:id/balance",
  "POST /api/connectors/:id/senders",
  "POST /api/connectors/:id/trial",
  "POST /api/organizations/:id/invitations/:invitation/resend",
  "POST /api/organizations/:id/invitations/:invitation/revoke",
  "POST /api/alerts/test",
  "POST /api/webhooks/:id/test",
  "POST /api/webhooks/:id/resume",
  "POST /api/webhooks/:id/replay",
  "POST /api/webhooks/:id/deliveries/:deliveryId/replay",
]);

/** Looking at these is an admin's too: what they show is meant for another deployment. */
export const adminReads: ReadonlySet<string> = new Set(["GET /api/settings/export"]);

/**
 * Changes for which no passkey is asked once more: they neither make, show nor replace a secret, nor take anything away, and lead
 * no code elsewhere.
 */
export const lightRoutes: ReadonlySet<string> = new Set([
  ...operatorRoutes,
  "POST /api/users",
  "PATCH /api/users/:sid",
  "PATCH /api/organizations/:id",
  "POST /api/organizations",
  "POST /api/sign-in-experience/drafts",
]);

/** `route` as Fastify writes it: `POST /api/users/:sid/suspend`. */
export function roleFor(method: string, path: string): Role {
  const route = `${method} ${path}`;
  if (operatorRoutes.has(route)) return "operator";
  return method === "GET" && !adminReads.has(route) ? "viewer" : "admin";
}

export function needsFreshProof(method: string, path: string): boolean {
  const route = `${method} ${path}`;
  return adminReads.has(route) || (method !== "GET" && !lightRoutes.has(route));
}

export const isAtLeast = (role: Role, wanted: Role): boolean => roles.indexOf(role) >= roles.indexOf(wanted);
