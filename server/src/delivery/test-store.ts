/** @module The SQL of test messages. */
import type { Database } from "../db/open.js";
import type { TestTells } from "./test-tells.js";

/** How seldom a vendor is asked for one message, however often somebody looks, in seconds. */
const ASK_SECONDS = 2;
/** A vendor is asked for so long, in seconds; what came by then as a report is shown for a day. */
const ASKED_SECONDS = 3600;

export interface TestMessage {
  sid: string;
  factoryId: string;
  connectorId: string | null;
  status: "sent" | "delivered" | "failed";
  errorClass: string | null;
  errorCode: string | null;
  tells: TestTells;
  sentAt: Date;
  reportedAt: Date | null;
}

export interface NewTestMessage extends Pick<TestMessage, "sid" | "factoryId" | "connectorId" | "tells"> {
  vendorMessageId: string | null;
  sealedSettings: string | null;
}

/** Forgets what is older than a day, and the settings of what is asked for no more. */
export async function insertTestMessage(tx: Database, row: NewTestMessage): Promise<void> {
  const { sid, factoryId, connectorId, vendorMessageId, sealedSettings, tells } = row;
  await tx`
    with swept as (delete from test_messages where sent_at < clock_timestamp() - interval '1 day'),
    closed as (update test_messages set sealed_settings = null where sealed_settings is not null
      and sent_at between clock_timestamp() - interval '1 day' and clock_timestamp() - ${ASKED_SECONDS}::int * interval '1 second')
    insert into test_messages (sid, factory_id, connector_id, vendor_message_id, sealed_settings, tells, sent_at, ask_at)
    values (${sid}, ${factoryId}, ${connectorId}, ${vendorMessageId}, ${sealedSettings}, ${tells}, clock_timestamp(),
      clock_timestamp() + interval '1 second')`;
}

export async function selectTestMessage(sql: Database, sid: string): Promise<TestMessage | undefined> {
  const [row] = await sql<TestMessage[]>`select sid, factory_id, connector_id, status, error_class, error_code, tells,
    sent_at, reported_at from test_messages where sid = ${sid}`;
  return row;
}

/** Takes a turn to ask its vendor: of many who look at once, one does. */
export async function leaseTestAsk(
  sql: Database,
  sid: string,
): Promise<{ vendorMessageId: string; sealedSettings: string } | undefined> {
  const [row] = await sql<{ vendorMessageId: string; sealedSettings: string }[]>`
    update test_messages set ask_at = clock_timestamp() + ${ASK_SECONDS}::int * interval '1 second'
    where sid = ${sid} and status = 'sent' and ask_at <= clock_timestamp() and sealed_settings is not null
      and vendor_message_id is not null and sent_at > clock_timestamp() - ${ASKED_SECONDS}::int * interval '1 second'
    returning vendor_message_id, sealed_settings`;
  return row;
}

export interface TestReported {
  status: "delivered" | "failed";
  errorClass: string | null;
  errorCode: string | null;
}

/** What arrived stays arrived. Returns how many messages of this name there are. */
export async function updateTestReported(
  sql: Database,
  which: { sid: string } | { connectorId: string; vendorMessageId: string },
  { status, errorClass, errorCode }: TestReported,
): Promise<number> {
  const isIt =
    "sid" in which
      ? sql`sid = ${which.sid}`
      : sql`vendor_message_id = ${which.vendorMessageId} and connector_id = ${which.connectorId}`;
  const [row] = await sql<[{ known: number }]>`
    with found as (select sid from test_messages where ${isIt}),
    changed as (
      update test_messages t set status = ${status}, error_class = ${errorClass}, error_code = ${errorCode},
        reported_at = clock_timestamp(), sealed_settings = null
      from found f where t.sid = f.sid and (t.status = 'sent' or (t.status = 'failed' and ${status} = 'delivered'))
    )
    select (select count(*)::int from found) as known`;
  return row.known;
}
