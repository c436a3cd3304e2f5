/** @module A message enters the queue inside the statement that makes its verification, or not at all. */
import { type Fragment, fragment, param } from "../db/statement.js";
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
