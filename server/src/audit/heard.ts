/**
 * @module Whether an endpoint of webhooks wants to hear of something. Asked in the statement that makes it true, which names
 * `webhook_endpoints`, a table of a room further down: where nobody listens, nothing is written, and an endpoint that was made a
 * moment ago misses nothing that happens after.
 */
import { type Fragment, fragment } from "../db/statement.js";

/** A condition on endpoint `w`: its filter has the type, of its service if it has one. Filters: a type, `user.*` or `*`. */
export const hears = <Type extends string, Service extends string>(
  type: Fragment<Type>,
  serviceSid: Fragment<Service>,
) =>
  fragment`(w.status <> 'disabled' and (w.service_sid is null or w.service_sid = ${serviceSid}) and exists (
    select from jsonb_array_elements_text(w.event_types) as f
    where f = '*' or f = ${type} or (right(f, 2) = '.*' and starts_with(${type}, left(f, -1)))))`;

/** A condition: some endpoint hears it. */
export const isHeard = <Type extends string, Service extends string>(
  type: Fragment<Type>,
  serviceSid: Fragment<Service>,
) => fragment`exists (select from webhook_endpoints w where ${hears(type, serviceSid)})`;
