/** @module What the statements about verifications have in common: columns, and the rows a subject names. */
import { fragment, param } from "../db/statement.js";
import { spendChallenge, takeHits } from "../limits/take.js";
export const columns = fragment `sid, service_sid, recipient, channel, status, sends, tags, extras, created_at,
  updated_at, expires_at`;
/** The rows of a recipient, whatever their binding. */
export const recipientRows = fragment `service_sid = ${param("serviceSid")} and recipient = ${param("recipient")}
  and purpose = ${param("purpose")}`;
/** The rows of a target, by the columns of their unique index. */
export const targetRow = fragment `${recipientRows} and binding = ${param("binding")}`;
export const sidRow = fragment `sid = ${param("sid")} and service_sid = ${param("serviceSid")} and purpose = ${param("purpose")}`;
/** With parameter `later` the commit does not wait for the disk: see `db/commit.ts`. */
export const commitLater = fragment `case when ${param("later")}::boolean then set_config('synchronous_commit', 'off', true) end`;
/**
 * The first expressions of a statement under limits: `room` says whether all of parameter `takes` was counted, `open` whether
 * the challenge, if there is one, was spent too. What follows must ask `open`.
 */
export const takeAll = fragment `taken as (
    ${takeHits}
  ), room as (
    select count(*) = jsonb_array_length(${param("takes")}::jsonb) as counted,
      jsonb_agg(jsonb_build_object('key', key, 'at', at)) as hits from taken
  ), spent as (
    ${spendChallenge(fragment `(select counted from room)`)}
  ), open as (
    select counted and (${param("challenge")}::text is null or exists (select from spent)) as open from room
  )`;
export function obstacleOf({ counted, unspent }) {
    if (!counted)
        return "limit";
    return unspent ? "challenge" : "verification";
}
//# sourceMappingURL=rows.js.map