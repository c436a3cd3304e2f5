/** @module Starts the app: reads the environment, asks Munjigi what it can do, listens. */
import { randomBytes } from "node:crypto";
import * as client from "openid-client";
import { createApp } from "./app.js";

const missing = ["MUNJIGI_CLIENT_ID", "MUNJIGI_CLIENT_SECRET"].filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`Not set: ${missing.join(", ")}. See README.md.`);
  process.exit(1);
}

const { MUNJIGI_CLIENT_ID, MUNJIGI_CLIENT_SECRET, PORT = "4001", HOST = "127.0.0.1" } = process.env;
const { MUNJIGI_URL = "http://localhost:8010", APP_URL = `http://localhost:${PORT}` } = process.env;
const issuer = new URL("/oidc", MUNJIGI_URL);
const config = await client.discovery(
  issuer,
  MUNJIGI_CLIENT_ID,
  undefined,
  client.ClientSecretBasic(MUNJIGI_CLIENT_SECRET),
  // Without https only where nobody can listen.
  { execute: issuer.hostname === "localhost" ? [client.allowInsecureRequests] : [] },
);

const { SESSION_SECRET = randomBytes(32).toString("hex") } = process.env;
const app = createApp({ config, origin: new URL(APP_URL).origin, sessionSecret: SESSION_SECRET });
const listener = app.listen(Number(PORT), HOST, (error) => {
  if (error) {
    console.error(`Cannot listen on ${HOST}:${PORT}: ${error.code}`);
    process.exit(1);
  }
  console.log(`Listening on ${APP_URL}`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => listener.close());
