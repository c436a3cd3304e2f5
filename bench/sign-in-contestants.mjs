// Who signs people in: Munjigi by its pages, and better-auth by its endpoints.
import { adminToken, environment, serviceSid } from "./deployment.mjs";
import { fillWithPeople } from "./people.mjs";
import { startServer } from "./processes.mjs";

export const signInContestants = {
  ours: { script: "../server/dist/main.js", flow: "munjigi" },
  "better-auth": { script: "servers/better-auth.mjs", flow: "better-auth" },
};

/**
 * Starts a contestant on a database of its own. `ask` runs one round and resolves to its figures. `flow: "oidc"`: ours, for an application
 * that it signs people in to.
 */
export async function startSignInContestant(
  contestant,
  { database, load, name = contestant.replace("-", "_"), flow: other },
) {
  const { script, flow } = { ...signInContestants[contestant], ...(other && { flow: other }) };
  const DATABASE_URL = await database.create(name);
  const env =
    contestant === "ours"
      ? // The browsers' addresses are their own, so that the limits by address are asked as they are in production.
        { ...environment, DATABASE_URL, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" }
      : { NODE_ENV: "production", DATABASE_URL };
  const server = await startServer(script, env);
  await fillWithPeople(contestant, DATABASE_URL);
  if (contestant === "ours") await raiseLimits(server.origin);
  const application = flow === "oidc" ? await makeApplication(server.origin) : undefined;
  const about = { flow, origin: server.origin, databaseUrl: DATABASE_URL, application };
  return { ...server, ask: (job) => load.ask({ ...job, ...about }) };
}

/** A confidential application with a refresh token. */
async function makeApplication(origin) {
  const response = await fetch(`${origin}/api/applications`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      name: "Bench",
      type: "web",
      redirectUris: ["https://bench.example/callback"],
      requirePkce: false,
      // The load generator's browsers say where they come from.
      allowedOrigins: [origin],
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}

/** What a service and a number may have in an hour is a benchmark's in a second. They are counted as ever. */
async function raiseLimits(origin) {
  const many = { soft: [], hard: ["100/s"] };
  const response = await fetch(`${origin}/api/services/${serviceSid}/limits`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ service: { soft: [], hard: ["2000/s"] }, number: many, numberEverywhere: many }),
  });
  if (!response.ok) throw new Error(await response.text());
}
