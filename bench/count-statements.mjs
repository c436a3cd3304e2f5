// What Munjigi says to PostgreSQL for a pair, by pg_stat_statements. In a run of its own: counting slows the others down.
import { contestants, startContestant } from "./contestants.mjs";

const CREATE = "insert into verifications";
const CHECK = "with checked as";

export async function countStatements(database, load, { seconds, connections }) {
  await database.restartWith("pg_stat_statements");
  await database.query("create extension pg_stat_statements");
  const ours = { ...contestants[0], name: "counted" };
  const server = await startContestant(ours, { database, load });
  try {
    await database.query("select pg_stat_statements_reset()");
    const { turns: pairs } = await server.ask({ ms: seconds * 1000, connections });
    const rows = await database.query(
      `select query, calls::int from pg_stat_statements s join pg_database d on d.oid = s.dbid
       where datname = '${ours.name}' order by calls desc`,
    );
    const calls = (part) => rows.filter(({ query }) => query.includes(part)).reduce((sum, row) => sum + row.calls, 0);
    const others = rows.filter(({ query }) => !query.includes(CREATE) && !query.includes(CHECK));
    return {
      perCreate: calls(CREATE) / pairs,
      perCheck: calls(CHECK) / pairs,
      others: others.map(({ query, calls }) => `${(calls / pairs).toFixed(4)} ${name(query)}`).join(", "),
    };
  } finally {
    await server.stop();
  }
}

const names = {
  "with wanted as": "leases of messages (a batch each)",
  jsonb_to_recordset: "results of messages (a batch each)",
  "from api_keys": "look-ups of the key",
  "from services": "look-ups of the service",
  "update verifications set status": "sweeps",
};

function name(query) {
  const found = Object.keys(names).find((part) => query.includes(part));
  return found ? names[found] : `\`${query.replace(/\s+/g, " ").slice(0, 60)}\``;
}
