/** @module Organizations, their members and their roles; invitations stand in `invitations.ts`. The face of this room. */
import { changesBetween } from "../audit/changes.js";
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction, isMissingReference, isUniqueViolation } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import { createSid } from "../sid.js";
import type { ApplicationRequest } from "../signin/visit.js";
import { lockInvitations, selectInvitationFacts } from "./invitation-store.js";
import { isProof, readReturnPath } from "./invitation-token.js";
import { createInvitations, type InvitationDependencies, type Invitations, sweepInvitations } from "./invitations.js";
import { leaveOrganization } from "./leave-organization.js";
import {
  type Member,
  type NewOrganization,
  type Organization,
  type OrganizationChanges,
  type OrganizationSettings,
  type Role,
  sortRoles,
} from "./organization.js";
import { createRoles, holdKnownRoles } from "./roles.js";
import {
  deleteMember,
  deleteOrganization,
  insertOrganization,
  lockOrganization,
  type OrganizationFilter,
  selectMember,
  selectMembers,
  selectOrganization,
  selectOrganizations,
  updateOrganization,
  upsertMember,
} from "./store.js";

export interface Page {
  after: string | undefined;
  size: number;
}

export interface Organizations {
  /** Newest first; `next` is the `after` of the next page. */
  list(
    query: Page & Pick<OrganizationFilter, "name" | "slug">,
  ): Promise<{ organizations: Organization[]; next: string | null }>;
  /** Throws `organization.not_found`. */
  find(sid: string): Promise<Organization>;
  /** Throws `organization.slug_taken`. */
  create(organization: NewOrganization, actor: Actor): Promise<Organization>;
  /**
   * `version`: the one that whoever changes it has seen. Of several who change the same version one wins. Throws
   * `organization.not_found`, `organization.version_changed` and `organization.slug_taken`.
   */
  update(sid: string, changes: OrganizationChanges, version: number, actor: Actor): Promise<Organization>;
  /** Members lose their roles in it, invitations end. Throws `organization.not_found`. */
  remove(sid: string, actor: Actor): Promise<void>;
  /** By the age of their accounts. Throws `organization.not_found`. */
  members(sid: string, page: Page): Promise<{ members: Member[]; next: string | null }>;
  /** Adds a member, or gives them other roles. Throws `organization.not_found`, `user.not_found` and `organization.unknown_role`. */
  setMember(
    sid: string,
    userSid: string,
    roles: readonly string[],
    actor: Actor,
  ): Promise<{ member: Member; isNew: boolean }>;
  /** Throws `organization.not_found` and `organization.member_not_found`. */
  removeMember(sid: string, userSid: string, actor: Actor): Promise<void>;
  /** By the member: see `leaveOrganization`. */
  leave(sid: string, actor: Actor): Promise<void>;
  /** Those that are always there, then the others by name. */
  roles(): Promise<Role[]>;
  /** Throws `organization.too_many_roles`. */
  defineRole(name: string, description: string | null, actor: Actor): Promise<{ role: Role; isNew: boolean }>;
  /** Throws `organization.role_not_found` and `organization.role_used`. */
  deleteRole(name: string, actor: Actor): Promise<void>;
  invitations: Invitations;
  /** What sign-in asks of where it leads back to: whose number to write into its field. */
  asked(returnTo: string | null, browserHash: string): Promise<ApplicationRequest | undefined>;
  jobs: readonly Job[];
}

export interface OrganizationDependencies extends InvitationDependencies {
  /** How long numbers and addresses are kept, in days. */
  retentionDays: number;
  /** How long invitations that are over are kept; 0: as long as the organization. */
  historyDays: number;
}

const SWEEP_SECONDS = 3600;

export function createOrganizations(dependencies: OrganizationDependencies): Organizations {
  const { sql, clock, random, keyring, notices } = dependencies;
  const defined = createRoles(sql);

  async function requireOrganization(sid: string, on: Database = sql): Promise<Organization> {
    return requireFound(await selectOrganization(on, sid));
  }

  return {
    async list({ after, size, name, slug }) {
      const found = await selectOrganizations(sql, { name, slug, before: after, limit: size + 1 });
      const organizations = found.slice(0, size);
      return { organizations, next: found.length > size ? (organizations.at(-1)?.sid ?? null) : null };
    },
    find: (sid) => requireOrganization(sid),
    create: (given, actor) =>
      inTransaction(sql, async (tx) => {
        const { name, slug = null, metadata = {} } = given;
        const sid = createSid("OG", clock, random);
        await insertOrganization(tx, sid, { name, slug, metadata });
        const changes = changesBetween({}, { slug, metadata }, isTold);
        await recordEvent(tx, { type: "organization.created", actor, subject: subjectOf(sid), after: changes?.after });
        return await requireOrganization(sid, tx);
      }).catch(refuseTaken),
    update: (sid, changes, version, actor) =>
      inTransaction(sql, async (tx) => {
        const before = requireFound(await lockOrganization(tx, sid));
        if (before.version !== version) throw new AppError("organization.version_changed");
        const after = { ...settingsOf(before), ...withoutAbsent(changes) };
        const told = changesBetween(settingsOf(before), after, isTold);
        if (!told) return before;
        await updateOrganization(tx, sid, after);
        await recordEvent(tx, { type: "organization.updated", actor, subject: subjectOf(sid), ...told });
        return await requireOrganization(sid, tx);
      }).catch(refuseTaken),
    remove: (sid, actor) =>
      inTransaction(sql, async (tx) => {
        const open = await lockInvitations(tx, sid);
        requireFound(await deleteOrganization(tx, sid));
        await notices.end(tx, open);
        await recordEvent(tx, { type: "organization.deleted", actor, subject: subjectOf(sid) });
      }),
    async members(sid, { after, size }) {
      await requireOrganization(sid);
      const found = await selectMembers(sql, sid, { after, limit: size + 1 });
      const members = found.slice(0, size);
      return { members, next: found.length > size ? (members.at(-1)?.userSid ?? null) : null };
    },
    setMember: (sid, userSid, given, actor) =>
      inTransaction(sql, async (tx) => {
        // Two who set at once wait for each other, so that each event tells what was before.
        requireFound(await lockOrganization(tx, sid));
        await holdKnownRoles(tx, given);
        const roles = sortRoles(given);
        const before = await selectMember(tx, sid, userSid);
        const told = changesBetween({ roles: before?.roles ?? [] }, { roles }, () => true);
        if (before && !told) return { member: before, isNew: false };
        await upsertMember(tx, sid, userSid, roles);
        const type = before ? "organization.member.changed" : "organization.member.added";
        const data = { user: userSid };
        await recordEvent(tx, { type, actor, subject: subjectOf(sid), before: told?.before, after: { roles }, data });
        return { member: (await selectMember(tx, sid, userSid)) as Member, isNew: !before };
      }).catch((error) => {
        throw isMissingReference(error) ? new AppError("user.not_found") : error;
      }),
    removeMember: (sid, userSid, actor) =>
      inTransaction(sql, async (tx) => {
        await requireOrganization(sid, tx);
        if (!(await deleteMember(tx, sid, userSid))) throw new AppError("organization.member_not_found");
        const data = { user: userSid };
        await recordEvent(tx, { type: "organization.member.removed", actor, subject: subjectOf(sid), data });
      }),
    leave: (sid, actor) => leaveOrganization(sql, sid, actor),
    roles: defined.list,
    defineRole: defined.define,
    deleteRole: defined.delete,
    invitations: createInvitations(dependencies),
    async asked(returnTo, browserHash) {
      const named = readReturnPath(returnTo);
      if (!named || !isProof(keyring, named.sid, browserHash, named.proof)) return undefined;
      const found = await selectInvitationFacts(sql, { sid: named.sid });
      if (found?.status !== "pending" || found.recipient === null) return undefined;
      // Links are forwarded: whoever has this one sees of the number what its page shows, and types the rest.
      return { loginHint: undefined, serviceSid: null, cancelHref: returnTo as string };
    },
    jobs: [
      {
        name: "empty invitations",
        seconds: SWEEP_SECONDS,
        work: () => sweepInvitations(sql, dependencies.retentionDays, dependencies.historyDays),
      },
    ],
  };
}

const subjectOf = (sid: string) => ({ kind: "organization", id: sid }) as const;

const isTold = (path: string) => path === "slug";

const settingsOf = ({ name, slug, metadata }: Organization): OrganizationSettings => ({ name, slug, metadata });

function requireFound(found: Organization | undefined): Organization {
  if (!found) throw new AppError("organization.not_found");
  return found;
}

function refuseTaken(error: unknown): never {
  throw isUniqueViolation(error) ? new AppError("organization.slug_taken") : error;
}

function withoutAbsent(changes: OrganizationChanges): Partial<OrganizationSettings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
