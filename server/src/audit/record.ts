/**
 * @module Writes down what happens, in the statement or the transaction that makes it true: what is rolled back leaves no event.
 * The database gives identifier and time, so that events of several processes stand in one order.
 *
 * In a statement of its own room, `recordEvents` is a `with` member whose condition the statement adds, and `eventList` makes its
 * parameter:
 *
 *     with ended as (update sessions … returning sid),
 *       recorded as (${recordEvents} where exists (select from ended))
 *     select … from ended
 */
import { type Database, inTransaction } from "../db/open.js";
import { type Fragment, fragment, param, prepare } from "../db/statement.js";
import type { NewEvent } from "./event.js";
import { eventClock, eventDigits } from "./event-sid.js";
import { isHeard } from "./heard.js";

/** An event as parameter `events` has it. */
export interface EventRow {
  type: string;
  actor_kind: string;
  actor_id: string | null;
  subject_kind: string;
  subject_id: string;
  service_sid: string | null;
  before: object | null;
  after: object | null;
  data: object | null;
  request_id: string | null;
}

/**
 * A statement without its condition: writes parameter `events`, at most 255, in their order. `e` is the event, so a condition may
 * also choose among them. What an endpoint of webhooks wants to hear is marked as outgoing (`webhooks/relay-store.ts` passes it on).
 */
export const recordEvents = recordEventsOf(fragment`${param("events")}::jsonb`);

/** The same for a list in JSON that the statement makes, of events as `eventList` has them: of what it finds only when it runs. */
export function recordEventsOf<Names extends string>(events: Fragment<Names>) {
  return fragment`
  insert into audit_events (sid, type, actor_kind, actor_id, subject_kind, subject_id, service_sid, before, after, data,
    request_id, created_at, outgoing)
  select 'AE' || ${eventDigits(fragment`e.place`)},
    e.type, e.actor_kind, e.actor_id, e.subject_kind, e.subject_id, e.service_sid, e.before,
    e.after, e.data, e.request_id, now.at, case when ${isHeard(fragment`e.type`, fragment`e.service_sid`)} then true end
  from rows from (jsonb_to_recordset(${events}) as (type text, actor_kind text, actor_id text,
      subject_kind text, subject_id text, service_sid text, before jsonb, after jsonb, data jsonb, request_id text))
      with ordinality as e(type, actor_kind, actor_id, subject_kind, subject_id, service_sid, before, after, data, request_id, place),
    ${eventClock}`;
}

/** The place in the list has two hex digits. */
const MAX_EVENTS = 255;
const insertEvents = prepare()(recordEvents);

/** Writes one event. To be called in the transaction that makes it true. */
export async function recordEvent(tx: Database, event: NewEvent): Promise<void> {
  await recordEventList(tx, [event]);
}

/** The same for several, in their order. */
export async function recordEventList(tx: Database, events: readonly NewEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += MAX_EVENTS)
    await insertEvents(tx, { events: eventList(events.slice(at, at + MAX_EVENTS)) });
}

/** Runs a change and writes what `eventOf` makes of its result, in one transaction; `undefined`: nothing happened. */
export async function recordChange<Result>(
  sql: Database,
  change: (tx: Database) => Promise<Result>,
  eventOf: (result: Result) => NewEvent | undefined,
): Promise<Result> {
  return await inTransaction(sql, async (tx) => {
    const result = await change(tx);
    const event = eventOf(result);
    if (event) await recordEvent(tx, event);
    return result;
  });
}

/** Events as parameter `events` wants them. */
export function eventList(events: readonly NewEvent[]): EventRow[] {
  return events.map(({ type, actor, subject, serviceSid, before, after, data }) => ({
    type,
    actor_kind: actor.kind,
    actor_id: actor.id,
    subject_kind: subject.kind,
    subject_id: subject.id,
    service_sid: serviceSid ?? null,
    before: before ?? null,
    after: after ?? null,
    data: data ?? null,
    request_id: actor.requestId ?? null,
  }));
}
