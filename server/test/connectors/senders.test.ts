/** @module The senders that a vendor has registered, and where our calls come from. */
import { fakeNhnCloud, nhnAccount } from "@munjigi/testkit/sms/nhn-cloud";
import { fakeSolapi, solapiAccount } from "@munjigi/testkit/sms/solapi";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import { describe, expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../../dist/config.js";
import { findEgressAddresses } from "../../dist/outgoing/egress-addresses.js";
import { ageLimits, burst, startApp, suite } from "../harness.js";
import { manage, PRIVATE, TWILIO, twilioConfig } from "../kit/vendors.js";

const server = suite({ env: PRIVATE });

async function make(connectorId: string, config: object): Promise<string> {
  const made = await manage(server.origin, "POST", "/connectors", { connectorId, config, activate: false });
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  await ageLimits(server.sql, 61);
  return made.body.id;
}
const ask = (id: string) => manage(server.origin, "POST", `/connectors/${id}/senders`);

describe("registered senders", () => {
  test("Twilio: the pool of a messaging service, or the account's numbers; a name is registered nowhere", async () => {
    const twilio = await fakeTwilio();
    onTestFinished(async () => await twilio.close());
    const config = twilioConfig(twilio);
    const id = await make(TWILIO, config);
    expect((await ask(id)).body).toEqual({
      senders: [{ sender: twilioAccount.fromNumber, canSend: true }],
      configured: twilioAccount.fromMessagingServiceSID,
      isRegistered: true,
    });
    const { fromMessagingServiceSID: _, ...rest } = config;
    const of = async (from: string) => (await ask(await make(TWILIO, { ...rest, from }))).body;
    expect(await of(twilioAccount.fromNumber)).toMatchObject({ isRegistered: true });
    // It is there, and for calls only.
    expect(await of("+15005550009")).toMatchObject({
      isRegistered: false,
      senders: [{ canSend: true }, { sender: "+15005550009", canSend: false }],
    });
    expect(await of("Munjigi")).toMatchObject({ configured: "Munjigi", isRegistered: null });
  });

  test("with the newest settings: a draft's, before it is switched on", async () => {
    const solapi = await fakeSolapi();
    onTestFinished(async () => await solapi.close());
    const config = { ...solapiAccount, endpoint: solapi.origin, templates: twilioConfig(solapi).templates };
    const id = await make("solapi-sms", config);
    expect((await ask(id)).body).toMatchObject({ isRegistered: true });
    await manage(server.origin, "POST", `/connectors/${id}/activate`, { force: true });
    await manage(server.origin, "PATCH", `/connectors/${id}`, { config: { ...config, from: "02-999-9999" } });
    expect((await ask(id)).body).toMatchObject({ configured: "02-999-9999", isRegistered: false });
  });

  test("NHN Cloud: one that is blocked cannot send, however it is written", async () => {
    const nhn = await fakeNhnCloud();
    onTestFinished(async () => await nhn.close());
    const config = { ...nhnAccount, endpoint: nhn.origin, templates: twilioConfig(nhn).templates };
    expect((await ask(await make("nhn-cloud-sms", config))).body).toMatchObject({ isRegistered: true });
    const blocked = await make("nhn-cloud-sms", { ...config, sendNo: "02-1234-5678" });
    expect((await ask(blocked)).body).toMatchObject({ configured: "02-1234-5678", isRegistered: false });
    const wrong = await make("nhn-cloud-sms", { ...config, secretKey: "wrong" });
    const { status, body } = await ask(wrong);
    expect([status, body.title]).toEqual([422, "connector.senders_failed"]);
    expect(body.detail).toContain("appkey");
  });

  test("of a vendor that does not tell it is refused in words; ten a minute", async () => {
    const id = await make("http-sms", { endpoint: "https://sms.example" });
    const { status, body } = await ask(id);
    expect([status, body.title]).toEqual([400, "connector.no_senders"]);
    expect((await ask("CN00000000000000000000000000000000")).status).toBe(404);
    const twilio = await fakeTwilio();
    onTestFinished(async () => await twilio.close());
    const asked = await make(TWILIO, twilioConfig(twilio));
    const answers = await burst(50, () => ask(asked));
    expect(answers.filter(({ status: one }) => one === 200)).toHaveLength(10);
    expect(answers.filter(({ status: one }) => one === 429)).toHaveLength(40);
  });
});

describe("where calls come from", () => {
  const address = (text: string) => ({ address: text }) as never;

  test("what a setting says; else the machine's own public addresses; else nobody knows", () => {
    const cards = {
      lo: [address("127.0.0.1"), address("::1")],
      eth0: [address("10.0.0.7"), address("fe80::1"), address("52.78.1.2")],
    };
    expect(findEgressAddresses(["203.0.113.7"], cards)).toEqual({ addresses: ["203.0.113.7"], source: "declared" });
    expect(findEgressAddresses([], cards)).toEqual({ addresses: ["52.78.1.2"], source: "interfaces" });
    expect(findEgressAddresses([], { lo: cards.lo, eth0: [address("192.168.0.3")] })).toEqual({
      addresses: [],
      source: "unknown",
    });
  });

  test("is told by the management API, and a setting that is no address is refused at start", async () => {
    expect((await manage(server.origin, "GET", "/connectors/egress")).body).toEqual({
      addresses: [],
      source: "unknown",
    });
    const declared = await startApp(server, { env: { MUNJIGI_EGRESS_ADDRESSES: "52.78.1.2, 52.79.0.0/28" } });
    onTestFinished(async () => await declared.stop());
    expect((await manage(declared.origin, "GET", "/connectors/egress")).body).toEqual({
      addresses: ["52.78.1.2", "52.79.0.0/28"],
      source: "declared",
    });
    const refusal = await Promise.resolve()
      .then(() => loadConfig({ MUNJIGI_EGRESS_ADDRESSES: "our-nat" }))
      .catch((error: unknown) => error);
    expect((refusal as { problems: string[] }).problems.join()).toContain('MUNJIGI_EGRESS_ADDRESSES has "our-nat"');
  });
});
