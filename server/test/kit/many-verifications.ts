/** @module Verifications as they are in a database that has been in service for a while, each with its message; told by their shape. */
import type { Pool } from "../../dist/db/open.js";
import { credentials } from "../harness.js";

/** `count` of them, one every `everySeconds`, the last one now: of 20 countries' worth of numbers, most of them approved. */
export async function fillVerifications(sql: Pool, count: number, everySeconds = 30): Promise<void> {
  await sql`create temporary table made as
    select n, begun, lpad(to_hex((extract(epoch from begun) * 1000)::bigint), 12, '0') || lpad(to_hex(n), 20, '0') as digits
    from generate_series(1, ${count}::int) as n,
      lateral (select date_trunc('milliseconds', clock_timestamp()) - (${count}::int - n) * ${everySeconds}::float8 * interval '1 second' as begun) as t`;
  await sql`insert into verifications (sid, service_sid, recipient, country, purpose, channel, status, key_id, code_length, code_mac,
      code_mac_by_sid, attempts, sends, wording, created_at, updated_at, expires_at)
    select 'VE' || digits, ${credentials.serviceSid}, '+8210' || lpad((n % 40000)::text, 8, '0'),
      case when n % 20 = 0 then 'JP' else 'KR' end, case when n % 3 = 0 then 'public' else 'api' end, 'sms',
      case when n % 10 = 0 then 'expired' when n % 50 = 1 then 'canceled' else 'approved' end, 'k1', 6, 'x', 'x',
      n % 3, jsonb_build_array(jsonb_build_object('attempt_sid', 'VL' || digits, 'channel', 'sms',
        'time', to_char(begun at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
      '{"locale":"ko"}', begun, begun + (3 + n % 60) * interval '1 second', begun + interval '10 minutes'
    from made`;
  await sql`insert into messages (sid, verification_sid, channel, status, connector, error_class, created_at, sent_at, reported_at, carrier,
      price_class, parts, price, currency)
    select 'VL' || digits, 'VE' || digits, 'sms', case when n % 25 = 0 then 'failed' when n % 4 = 0 then 'sent' else 'delivered' end,
      case when n % 7 = 0 then 'solapi-sms' else 'naver-sens' end, case when n % 25 = 0 then 'recipient_blocked' end, begun, begun + interval '200 ms',
      case when n % 25 = 0 or n % 4 <> 0 then begun + (1 + n % 5) * interval '1 second' end,
      case when n % 7 <> 0 then (array['SKT', 'KT', 'LGU+', 'MVNO', null])[n % 5 + 1] end,
      case when n % 7 <> 0 then case when n % 30 = 1 then 'LMS' when n % 20 = 0 then 'abroad' else 'SMS' end end,
      case when n % 7 = 0 then 1 + n % 2 end, case when n % 14 = 0 then '0.0075' end, case when n % 14 = 0 then 'USD' end
    from made`;
  await sql`drop table made`;
  await sql`analyze verifications, messages`;
}
