/** @module Fields that settings of connectors have in common. */
import { callVendor } from "@munjigi/connectors/kit/call-vendor";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { nhnCloud } from "@munjigi/connectors/sms/nhn-cloud";
import { expect, test } from "vitest";
import { contextFor } from "./context.js";

const problemsOf = (more: object) => {
  const checked = checkSettings(nhnCloud, { ...nhnCloud.example, ...more }, "en");
  return checked.ok ? [] : checked.problems.map(({ path }) => path);
};

test.each([
  "https://a.example/#x",
  "https://a.example/?",
  "https://a.example?x",
  "https://u:p@a.example",
  "ftp://a.example",
])("an endpoint is an origin, since a path is put behind it: not %s", (endpoint) =>
  expect(problemsOf({ endpoint })).toEqual(["endpoint"]),
);

test.each(["https://a.example", "https://a.example/", "HTTPS://A.example:8443"])("an origin: %s", (endpoint) =>
  expect(problemsOf({ endpoint })).toEqual([]),
);

test("a secret is one line: some become headers", async () => {
  expect(problemsOf({ secretKey: "two\nlines" })).toEqual(["secretKey"]);
  expect(problemsOf({ secretKey: "a\0b" })).toEqual(["secretKey"]);
  expect(problemsOf({ secretKey: " pasted with blanks around\n" })).toEqual([]);
});

test("what fits into no header was not sent, and is not repeated", async () => {
  for (const secret of ["비밀비밀", "a\r\nb"]) {
    const failure = await callVendor(contextFor(), "http://127.0.0.1:1", { headers: { "x-key": secret } }).catch(
      (e) => e,
    );
    expect(failure).toMatchObject({ failureClass: "auth", notSent: true, vendorCode: "header" });
    expect(`${failure.stack}${failure.cause ?? ""}`).not.toContain(secret);
  }
});

test("a text of an invitation tells a link; an older one, with a code, is kept", () => {
  const base = (nhnCloud.example as { templates: object[] }).templates;
  const at = base.length;
  const withText = (content: string, usageType = "OrganizationInvitation") =>
    problemsOf({ templates: [...base, { usageType, content }] });
  expect(withText("[{{brand}}] {{organization}} {{link}}")).toEqual([]);
  expect(withText("[{{brand}}] {{code}}")).toEqual([]);
  for (const content of ["{{brand}}", "{{link}} {{code}}", "{{link}} {{minutes}}", "{{link}} {{token}}", "{{link}} 💥"])
    expect(withText(content), content).toEqual([`templates.${at}.content`]);
  expect(withText("{{link}}", "SignIn")).toEqual([`templates.${at}.content`]);
});
