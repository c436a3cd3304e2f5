/** @module What every connector must do, run against its fake. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messageConnectors } from "@munjigi/connectors/all";
import { eucKrBytes } from "@munjigi/connectors/kit/euc-kr";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";
import {
  BLOCKED_NUMBER,
  type FakeVendor,
  type Fault,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "@munjigi/testkit/fake-vendor";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { cases } from "./cases.js";
import type { ConnectorCase } from "./connector-case.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";

/** The documented example, and a team's own: paths from the root of the repository, separated by commas. */
const ownPaths = [
  "examples/own-connector/acme-sms.case.mjs",
  ...(process.env.MUNJIGI_CONNECTOR_CASES ?? "").split(","),
];
const ownCases = await Promise.all(
  [...new Set(ownPaths.map((path) => path.trim().replace(/^\.\//, "")))]
    .filter(Boolean)
    .map(async (path) => (await import(new URL(`../../${path}`, import.meta.url).href)).default as ConnectorCase),
);

test("every connector has a case, and every case a connector that ships", () => {
  // E-mail has a suite of its own: smtp.test.ts.
  const shipped = messageConnectors.filter(({ inbox, type }) => !inbox && type === "Sms").map(({ id }) => id);
  expect(cases.map(({ connector }) => connector.id).sort()).toEqual(shipped.sort());
});

test("identifiers are unique", () => {
  const ids = messageConnectors.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each([...cases, ...ownCases])("$connector.id", (one) => {
  const { connector, config } = one;
  const answers = {
    auth: "auth",
    balance: "balance",
    recipient_invalid: "recipient_invalid",
    recipient_blocked: "recipient_blocked",
    rate: "rate",
    ...one.answers,
  } as const;
  const readText = one.readText ?? (({ text }) => text);
  let vendor: FakeVendor;

  beforeEach(async () => {
    vendor = await one.startFake();
  });
  afterEach(() => vendor.close());

  const pointed = (more: Record<string, unknown> = {}, origin = vendor.origin) =>
    one.pointTo ? one.pointTo({ ...config, ...more }, origin) : { ...config, ...more, endpoint: origin };
  const send = (more: { config?: Record<string, unknown>; message?: Partial<SmsMessage>; timeoutMs?: number } = {}) => {
    const settings = settingsOf(connector, pointed(more.config));
    return connector.send(messageFor(settings, more.message), settings, contextFor(more.timeoutMs));
  };
  const failureOf = async (sending: Promise<unknown>): Promise<SendFailure> => {
    const failure = await sending.then(
      () => undefined,
      (error) => error,
    );
    expect(failure).toBeInstanceOf(SendFailure);
    return failure;
  };

  describe("settings", () => {
    test("takes its config as it is, and with our additions", () => {
      expect(checkSettings(connector, config, "en")).toMatchObject({ ok: true, ignored: [] });
      expect(checkSettings(connector, { ...config, timeoutMs: 3000 }, "en")).toMatchObject({ ok: true, ignored: [] });
    });

    test("takes unknown keys, and names them", () => {
      expect(checkSettings(connector, { ...config, nobodyKnows: 1 }, "en")).toMatchObject({
        ok: true,
        ignored: ["nobodyKnows"],
      });
    });

    test("reads what it made of a config to the same again: stored settings are parsed whenever they are opened", () => {
      for (const given of [config, connector.example, pointed({ timeoutMs: 3000 })]) {
        const made = settingsOf(connector, given as Record<string, unknown>);
        const stored = JSON.parse(JSON.stringify(made));
        expect(checkSettings(connector, stored, "en")).toEqual({ ok: true, settings: made, ignored: [] });
      }
    });

    test.each(one.badConfigs)("refuses %j by the field's path, in words", (bad, path) => {
      for (const language of ["ko", "en"] as const) {
        const checked = checkSettings(connector, { ...config, ...bad }, language);
        expect(checked.ok).toBe(false);
        if (checked.ok) return;
        expect(checked.problems.map((found) => found.path)).toContain(path);
        for (const { problem } of checked.problems) expect(problem.length).toBeGreaterThan(3);
        const isKorean = checked.problems.every(({ problem }) => /[가-힣]/.test(problem));
        expect(isKorean).toBe(language === "ko");
      }
    });

    test("refuses what is no object", () => {
      for (const nothing of [null, "x", 1, [], undefined])
        expect(checkSettings(connector, nothing, "en").ok).toBe(false);
    });

    test("has an example of its own shape, labels for every field, and marks its secrets", () => {
      expect(checkSettings(connector, connector.example, "en").ok).toBe(true);
      const { properties = {} } = z.toJSONSchema(connector.settings, { io: "input" });
      for (const [name, field] of Object.entries(properties)) {
        const meta = field as { label?: { ko: string; en: string }; secret?: boolean };
        expect(meta.label?.ko && meta.label.en, name).toBeTruthy();
        if (/token|secret|password|apikey/i.test(name) && !/Id$/.test(name)) expect(meta.secret, name).toBe(true);
      }
    });

    test("has remedies in both languages, for codes as the server keeps them", () => {
      for (const [code, { ko, en }] of Object.entries(connector.remedies ?? {})) {
        expect(code).toMatch(/^[\w.:-]{1,64}$/);
        expect(ko).toMatch(/[가-힣]/);
        expect(en).toMatch(/[a-z]{3}/);
      }
    });

    test.runIf(connector.docs.startsWith("docs/"))("has a page with the same headings as all", () => {
      const path = fileURLToPath(new URL(`../../${connector.docs}`, import.meta.url));
      expect(existsSync(path), connector.docs).toBe(true);
      const headings = [...readFileSync(path, "utf8").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual([
        "What you need",
        "Where to find it",
        "Settings",
        "Template rules",
        "Errors and what to do",
        "Limits",
      ]);
    });
  });

  describe("sends", () => {
    test("a Korean text", async () => {
      const accepted = await send();
      expect(vendor.accepted).toHaveLength(1);
      expect(vendor.accepted[0]?.to.replace(/\D/g, "")).toMatch(/(82|^0)1012345678$/);
      const text = readText(vendor.accepted[0] as never);
      if (one.vendorMakesCode) expect(text?.replace(CODE, "")).toMatch(/\b\d{4,10}\b/);
      else if (one.carriesCodeOnly) expect(text).toContain(CODE);
      else expect(text).toBe(`[문지기] 인증번호 [${CODE}]`);
      if (accepted.vendorMessageId !== undefined) expect(accepted.vendorMessageId).toMatch(/^\S{1,200}$/);
    });

    test("to a foreign number, or refuses it before the vendor does", async () => {
      const body = `Your Munjigi verification code is ${CODE}.`;
      const sending = send({ message: { to: "+14155550123", body, locale: "en" } });
      if (one.koreanOnly) {
        expect(await failureOf(sending)).toMatchObject({ failureClass: "geo", notSent: true });
        expect(vendor.requests).toHaveLength(0);
        return;
      }
      await sending;
      expect(vendor.accepted[0]?.to.replace(/\D/g, "")).toMatch(/4155550123$/);
    });

    test("an emoji, or refuses it before the vendor loses it", async () => {
      const sending = send({ message: { body: `문지기 🔑 인증번호 [${CODE}]` } });
      if (connector.limits.charset === "euc-kr" && !one.carriesCodeOnly) {
        expect((await failureOf(sending)).failureClass).toBe("content");
        expect(vendor.requests).toHaveLength(0);
      } else {
        await sending;
        if (!one.carriesCodeOnly) expect(readText(vendor.accepted[0] as never)).toContain("🔑");
      }
    });

    test("91 bytes: as a long message if the settings allow it, not at all if they do not", async () => {
      const start = `[문지기] 인증번호 [${CODE}] `;
      const body = start + "a".repeat(91 - eucKrBytes(start));
      if (connector.limits.longBytes === undefined && connector.limits.charset !== "euc-kr") {
        await send({ message: { body } });
        expect(vendor.accepted).toHaveLength(1);
        return;
      }
      const failure = await failureOf(send({ message: { body } }));
      expect(failure).toMatchObject({ failureClass: "content", vendorCode: "too_long" });
      expect(vendor.requests).toHaveLength(0);
      if (connector.limits.longBytes === undefined) return;
      await send({ config: { allowLms: true }, message: { body } });
      expect(readText(vendor.accepted[0] as never)).toBe(body);
    });
  });

  describe("tells why not", () => {
    const scenarios: [keyof typeof answers, () => Promise<unknown>][] = [
      ["auth", () => send({ config: one.wrongCredentials })],
      [
        "balance",
        () => {
          vendor.credit = 0;
          return send();
        },
      ],
      ["recipient_invalid", () => send({ message: { to: UNKNOWN_NUMBER } })],
      ["recipient_blocked", () => send({ message: { to: BLOCKED_NUMBER } })],
      ["rate", () => send({ message: { to: THROTTLED_NUMBER } })],
    ];
    test.each(scenarios.filter(([name]) => answers[name] !== null))("%s", async (name, act) => {
      const failure = await failureOf(act());
      expect(failure.failureClass).toBe(answers[name]);
      expect(failure.notSent).toBe(true);
      expect(failure.vendorCode).toBeTruthy();
      expect(vendor.accepted).toHaveLength(0);
    });

    const faults: [string, Fault, object][] = [
      ["500", { status: 500, body: "oops" }, { failureClass: "unknown", notSent: false }],
      ["503", { status: 503, headers: { "retry-after": "9" } }, { failureClass: "transient", retryAfterSeconds: 9 }],
      [
        "429 with Retry-After",
        { status: 429, headers: { "retry-after": "3" } },
        { failureClass: "rate", retryAfterSeconds: 3 },
      ],
      [
        "a redirect",
        { status: 302, headers: { location: "http://127.0.0.1:1/" } },
        { failureClass: "unknown", notSent: false },
      ],
      ["accepted, then cut off", { resetsAfterAccepting: true }, { failureClass: "unknown", notSent: false }],
      ["accepted, answered in HTML", { answersHtml: true }, { failureClass: "unknown", notSent: false }],
    ];
    test.each(faults)("%s", async (_name, fault, expected) => {
      vendor.fault = fault;
      if (one.anySuccessCounts && "answersHtml" in fault) await send();
      else expect(await failureOf(send())).toMatchObject(expected);
    });

    test("no answer within the time", async () => {
      vendor.fault = { hangs: true };
      expect(await failureOf(send({ timeoutMs: 200 }))).toMatchObject({ failureClass: "unknown", notSent: false });
    });

    test("an answer of 10 MB, and one that never ends", async () => {
      vendor.fault = { hugeBytes: 10 * 1024 * 1024 };
      expect(await failureOf(send())).toMatchObject({ failureClass: "unknown", notSent: false });
      vendor.fault = { dripsEveryMs: 10 };
      expect(await failureOf(send({ timeoutMs: 300 }))).toMatchObject({ failureClass: "unknown", notSent: false });
    });

    test("nobody listens", async () => {
      const gone = await one.startFake();
      await gone.close();
      const settings = settingsOf(connector, pointed({}, gone.origin));
      const failure = await failureOf(connector.send(messageFor(settings), settings, contextFor()));
      expect(failure).toMatchObject({ failureClass: "transient", notSent: true });
    });

    test("without the code, the number or a secret in the error", async () => {
      for (const to of [UNKNOWN_NUMBER, BLOCKED_NUMBER, NUMBER]) {
        vendor.fault = to === NUMBER ? { status: 500, body: `${NUMBER} ${CODE}` } : undefined;
        const failure = await send({ message: { to } }).then(
          () => undefined,
          (error: SendFailure) => error,
        );
        if (!failure) continue;
        const told = `${failure.message} ${failure.vendorCode}`.replace(/[^\w]/g, "");
        expect(told).not.toContain(CODE);
        expect(told).not.toContain(to.slice(-8));
      }
    });
  });

  describe.runIf(connector.balance !== undefined)("balance", () => {
    test("tells what is left", async () => {
      vendor.credit = 42;
      const settings = settingsOf(connector, pointed());
      const balance = await connector.balance?.(settings, contextFor());
      expect(balance?.amount).toMatch(/^42(\.0+)?$/);
      expect(balance?.unit).toBeTruthy();
    });

    test("fails with wrong credentials", async () => {
      const settings = settingsOf(connector, pointed(one.wrongCredentials));
      const failure = await failureOf(connector.balance?.(settings, contextFor()) as Promise<unknown>);
      expect(failure.failureClass).toBe("auth");
    });
  });

  describe.runIf(connector.senders !== undefined)("senders", () => {
    test("tells who is registered, and that the configured one is", async () => {
      const settings = settingsOf(connector, pointed());
      const found = await connector.senders?.(settings, contextFor());
      expect(found?.isRegistered).toBe(true);
      expect(found?.senders.filter(({ canSend }) => canSend).length).toBeGreaterThan(0);
    });

    test("fails with wrong credentials", async () => {
      const settings = settingsOf(connector, pointed(one.wrongCredentials));
      const failure = await failureOf(connector.senders?.(settings, contextFor()) as Promise<unknown>);
      expect(failure.failureClass).toBe("auth");
    });
  });

  describe.runIf(connector.status !== undefined)("status", () => {
    test("tells that a message arrived", async () => {
      const settings = settingsOf(connector, pointed());
      const { vendorMessageId } = await connector.send(messageFor(settings), settings, contextFor());
      expect(vendorMessageId).toBeTruthy();
      const report = await connector.status?.(vendorMessageId as string, settings, contextFor());
      expect(report).toMatchObject({ vendorMessageId, status: "delivered" });
    });
  });
});
