// Who takes part: how each is started, and what it is. `ask` runs one round and resolves to its figures.
import { environment } from "./deployment.mjs";
import { startServer, startWorker } from "./processes.mjs";

export const contestants = [
  { name: "ours", about: "Munjigi, default settings", script: "../server/dist/main.js", flow: "munjigi" },
  { name: "floor", about: "(a) Munjigi without a database", script: "servers/floor.mjs", flow: "munjigi" },
  { name: "statements", about: "(b) its two statements, no HTTP", script: "servers/statements.mjs" },
  {
    name: "consume",
    about: "(c) better-auth, code sent and consumed",
    script: "servers/better-auth.mjs",
    flow: "consume",
  },
  {
    name: "verify",
    about: "(c) better-auth, also user and session",
    script: "servers/better-auth.mjs",
    flow: "verify",
  },
];

/** Starts a contestant on a database of its own. */
export async function startContestant({ name, script, flow }, { database, load }) {
  const DATABASE_URL = name === "floor" ? undefined : await database.create(name);
  const env = flow === name ? { NODE_ENV: "production", DATABASE_URL } : { ...environment, DATABASE_URL };
  if (!flow) return await startWorker(script, env);
  const server = await startServer(script, env);
  return { ...server, ask: (job) => load.ask({ ...job, flow, origin: server.origin }) };
}
