/** @module Twilio's Webhooks resource, by the official SDK in its three majors, and what such a webhook is told. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { call, check, credentials, newNumber, readCode, service, start, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { connect, majors, refuses } from "../kit/sdk.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "./receiver.js";

const server = suite({ env: PRIVATE });
let receiver: Receiver;

/** One for each test: what an endpoint of the test before is still told does not come to it. */
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  await server.sql`delete from webhook_endpoints`;
  await receiver.close();
});

describe.each(majors)("twilio %s", (_major, twilio) => {
  const webhooks = () => connect(twilio, server.origin).verify.v2.services(credentials.serviceSid).webhooks;

  test("makes, fetches, lists, changes and deletes", async () => {
    const made = await webhooks().create({
      ...{ friendlyName: "상점", eventTypes: ["factor.created", "challenge.approved"], webhookUrl: receiver.url },
    });
    expect(made).toMatchObject({
      ...{ sid: expect.stringMatching(/^YW[0-9a-f]{32}$/), serviceSid: credentials.serviceSid },
      ...{ accountSid: credentials.accountSid, friendlyName: "상점", webhookUrl: receiver.url, webhookMethod: "POST" },
      ...{ eventTypes: ["factor.created", "challenge.approved"], status: "enabled", version: "v2" },
      dateCreated: expect.any(Date),
    });
    const other = await webhooks().create({
      ...{ friendlyName: "all", eventTypes: ["*"], webhookUrl: receiver.url, status: "disabled", version: "v2" },
    });
    expect(other).toMatchObject({ status: "disabled", eventTypes: ["*"] });
    const fetched = await webhooks()(made.sid).fetch();
    expect(fetched.toJSON()).toEqual(made.toJSON());
    // One at a time, so that the SDK has to follow the links.
    const listed = await webhooks().list({ pageSize: 1 });
    expect(listed.map(({ sid }) => sid)).toEqual([other.sid, made.sid]);
    const changed = await webhooks()(made.sid).update({ status: "disabled", eventTypes: ["verification.approved"] });
    expect(changed).toMatchObject({
      ...{ status: "disabled", eventTypes: ["verification.approved"], friendlyName: "상점", webhookUrl: receiver.url },
    });
    expect(await webhooks()(made.sid).remove()).toBe(true);
    await refuses(webhooks()(made.sid).fetch(), 404, 20404);
    await refuses(webhooks()(made.sid).remove(), 404, 20404);
  });

  test("refuses by the field's name", async () => {
    const usual = { friendlyName: "x", eventTypes: ["*"], webhookUrl: receiver.url };
    const refused = async (more: object) =>
      (await refuses(webhooks().create({ ...usual, ...more }), 400, 60200)).message;
    expect(await refused({ eventTypes: ["factor.exploded"] })).toContain("`EventTypes`");
    expect(await refused({ webhookUrl: "ftp://127.0.0.1/" })).toContain("`WebhookUrl`");
    expect(await refused({ webhookUrl: "http://169.254.169.254/" })).toContain("`WebhookUrl`");
    expect(await refused({ status: "sleeping" })).toContain("`Status`");
    expect(await refused({ friendlyName: " " })).toContain("`FriendlyName`");
  });
});

test("`*` tells how verifications of this service end, and not of others or of people", async () => {
  const { body: other } = await call(server.origin, "/Services", { FriendlyName: "Other" });
  const hook = { FriendlyName: "x", EventTypes: "*", WebhookUrl: receiver.url };
  const { status, body } = await call(server.origin, `${service}/Webhooks`, hook);
  expect(status).toBe(201);
  receiver.secrets.push(body.signing_secret);
  await manage(server.origin, "POST", "/users", { identifiers: [{ kind: "phone", value: newNumber() }] });
  const foreign = await call(server.origin, `/Services/${other.sid}/Verifications`, {
    To: newNumber(),
    Channel: "sms",
  });
  await call(server.origin, `/Services/${other.sid}/Verifications/${foreign.body.sid}`, { Status: "canceled" });
  const to = newNumber();
  const { body: own } = await start(server.origin, to);
  await check(server.origin, to, await readCode(server.origin, to));
  await eventually(async () => receiver.received.length > 0);
  expect(receiver.received.map(({ type, data }) => [type, data.subject.id])).toEqual([
    ["verification.approved", own.sid],
  ]);
  expect(receiver.unsigned).toEqual([]);
  // The oldest SDKs can ask for it; the newest does not know the field.
  const old = await call(server.origin, `${service}/Webhooks`, { ...hook, Version: "v1" });
  expect([old.status, old.body.message]).toEqual([400, "Invalid parameter `Version`: must be v2"]);
  // Another service's path does not lead to it.
  expect((await call(server.origin, `/Services/${other.sid}/Webhooks/${body.sid}`)).status).toBe(404);
  expect((await call(server.origin, `${service}/Webhooks/${body.sid}`)).body).not.toHaveProperty("signing_secret");
});

test("one that is paused is told as disabled, and `Status=enabled` resumes it", async () => {
  const hook = { FriendlyName: "x", EventTypes: "*", WebhookUrl: receiver.url };
  const { body } = await call(server.origin, `${service}/Webhooks`, hook);
  await server.sql`update webhook_endpoints set status = 'paused', paused_at = now(), failing_since = now() where sid = ${body.sid}`;
  const path = `${service}/Webhooks/${body.sid}`;
  expect((await call(server.origin, path)).body.status).toBe("disabled");
  expect((await call(server.origin, path, { Status: "enabled" })).body.status).toBe("enabled");
  expect((await manage(server.origin, "GET", `/webhooks/${body.sid}`)).body).toMatchObject({
    ...{ status: "enabled", failingSince: null, pausedAt: null },
  });
});
