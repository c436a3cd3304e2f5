/** @module The identifier of an event, made by the database: events of several processes stand in one order. */
import { type Fragment, fragment } from "../db/statement.js";

/** A member of a `from` list: the moment, which `eventDigits` needs. */
export const eventClock = fragment`(select at, (extract(epoch from at) * 1000000)::bigint as us
  from (select clock_timestamp() as at) as clock) as now`;

/**
 * The 32 digits behind the two letters: 12 hex digits of milliseconds, as all identifiers of ours have (`sid.ts`), 3 of microseconds, 2
 * of the place in the list (below 256) and 15 of chance.
 */
export const eventDigits = <Names extends string>(place: Fragment<Names>) => fragment`
  lpad(to_hex(now.us / 1000), 12, '0') || lpad(to_hex(now.us % 1000), 3, '0') || lpad(to_hex(${place} % 256), 2, '0')
  || right(replace(gen_random_uuid()::text, '-', ''), 15)`;
