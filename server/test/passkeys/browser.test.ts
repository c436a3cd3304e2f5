/** @module Passkeys in a real browser with a virtual authenticator: offered after a code, first step, proof, removed; two devices; one that was lost. */
import type { Browser, CDPSession } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { openBrowser } from "../pages/serve-pages.js";
import { ageProof, setExperience } from "../signin/kit.js";
import { Live, type Look, looks } from "../signin/live-pages.js";

const server = suite();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  await setExperience(server, {});
});
afterAll(async () => await browser?.close());
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

interface Device {
  cdp: CDPSession;
  id: string;
}

/** A phone or a laptop that knows its owner by a finger, which is on the sensor at once. */
async function openDevice({ options }: Look): Promise<{ live: Live; device: Device }> {
  const live = await Live.open(browser, server.origin, options);
  const cdp = await live.context.newCDPSession(live.page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId: id } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      ...{ defaultBackupEligibility: true, defaultBackupState: true },
    },
  });
  return { live, device: { cdp, id } };
}

/** Nobody touches the sensor: what a page waits for in the background waits. */
const touch = async ({ cdp, id }: Device, enabled: boolean) =>
  await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: id, enabled });

const credentialsOf = async ({ cdp, id }: Device) =>
  (await cdp.send("WebAuthn.getCredentials", { authenticatorId: id })).credentials;

const textsTo = async (number: string) =>
  (
    await server.sql`select from messages m join verifications v on v.sid = m.verification_sid where v.recipient = ${number}`
  ).length;

const button = (live: Live, name: string) => live.page.getByRole("button", { name });

async function signUp(live: Live, number: string): Promise<void> {
  await live.go("/sign-in");
  await live.see("identify");
  await live.fill({ phone: number.replace("+82", "0") });
  await live.see("code");
  await live.enterCode(number);
}

async function signOut(live: Live): Promise<void> {
  await live.go("/account");
  await live.page.locator('form[action="/sign-out"] button').click();
  await live.see("signed-out");
}

describe.each([looks.koPhone, looks.enDesk])("$name", (look) => {
  const isKo = look === looks.koPhone;
  const words = isKo
    ? { create: "패스키 만들기", signIn: "패스키로 로그인", prove: "패스키로 확인하기", remove: "이 패스키 지우기" }
    : {
        create: "Create a passkey",
        signIn: "Sign in with a passkey",
        prove: "Use your passkey",
        remove: "Remove this passkey",
      };

  test("offered after the code, then no text: first step, step-up, renamed, removed", async () => {
    const { live, device } = await openDevice(look);
    const number = newNumber();
    await signUp(live, number);
    await live.see("passkey");
    await button(live, words.create).click();
    await live.see("account");
    expect(await credentialsOf(device)).toHaveLength(1);
    const texts = await textsTo(number);

    await signOut(live);
    await touch(device, false);
    await live.go("/sign-in");
    await live.see("identify");
    await touch(device, true);
    await button(live, words.signIn).click();
    await live.see("account");

    const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
    await ageProof(server.sql, row?.userSid as string);
    await live.go("/account/link?to=email");
    await live.see("step-up");
    await button(live, words.prove).click();
    await live.see("identify");

    await live.go("/account");
    await live.page.locator('a[href^="/account/passkeys/PK"]').click();
    await live.see("passkey-detail");
    await live.fill({ name: "우리 집 폰" });
    await live.see("account");
    await live.page.locator('a[href^="/account/passkeys/PK"]', { hasText: "" }).click();
    await live.see("passkey-detail");
    await button(live, words.remove).click();
    await live.see("account");
    expect(await textsTo(number)).toBe(texts);
    const left = await server.sql`select from passkeys where user_sid = ${row?.userSid as string}`;
    expect(left).toHaveLength(0);
    await live.close();
  });
});

test("the browser offers one in the number field, and the finger alone signs in", async () => {
  const { live, device } = await openDevice(looks.koPhone);
  await signUp(live, newNumber());
  await live.see("passkey");
  await button(live, "패스키 만들기").click();
  await live.see("account");
  await signOut(live);
  await live.go("/sign-in");
  await live.page.locator('main[data-page="account"]').waitFor();
  expect(await credentialsOf(device)).toHaveLength(1);
  await live.close();
});

test("two devices have one each; the one that was lost is gone, and a code lets its owner in", async () => {
  const number = newNumber();
  const { live: phone } = await openDevice(looks.koPhone);
  await signUp(phone, number);
  await phone.see("passkey");
  await button(phone, "패스키 만들기").click();
  await phone.see("account");

  const { live: desk, device } = await openDevice(looks.koDesk);
  await signUp(desk, number);
  await desk.see("passkey");
  await button(desk, "패스키 만들기").click();
  await desk.see("account");
  expect(await desk.page.locator('a[href^="/account/passkeys/PK"]').count()).toBe(2);

  // Lost with all that was in it: the next device starts by a code, and is offered one of its own.
  await device.cdp.send("WebAuthn.clearCredentials", { authenticatorId: device.id });
  await signOut(desk);
  await signUp(desk, number);
  await desk.see("account");
  await phone.close();
  await desk.close();
});

test("later is as easy as yes, and it is not asked again here", async () => {
  const { live } = await openDevice(looks.koPhone);
  const number = newNumber();
  await signUp(live, number);
  await live.see("passkey");
  await live.page.getByRole("link", { name: "나중에" }).click();
  await live.see("account");
  await signOut(live);
  await signUp(live, number);
  await live.see("account");
  await live.close();
});

test("whoever says no to their device stays where they were, and can say yes", async () => {
  const { live, device } = await openDevice(looks.koPhone);
  await device.cdp.send("WebAuthn.setUserVerified", { authenticatorId: device.id, isUserVerified: false });
  await signUp(live, newNumber());
  await live.see("passkey");
  await button(live, "패스키 만들기").click();
  await eventually(async () => await button(live, "패스키 만들기").isEnabled());
  await live.see("passkey");
  await device.cdp.send("WebAuthn.setUserVerified", { authenticatorId: device.id, isUserVerified: true });
  await button(live, "패스키 만들기").click();
  await live.see("account");
  await live.close();
});

test("without scripts the pages are what they were, and one that makes passkeys says that it cannot", async () => {
  const live = await Live.open(browser, server.origin, { ...looks.koPhone.options, javaScriptEnabled: false });
  await signUp(live, newNumber());
  await live.see("account");
  await live.go("/account/passkeys/new");
  await live.see("passkey");
  expect(await live.page.locator("[data-unable]").isVisible()).toBe(true);
  expect(await button(live, "패스키 만들기").isVisible()).toBe(false);
  await live.page.getByRole("link", { name: "취소" }).click();
  await live.see("account");
  await live.close();
});
