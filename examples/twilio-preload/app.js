/** @module An app as Twilio's documentation would have it: nothing in it is about Munjigi. */
import twilio from "twilio";

const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_SERVICE_SID } = process.env;
const [to, code] = process.argv.slice(2);
if (!to) {
  console.error("node app.js +821012345678          sends a code\nnode app.js +821012345678 123456   checks it");
  process.exit(2);
}

const service = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN).verify.v2.services(TWILIO_SERVICE_SID);
try {
  const { status } = code
    ? await service.verificationChecks.create({ to, code })
    : await service.verifications.create({ to, channel: "sms" });
  console.log(status);
} catch (error) {
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
