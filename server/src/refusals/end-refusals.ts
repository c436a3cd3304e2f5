/**
 * @module Refusals that hold no longer, as an SQL fragment: the statement that lifts what refused a number reads from them which counters those
 * were.
 */
import { fragment, param } from "../db/statement.js";

/**
 * A statement: ends the refusals of parameters `recipientKey` and `serviceSid` of the last day that were this number's own, and returns their
 * `rule` and `counter`. A figure of all services together is lifted for all. Rows are locked in the order in which they are written
 * (`insertRefusals`), so that neither waits for the other.
 */
export const endRefusals = fragment`update send_refusals r set until = least(r.until, clock_timestamp())
  from (
    select recipient_key, service_sid, purpose, code, rule from send_refusals
    where recipient_key = ${param("recipientKey")} and (service_sid = ${param("serviceSid")} or rule = 'number-everywhere')
      and last_at > clock_timestamp() - interval '1 day'
      and (counter is not null or rule like 'number%'
        or code in ('verification.too_early', 'verification.too_many_sends', 'verification.too_many_checks'))
    order by 1, 2, 3, 4, 5 for update
  ) as own
  where (r.recipient_key, r.service_sid, r.purpose, r.code, r.rule) = (own.recipient_key, own.service_sid, own.purpose, own.code, own.rule)
  returning r.rule, r.counter`;
