/** @module A message enters the queue inside the statement that makes its verification or notice, or not at all. */
import type { JSONValue } from "postgres";
import type { Database } from "../db/open.js";
import { type Fragment, fragment, param } from "../db/statement.js";
import type { NewNotice } from "./notice.js";
import { LEASE_SECONDS, MIN_LIFE_SECONDS } from "./outcome.js";

/**
 * A statement: one message, named by parameter `messageSid`, for each row of `source`, which yields `sid` (a verification),
 * `channel` and `leased`: whether it is in this process's hands from birth (see `Dispatcher.reserve`).
 */
export function enqueueMessages<Names extends string>(source: Fragment<Names>) {
  return fragment`insert into messages (sid, verification_sid, channel, status, tries, next_at)
    select ${param("messageSid")}, sid, channel, case when leased then 'sending' else 'queued' end, leased::int,
      clock_timestamp() + leased::int * interval '${LEASE_SECONDS} seconds'
    from ${source}`;
}

/** A statement: the record of a send without a text, as test numbers have. */
export function recordSilentMessages<Names extends string>(source: Fragment<Names>) {
  return fragment`insert into messages (sid, verification_sid, channel, status, connector, sent_at)
    select ${param("messageSid")}, sid, channel, 'sent', 'test-number', clock_timestamp() from ${source}`;
}

/**
 * A condition on `v.service_sid`: the service was not deleted. Another process may still know it for a second; a message that is
 * not born leased is the lease's to judge, which sends nothing of a deleted service.
 */
export const serviceLives = fragment`exists (select from services where services.sid = v.service_sid and services.deleted_at is null)`;

/** A condition on `expires_at`: there is time to receive a code and type it. What has less is the lease's to judge. */
export const hasLife = fragment`expires_at > clock_timestamp() + interval '${MIN_LIFE_SECONDS} seconds'`;

/** Notices of one kind that a number or address gets in a day: whoever makes and removes something a thousand times is told of the first. */
const MAX_OF_KIND = 10;

/**
 * A condition on notice `n`: it is not one too many. Invitations and alerts are counted where they are made, and an account is deleted
 * once.
 */
const isTold = fragment`(n.kind in ('organization_invitation', 'account_deleted', 'operator_alert') or (select count(*) from notices p
  where p.recipient = n.recipient and p.created_at > clock_timestamp() - interval '1 day' and p.kind = n.kind) < ${MAX_OF_KIND})`;

/**
 * Expressions of a `with` list: the notices of parameter `notices` (a list in JSON, as `noticeRecords` makes it), each with its
 * message, where `condition` holds. Without a transaction, then, what is told and the telling are one statement.
 */
export function enqueueNotices<Names extends string>(condition: Fragment<Names>) {
  return fragment`noticed as (
      insert into notices (sid, service_sid, recipient, country, channel, kind, locale, brand, values, expires_at, forget_when_sent)
      select sid, service_sid, recipient, country, channel, kind, locale, brand, "values",
        clock_timestamp() + lifetime_seconds * interval '1 second', forget_when_sent
      from jsonb_to_recordset(${param("notices")}::jsonb) as n(sid text, service_sid text, recipient text, country text, channel text,
        kind text, locale text, brand text, "values" jsonb, lifetime_seconds int, forget_when_sent boolean)
      where ${condition} and ${isTold}
      returning sid, channel
    ), notified as (
      insert into messages (sid, notice_sid, channel, next_at)
      select 'VL' || substr(sid, 3), sid, channel || '-notice', clock_timestamp() from noticed
      returning sid
    )`;
}

/** Notices as parameter `notices` of `enqueueNotices`. */
export const noticeRecords = (sql: Database, notices: readonly NewNotice[]) =>
  sql.json(
    notices.map(({ serviceSid, lifetimeSeconds, forgetWhenSent, ...same }) => ({
      ...same,
      service_sid: serviceSid,
      lifetime_seconds: lifetimeSeconds,
      forget_when_sent: forgetWhenSent,
    })) as unknown as JSONValue,
  );
