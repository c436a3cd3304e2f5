/** @module The SQL of offers: a passkey is offered once in a browser that an account is known in. */
import type { Database } from "../../db/open.js";

/** Whether it was not offered yet to whom a session is of, in its browser. */
export async function selectMayOffer(sql: Database, userSid: string, browserHash: string): Promise<boolean> {
  const rows = await sql`select 1 from known_devices
    where user_sid = ${userSid} and browser_hash = ${browserHash} and passkey_offered_at is null`;
  return rows.length > 0;
}

export async function markOffered(sql: Database, userSid: string, browserHash: string): Promise<void> {
  await sql`update known_devices set passkey_offered_at = clock_timestamp()
    where user_sid = ${userSid} and browser_hash = ${browserHash} and passkey_offered_at is null`;
}
