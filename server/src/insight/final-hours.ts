/** @module When an hour is counted, and when it was for the last time: what it was counted from may then be deleted. Pieces of SQL. */

/** Hours after its end, when an hour is counted again: for codes that live longer and what vendors report late. */
export const COUNT_AGAIN_HOURS = [1, 3, 12, 24, 72] as const;

/** The hour in which the verification of an identifier was begun. */
export const hourOf = (sid: string) =>
  `date_trunc('hour', to_timestamp((('x' || lpad(substr(${sid}, 3, 12), 16, '0'))::bit(64)::bigint) / 1000.0))`;

/** Whether a row of `counted_hours` has been counted for the last time. */
export const isFinal = (row: string) =>
  `(${row}.counted_at >= ${row}.hour + interval '${1 + Math.max(...COUNT_AGAIN_HOURS)} hours')`;
