/** @module What is taken and does nothing is named; what is not served says so; links lead to what is served. */
import { expect, test } from "vitest";
import { call, credentials, newNumber, suite } from "../harness.js";

const server = suite();
const service = `/Services/${credentials.serviceSid}`;
const make = async (fields: Record<string, string>) =>
  (await call(server.origin, "/Services", { FriendlyName: "Shop", ...fields })).body;
const names = (warnings: string[]) => warnings.map((warning) => warning.split(" ")[0]);

test("a service as it comes has nothing to warn of", async () => {
  expect((await make({})).warnings).toEqual([]);
});

test.each([
  ["DtmfInputRequired", "false"],
  ["TtsName", "Shop"],
  ["VerifyEventSubscriptionEnabled", "true"],
  ["Push.IncludeDate", "true"],
  ["Push.ApnCredentialSid", `CR${"0".repeat(32)}`],
  ["Push.FcmCredentialSid", `CR${"0".repeat(32)}`],
  ["Whatsapp.MsgServiceSid", `MG${"0".repeat(32)}`],
  ["Whatsapp.From", "whatsapp:+15017122661"],
  ["Passkeys.RelyingParty.Id", "example.com"],
  ["Passkeys.RelyingParty.Name", "Shop"],
  ["Passkeys.RelyingParty.Origins", "https://example.com"],
  ["Passkeys.AuthenticatorAttachment", "platform"],
  ["Passkeys.DiscoverableCredentials", "required"],
  ["Passkeys.UserVerification", "required"],
])("%s is kept and named, for as long as it is set", async (name, value) => {
  const made = await make({ [name]: value });
  expect(names(made.warnings)).toEqual([name]);
  expect((await call(server.origin, `/Services/${made.sid}`)).body.warnings).toEqual(made.warnings);
});

test.each([
  ["Totp.Issuer", "Shop"],
  ["Totp.TimeStep", "60"],
  ["CodeLength", "8"],
  ["LookupEnabled", "true"],
  ["Psd2Enabled", "true"],
])("%s has an effect", async (name, value) => {
  expect((await make({ [name]: value })).warnings).toEqual([]);
});

test("what nobody knows is named in the answer to whoever sent it, and only there", async () => {
  const made = await make({ MailerSid: "MD1", Mailer: "x", "Odd name!": "x" });
  expect(names(made.warnings)).toEqual(["MailerSid", "Mailer"]);
  expect((await call(server.origin, `/Services/${made.sid}`)).body.warnings).toEqual([]);
  const updated = await call(server.origin, `/Services/${made.sid}`, { MailerSid: "MD1" });
  expect(names(updated.body.warnings)).toEqual(["MailerSid"]);
});

test("a verification names what of its request had no effect, and no value of it", async () => {
  const fields = {
    To: newNumber(),
    Channel: "sms",
    ChannelConfiguration: '{"from":"secret-value"}',
    SendDigits: "ww1",
    CustomMessage: "secret-value",
    EnableSnaClientToken: "true",
  };
  const { status, body } = await call(server.origin, `${service}/Verifications`, fields);
  expect(status).toBe(201);
  expect(names(body.warnings)).toEqual(["ChannelConfiguration", "SendDigits", "CustomMessage", "EnableSnaClientToken"]);
  expect(JSON.stringify(body)).not.toContain("secret-value");
  expect((await call(server.origin, `${service}/Verifications/${body.sid}`)).body.warnings).toEqual([]);
});

test.each(["call", "whatsapp", "sna", "auto", "rcs"])("the channel %s is not served, whoever asks", async (channel) => {
  const { status, body } = await call(server.origin, `${service}/Verifications`, { To: newNumber(), Channel: channel });
  expect([status, body.code, body.details]).toEqual([400, 60223, { reason: "not_served" }]);
  expect(body.message).toContain(channel);
});

test.each(["", "SMS", "pigeon", "email,sms"])("the channel %j is a mistake", async (channel) => {
  const { status, body } = await call(server.origin, `${service}/Verifications`, { To: newNumber(), Channel: channel });
  expect([status, body.code, body.details]).toEqual([400, 60200, undefined]);
});

test("every operation of Twilio's file that we do not have says that it is not served", async () => {
  const theirs = [
    ["GET", "/Forms/form-push"],
    ["POST", `${service}/AccessTokens`],
    ["GET", `${service}/AccessTokens/YK${"0".repeat(32)}`],
    ["POST", `${service}/MessagingConfigurations`],
    ["GET", `${service}/MessagingConfigurations`],
    ["POST", `${service}/MessagingConfigurations/KR`],
    ["GET", `${service}/MessagingConfigurations/KR`],
    ["DELETE", `${service}/MessagingConfigurations/KR`],
    ["POST", `${service}/Entities/somebody-here/Challenges/YC${"0".repeat(32)}/Notifications`],
    ["POST", `${service}/Passkeys/Factors`],
    ["POST", `${service}/Passkeys/VerifyFactor`],
    ["POST", `${service}/Passkeys/Challenges`],
    ["POST", `${service}/Passkeys/ApproveChallenge`],
  ] as const;
  for (const [method, path] of theirs) {
    const answer = await call(server.origin, path, method === "POST" ? {} : undefined, { method });
    expect([answer.status, answer.body.code, answer.body.details], `${method} ${path}`).toEqual([
      404,
      20404,
      { reason: "not_served" },
    ]);
  }
  const nothing = await call(server.origin, "/Nothing");
  expect([nothing.status, nothing.body.details]).toEqual([404, undefined]);
});

test("each link of a service leads somewhere", async () => {
  const { body } = await call(server.origin, service);
  expect(Object.keys(body.links)).toEqual([
    "verification_checks",
    "verifications",
    "rate_limits",
    "entities",
    "webhooks",
  ]);
  for (const link of Object.values<string>(body.links)) {
    const answer = await call(server.origin, new URL(link).pathname.replace("/v2", ""), {});
    expect(answer.status, link).not.toBe(404);
  }
});
