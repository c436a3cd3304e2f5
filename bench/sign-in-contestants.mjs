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
  { database, load, name = contestant.replace("-", "_"), flow: other, kakao },
) {
  const { script, flow } = { ...signInContestants[contestant], ...(other && { flow: other }) };
  const DATABASE_URL = await database.create(name);
  const env =
    contestant === "ours"
      ? // The browsers' addresses are their own, so that the limits by address are asked as they are in production.
        {
          ...environment,
          DATABASE_URL,
          MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1",
          ...(kakao && { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" }),
        }
      : { NODE_ENV: "production", DATABASE_URL };
  const server = await startServer(script, env);
  await fillWithPeople(contestant, DATABASE_URL);
  if (contestant === "ours") await raiseLimits(server.origin);
  const application = flow === "oidc" ? await makeApplication(server.origin) : undefined;
  const loopback = kakao && (await connectKakao(server.origin, kakao));
  const about = { flow, origin: server.origin, databaseUrl: DATABASE_URL, application, loopback };
  return { ...server, ask: (job) => load.ask({ ...about, ...job }) };
}

/** Its button on the page, and a sign-up that asks for nothing more. */
async function connectKakao(origin, kakao) {
  const { config, loopback } = await kakao.ask({});
  const headers = { authorization: `Bearer ${adminToken}`, "content-type": "application/json" };
  const ask = async (method, path, body, more = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  await ask("POST", "/api/connectors", { connectorId: "kakao-universal", config });
  const etag = (await fetch(`${origin}/api/sign-in-experience`, { headers })).headers.get("etag");
  await ask("PATCH", "/api/sign-in-experience", { social: { askIdentifiers: false } }, { "if-match": etag });
  await new Promise((done) => setTimeout(done, 1500));
  return loopback;
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
