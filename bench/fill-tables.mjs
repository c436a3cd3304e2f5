// A deployment that has been busy for a year: what lists and sweeps meet then. Rows are made by PostgreSQL itself, shaped like those of
// the server.
import { openDatabase } from "../server/dist/db/open.js";
import { countHour, selectDueHours } from "../server/dist/insight/store.js";
import { serviceSid } from "./deployment.mjs";

const DAYS = 365;
/** What sweeps take away after a while is younger than that, as it would be: else the sweeps of a year begin with the first start. */
const YOUNGER = { sessions: 14, deliveries: 2 };
/** Rows of one statement: a checkpoint now and then, and something to look at meanwhile. */
const BATCH = 500_000;
export const BUSY_NUMBER = "+821099990000";
export const ENDPOINT = `YW${"1".padStart(32, "0")}`;
export const ORGANIZATION = `OG${"1".padStart(32, "0")}`;

/** An identifier of row `n`, whose time is `at`: `sid.ts`. */
const sid = (prefix) =>
  `'${prefix}' || lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || substr(md5('${prefix}' || n), 1, 20)`;
const named = (prefix, n) => `'${prefix}' || lpad((${n})::text, 32, '0')`;
/** Every thousandth asks from one number. */
const recipient = (people) =>
  `case when n % 1000 = 7 then '${BUSY_NUMBER}' else '+8210' || (20000000 + (n * 7368787::bigint) % ${people}) end`;
/** One in ten thousand has a rare end. */
const status = `case when n % 10000 = 3 then 'canceled' when n % 7 = 0 then 'expired' else 'approved' end`;

const inserts = ({ people }) => ({
  users: `insert into users (sid, name, language, created_at, updated_at, suspended_at)
    select ${named("US", "n")}, case when n % 5 > 0 then '사람' || n end, 'ko', at, at, case when n % 50000 = 0 then at end`,
  identifiers: `insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
    select ${named("ID", "n")}, ${named("US", "n")}, 'phone', '+8210' || (20000000 + (n * 7368787::bigint) % 30000000), at, at, at`,
  addresses: `insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
    select ${named("ID", "n + 500000000")}, ${named("US", "n")}, 'email', 'person' || n || '@example.com', at, at, at`,
  sessions: `insert into sessions (sid, user_sid, token_hash, amr, auth_time, created_at, used_at, device)
    select ${named("SE", "n")}, ${named("US", "n")}, md5(n::text), '["sms"]', at, at, at, 'Chrome · Android'`,
  members: `insert into organization_members (organization_sid, user_sid, roles, created_at)
    select case when n % 4 = 0 then '${ORGANIZATION}' else ${named("OG", `2 + n % 50000`)} end, ${named("US", "n")}, '["member"]', at`,
  verifications: `insert into verifications (sid, service_sid, recipient, country, purpose, channel, status, key_id, code_length, code_mac,
      code_mac_by_sid, attempts, sends, wording, created_at, updated_at, expires_at)
    select ${sid("VE")}, '${serviceSid}', case when at > now() - interval '90 days' then ${recipient(people)} end, 'KR', 'twilio', 'sms', ${status},
      'k1', 6, md5(n::text), md5(n::text || 'b'), 1,
      jsonb_build_array(jsonb_build_object('attempt_sid', ${sid("VL")}, 'channel', 'sms', 'time', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
      '{}', at, at + interval '40 seconds', at + interval '10 minutes'`,
  messages: `insert into messages (sid, verification_sid, channel, status, next_at, tries, connector, vendor_message_id, parts, created_at, sent_at,
      reported_at, error_class, error_code)
    select ${sid("VL")}, ${sid("VE")}, 'sms', case when n % 10000 = 3 then 'failed' else 'delivered' end, at, 1,
      case when n % 20000 = 3 then 'solapi' else 'naver-sens' end, md5('v' || n), 1, at, at + interval '1 second', at + interval '5 seconds',
      case when n % 10000 = 3 then 'recipient' end, case when n % 10000 = 3 then '3018' end`,
  notices: `insert into notices (sid, service_sid, recipient, country, channel, kind, locale, brand, values, expires_at, created_at)
    select ${sid("NO")}, '${serviceSid}', ${recipient(people)}, 'KR', 'sms', 'account_deleted', 'ko', 'Munjigi', '{}', at, at`,
  events: `insert into audit_events (sid, type, actor_kind, actor_id, subject_kind, subject_id, data, created_at)
    select ${sid("AE")}, case when n % 100000 = 0 then 'user.suspended' when n % 2 = 0 then 'session.started' else 'session.ended' end, 'user',
      ${named("US", `1 + n % ${people}`)}, 'session', ${named("SE", `1 + n % ${people}`)}, '{}', at`,
  deliveries: `insert into webhook_deliveries (sid, endpoint_sid, event_sid, type, subject_kind, subject_id, facts, happened_at, status, next_at,
      tries, tried_at, answer, created_at)
    select ${sid("WD")}, '${ENDPOINT}', ${sid("AE")}, 'session.started', 'session', ${named("SE", "n")}, '{}', at,
      case when n % 10000 = 5 then 'dead' else 'delivered' end, at, 1, at, 200, at`,
});

/** Fills tables of a database that a server has set up. `counts` has how many rows of what. */
export async function fillTables(url, { people, verifications, events, deliveries, organizations }, log = console.log) {
  const sql = openDatabase({ url, max: 1, statementTimeoutMs: 3_600_000 });
  const statements = inserts({ people });
  try {
    await sql`insert into webhook_endpoints (sid, url, event_types, sealed_secret, status)
      values (${ENDPOINT}, 'https://example.com/hook', '["*"]', 'x', 'disabled')`;
    await sql.unsafe(`insert into organizations (sid, name, slug)
      select ${named("OG", "n")}, '가게 ' || n, 'shop-' || n from generate_series(1, ${organizations}) as n`);
    const amounts = {
      users: people,
      identifiers: people,
      addresses: people / 2,
      sessions: people,
      members: organizations > 50_000 ? people : 0,
      verifications,
      messages: verifications,
      notices: people / 10,
      events,
      deliveries,
    };
    for (const [what, amount] of Object.entries(amounts)) {
      const table = statements[what].split(" ")[2];
      const restore = amount > BATCH ? await dropIndexes(sql, table) : async () => {};
      const began = Date.now();
      for (let first = 1; first <= amount; first += BATCH)
        await sql.unsafe(`${statements[what]} from (
          select n, now() - interval '${YOUNGER[what] ?? DAYS} days' * (1 - n / ${amount}.0::float8) - interval '1 hour' as at
          from generate_series(${first}, ${Math.min(first + BATCH - 1, amount)}) as n) as made`);
      await restore();
      log(`${amount} ${what} in ${Math.round((Date.now() - began) / 1000)} s`);
    }
    await sql`vacuum analyze`;
    await sql`checkpoint`;
  } finally {
    await sql.end();
  }
}

/** What the server counts by the hour as it goes. */
export async function countHours(url) {
  const sql = openDatabase({ url, max: 1, statementTimeoutMs: 60_000 });
  try {
    for (let hours = await selectDueHours(sql, 500); hours.length > 0; hours = await selectDueHours(sql, 500))
      for (const hour of hours) await sql.begin(async (tx) => await countHour(tx, hour));
    await sql`vacuum analyze verification_hours`;
  } finally {
    await sql.end();
  }
}

/** Indexes that are built at the end take a fifth of the time. Resolves to how they are put back. */
async function dropIndexes(sql, table) {
  const indexes =
    await sql`select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = ${table}
    and indexname not in (select conname from pg_constraint)`;
  for (const { indexname } of indexes) await sql.unsafe(`drop index "${indexname}"`);
  return async () => {
    for (const { indexdef } of indexes) await sql.unsafe(indexdef);
  };
}
