/** @module The mail of each kind of alert, in both languages: what happened with its figures, since when, what to do. */
import { expect, test } from "vitest";
import { type Alert, type AlertKind, alertKinds, endReasons } from "../../dist/alerts/alert.js";
import { alertWords, writeAlertMail } from "../../dist/alerts/alert-texts.js";
import { cleanValues } from "../../dist/delivery/notice.js";

const facts: Record<AlertKind, Record<string, unknown>[]> = {
  balance_low: [
    { amount: 9000, unit: "KRW", below: 10_000 },
    { refused: 3, minutes: 15 },
  ],
  failure_spike: [
    { messages: 1200, failed: 600, share: 0.5, minutes: 15, class: "sender" },
    { messages: 20, failed: 20, share: 1, minutes: 15, class: "expired" },
  ],
  conversion_drop: [{ sends: 400, converted: 80, share: 0.2, usualShare: 0.8, usualSends: 600 }],
  breaker_open: [{ channel: "sms", countries: ["JP", "KR"] }],
  connector_unusable: [{ channel: "email" }],
  budget: [
    { percent: 80, used: 600, budget: 1000, forNewNumbers: 750, hours: 24 },
    { percent: 100, used: 750, budget: 1000, forNewNumbers: 750, hours: 24 },
  ],
  limit_alarm: [{ rule: "prefix" }, { rule: "country-conversion", action: "block", seconds: 600 }],
};
const alertOf = (kind: AlertKind, facts: Record<string, unknown>, more: Partial<Alert> = {}): Alert => ({
  ...{ sid: `AL${"0".repeat(32)}`, kind, subjectKind: "connector", subjectId: "CN1", part: "", serviceSid: null },
  ...{ name: "solapi-sms", facts, mail: "queued", raisedAt: new Date("2026-11-30T09:12:00Z") },
  ...{ endedAt: null, endReason: null, ...more },
});

test.each(alertKinds.flatMap((kind) => facts[kind].map((one) => [kind, one] as const)))("%s %j", (kind, one) => {
  const figures = Object.entries(one).filter(([name, value]) => typeof value === "number" && name === "used");
  for (const language of ["ko", "en"] as const) {
    const mail = writeAlertMail(alertOf(kind, one), language, "https://auth.example");
    const whole = `${mail.subject}\n${mail.text}`;
    expect(whole).not.toMatch(/undefined|NaN|null|\[object/);
    expect(mail.subject).toMatch(/ - solapi-sms$/);
    expect(mail.text).toContain(language === "ko" ? "2026-11-30 18:12" : "2026-11-30 09:12 UTC");
    expect(mail.text).toContain(`https://auth.example/api/alerts/AL${"0".repeat(32)}`);
    expect(mail.text).toContain(alertWords[kind].remedy(one)[language]);
    expect(alertWords[kind].remedy(one)[language].length).toBeGreaterThan(20);
    for (const [, figure] of figures) expect(mail.text).toContain(String(figure));
    expect(/[가-힣]/.test(whole)).toBe(language === "ko");
    // A notice keeps it as it is.
    expect(cleanValues("operator_alert", { ...mail })).toEqual(mail);
    for (const endReason of endReasons) {
      const over = writeAlertMail(
        alertOf(kind, one, { endedAt: new Date(), endReason }),
        language,
        "https://auth.example",
      );
      expect(over.subject).toMatch(language === "ko" ? /^끝남: / : /^Over: /);
      expect(over.text).not.toMatch(/undefined|NaN/);
    }
  }
});
