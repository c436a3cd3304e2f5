/** @module The script that copies services, run between two deployments as a process of its own, with the official SDK. */
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { call, credentials, suite } from "../harness.js";
import { exampleFolder } from "./examples.js";

const before = suite();
const after = suite();
const folder = mkdtempSync(join(tmpdir(), "munjigi-copy-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manage = async (origin: string, path: string, body?: unknown) => {
  const response = await fetch(`${origin}/api${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  return (await response.json()) as any;
};

async function copy(env: Record<string, string> = {}): Promise<string> {
  const sdk = dirname(createRequire(import.meta.url).resolve("twilio6/package.json"));
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  rmSync(join(folder, "node_modules/twilio"), { force: true });
  symlinkSync(sdk, join(folder, "node_modules/twilio"));
  copyFileSync(join(exampleFolder("copy-services"), "copy-services.mjs"), join(folder, "copy-services.mjs"));
  const { accountSid, authToken, adminToken } = credentials;
  const { stdout } = await promisify(execFile)(process.execPath, ["copy-services.mjs"], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, FROM_URL: before.origin, MUNJIGI_URL: after.origin },
      ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken },
      ...{ MUNJIGI_ACCOUNT_SID: accountSid, MUNJIGI_AUTH_TOKEN: authToken, MUNJIGI_ADMIN_TOKEN: adminToken },
      ...env,
    },
  });
  return stdout;
}

const serviceNamed = async (origin: string, name: string) =>
  (await call(origin, "/Services?PageSize=100")).body.services.find(
    (one: { friendly_name: string }) => one.friendly_name === name,
  );

test("what a service is made of arrives, and what does not is said", async () => {
  const translations = [{ locale: "ko", text: "{{code}} 입니다", isDefault: true }];
  const { sid: template } = await manage(before.origin, "/templates", { friendlyName: "Ours", translations });
  const { body: old } = await call(before.origin, "/Services", {
    ...{ FriendlyName: "Bank", CodeLength: "8", Psd2Enabled: "true", CustomCodeEnabled: "true" },
    ...{ SkipSmsToLandlines: "true", DoNotShareWarningEnabled: "true", DefaultTemplateSid: template },
    ...{
      AllowedCountries: "KR,JP",
      DefaultCountry: "JP",
      DefaultLocale: "ja",
      "Push.FcmCredentialSid": `CR${"0".repeat(32)}`,
    },
  });
  const limits = `/Services/${old.sid}/RateLimits`;
  const { body: limit } = await call(before.origin, limits, { UniqueName: "ip", Description: "By address" });
  for (const [Max, Interval] of [
    ["5", "60"],
    ["20", "3600"],
  ] as const)
    await call(before.origin, `${limits}/${limit.sid}/Buckets`, { Max, Interval });

  const said = await copy();
  const made = await serviceNamed(after.origin, "Bank");
  expect(made).toMatchObject({
    ...{ code_length: 8, psd2_enabled: true, custom_code_enabled: true, skip_sms_to_landlines: true },
    ...{
      do_not_share_warning_enabled: true,
      allowed_countries: ["KR", "JP"],
      default_country: "JP",
      default_locale: "ja",
    },
  });
  const { templates } = await manage(after.origin, "/templates");
  const copied = templates.find(({ sid }: { sid: string }) => sid === made.default_template_sid);
  expect(copied).toMatchObject({ friendlyName: "Ours", translations });
  const { body } = await call(after.origin, `/Services/${made.sid}/RateLimits`);
  expect(body.rate_limits).toMatchObject([{ unique_name: "ip", description: "By address" }]);
  const buckets = await call(after.origin, `/Services/${made.sid}/RateLimits/${body.rate_limits[0].sid}/Buckets`);
  expect(
    buckets.body.buckets.map(({ max, interval }: { max: number; interval: number }) => [max, interval]).sort(),
  ).toEqual([
    [20, 3600],
    [5, 60],
  ]);
  expect(said).toContain(`${old.sid} -> ${made.sid} Bank`);
  const left = said.slice(said.indexOf("Not copied:"));
  expect(left).toContain("its settings of push");
  expect(left).toContain("the safe list");

  // Again: nothing is made twice, and that is said too.
  const again = await copy();
  expect(again).toContain(`${old.sid} "Bank": Munjigi has a service of this name`);
  const { body: list } = await call(after.origin, "/Services?PageSize=100");
  expect(list.services.filter((one: { friendly_name: string }) => one.friendly_name === "Bank")).toHaveLength(1);
});

test("countries that the source does not tell are the caller's to name", async () => {
  await call(before.origin, "/Services", { FriendlyName: "Shop", AllowedCountries: "US" });
  await copy({ COUNTRIES: "KR,VN" });
  expect(await serviceNamed(after.origin, "Shop")).toMatchObject({ allowed_countries: ["KR", "VN"] });
});
