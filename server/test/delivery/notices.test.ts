/** @module Notices: written with what they are about, sent once that is committed, and what becomes of them afterwards. */
import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { aliyunAccount, fakeAliyun } from "@munjigi/testkit/sms/aliyun";
import { fakeHttpGateway, httpGateway } from "@munjigi/testkit/sms/http-sms";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import { fakeTwilioVerify, twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../dist/db/open.js";
import { fragment, param, prepare } from "../../dist/db/statement.js";
import { enqueueNotices, noticeRecords } from "../../dist/delivery/enqueue.js";
import { updateReported } from "../../dist/delivery/message-store.js";
import { noticeKinds } from "../../dist/delivery/notice.js";
import { type NoticeRequest, sweepNotices } from "../../dist/delivery/notices.js";
import { call, newNumber, start, suite } from "../harness.js";
import { messageOf, noticesOn, requestTo, TEST_NUMBER, tell } from "../kit/notices.js";
import { eventually } from "../kit/pace.js";
import { force, manage, PRIVATE, reaches, twilioConfig } from "../kit/vendors.js";

interface Listed {
  id: string;
  to: string;
  channel: string;
  status: string;
  kind: string;
  verificationSid: string | null;
  noticeSid: string | null;
  failure: { class: string; vendorCode: string | null } | null;
  timeline?: { event: string; class?: string }[];
}
const list = async (origin: string, to: string): Promise<Listed[]> => {
  const { status, body } = await manage(origin, "GET", `/messages?to=${encodeURIComponent(to)}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body.messages;
};
const inboxOf = async (origin: string, to = "") =>
  (await (await fetch(`${origin}/dev/inbox.json?to=${encodeURIComponent(to)}`)).json()) as {
    id: string;
    channel: string;
    body: string;
    code: string | null;
    status: string;
  }[];

describe("in development", () => {
  const server = suite({ env: { MUNJIGI_RETENTION_DAYS: "1" } });

  test.each(["ko", "en"])("goes to the inbox, by text and by mail, in %s", async (locale) => {
    const [number, address] = [newNumber(), `kim${Date.now()}${locale}@example.com`];
    for (const to of [number, address]) {
      const message = await tell(server, to, { locale });
      await reaches(server, message, "sent");
      const [entry, ...others] = await inboxOf(server.origin, to);
      expect(others).toEqual([]);
      expect(entry).toMatchObject({
        ...{ id: message, to, code: null, status: "sent", channel: to === number ? "sms" : "email" },
        body: expect.stringContaining(locale === "ko" ? "고객센터로 알려 주세요." : "ontact support"),
      });
      expect((await inboxOf(server.origin)).map(({ id }) => id)).toContain(message);
    }
    const page = await (await fetch(`${server.origin}/dev/inbox?to=${encodeURIComponent(number)}`)).text();
    expect(page).toContain(locale === "ko" ? "번호가 바뀌었습니다" : "Your phone number was changed");
  });

  test("every kind is sent, and found by its recipient beside the codes, masked, with its kind", async () => {
    const to = newNumber();
    const code = (await start(server.origin, to)).body;
    const values = {
      ...{ ending: "34", address: "kim@example.com", identifier: "email", device: "Chrome, Windows" },
      ...{ organization: "한빛상사", link: "https://auth.example.com/invitations/1" },
    };
    const told = new Map<string, string>();
    for (const kind of noticeKinds) told.set(await tell(server, to, { kind, values } as Partial<NoticeRequest>), kind);
    for (const message of told.keys()) await reaches(server, message, "sent");
    const messages = await list(server.origin, to);
    const { sid, send_code_attempts: sends } = code;
    // Those of one millisecond are in any order.
    expect(messages.map(({ id }) => id)).toEqual([...told.keys(), sends[0].attempt_sid].sort().reverse());
    for (const { id, kind, ...message } of messages)
      if (told.has(id))
        expect([kind, message]).toMatchObject([
          told.get(id),
          {
            ...{ to: `+8210••••${to.slice(-4)}`, channel: "sms", status: "sent", failure: null, connector: "outbox" },
            ...{ verificationSid: null, noticeSid: id.replace("VL", "NO") },
          },
        ]);
      else expect([kind, message]).toMatchObject(["code", { verificationSid: sid, noticeSid: null }]);
    const one = await manage(server.origin, "GET", `/messages/${[...told.keys()][0]}`);
    expect(one.body.timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "sent"]);
    // What Twilio's API shows are codes.
    const attempts = await call(server.origin, `/Attempts?${new URLSearchParams({ "ChannelData.To": to })}`);
    expect(attempts.body.attempts).toHaveLength(1);
  });

  test("what is rolled back is not told, and nobody is the wiser", async () => {
    const to = newNumber();
    const face = noticesOn(server.sql);
    const undone = inTransaction(server.sql, async (tx) => {
      await face.insert(tx, [face.prepare(requestTo(to))]);
      await tx`select 1 / 0`;
    });
    await expect(undone).rejects.toThrow("division by zero");
    const [row] = await server.sql`select count(*)::int as n from notices where recipient = ${to}`;
    expect(row?.n).toBe(0);
    // A later one is sent, so a poll has gone by.
    await reaches(server, await tell(server, newNumber()), "sent");
    expect(await inboxOf(server.origin, to)).toEqual([]);
  });

  test("nothing is written for nobody, and whoever has committed wakes the dispatcher", async () => {
    const face = noticesOn(server.sql);
    expect(face.prepare(requestTo(TEST_NUMBER))).toBe(undefined);
    await face.insert(server.sql, [undefined]);
    await face.insert(server.sql, []);
    let woken = 0;
    noticesOn(server.sql, () => (woken += 1)).wake();
    expect(woken).toBe(1);
  });

  test("several at once are one statement, and each is sent", async () => {
    const face = noticesOn(server.sql);
    const prepared = [newNumber(), "one@example.com", newNumber()].map((to) => face.prepare(requestTo(to)));
    await face.insert(server.sql, prepared);
    for (const one of prepared) await reaches(server, messageOf(one?.sid ?? ""), "sent");
  });

  test("another room's statement may tell, where it has done something", async () => {
    const change = prepare<{ changed: boolean }>()(fragment`
      with changed as (select where ${param("changes")}::boolean), ${enqueueNotices(fragment`exists (select from changed)`)}
      select exists (select from changed) as changed`);
    const [told, untold] = [newNumber(), newNumber()];
    for (const to of [told, untold]) {
      const notice = noticesOn(server.sql).prepare(requestTo(to));
      const notices = noticeRecords(server.sql, notice ? [notice] : []);
      expect(await change(server.sql, { changes: to === told, notices })).toEqual([{ changed: to === told }]);
    }
    await eventually(async () => (await inboxOf(server.origin, told)).length === 1);
    expect(await list(server.origin, untold)).toEqual([]);
  });

  test("a deleted service tells nothing more", async () => {
    const { sid } = (await call(server.origin, "/Services", { FriendlyName: "Soon gone" })).body;
    const [waits, lapsed] = [newNumber(), newNumber()];
    const messages = [await tell(server, waits, { serviceSid: sid }), await tell(server, lapsed, { serviceSid: sid })];
    // Neither has been taken up yet.
    await server.sql`update messages set status = 'queued', sent_at = null, next_at = clock_timestamp() + interval '1 hour'
      where sid in ${server.sql(messages)}`;
    await call(server.origin, `/Services/${sid}`, undefined, { method: "DELETE" });
    await server.sql`update messages set status = 'sending', next_at = clock_timestamp() where sid = ${messages[1] as string}`;
    await server.sql`update messages set next_at = clock_timestamp() where sid = ${messages[0] as string}`;
    for (const message of messages)
      expect(await reaches(server, message, "failed")).toMatchObject({ errorClass: "not_needed" });
  });

  test("one that is too old is no news, and shows so", async () => {
    const message = await tell(server, newNumber());
    await server.sql`update messages set status = 'queued', next_at = clock_timestamp() + interval '1 hour' where sid = ${message}`;
    await server.sql`update notices set expires_at = clock_timestamp() + interval '59 seconds' where sid = ${message.replace("VL", "NO")}`;
    await server.sql`update messages set status = 'queued', next_at = clock_timestamp() where sid = ${message}`;
    expect(await reaches(server, message, "failed")).toMatchObject({ errorClass: "expired" });
  });

  test("recipient and values are emptied when their days are over, not before, and the record stays", async () => {
    const to = newNumber();
    const [old, young] = [await tell(server, to), await tell(server, to)];
    for (const message of [old, young]) await reaches(server, message, "sent");
    await server.sql`update notices set created_at = created_at - interval '25 hours', expires_at = expires_at - interval '25 hours'
      where sid = ${old.replace("VL", "NO")}`;
    await sweepNotices(server.sql, 1);
    const rows = await server.sql`select sid, recipient, "values" from notices
      where sid in ${server.sql([old, young].map((one) => one.replace("VL", "NO")))} order by sid`;
    expect(rows.map(({ recipient, values }) => [recipient, values])).toEqual([
      [null, {}],
      [to, { ending: "34" }],
    ]);
    expect((await list(server.origin, to)).map(({ id }) => id)).toEqual([young]);
    const kept = await manage(server.origin, "GET", `/messages/${old}`);
    expect(kept.body).toMatchObject({ to: null, status: "sent", kind: "phone_changed", country: "KR", channel: "sms" });
    expect((await inboxOf(server.origin)).map(({ id }) => id)).not.toContain(old);
  });

  test("no number, address or value of a notice is in the log", async () => {
    const log = server.logLines.join("\n");
    expect(log).not.toMatch(/\+8210\d{8}|kim\d+|@example\.com|전화번호가/);
  });
});

describe("without a connector", () => {
  const server = suite({
    env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com", ...PRIVATE },
  });

  test.each(["+821055554444", "nobody@example.com"])(
    "a notice to %s fails for all to see, and undoes nothing",
    async (to) => {
      const message = await tell(server, to);
      expect(await reaches(server, message, "failed")).toMatchObject({ errorClass: "channel_disabled", tries: 1 });
      const [listed] = await list(server.origin, to);
      expect(listed).toMatchObject({ id: message, status: "failed", failure: { class: "channel_disabled" } });
    },
  );
});

describe("a connector that sends codes only", () => {
  const server = suite({ env: PRIVATE });
  let twilio: FakeVendor;
  let verify: FakeVendor;
  let aliyun: FakeVendor;
  let gateway: FakeVendor;
  beforeAll(async () => {
    [twilio, verify, aliyun] = [await fakeTwilio(), await fakeTwilioVerify(), await fakeAliyun()];
    gateway = await fakeHttpGateway();
  });
  afterAll(async () => {
    for (const vendor of [twilio, verify, aliyun, gateway]) await vendor.close();
  });
  const activate = (config: object, kind?: string, standby = false) =>
    force(server.origin, config, { ...(kind && { kind }), standby });
  const verifyConfig = () => ({ ...twilioVerifyAccount, endpoint: verify.origin });
  const { authorization, path } = httpGateway;
  const gatewayConfig = () => ({ endpoint: `${gateway.origin}${path}`, authorization });
  const { accessKeyId, accessKeySecret, signName, overseasTemplate, noticeTemplate } = aliyunAccount;
  const aliyunConfig = (more: object[] = []) => ({
    ...{ accessKeyId, accessKeySecret, signName, endpoint: aliyun.origin },
    templates: [
      ...["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
        usageType,
        templateCode: overseasTemplate,
      })),
      ...more,
    ],
  });

  test.each<[string, () => [object, string]]>([
    ["makes the code", () => [verifyConfig(), "twilio-verify"]],
    ["keeps the texts", () => [aliyunConfig(), "aliyun-short-message-service"]],
    ["gets the code alone", () => [gatewayConfig(), "http-sms"]],
  ])("%s: a notice fails at once and says why, and no vendor is asked", async (_name, settings) => {
    await activate(...settings());
    const before = [verify, aliyun, gateway].map(({ requests }) => requests.length);
    const to = newNumber();
    const message = await tell(server, to);
    expect(await reaches(server, message, "failed")).toMatchObject({
      errorClass: "notice_unsupported",
      failures: null,
    });
    expect((await list(server.origin, to))[0]?.failure).toMatchObject({ class: "notice_unsupported" });
    expect([verify, aliyun, gateway].map(({ requests }) => requests.length)).toEqual(before);
  });

  test("whoever stands by sends it, and codes go on as before", async () => {
    await activate(verifyConfig(), "twilio-verify");
    await activate(twilioConfig(twilio, twilioAccount), undefined, true);
    const [to, other] = [newNumber(), newNumber()];
    const message = await tell(server, to);
    await reaches(server, message, "sent");
    expect(twilio.accepted.filter((text) => text.to === to)).toMatchObject([
      { text: "[문지기] 번호가 바뀌었습니다(**34). 본인이 아니면 고객센터로 알려 주세요." },
    ]);
    await start(server.origin, other);
    await eventually(async () => verify.requests.some(({ form }) => form.get("To") === other));
  });

  const pay = async () => {
    const shop = (await call(server.origin, "/Services", { FriendlyName: "Shop", Psd2Enabled: "true" })).body.sid;
    const form = { To: newNumber(), Channel: "sms", Amount: "39.99 EUR", Payee: "Acme" };
    const { status, body } = await call(server.origin, `/Services/${shop}/Verifications`, form);
    expect([status, body.message]).toEqual([201, undefined]);
    return body.send_code_attempts[0].attempt_sid as string;
  };
  test.each<[string, () => Promise<string>]>([
    ["a notice", () => tell(server, newNumber())],
    ["a code for a payment", pay],
  ])("%s is not handed over to a standby that cannot send it: one try, and that is the end", async (_name, send) => {
    await activate(twilioConfig(twilio, twilioAccount));
    await activate(verifyConfig(), "twilio-verify", true);
    twilio.credit = 0;
    const before = verify.requests.length;
    const { failures, errorClass } = await reaches(server, await send(), "failed").finally(() => {
      twilio.credit = 100;
    });
    expect([errorClass, failures?.length, verify.requests.length - before]).toEqual(["balance", 1, 0]);
  });

  test("a vendor that keeps a text for notices gets its name and no code", async () => {
    await activate(
      aliyunConfig([{ usageType: "Notice", templateCode: noticeTemplate }]),
      "aliyun-short-message-service",
    );
    const to = newNumber();
    await reaches(server, await tell(server, to), "sent");
    expect(aliyun.accepted.filter((text) => text.to === to)).toMatchObject([
      { templateCode: noticeTemplate, values: {} },
    ]);
  });

  test("a gateway that gets our text gets it", async () => {
    await activate({ ...gatewayConfig(), templates: exampleTemplates }, "http-sms");
    const to = newNumber();
    await reaches(server, await tell(server, to), "sent");
    const body = gateway.requests.map(({ json }) => json).find((json) => json?.to === to.slice(1));
    expect(body).toMatchObject({ type: "Notice", text: expect.stringContaining("번호가 바뀌었습니다") });
  });

  test("what the vendor reports of it is written down", async () => {
    const id = await activate(twilioConfig(twilio, twilioAccount));
    const message = await tell(server, newNumber());
    const { vendorMessageId } = await reaches(server, message, "sent");
    const report = { vendorMessageId: vendorMessageId as string, errorClass: null, errorCode: null, carrier: null };
    expect(await updateReported(server.sql, id, { ...report, status: "delivered" })).toEqual({ known: 1, changed: 1 });
    const { body } = await manage(server.origin, "GET", `/messages/${message}`);
    expect(body).toMatchObject({ status: "delivered", connectorId: id, kind: "phone_changed" });
    expect(body.timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "sent", "delivered"]);
  });
});
