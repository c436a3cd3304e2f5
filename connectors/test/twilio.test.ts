/** @module What is Twilio's own: signed reports, the vector of their signature, and what to do about the codes people meet. */
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { twilio } from "@munjigi/connectors/sms/twilio";
import { describe, expect, test } from "vitest";
import { contextFor, settingsOf } from "./context.js";

const templates = ["Register", "SignIn", "ForgotPassword", "Generic"].map((usageType) => ({
  usageType,
  content: "{{code}}",
}));
const account = { accountSID: "AC00000000000000000000000000000001", fromMessagingServiceSID: "MG1", templates };
const settings = settingsOf(twilio, { ...account, authToken: "12345" });

const url = "https://verify.example.com/hooks/twilio?c=tw1";
const fields = {
  AccountSid: "AC00000000000000000000000000000001",
  MessageSid: "SM00000000000000000000000000000001",
  MessageStatus: "delivered",
  To: "+821011112222",
};

const receive = (more: { url?: string; signature?: string; fields?: Record<string, string> } = {}) =>
  twilio.receipt?.(
    {
      url: more.url ?? url,
      headers: new Headers({ "x-twilio-signature": more.signature ?? "dSuVDY7R6YWwrj4bxeB2V1v67Lk=" }),
      body: new URLSearchParams(more.fields ?? fields).toString(),
    },
    settings,
    contextFor(),
  ) as Promise<unknown>;

describe("a report", () => {
  const delivered = [{ vendorMessageId: fields.MessageSid, status: "delivered" }];

  test("is believed by its signature, in whatever order its members came", async () => {
    expect(await receive()).toEqual(delivered);
    expect(await receive({ fields: Object.fromEntries(Object.entries(fields).reverse()) })).toEqual(delivered);
  });

  test("is believed with the port written out, or not", async () => {
    expect(await receive({ url: url.replace(".com/", ".com:443/") })).toEqual(delivered);
  });

  test.each([
    ["another signature", { signature: "dSuVDY7R6YWwrj4bxeB2V1v67Lk".replace("d", "e") }],
    ["no signature", { signature: "" }],
    ["another address", { url: url.replace("tw1", "tw2") }],
    ["another host", { url: url.replace("verify", "other") }],
    ["another number", { fields: { ...fields, To: "+821011112223" } }],
    ["another status", { fields: { ...fields, MessageStatus: "failed" } }],
    ["a member more", { fields: { ...fields, ErrorCode: "30007" } }],
    ["a member less", { fields: { ...fields, To: "" } }],
  ])("is not believed with %s", async (_what, change) => {
    await expect(receive(change)).rejects.toThrow("the signature is wrong");
  });
});

test("what Twilio says of trial accounts comes with what to do, in both languages", () => {
  const { sentence, remedy } = explainFailure("recipient_blocked", "21608", twilio);
  expect(remedy.ko).toMatch(/^트라이얼 계정은 등록된 번호로만 보낼 수 있습니다/);
  expect(remedy.en).toMatch(/^A trial account sends to verified numbers only/);
  expect(sentence.ko && sentence.en).toBeTruthy();
});

test("a sender in place of the messaging service", async () => {
  const sent: URLSearchParams[] = [];
  const context = {
    ...contextFor(),
    fetch: (async (_url: unknown, init: RequestInit) => {
      sent.push(new URLSearchParams(String(init.body)));
      return Response.json({ sid: "SM1" }, { status: 201 });
    }) as typeof fetch,
  };
  const { fromMessagingServiceSID: _, ...rest } = account;
  const message = {
    to: "+821012345678",
    body: "x",
    code: "1",
    usageType: "Generic",
    locale: "ko",
    reference: "r",
  } as const;
  await twilio.send(message, settingsOf(twilio, { ...rest, authToken: "t", from: "MUNJIGI" }), context);
  expect(Object.fromEntries(sent[0] as URLSearchParams)).toEqual({
    To: "+821012345678",
    From: "MUNJIGI",
    Body: "x",
    RiskCheck: "enable",
  });
});
