/** @module What is Aligo's own: failures that are told by a number's sign, its list of addresses, test mode, states in words. */
import { aligo } from "@munjigi/connectors/sms/aligo";
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { aligoAccount, fakeAligo } from "@munjigi/testkit/sms/aligo";
import { afterEach, expect, test } from "vitest";
import { aligoCase } from "./cases/aligo.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(aligo, { ...aligoCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => aligo.send(messageFor(settings, more), settings, contextFor());

test("sends a form, with the type", async () => {
  vendor = await fakeAligo();
  await send();
  await send({ body: `${CODE} ${"가".repeat(50)}` }, own({ allowLms: true }));
  expect(vendor.requests[0]).toMatchObject({ method: "POST", target: "/send/" });
  expect(Object.fromEntries(vendor.requests[0]?.form ?? [])).toEqual({
    key: aligoAccount.key,
    user_id: aligoAccount.userId,
    sender: aligoAccount.sender,
    receiver: "01012345678",
    msg: `[문지기] 인증번호 [${CODE}]`,
    msg_type: "SMS",
  });
  expect(vendor.requests[1]?.form.get("msg_type")).toBe("LMS");
});

test("in test mode nothing is sent", async () => {
  vendor = await fakeAligo();
  expect((await send({}, own({ testMode: true }))).vendorMessageId).toMatch(/^\d+$/);
  expect(vendor.requests[0]?.form.get("testmode_yn")).toBe("Y");
  expect(vendor.accepted).toHaveLength(0);
});

test("an address that is not registered is told like wrong credentials, and the remedy says so", async () => {
  vendor = await fakeAligo(aligoAccount, { allowsAddress: false });
  await expect(send()).rejects.toMatchObject({
    failureClass: "auth",
    vendorCode: "-101",
    message: "인증오류입니다.-IP",
  });
  expect(aligo.remedies?.["-101"]?.en).toContain("IP address");
});

test("a refusal nobody has mapped is one, and keeps Aligo's sentence", async () => {
  vendor = await fakeAligo();
  await expect(send({}, own({ sender: "0299999999" }))).rejects.toMatchObject({
    failureClass: "unknown",
    notSent: true,
    vendorCode: "-102",
    message: "등록/인증되지 않은 발신번호입니다.",
  });
});

test.each([
  [
    { result_code: 1, msg_id: 5, success_cnt: 0, error_cnt: 1 },
    { failureClass: "recipient_invalid", notSent: true },
  ],
  [
    { result_code: "-201", message: "" },
    { failureClass: "balance", notSent: true },
  ],
  [{ result_code: -999 }, { failureClass: "unknown", notSent: true }],
  [{ result_code: "1" }, { failureClass: "unknown", notSent: false }],
  [
    { result_code: "0", msg_id: 5 },
    { failureClass: "unknown", notSent: false },
  ],
  [{ msg_id: 5 }, { failureClass: "unknown", notSent: false }],
])("a 200 that says %j", async (body, expected) => {
  vendor = await startFakeVendor(() => ({ body }));
  await expect(send()).rejects.toMatchObject(expected);
});

test("a result code may be a number", async () => {
  vendor = await startFakeVendor(() => ({ body: { result_code: 1, msg_id: 5, success_cnt: 1, error_cnt: 0 } }));
  expect(await send()).toEqual({ vendorMessageId: "5" });
});

test("a number without a subscriber fails after it was accepted; a message nobody knows is on its way", async () => {
  vendor = await fakeAligo();
  const { vendorMessageId = "" } = await send({ to: UNKNOWN_NUMBER });
  expect(await aligo.status?.(vendorMessageId, own(), contextFor())).toEqual({
    vendorMessageId,
    status: "failed",
    failureClass: "unknown",
    vendorCode: "발송실패(결번)",
  });
  expect(await aligo.status?.("1", own(), contextFor())).toEqual({ vendorMessageId: "1", status: "sent" });
});

test.each([
  ["발송완료", "delivered"],
  ["전송중", "sent"],
  ["", "sent"],
])("the state %j means %s", async (sms_state, status) => {
  vendor = await startFakeVendor(() => ({ body: { result_code: 1, list: [{ sms_state }] } }));
  expect(await aligo.status?.("5", own(), contextFor())).toEqual({ vendorMessageId: "5", status });
});
