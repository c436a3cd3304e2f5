/** @module Services over Twilio's API: names that are no bait, changes that lose nothing, deletion that is complete. */
import { SendFailure } from "@munjigi/connectors/message-connector";
import { expect, test } from "vitest";
import {
  burst,
  call,
  createDatabase,
  fakeConnector,
  newNumber,
  readCode,
  service,
  start,
  startApp,
  suite,
} from "../harness.js";
import { eventually } from "../kit/pace.js";

const server = suite();

const create = async (form: Record<string, string> = {}) => {
  const { body } = await call(server.origin, "/Services", { FriendlyName: "Edge", ...form });
  return `/Services/${body.sid}`;
};

test.each([
  ["문지기 인증", 201],
  ["우리동네마켓 2호점", 201],
  ["a".repeat(30), 201],
  ["a".repeat(31), 400],
  ["https://bank.example", 400],
  ["bank.example", 400],
  ["은행.한국", 400],
  ["Bank\r\nBcc: you", 400],
  ["Bank\u2028", 400],
  ["Call 02 123", 400],
  ["Shop 2024", 201],
  [" ", 400],
  ["", 400],
])("the name %j: %i", async (FriendlyName, status) => {
  const answer = await call(server.origin, "/Services", { FriendlyName });
  expect([answer.status, answer.body.code]).toEqual([status, status === 400 ? 60200 : undefined]);
  const asBrand = await start(server.origin, newNumber(), { CustomFriendlyName: FriendlyName });
  // An empty optional is an absent one.
  expect(asBrand.status).toBe(FriendlyName === "" ? 201 : status);
});

test("a nested setting changes alone", async () => {
  const path = await create({ "Totp.Issuer": "문지기", "Totp.Skew": "2", "Totp.CodeLength": "8" });
  const { body } = await call(server.origin, path, { "Totp.TimeStep": "45" });
  expect(body.totp).toEqual({ issuer: "문지기", time_step: 45, code_length: 8, skew: 2 });
  expect((await call(server.origin, path)).body).toEqual(body);
});

test("20 updates of different fields at once lose nothing", async () => {
  const path = await create();
  const fields: [string, string, unknown][] = [
    ["FriendlyName", "Changed", { friendly_name: "Changed" }],
    ["CodeLength", "8", { code_length: 8 }],
    ["LookupEnabled", "true", { lookup_enabled: true }],
    ["SkipSmsToLandlines", "true", { skip_sms_to_landlines: true }],
    ["DtmfInputRequired", "false", { dtmf_input_required: false }],
    ["TtsName", "tts", { tts_name: "tts" }],
    ["Psd2Enabled", "true", { psd2_enabled: true }],
    ["DoNotShareWarningEnabled", "true", { do_not_share_warning_enabled: true }],
    ["CustomCodeEnabled", "true", { custom_code_enabled: true }],
    ["VerifyEventSubscriptionEnabled", "true", { verify_event_subscription_enabled: true }],
    ["Push.IncludeDate", "true", { push: { include_date: true } }],
    ["Totp.Issuer", "i", { totp: { issuer: "i" } }],
    ["Totp.TimeStep", "45", { totp: { time_step: 45 } }],
    ["Totp.CodeLength", "8", { totp: { code_length: 8 } }],
    ["Totp.Skew", "2", { totp: { skew: 2 } }],
    ["Passkeys.RelyingParty.Id", "a", { passkeys: { relying_party: { id: "a" } } }],
    ["Passkeys.RelyingParty.Origins", "a,b", { passkeys: { relying_party: { origins: ["a", "b"] } } }],
    ["Passkeys.UserVerification", "required", { passkeys: { user_verification: "required" } }],
    ["AllowedCountries", "KR,US", { allowed_countries: ["KR", "US"] }],
    ["DefaultLocale", "en", { default_locale: "en" }],
  ];
  const answers = await burst(20, (index) => {
    const [name, text] = fields[index] as (typeof fields)[number];
    return call(server.origin, path, { [name]: text });
  });
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const { body } = await call(server.origin, path);
  for (const [name, , wanted] of fields) expect(body, name).toMatchObject(wanted as object);
});

test("a deleted service is gone everywhere, and what it had queued is not sent", async () => {
  const tried: string[] = [];
  const busy = fakeConnector({
    async send({ reference }) {
      tried.push(reference);
      if (tried.length === 1) throw new SendFailure("transient", "later", { retryAfterSeconds: 1 });
      return {};
    },
  });
  // A database of its own, so that no other dispatcher takes the message.
  const own = await createDatabase();
  const other = await startApp(own, { connector: busy });
  const path = service;
  const to = newNumber();
  const { body } = await call(other.origin, `${path}/Verifications`, { To: to, Channel: "sms" });
  const message = async () => (await own.sql`select status from messages where verification_sid = ${body.sid}`)[0];
  await eventually(async () => (await message())?.status === "queued" && tried.length === 1);
  const removed = await call(other.origin, path, undefined, { method: "DELETE" });
  expect(removed.status).toBe(204);
  const asked = await Promise.all([
    call(other.origin, path),
    call(other.origin, path, { FriendlyName: "Back" }),
    call(other.origin, path, undefined, { method: "DELETE" }),
    call(other.origin, `${path}/Verifications`, { To: newNumber(), Channel: "sms" }),
    call(other.origin, `${path}/Verifications/${body.sid}`),
    call(other.origin, `${path}/Verifications/${to}`, { Status: "approved" }),
    call(other.origin, `${path}/VerificationCheck`, { To: to, Code: "123456" }),
  ]);
  expect(asked.map(({ status, body }) => [status, body.code])).toEqual(Array(7).fill([404, 20404]));
  expect((await call(other.origin, "/Services")).body.services).toEqual([]);
  const end = await eventually(async () => {
    const row = await message();
    return row && row.status !== "queued" && row.status !== "sending" && row;
  });
  await other.stop();
  await own.drop();
  expect([end.status, tried.length]).toEqual(["failed", 1]);
});

// A resend that did not renew the code said the one that the verification had begun with, which no longer passed.
test.each<[string, Record<string, string>, Record<string, string>]>([
  ["the policy is changed back", { ResendPolicy: "same_code" }, {}],
  ["the caller gives a code of its own", {}, { CustomCode: "999888" }],
])("a renewed code is still the one that is sent and passes after %s", async (_name, change, more) => {
  const path = await create({ ResendPolicy: "new_code", CustomCodeEnabled: "true" });
  const to = newNumber();
  const send = (form: Record<string, string> = {}) =>
    call(server.origin, `${path}/Verifications`, { To: to, Channel: "sms", ...form });
  await send();
  await send();
  const renewed = await readCode(server.origin, to);
  await call(server.origin, path, change);
  await send(more);
  expect(await readCode(server.origin, to)).toBe(renewed);
  const checked = await call(server.origin, `${path}/VerificationCheck`, { To: to, Code: renewed });
  expect(checked.body.status).toBe("approved");
});
