/** @module A brand must not carry a link into a text: neither as it was given nor as it is sent. */
import { expect, test } from "vitest";
import { composeText } from "../../dist/delivery/compose-text.js";
import { problemWithFriendlyName } from "../../dist/services/friendly-name.js";

const send = (brand: string) => composeText({ locale: "ko", brand, code: "123456", doNotShare: false, korean: true });

test.each(["문지기", "우리동네마켓", "Cookie Tycoon", "A&B 2.0", "B-612", "Dr. Kim"])("%s is a name", (name) => {
  expect(problemWithFriendlyName(name)).toBeUndefined();
});

test.each([
  "evil.com",
  "163.com",
  "evil。kr",
  "evil｡kr",
  "ｅｖｉｌ．ｃｏｍ",
  "evil\u00ad.com",
  "evil\u2800.com",
  "https://x",
  "1.1.1.1",
  "a\nb",
])("%j is not", (name) => {
  expect(problemWithFriendlyName(name)).toBeDefined();
});

test.each(["evil💥.com", "evil.💥com", "x:/é/y"])(
  "%s loses what cannot be sent, and does not become a link",
  (name) => {
    expect(send(name)).not.toMatch(/\w\.\w|:\/\//);
  },
);
