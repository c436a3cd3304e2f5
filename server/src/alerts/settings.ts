/** @module What alerts go by: whom they are mailed to, and from what figures on. Every member has a default. Pure. */
import { z } from "zod";
import { says } from "../document.js";
import { normalizeEmail } from "../email.js";

const MAX_EMAILS = 10;
const MAX_UNITS = 50;
const MAX_PERCENTS = 10;

const normalized = (text: string): string | undefined => {
  const email = normalizeEmail(text);
  return email.ok ? email.address : undefined;
};

// Spellings are made one by `overwrite`, not by a transform: the same schema also writes answers.
const email = z
  .string()
  .max(320)
  .refine(
    (text) => normalized(text) !== undefined,
    says("must be an e-mail address such as ops@shop.example", "ops@shop.example 같은 이메일 주소여야 합니다"),
  )
  .overwrite((text) => normalized(text) ?? text);

const unit = z
  .string()
  .refine((text) => /^[A-Za-z]{1,10}$/.test(text), says("must be a unit such as KRW", "KRW 같은 단위여야 합니다"));
const enabled = z.boolean().default(true);

export const alertSettingsSchema = z.strictObject({
  emails: z
    .array(email)
    .max(MAX_EMAILS)
    .overwrite((emails) => [...new Set(emails)])
    .default([])
    .describe("Whom alerts are mailed to, besides webhooks."),
  language: z.enum(["ko", "en"]).default("ko").describe("Of the e-mails."),
  tellEnds: z.boolean().default(true).describe("Whether the end of an alert is mailed too."),
  balanceLow: z
    .strictObject({
      enabled,
      below: z
        .record(unit, z.number().min(0).max(1e12))
        .refine(
          (units) => Object.keys(units).length <= MAX_UNITS,
          says(`must have at most ${MAX_UNITS} units`, `단위는 ${MAX_UNITS}개까지 쓸 수 있습니다`),
        )
        .default({ KRW: 10_000, USD: 10, EUR: 10, GBP: 10, DKK: 75, CNY: 70, RUB: 900, SMS: 500 })
        .describe("By the unit that the vendor counts in. One that is not here is told of when nothing is left."),
    })
    .prefault({}),
  failureSpike: z
    .strictObject({
      enabled,
      minutes: z.int().min(1).max(120).default(15).describe("How far back is looked."),
      messages: z.int().min(1).max(100_000).default(20).describe("Fewer say nothing."),
      share: z.number().min(0.01).max(1).default(0.3).describe("Of the messages to recipients that can be reached."),
    })
    .prefault({}),
  conversionDrop: z
    .strictObject({
      enabled,
      sends: z.int().min(1).max(1_000_000).default(100).describe("Codes of an hour; fewer say nothing."),
      drop: z.number().min(0.01).max(1).default(0.5).describe("By so much below the mean of the last seven days."),
    })
    .prefault({}),
  breakerOpen: z.strictObject({ enabled }).prefault({}),
  connectorUnusable: z.strictObject({ enabled }).prefault({}),
  budget: z
    .strictObject({
      enabled,
      percents: z
        .array(z.int().min(1).max(100))
        .max(MAX_PERCENTS)
        .overwrite((percents) => [...new Set(percents)].sort((one, other) => one - other))
        .default([50, 80, 100])
        .describe("At 100 new numbers are refused: a quarter of a budget is kept for those verified before."),
    })
    .prefault({}),
  limitAlarm: z
    .strictObject({ enabled })
    .prefault({})
    .describe("Whether alarms of limits (`limit.alarm`) are alerts too."),
});

export type AlertSettings = z.output<typeof alertSettingsSchema>;
