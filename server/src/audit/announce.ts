/**
 * @module Outcomes of codes and messages, for endpoints of webhooks. The audit log has no row of them: there are too many. They are
 * written to a box, in the statement that makes them true, and only where an endpoint hears them; whoever passes them on empties it.
 */
import { type Fragment, fragment } from "../db/statement.js";
import { eventClock, eventDigits } from "./event-sid.js";
import { isHeard } from "./heard.js";

/** Not among `eventTypes`, which are those of the audit log. */
export const outcomeTypes = [
  "verification.approved",
  "verification.failed",
  "message.delivered",
  "message.failed",
] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

/**
 * A statement, to be a member of a `with` list: puts each row of `outcomes` (`type`, `subject_kind`, `subject_id`, `service_sid`, `data`)
 * into the box. Without endpoints it reads one empty table, once, and none of the rows.
 */
export const announceOutcomes = <Names extends string>(outcomes: Fragment<Names>) => fragment`
  insert into event_outbox (sid, type, subject_kind, subject_id, service_sid, data, created_at)
  select 'EV' || ${eventDigits(fragment`row_number() over ()`)}, o.type, o.subject_kind, o.subject_id, o.service_sid, o.data, now.at
  from (${outcomes}) as o, ${eventClock}
  where exists (select from webhook_endpoints) and ${isHeard(fragment`o.type`, fragment`o.service_sid`)}`;
