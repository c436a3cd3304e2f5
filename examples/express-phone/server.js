/** @module Starts the app: reads the environment, connects the Twilio SDK to Munjigi, listens. */
import twilio from "twilio";
import { createApp } from "./app.js";

const required = ["MUNJIGI_URL", "MUNJIGI_ACCOUNT_SID", "MUNJIGI_AUTH_TOKEN", "MUNJIGI_SERVICE_SID"];
const missing = required.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`Not set: ${missing.join(", ")}. See README.md.`);
  process.exit(1);
}

const { MUNJIGI_URL, MUNJIGI_ACCOUNT_SID, MUNJIGI_AUTH_TOKEN, MUNJIGI_SERVICE_SID } = process.env;
const client = twilio(MUNJIGI_ACCOUNT_SID, MUNJIGI_AUTH_TOKEN, { timeout: 10_000 });
client.verify.baseUrl = MUNJIGI_URL.replace(/\/+$/, "");
// With TWILIO_REGION or TWILIO_EDGE in the environment the SDK would put them into our host name.
client.region = client.edge = undefined;

const app = createApp({
  service: client.verify.v2.services(MUNJIGI_SERVICE_SID),
  log: (line) => console.log(line),
});
const { PORT = "4000", HOST = "127.0.0.1" } = process.env;
const listener = app.listen(Number(PORT), HOST, (error) => {
  if (error) {
    console.error(`Cannot listen on ${HOST}:${PORT}: ${error.code}`);
    process.exit(1);
  }
  console.log(`Listening on http://${HOST}:${listener.address().port}`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => listener.close());
