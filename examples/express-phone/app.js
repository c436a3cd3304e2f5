/** @module The two routes. Every answer is `{success, data: {result}}`; the log has neither numbers nor codes. */
import express from "express";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { explain, Refusal } from "./refusals.js";
import { secondsToWait } from "./resend.js";

/** `service` is the SDK's `client.verify.v2.services(sid)`; `log` takes one line for each request. */
export function createApp({ service, log }) {
  const app = express();
  app.disable("x-powered-by");

  app.use((request, response, next) => {
    const startedAt = performance.now();
    response.once("finish", () => {
      const { method, route } = request;
      const { result, cause = "" } = response.locals;
      const milliseconds = Math.round(performance.now() - startedAt);
      // The route's own path, never the one that was asked for: that could have a number in it.
      log(`${method} ${route?.path ?? "-"} ${response.statusCode} ${result} ${milliseconds} ms ${cause}`.trim());
    });
    next();
  });
  app.use(express.json({ limit: "10kb" }));

  app.post("/send", async (request, response) => {
    const phone = readPhone(request.body);
    const seconds = secondsToWait(await fetchPending(service, phone), Date.now());
    if (seconds > 0) throw new Refusal("too_soon", seconds);
    const { status } = await service.verifications.create({ to: phone, channel: "sms" });
    answer(response, 200, { success: true, data: { result: status } });
  });

  app.post("/verify", async (request, response) => {
    const phone = readPhone(request.body);
    const code = readCode(request.body);
    const { status, valid } = await service.verificationChecks.create({ to: phone, code });
    if (!valid) throw new Refusal("wrong_code");
    answer(response, 200, { success: true, data: { result: status } });
  });

  app.use(() => {
    throw new Refusal("no_such_page");
  });

  // Express knows an error handler by its four parameters.
  app.use((error, request, response, _next) => {
    const { result, status, message, retryAfterSeconds, cause } = explain(error, request.route?.path);
    response.locals.cause = cause;
    if (retryAfterSeconds !== undefined) response.set("Retry-After", String(retryAfterSeconds));
    answer(response, status, { success: false, data: { result, message, retryAfterSeconds } });
  });
  return app;
}

function answer(response, status, body) {
  response.locals.result = body.data.result;
  response.status(status).json(body);
}

/** The number in E.164. One without a country is a Korean one, in any of the ways people write it. */
function readPhone(body) {
  const phone = typeof body?.phone === "string" ? parsePhoneNumberFromString(body.phone, "KR") : undefined;
  if (!phone?.isValid()) throw new Refusal("invalid_phone");
  return phone.number;
}

function readCode(body) {
  const code = typeof body?.code === "string" ? body.code.replace(/\s/g, "") : "";
  if (code.length < 4 || code.length > 10) throw new Refusal("invalid_code");
  return code;
}

/** The verification that is under way for a number, if there is one. */
async function fetchPending(service, phone) {
  try {
    const verification = await service.verifications(phone).fetch();
    return verification.status === "pending" ? verification : undefined;
  } catch (error) {
    if (error.code === 20404) return undefined;
    throw error;
  }
}
