/** @module What a vendor's answer names as the time to wait: seconds, or a date as HTTP writes it (RFC 9110 §10.2.3, §5.6.7). */
import { expect, test } from "vitest";
import { failureOf } from "../dist/kit/call-vendor.js";
import { contextFor } from "./context.js";

const NOW = new Date("2026-11-29T12:00:00Z");
const read = (value: string) =>
  failureOf(
    { ...contextFor(), clock: () => NOW },
    { status: 429, headers: new Headers({ "retry-after": value }), text: "", json: undefined },
  ).retryAfterSeconds;

test.each<[string, number | undefined]>([
  ["7", 7],
  ["0", 0],
  ["Sun, 29 Nov 2026 12:00:30 GMT", 30],
  ["Sunday, 29-Nov-26 12:00:30 GMT", 30],
  ["Sun, 29 Nov 2026 11:59:00 GMT", 0],
  ["-5", undefined],
  ["1.5", undefined],
  ["10, 20", undefined],
  ["2030-01-01", undefined],
  ["soon", undefined],
  ["", undefined],
])("Retry-After: %s", (value, seconds) => {
  expect(read(value)).toBe(seconds);
});
