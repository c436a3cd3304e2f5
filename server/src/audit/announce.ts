/**
 * @module Outcomes of codes, challenges and messages, for endpoints of webhooks. The audit log has no row of them: there are too many. They are
 * written to a box, in the statement that makes them true, and only where an endpoint hears them; whoever passes them on empties it.
 */
import { type Fragment, fragment } from "../db/statement.js";

/** Not among `eventTypes`, which are those of the audit log. */
export const outcomeTypes = [
  "verification.approved",
  "verification.failed",
  "message.delivered",
  "message.failed",
  "challenge.approved",
  "challenge.failed",
] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

/**
 * A statement, to be a member of a `with` list: puts each row of `outcomes` (`type`, `subject_kind`, `subject_id`, `service_sid`, `data`)
 * into the box. Every create and check carries it, so it is as small a plan as can be: whether an endpoint hears of this family at all is
 * asked once, by one operator on a table of a few rows; which one hears of which is asked when they are passed on. (Asked exactly
 * here, and with the moment to the microsecond, it took twice as long as this.)
 */
export function announceOutcomes<Names extends string>(family: keyof typeof heardBy, outcomes: Fragment<Names>) {
  return fragment`
  insert into event_outbox (sid, type, subject_kind, subject_id, service_sid, data, created_at)
  select 'EV' || lpad(to_hex((extract(epoch from statement_timestamp()) * 1000)::bigint), 12, '0')
      || right(replace(gen_random_uuid()::text, '-', ''), 20), o.type, o.subject_kind, o.subject_id, o.service_sid, o.data,
    statement_timestamp()
  from (${outcomes}) as o where exists (
    select from webhook_endpoints where status <> 'disabled' and event_types ?| ${heardBy[family]})`;
}

/** Filters that mean some type of the family. */
const heardBy = {
  verification: fragment`'{*,verification.*,verification.approved,verification.failed}'`,
  message: fragment`'{*,message.*,message.delivered,message.failed}'`,
  challenge: fragment`'{*,challenge.*,challenge.approved,challenge.failed}'`,
};
