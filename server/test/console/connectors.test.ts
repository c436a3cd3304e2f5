/**
 * @module Connectors set up in a real browser, from an empty production server to a text that reached its recipient: Twilio, SENS and
 * a gateway of one's own, one after the other, while codes are sent.
 */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeHttpGateway, httpGateway } from "@munjigi/testkit/sms/http-sms";
import { fakeNaverSens, sensAccount } from "@munjigi/testkit/sms/naver-sens";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ageLimits, newNumber, start, suite } from "../harness.js";
import { eventually, pause, slowed } from "../kit/pace.js";
import { findCarrier, manage, PRIVATE } from "../kit/vendors.js";
import { openBrowser } from "../pages/serve-pages.js";
import { type Desk, openDesk } from "./desk.js";
import { ageSession } from "./kit.js";

const server = suite({ env: { ...PRIVATE, MUNJIGI_ENV: "production" } });
let browser: Browser;
let desk: Desk;
let vendors: { twilio: FakeVendor; sens: FakeVendor; http: FakeVendor };

beforeAll(async () => {
  [browser, vendors] = await Promise.all([
    openBrowser(),
    (async () => ({ twilio: await fakeTwilio(), sens: await fakeNaverSens(), http: await fakeHttpGateway() }))(),
  ]);
  desk = await openDesk(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.values(vendors ?? {}).map((one) => one.close()));
});

const button = (name: string | RegExp) => desk.page.getByRole("button", { name, exact: typeof name === "string" });
const say = async (label: string | RegExp, text: string) =>
  await desk.page.getByLabel(label, { exact: typeof label === "string" }).fill(text);
const sees = async (text: string | RegExp) => await desk.page.getByText(text).first().waitFor();
const next = async (step: string) => {
  await button(`다음: ${step}`).click();
  await desk.page.locator(".stepper [aria-current=step]", { hasText: step }).waitFor();
};
const endpoint = async (origin: string) => {
  await desk.page.getByText("더 많은 설정").click();
  await say(/^엔드포인트/, origin);
};

const ARRIVED = "휴대전화에 도착했다고 업체가 알려 왔습니다.";

/** From the steps' end: a test message, as far as its vendor tells of it, and the connector in use. */
async function testAndActivate(vendor: FakeVendor, end = ARRIVED): Promise<void> {
  await ageLimits(server.sql, 61);
  const phone = newNumber();
  await say("받는 번호", phone);
  await button(/^(다시 )?보내기$/).click();
  await sees(end);
  expect(vendor.accepted.at(-1)?.to).toBe(phone);
  const said = await desk.page.locator(".testgrid").innerText();
  expect(said).toContain(`***-${phone.slice(-4)}`);
  expect(said.replace(/\D/g, "")).not.toContain(phone.slice(3));
  expect(await desk.examine()).toEqual([]);
  await next("켜기");
  expect(await desk.examine()).toEqual([]);
  await button("켜기").click();
  await desk.page.locator("h1 + .badge", { hasText: "사용 중" }).waitFor();
}

test("an empty production server says what to do first", async () => {
  await desk.go("/connectors");
  await sees("아직 문자를 보낼 곳이 없습니다");
  expect(await desk.examine()).toEqual([]);
  const { status } = await start(server.origin, newNumber());
  expect(status).toBe(400);
  await desk.page.getByRole("link", { name: "문자 업체 연결" }).click();
  await sees("업체 고르기");
  // What shows codes to whoever looks is not offered here.
  expect(await desk.page.getByText("개발용 수신함").count()).toBe(0);
  expect(await desk.examine()).toEqual([]);
});

describe("from a vendor's page to a text that reached its recipient", () => {
  test("Twilio, by the form: what is wrong is told at its field, a refusal with what mends it", async () => {
    await desk.page.getByRole("link", { name: /^Twilio 해외/ }).click();
    await sees("Twilio에서 할 일");
    await button("다음: 문구").click();
    const sid = desk.page.getByLabel("Account SID");
    await desk.page.locator("[aria-invalid=true]").first().waitFor();
    expect(await sid.getAttribute("aria-invalid")).toBe("true");
    expect(await desk.examine()).toEqual([]);
    await sid.fill(twilioAccount.accountSID);
    await say(/^Auth Token/, "not-the-token-of-this-account");
    await say(/^Messaging Service SID/, twilioAccount.fromMessagingServiceSID);
    await endpoint(vendors.twilio.origin);
    await next("문구");
    await say("문구", "[{{brand}}] 로그인 번호 {{code}}");
    await desk.page.locator(".handset").getByText("로그인 번호 284193").waitFor();
    expect(await desk.examine()).toEqual([]);
    await next("시험 발송");
    await ageLimits(server.sql, 61);
    await say("받는 번호", newNumber());
    await button(/^(다시 )?보내기$/).click();
    await sees("Twilio 콘솔 첫 화면의 Account SID와 Auth Token을 다시 복사해 주세요.");
    expect(await desk.page.locator(".testgrid").innerText()).not.toContain("not-the-token");
    expect(await desk.examine()).toEqual([]);
    await desk.page.getByRole("link", { name: "설정", exact: true }).last().click();
    await say(/^Auth Token/, twilioAccount.authToken);
    await next("문구");
    await next("시험 발송");
    await testAndActivate(vendors.twilio);
    // What was tried is the text that was just written; codes of `/v2` have another.
    expect(vendors.twilio.accepted.at(-1)?.text).toContain("로그인 번호");
    const { text } = await findCarrier(server.origin, [vendors.twilio]);
    expect(text.text).toContain("인증번호");
    await sees(`••••${twilioAccount.authToken.slice(-4)}`);
    expect(await desk.page.content()).not.toContain(twilioAccount.authToken);
    await button("업체에 물어보기").click();
    await sees(`등록되어 있습니다: ${twilioAccount.fromMessagingServiceSID}`);
    expect(await desk.page.getByRole("list", { name: "업체가 알려 준 번호" }).innerText()).toContain(
      twilioAccount.fromNumber,
    );
    await sees(/MUNJIGI_EGRESS_ADDRESSES|공인 주소/);
    expect(await desk.examine()).toEqual([]);
  });

  test("SENS, by JSON, while codes are sent: every one of them is sent once, first by one, then by the other", async () => {
    let isOver = false;
    onTestFinished(() => {
      isOver = true;
    });
    const numbers: string[] = [];
    const sending = (async () => {
      while (!isOver) {
        const to = newNumber();
        numbers.push(to);
        expect((await start(server.origin, to)).status).toBe(201);
        await pause(slowed(50));
      }
    })();
    await desk.go("/connectors/new/naver-sens-sms");
    await desk.page.getByText("JSON", { exact: true }).click();
    const editor = desk.page.getByRole("textbox", { name: "설정 JSON" });
    await editor.waitFor();
    const { templates } = (await manage(server.origin, "GET", "/connector-factories/naver-sens-sms")).body.defaults;
    const config = { ...sensAccount, serviceId: 259, templates, strange: 1, endpoint: vendors.sens.origin };
    const write = async (text: string) => {
      await editor.click();
      await desk.page.keyboard.press("ControlOrMeta+a");
      await desk.page.keyboard.insertText(text);
    };
    await write(JSON.stringify(config, null, 2));
    const marks = desk.page.getByRole("list", { name: "설정 JSON" });
    await marks.getByText("/serviceId").waitFor();
    await marks.getByText("4행").waitFor();
    expect((await desk.page.locator(".cm-lintRange-error").first().innerText()).trim()).toBe("259");
    expect(await desk.examine()).toEqual([]);
    // A whole connector, as Logto exports it.
    await write(JSON.stringify({ connectorId: "x", config: { ...config, serviceId: sensAccount.serviceId } }));
    await button("config 안의 값만 쓰기").click();
    await marks.getByText("/strange").waitFor();
    await next("문구");
    await next("시험 발송");
    await testAndActivate(vendors.sens);
    await eventually(async () => vendors.sens.accepted.length > 5);
    isOver = true;
    await sending;
    const sent = () => [...vendors.twilio.accepted, ...vendors.sens.accepted].map(({ to }) => to);
    await eventually(async () => numbers.every((to) => sent().includes(to)));
    for (const to of numbers)
      expect(
        sent().filter((one) => one === to),
        to,
      ).toHaveLength(1);
    await desk.go("/connectors");
    const cards = desk.page.getByRole("article");
    await cards.first().getByText("100%").first().waitFor();
    expect(await cards.first().innerText()).toContain("네이버 클라우드 SENS");
    expect(await cards.nth(1).innerText()).toMatch(/Twilio\s+쉬는 중/);
    expect(await desk.examine()).toEqual([]);
  });

  test("a gateway of one's own, saved as a draft in between and found again", async () => {
    await desk.go("/connectors/new/http-sms");
    await say(/^엔드포인트/, vendors.http.origin + httpGateway.path);
    await say(/^Authorization 헤더/, httpGateway.authorization);
    // A secret is kept: who was here a while ago shows the passkey once more, and what was asked for goes on.
    const [session] = await server.sql<{ userSid: string }[]>`select user_sid from console_sessions`;
    await ageSession(server.sql, session?.userSid as string, "proved_at", 3600);
    await button("초안 저장").click();
    await desk.prove();
    await desk.page.waitForURL(/\/connectors\/CN/);
    await desk.page.reload();
    await desk.page.getByLabel(/^Authorization 헤더/).waitFor();
    expect(await desk.page.getByLabel(/^Authorization 헤더/).inputValue()).toBe(
      `••••••••${httpGateway.authorization.slice(-4)}`,
    );
    expect(await desk.examine()).toEqual([]);
    await next("문구");
    await next("시험 발송");
    await testAndActivate(vendors.http, "이 업체는 도착 결과를 알려 주지 않습니다.");
    await findCarrier(server.origin, [vendors.http]);
  });
});

describe("what is changed later", () => {
  test("earlier settings are restored at once", async () => {
    const [active] = (await manage(server.origin, "GET", "/connectors")).body as { id: string }[];
    await desk.go(`/connectors/${active?.id}/settings`);
    await desk.page.getByText("더 많은 설정").click();
    await say(/^제한 시간/, "4000");
    await button("초안 저장").click();
    await sees("초안으로 저장했습니다. 켜기 전에는 쓰이지 않습니다.");
    await desk.go(`/connectors/${active?.id}`);
    await sees("2번째 설정이 기다립니다.");
    expect(await desk.examine()).toEqual([]);
    await manage(server.origin, "POST", `/connectors/${active?.id}/activate`, { force: true });
    await desk.go(`/connectors/${active?.id}`);
    await button("되돌리기: 1").click();
    await desk.page.getByRole("dialog").getByRole("button", { name: "되돌리기", exact: true }).click();
    await eventually(async () => (await manage(server.origin, "GET", `/connectors/${active?.id}`)).body.version === 1);
  });

  test("the only one that sends is deleted only after it is told what stops", async () => {
    const all = (await manage(server.origin, "GET", "/connectors")).body as { id: string; status: string }[];
    const active = all.find(({ status }) => status === "active");
    await desk.go(`/connectors/${active?.id}`);
    await button("지우기").click();
    await desk.page.getByRole("dialog").getByRole("button", { name: "지우기", exact: true }).click();
    const dialog = desk.page.getByRole("dialog", { name: "이 연결을 지우면 문자가 멈춥니다" });
    await dialog.getByText("휴대전화 번호로 로그인, 가입").waitFor();
    await dialog.getByRole("link", { name: "네이버 클라우드 SENS 켜기" }).waitFor();
    expect(await desk.examine()).toEqual([]);
    await dialog.getByRole("button", { name: "취소" }).click();
    expect((await manage(server.origin, "GET", `/connectors/${active?.id}`)).status).toBe(200);
    await button("지우기").click();
    await desk.page.getByRole("dialog").getByRole("button", { name: "지우기", exact: true }).click();
    await dialog.getByRole("button", { name: "그래도 지우기" }).click();
    await sees("아직 문자를 보낼 곳이 없습니다");
    expect((await manage(server.origin, "GET", `/connectors/${active?.id}`)).status).toBe(404);
  });

  test("of two who change the same the second is told, and loses nothing", async () => {
    const made = await manage(server.origin, "POST", "/connectors", {
      connectorId: "http-sms",
      config: { endpoint: "https://sms.example/one" },
      activate: false,
    });
    const path = `/connectors/${made.body.id}`;
    await desk.go(`${path}/settings`);
    const field = desk.page.getByLabel(/^주소|^엔드포인트|^URL/).first();
    await field.fill("https://sms.example/mine");
    await manage(server.origin, "PATCH", path, { config: { endpoint: "https://sms.example/theirs" } });
    await button("초안 저장").click();
    await sees("그사이 다른 관리자가 이 연결을 바꾸었습니다.");
    expect(await field.inputValue()).toBe("https://sms.example/mine");
    expect(await desk.examine()).toEqual([]);
    await button("바뀐 설정 불러오기").click();
    await expect.poll(() => field.inputValue()).toBe("https://sms.example/theirs");
    await field.fill("https://sms.example/mine");
    await manage(server.origin, "PATCH", path, { config: { endpoint: "https://sms.example/again" } });
    await button("초안 저장").click();
    await button("내 설정으로 저장하기").click();
    await sees("초안으로 저장했습니다.");
    expect((await manage(server.origin, "GET", path)).body.config.endpoint).toBe("https://sms.example/mine");
    expect((await manage(server.origin, "DELETE", path)).status).toBe(204);
  });

  test("who only looks sees no button that would only refuse", async () => {
    const viewer = await openDesk(browser, server, { role: "viewer" });
    await viewer.go("/connectors");
    await viewer.page.getByText("Twilio").first().waitFor();
    expect(await viewer.page.getByRole("link", { name: "연결 추가" }).count()).toBe(0);
    await viewer.go("/connectors/new/naver-sens-sms");
    await viewer.page.getByText("설정은 관리자만 바꿀 수 있습니다.").waitFor();
    expect(await viewer.page.getByLabel("Access Key ID").isDisabled()).toBe(true);
    expect(viewer.complaints).toEqual([]);
    await viewer.close();
  });

  test("the browser had nothing to complain of", () => {
    // What is refused on purpose: a proof that is old, a failed test, and a deletion that was not meant.
    expect(desk.complaints.filter((one) => !/status of (403|409|412|422)/.test(one))).toEqual([]);
  });
});
