/** @module The SQL that tells how many codes are used: for those who watch a service, not for those who watch over abuse. */
import type { Database } from "../db/open.js";

/** Verifications that were begun, and how many of them ended well; without test numbers. */
export interface Conversion {
  serviceSid: string;
  sends: number;
  converted: number;
}

/** `from`, `until`: identifiers, which begin with the time. */
export async function selectConversions(
  sql: Database,
  { from, until, serviceSid }: { from: string; until: string; serviceSid?: string | undefined },
): Promise<Conversion[]> {
  return await sql<Conversion[]>`
    select service_sid, count(*)::int as sends, count(*) filter (where status = 'approved')::int as converted
    from verifications
    where sid >= ${from} and sid < ${until} and extras ->> 'testNumber' is null
      ${serviceSid === undefined ? sql`` : sql`and service_sid = ${serviceSid}`}
    group by service_sid`;
}
