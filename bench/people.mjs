// People who were there before: a service has them, and on empty tables PostgreSQL plans otherwise than on those it will have.
import { openDatabase } from "../server/dist/db/open.js";
import { phoneNumber } from "./deployment.mjs";

const PEOPLE = 20_000;
/** Beyond the numbers that sign up in a run. */
const FIRST = 10_000_000;

/** The numbers of the people. */
export const peoplesNumbers = () => Array.from({ length: PEOPLE }, (_, n) => phoneNumber(FIRST + n));

/** As many in Munjigi as in better-auth: a number, proved ten days ago, and a session in some browser. */
const inserts = {
  ours: [
    `insert into users (sid, language, created_at, updated_at) select 'US' || lpad(n::text, 32, '0'), 'ko', at, at from people`,
    `insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
      select 'ID' || lpad(n::text, 32, '0'), 'US' || lpad(n::text, 32, '0'), 'phone', number, at, at, at from people`,
    `insert into known_devices (user_sid, browser_hash, created_at, used_at)
      select 'US' || lpad(n::text, 32, '0'), md5(n::text), at, at from people`,
    `insert into sessions (sid, user_sid, token_hash, amr, auth_time, created_at, used_at, device)
      select 'SE' || lpad(n::text, 32, '0'), 'US' || lpad(n::text, 32, '0'), md5(n::text), '["sms"]', at, at, at, 'Chrome · Android'
      from people`,
  ],
  "better-auth": [
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", "phoneNumber", "phoneNumberVerified")
      select md5(n::text), number, n || '@example.com', false, at, at, number, true from people`,
    `insert into session (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
      select md5(n::text), at + interval '17 days', md5(n::text), at, at, md5(n::text) from people`,
  ],
};

export async function fillWithPeople(contestant, url) {
  const sql = openDatabase({ url, max: 1, statementTimeoutMs: 60_000 });
  await sql`create temporary table people as
    select n, number, clock_timestamp() - interval '10 days' as at
    from jsonb_array_elements_text(${sql.json(peoplesNumbers())}) with ordinality as p(number, n)`;
  for (const insert of inserts[contestant]) await sql.unsafe(insert);
  // These alone: a plan that is made while PostgreSQL believes a table of counters to be empty reads all of it, for a minute.
  await sql.unsafe(`analyze ${inserts[contestant].map((text) => text.split(" ")[2]).join(", ")}`);
  await sql.end();
}
