/** @module Organizations, their members, the roles there are, and invitations. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { etagOf, versionOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { chooseLocale } from "../language.js";
import type { Organizations } from "../organizations/organizations.js";
import {
  invitationQuery,
  memberQuery,
  memberRoles,
  newInvitation,
  newOrganization,
  organizationChange,
  organizationQuery,
  roleDefinition,
  roleParams,
} from "./organization-params.js";
import {
  invitationList,
  invitationResource,
  memberList,
  memberResource,
  organizationList,
  organizationResource,
  roleList,
  roleResource,
  toInvitation,
  toMember,
  toOrganization,
} from "./organization-resources.js";

export interface OrganizationRoutesOptions {
  organizations: Omit<Organizations, "leave" | "asked" | "jobs">;
}

const params = z.strictObject({ id: z.string() });
const memberParams = params.extend({ user: z.string() });
const invitationParams = params.extend({ invitation: z.string() });
const nothing = z.strictObject({});
const readId = (text: string) => readSid("OG", text, "organization.not_found");
const readMember = ({ id, user }: z.infer<typeof memberParams>) =>
  [readId(id), readSid("US", user, "user.not_found")] as const;
const readInvitation = ({ id, invitation }: z.infer<typeof invitationParams>) =>
  [readId(id), readSid("OI", invitation, "invitation.not_found")] as const;

export const organizationRoutes: FastifyPluginAsyncZod<OrganizationRoutesOptions> = async (app, { organizations }) => {
  const { invitations } = organizations;
  const one = { params, querystring: nothing };
  const role = { params: roleParams, querystring: nothing };
  const invitation = { params: invitationParams, querystring: nothing, response: { 200: invitationResource } };

  app.get(
    "/organizations",
    { schema: { querystring: organizationQuery, response: { 200: organizationList } } },
    async ({ query: { name, slug, after, size } }) => {
      const { organizations: found, next } = await organizations.list({ name, slug, after, size });
      return { organizations: found.map(toOrganization), next };
    },
  );

  app.post(
    "/organizations",
    { schema: { body: newOrganization, response: { 201: organizationResource } } },
    async (request, reply) => {
      const made = await organizations.create(request.body, actorOf(request));
      return reply.code(201).header("etag", etagOf(made)).send(toOrganization(made));
    },
  );

  app.get(
    "/organizations/:id",
    { schema: { ...one, response: { 200: organizationResource } } },
    async (request, reply) => {
      const found = await organizations.find(readId(request.params.id));
      return reply.header("etag", etagOf(found)).send(toOrganization(found));
    },
  );

  app.patch(
    "/organizations/:id",
    { schema: { params, body: organizationChange, response: { 200: organizationResource } } },
    async (request, reply) => {
      const id = readId(request.params.id);
      const version = versionOf(request, "organization");
      const changed = await organizations.update(id, request.body, version, actorOf(request));
      return reply.header("etag", etagOf(changed)).send(toOrganization(changed));
    },
  );

  app.delete("/organizations/:id", { schema: one }, async (request, reply) => {
    await organizations.remove(readId(request.params.id), actorOf(request));
    return reply.code(204).send();
  });

  app.get(
    "/organizations/:id/members",
    { schema: { params, querystring: memberQuery, response: { 200: memberList } } },
    async ({ params: { id }, query: { after, size } }) => {
      const { members, next } = await organizations.members(readId(id), { after, size });
      return { members: members.map(toMember), next };
    },
  );

  app.put(
    "/organizations/:id/members/:user",
    { schema: { params: memberParams, body: memberRoles, response: { 200: memberResource, 201: memberResource } } },
    async (request, reply) => {
      const { member, isNew } = await organizations.setMember(
        ...readMember(request.params),
        request.body.roles,
        actorOf(request),
      );
      return reply.code(isNew ? 201 : 200).send(toMember(member));
    },
  );

  app.delete(
    "/organizations/:id/members/:user",
    { schema: { params: memberParams, querystring: nothing } },
    async (request, reply) => {
      await organizations.removeMember(...readMember(request.params), actorOf(request));
      return reply.code(204).send();
    },
  );

  app.get("/organization-roles", { schema: { querystring: nothing, response: { 200: roleList } } }, async () => ({
    roles: await organizations.roles(),
  }));

  app.put(
    "/organization-roles/:name",
    { schema: { params: roleParams, body: roleDefinition, response: { 200: roleResource, 201: roleResource } } },
    async (request, reply) => {
      const { name } = request.params;
      const { role: made, isNew } = await organizations.defineRole(name, request.body.description, actorOf(request));
      return reply.code(isNew ? 201 : 200).send(made);
    },
  );

  app.delete("/organization-roles/:name", { schema: role }, async (request, reply) => {
    await organizations.deleteRole(request.params.name, actorOf(request));
    return reply.code(204).send();
  });

  app.get(
    "/organizations/:id/invitations",
    { schema: { params, querystring: invitationQuery, response: { 200: invitationList } } },
    async ({ params: { id }, query: { status, after, size } }) => {
      const { invitations: found, next } = await invitations.list(readId(id), { status, after, size });
      return { invitations: found.map(toInvitation), next };
    },
  );

  app.post(
    "/organizations/:id/invitations",
    { schema: { params, body: newInvitation, response: { 201: invitationResource } } },
    async (request, reply) => {
      const { recipient, roles, expiresInDays: days, language, invitedBy } = request.body;
      const locale = language ?? (recipient.channel === "email" ? "ko" : chooseLocale(recipient.country));
      const asked = { recipient, roles, locale, days, invitedBy };
      const made = await invitations.create(readId(request.params.id), asked, actorOf(request));
      return reply.code(201).send(toInvitation(made));
    },
  );

  app.get("/organizations/:id/invitations/:invitation", { schema: invitation }, async (request) =>
    toInvitation(await invitations.find(...readInvitation(request.params))),
  );

  app.post("/organizations/:id/invitations/:invitation/resend", { schema: invitation }, async (request) =>
    toInvitation(await invitations.resend(...readInvitation(request.params), actorOf(request))),
  );

  app.post("/organizations/:id/invitations/:invitation/revoke", { schema: invitation }, async (request) =>
    toInvitation(await invitations.revoke(...readInvitation(request.params), actorOf(request))),
  );
};
