/** @module Invitations, as administrators make, send again and revoke them; and as their pages find, accept and decline them. */
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction, isMissingReference } from "../db/open.js";
import type { NoticeRequest, Notices } from "../delivery/notices.js";
import { AppError } from "../errors.js";
import type { AcceptedRecipient } from "../recipient.js";
import { hashToken, type Keyring } from "../secrets.js";
import { createSid } from "../sid.js";
import {
  type Invitation,
  type InvitationFacts,
  type InvitationStatus,
  MAX_A_DAY,
  MAX_SENDS,
  RESEND_WAIT_SECONDS,
} from "./invitation.js";
import {
  acceptInvitation,
  declineInvitation,
  deleteOldInvitations,
  emptyInvitations,
  insertInvitation,
  isInvitedUser,
  revokeInvitation,
  secondsSinceSend,
  secondsToInvite,
  selectInvitation,
  selectInvitationFacts,
  selectInvitations,
  takeSend,
} from "./invitation-store.js";
import { isProof, isToken, linkOf, tokenOf } from "./invitation-token.js";
import { sortRoles } from "./organization.js";
import { holdKnownRoles } from "./roles.js";
import { selectMember, selectOrganization } from "./store.js";

export interface InvitationRequest {
  recipient: AcceptedRecipient;
  roles: readonly string[];
  /** Of its text. */
  locale: string;
  days: number;
  /** The member in whose name it is sent. */
  invitedBy: string | undefined;
}

/** How a page names an invitation: by the link, or by what a browser that has opened the link was given. */
export type InvitationKey = { token: string } | { sid: string; proof: unknown; browserHash: string };

export interface Invitations {
  /**
   * Makes and sends one. Throws `organization.not_found`, `organization.unknown_role`, `organization.member_not_found`,
   * `invitation.exists`, `invitation.too_often`, and where its text cannot be sent now `invitation.no_connector`, `invitation.not_carried` or
   * `invitation.too_long`.
   */
  create(organizationSid: string, request: InvitationRequest, actor: Actor): Promise<Invitation>;
  /** Newest first. Throws `organization.not_found`. */
  list(
    organizationSid: string,
    page: { status: InvitationStatus | undefined; after: string | undefined; size: number },
  ): Promise<{ invitations: Invitation[]; next: string | null }>;
  /** Throws `invitation.not_found`. */
  find(organizationSid: string, sid: string): Promise<Invitation>;
  /**
   * Sends the same link again; its time stays. Throws as `create` does, `invitation.over`, `invitation.too_soon` and
   * `invitation.too_many_sends`.
   */
  resend(organizationSid: string, sid: string, actor: Actor): Promise<Invitation>;
  /** Again changes nothing. Throws `invitation.not_found` and, where it is over for another reason, `invitation.over`. */
  revoke(organizationSid: string, sid: string, actor: Actor): Promise<Invitation>;
  /** For its page. `undefined`: there is none of this key. */
  open(key: InvitationKey): Promise<InvitationFacts | undefined>;
  /** Whether somebody has proved the number or address that is invited. */
  isInvited(sid: string, userSid: string): Promise<boolean>;
  /** See `acceptInvitation`. `false`: it was not open, or is not theirs. */
  accept(invitation: InvitationFacts, actor: Actor): Promise<boolean>;
  decline(invitation: InvitationFacts, actor: Actor): Promise<boolean>;
}

export interface InvitationDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  origin: string;
  notices: Pick<Notices, "prepare" | "insert" | "end" | "findObstacle" | "wake">;
  /** In whose name texts go out. */
  sender: () => Promise<{ serviceSid: string; brand: string }>;
}

const BATCH = 1000;
const DAY_SECONDS = 24 * 3600;

export function createInvitations(dependencies: InvitationDependencies): Invitations {
  const { sql, keyring, clock, random, origin, notices, sender } = dependencies;

  async function requireOrganization(sid: string) {
    const found = await selectOrganization(sql, sid);
    if (!found) throw new AppError("organization.not_found");
    return found;
  }

  async function find(organizationSid: string, sid: string, on: Database = sql): Promise<Invitation> {
    const found = await selectInvitation(on, organizationSid, sid);
    if (!found) throw new AppError("invitation.not_found");
    return found;
  }

  /** Its text, which can be sent now; `undefined`: a test number gets none. */
  async function write(recipient: AcceptedRecipient, organization: string, token: string, locale: string) {
    const request: NoticeRequest = {
      ...(await sender()),
      ...{ recipient, locale, kind: "organization_invitation" },
      values: { organization, link: linkOf(origin, token) },
    };
    const obstacle = notices.findObstacle(request);
    if (obstacle?.because === "no_connector") throw new AppError("invitation.no_connector");
    if (obstacle?.because === "codes_only") throw new AppError("invitation.not_carried");
    if (obstacle) throw new AppError("invitation.too_long", { expected: String(obstacle.maxBytes) });
    return notices.prepare(request);
  }

  const subjectOf = (sid: string) => ({ kind: "invitation", id: sid }) as const;

  return {
    async create(organizationSid, { recipient, roles: given, locale, days, invitedBy }, actor) {
      const organization = await requireOrganization(organizationSid);
      const roles = sortRoles(given);
      const sid = createSid("OI", clock, random);
      const token = tokenOf(keyring.current, sid);
      const notice = await write(recipient, organization.name, token, locale);
      const { channel, address, country } = recipient;
      const invitation = await inTransaction(sql, async (tx) => {
        // Revoked and made anew, each would be a text.
        const seconds = await secondsToInvite(tx, address, MAX_A_DAY);
        if (seconds !== undefined)
          throw new AppError("invitation.too_often", { expected: String(MAX_A_DAY), retryAfterSeconds: seconds });
        await holdKnownRoles(tx, roles);
        if (invitedBy !== undefined && !(await selectMember(tx, organizationSid, invitedBy)))
          throw new AppError("organization.member_not_found");
        const isMade = await insertInvitation(tx, {
          ...{ sid, organizationSid, channel, country, roles, locale, days, recipient: address },
          ...{ tokenHash: hashToken(token), keyId: keyring.current.id },
          ...{ invitedBy: invitedBy ?? null, noticeSid: notice?.sid ?? null },
        });
        if (!isMade) throw new AppError("invitation.exists");
        await notices.insert(tx, [notice]);
        const data = { organization: organizationSid, channel, roles };
        await recordEvent(tx, { type: "invitation.created", actor, subject: subjectOf(sid), data });
        return await find(organizationSid, sid, tx);
      }).catch((error) => {
        // It was deleted meanwhile.
        throw isMissingReference(error) ? new AppError("organization.not_found") : error;
      });
      notices.wake();
      return invitation;
    },
    async list(organizationSid, { status, after, size }) {
      await requireOrganization(organizationSid);
      const found = await selectInvitations(sql, organizationSid, { status, before: after, limit: size + 1 });
      const invitations = found.slice(0, size);
      return { invitations, next: found.length > size ? (invitations.at(-1)?.sid ?? null) : null };
    },
    find: (organizationSid, sid) => find(organizationSid, sid),
    async resend(organizationSid, sid, actor) {
      const { name } = await requireOrganization(organizationSid);
      const {
        recipient: address,
        channel,
        country,
        locale,
        keyId,
        expiresAt,
        status,
      } = await find(organizationSid, sid);
      if (status !== "pending" || address === null) throw new AppError("invitation.over", { expected: status });
      // A link whose key is gone cannot be written again: another one takes its place.
      const keys = keyring.has(keyId) ? keyring.get(keyId) : keyring.current;
      const token = tokenOf(keys, sid);
      const notice = await write({ channel, address, country }, name, token, locale);
      const secondsLeft = Math.max(0, Math.floor((expiresAt.getTime() - clock().getTime()) / 1000));
      const invitation = await inTransaction(sql, async (tx) => {
        const send = { sid, tokenHash: hashToken(token), keyId: keys.id, noticeSid: notice?.sid ?? null };
        if (!(await takeSend(tx, send, { max: MAX_SENDS, waitSeconds: RESEND_WAIT_SECONDS })))
          throw await whyNotSent(tx, organizationSid, sid);
        const lifetimeSeconds = Math.min(DAY_SECONDS, secondsLeft);
        await notices.insert(tx, [notice && { ...notice, lifetimeSeconds }]);
        const data = { organization: organizationSid };
        await recordEvent(tx, { type: "invitation.resent", actor, subject: subjectOf(sid), data });
        return await find(organizationSid, sid, tx);
      });
      notices.wake();
      return invitation;
    },
    revoke: (organizationSid, sid, actor) =>
      inTransaction(sql, async (tx) => {
        const { status } = await find(organizationSid, sid, tx);
        const revoked = status === "pending" ? await revokeInvitation(tx, sid) : undefined;
        if (revoked) {
          await notices.end(tx, revoked.noticeSid === null ? [] : [revoked.noticeSid]);
          const data = { organization: organizationSid };
          await recordEvent(tx, { type: "invitation.revoked", actor, subject: subjectOf(sid), data });
        }
        const now = await find(organizationSid, sid, tx);
        if (now.status !== "revoked") throw new AppError("invitation.over", { expected: now.status });
        return now;
      }),
    async open(key) {
      if ("token" in key)
        return isToken(key.token) ? await selectInvitationFacts(sql, { tokenHash: hashToken(key.token) }) : undefined;
      const { sid, proof, browserHash } = key;
      return isProof(keyring, sid, browserHash, proof) ? await selectInvitationFacts(sql, { sid }) : undefined;
    },
    isInvited: (sid, userSid) => isInvitedUser(sql, sid, userSid),
    accept: ({ sid, organizationSid, roles }, actor) => {
      const user = actor.id as string;
      return acceptInvitation(sql, { sid, userSid: user }, [
        { type: "invitation.accepted", actor, subject: subjectOf(sid), data: { organization: organizationSid, user } },
        {
          ...{ type: "organization.member.added", actor, subject: { kind: "organization", id: organizationSid } },
          ...{ after: { roles }, data: { user, invitation: sid } },
        },
      ]);
    },
    decline: ({ sid, organizationSid }, actor) =>
      declineInvitation(sql, { sid, userSid: actor.id as string }, [
        { type: "invitation.declined", actor, subject: subjectOf(sid), data: { organization: organizationSid } },
      ]),
  };

  async function whyNotSent(tx: Database, organizationSid: string, sid: string): Promise<AppError> {
    const { status, sends } = await find(organizationSid, sid, tx);
    if (status !== "pending") return new AppError("invitation.over", { expected: status });
    if (sends >= MAX_SENDS) return new AppError("invitation.too_many_sends", { expected: String(MAX_SENDS) });
    const left = Math.ceil(RESEND_WAIT_SECONDS - (await secondsSinceSend(tx, sid)));
    return new AppError("invitation.too_soon", { retryAfterSeconds: Math.max(1, left) });
  }
}

/** Empties the numbers and addresses of invitations that were over long enough ago, and deletes those that are history. 0 days of it: none. */
export async function sweepInvitations(sql: Database, retentionDays: number, historyDays = 0): Promise<void> {
  while ((await emptyInvitations(sql, retentionDays, BATCH)) === BATCH);
  if (historyDays > 0) while ((await deleteOldInvitations(sql, historyDays, BATCH)) === BATCH);
}
