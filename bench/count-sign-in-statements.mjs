// What Munjigi says to PostgreSQL for a sign-in, by pg_stat_statements. In a run of its own: counting slows the others down.
import { startSignInContestant } from "./sign-in-contestants.mjs";

/** A batch serves several sign-ins, few or many, and what is read once a second all of them. */
const isShared = ({ name, calls }) => name.endsWith(BATCH) || calls < 0.5;

/** Of sign-ups and sign-ins: the statements of each, the most expensive first, calls and milliseconds per sign-in. */
export async function countSignInStatements(database, load, { ms, connections, flow, kakao }) {
  await database.restartWith("pg_stat_statements");
  await database.query("create extension pg_stat_statements");
  const server = await startSignInContestant("ours", {
    ...{ database, load, name: "counted", flow, kakao },
  });
  try {
    // Whoever comes to the provider from here on is somebody new, and after that those who were.
    await kakao?.ask({ from: 0 });
    const { turns: people } = await server.ask({ who: "new", ms, connections });
    const counts = {};
    for (const who of ["new", "known"]) {
      if (who === "known") await kakao?.ask({ from: 0, people });
      await database.query("select pg_stat_statements_reset()");
      const { turns } = await server.ask({ who, ms, connections });
      const rows = await database.query(
        `select query, sum(calls)::int as calls, sum(total_exec_time)::float as ms
         from pg_stat_statements s join pg_database d on d.oid = s.dbid
         where datname = 'counted' and query not like '%sid_for_bench%' group by query order by 3 desc`,
      );
      counts[who] = summarize(rows, turns);
    }
    return counts;
  } finally {
    await server.stop();
  }
}

const BATCH = "(a batch each)";

/** What a statement is called here, by a part of its text. */
const names = [
  ["left join social_identities si on si.connector_id", "signin: whose account it is"],
  ["insert into authorization_requests", "oidc: keep the request"],
  ["t.payload as token_payload", "oidc: the code, its grant and whom it is about"],
  ["with ended as", "signin: end the flow, account, session, device, event, notice of a new device"],
  ["with given as", "limits: the try given back, the number verified and no stranger's neighbour"],
  ["as has_consents", "signin: the account's page"],
  ["as open_slots", "limits: look at the counters"],
  ["insert into verifications", "verify: count the send, start the verification, queue its message"],
  ["with taken as", "verify: count the try, consume the code"],
  ["insert into flows", "signin: write the flow's step"],
  ["from flows f", "signin: the flow, its code and its account"],
  ["update flows set used_at", "signin: the flow is in use"],
  ["as seconds_since_proof", "sessions: the session of the cookie"],
  ["from sessions s where s.user_sid", "sessions: a user's sessions"],
  ["from users u where", "users: a user and their identifiers"],
  ["from user_consents", "users: a user's consents"],
  ["with wanted as", `delivery: lease messages ${BATCH}`],
  ["update messages m set", `delivery: results of messages ${BATCH}`],
  ["pg_logical_emit_message", "db: a wait for the disk that several share"],
  ["from authorization_requests", "oidc: the request"],
  ["from oidc_consents c", "oidc: what the application has in the session"],
  ["with seen as (select ticket_hash", "social: park the answer under its ticket"],
  ["update social_trips set redeemed_at", "social: take the answer up"],
  ["update social_trips set landed_at", "social: where it led"],
  ["with granted as", "oidc: write the grant and its code, or a refresh token"],
  ["update oidc_tokens set consumed_at", "oidc: consume the code"],
  ["update oidc_grants g set", "oidc: sessions that have ended, once a second"],
  ["from application_secrets", "applications: the application, once a second"],
  ["from signing_keys", "signing-keys: the keys, once a second"],
  ["from services", "services: the service, once a second"],
  ["from sign_in_experience", "experience: the settings, once a second"],
];

function summarize(rows, turns) {
  const groups = new Map();
  for (const { query, calls, ms } of rows) {
    const name = nameOf(query);
    const group = groups.get(name) ?? { name, calls: 0, ms: 0 };
    groups.set(name, { name, calls: group.calls + calls / turns, ms: group.ms + ms / turns });
  }
  const all = [...groups.values()].sort((a, b) => b.ms - a.ms);
  const statements = all.filter(({ name }) => !isBracket(name));
  const sum = (list) => list.reduce((total, { calls }) => total + calls, 0);
  const own = statements.filter((one) => !isShared(one));
  return {
    own,
    shared: statements.filter(isShared),
    perSignIn: sum(own),
    /** With a part of what is shared. */
    total: sum(statements),
    transactions: sum(all.filter(({ name }) => /^begin/i.test(name))),
    ms: all.reduce((total, one) => total + one.ms, 0),
  };
}

const isBracket = (name) => /^(begin|commit|rollback)/i.test(name);

function nameOf(query) {
  const found = names.find(([part]) => query.includes(part));
  return found ? found[1] : query.replace(/\s+/g, " ").trim().slice(0, 60);
}
