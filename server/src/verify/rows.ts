/** @module What the statements about verifications have in common: columns, and the rows a subject names. */
import { type Fragment, fragment, param } from "../db/statement.js";
import { type Hit, spendChallenge, takeHits, takeHitsObserving } from "../limits/take.js";

export const columns = fragment`sid, service_sid, recipient, channel, status, sends, tags, extras, created_at,
  updated_at, expires_at`;

/** The rows of a recipient, whatever their binding. */
export const recipientRows = fragment`service_sid = ${param("serviceSid")} and recipient = ${param("recipient")}
  and purpose = ${param("purpose")}`;

/** The rows of a target, by the columns of their unique index. */
export const targetRow = fragment`${recipientRows} and binding = ${param("binding")}`;

export const sidRow = fragment`sid = ${param("sid")} and service_sid = ${param("serviceSid")} and purpose = ${param("purpose")}`;

/** With parameter `later` the commit does not wait for the disk: see `db/commit.ts`. */
export const commitLater = fragment`case when ${param("later")}::boolean then set_config('synchronous_commit', 'off', true) end`;

/**
 * The first expressions of a statement under limits: `room` says whether all of parameter `takes` was counted, `open` whether
 * the challenge, if there is one, was spent too. What follows must ask `open`.
 */
export const takeAll = takeAllBy(takeHits, fragment``);

/** The same where some windows of the takes are idle: hits tell which of them were full. */
export const takeAllObserving = takeAllBy(takeHitsObserving, fragment`, 'idle', idle`);

function takeAllBy(hits: typeof takeHits, more: Fragment) {
  return fragment`taken as (
    ${hits}
  ), room as (
    select count(*) = jsonb_array_length(${param("takes")}::jsonb) as counted,
      jsonb_agg(jsonb_build_object('key', key, 'at', at${more})) as hits from taken
  ), spent as (
    ${spendChallenge(fragment`(select counted from room)`)}
  ), open as (
    select counted and (${param("challenge")}::text is null or exists (select from spent)) as open from room
  )`;
}

/** What a statement that begins with `takeAll` tells of its limits. */
export interface Counted {
  hits: Hit[] | null;
  counted: boolean;
  unspent: boolean;
}

/** Why a statement that begins with `takeAll` did nothing; `verification`: nothing about the limits stood in the way. */
export type Obstacle = "limit" | "challenge" | "verification";

export function obstacleOf({ counted, unspent }: Counted): Obstacle {
  if (!counted) return "limit";
  return unspent ? "challenge" : "verification";
}
