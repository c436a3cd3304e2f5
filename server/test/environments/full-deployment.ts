/** @module A deployment that has something of everything that travels, and a word with its API about settings. */

import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import { expect } from "vitest";
import { type Answer, call, credentials } from "../harness.js";
import { manage } from "../kit/vendors.js";

export const API_SECRET = "solapi-api-secret-that-nobody-may-see";
export const solapi = {
  ...{ apiKey: "solapi-api-key-that-nobody-may-see", apiSecret: API_SECRET, from: "0212345678" },
  templates: exampleTemplates,
};
const kakao = { clientId: "kakao-client-id", clientSecret: "kakao-client-secret-that-nobody-may-see" };
export const secrets = {
  "env:SOLAPI_SMS_API_KEY": solapi.apiKey,
  "env:SOLAPI_SMS_API_SECRET": solapi.apiSecret,
  "env:KAKAO_UNIVERSAL_CLIENT_SECRET": kakao.clientSecret,
};
export const secretTexts = Object.values(secrets);

export async function ask(origin: string, method: string, path: string, body?: unknown): Promise<Answer["body"]> {
  const { status, body: answer } = await manage(origin, method, path, body);
  expect([status < 300, answer?.detail, answer?.problems], `${method} ${path}`).toEqual([true, undefined, undefined]);
  return answer;
}

export const exportOf = (origin: string) => ask(origin, "GET", "/settings/export");
export const importInto = (origin: string, settings: unknown, query = "", given: object = secrets) =>
  ask(origin, "POST", `/settings/import${query}`, { settings, secrets: given });
export const tryImport = (origin: string, settings: unknown, given: object = {}, query = "") =>
  manage(origin, "POST", `/settings/import${query}`, { settings, secrets: given });

export async function fill(origin: string): Promise<void> {
  const template = await ask(origin, "POST", "/templates", {
    friendlyName: "Short",
    translations: [{ locale: "ko", text: "[{{friendly_name}}] {{code}}", isDefault: true }],
  });
  const first = `/Services/${credentials.serviceSid}`;
  await call(origin, first, {
    ...{ FriendlyName: "Shop", CodeLength: "5", DefaultTemplateSid: template.sid, AllowedCountries: "KR,JP" },
    ...{ WebOtpHost: "shop.example", "Totp.Issuer": "Shop" },
  });
  await call(origin, "/Services", { FriendlyName: "Partner", ResendWaits: "30,60", DefaultLocale: "ko" });
  const { body: second } = await call(origin, "/Services", { FriendlyName: "Partner", CodeLength: "8" });
  const { body: limit } = await call(origin, `${first}/RateLimits`, { UniqueName: "ip", Description: "by address" });
  await call(origin, `${first}/RateLimits/${limit.sid}/Buckets`, { Max: "100", Interval: "60" });
  await call(origin, `${first}/RateLimits/${limit.sid}/Buckets`, { Max: "1000", Interval: "3600" });
  await ask(origin, "PATCH", `/services/${credentials.serviceSid}/limits`, {
    address: { soft: [], hard: ["30/h"] },
    noConversion: { sends: 40, share: 0.2, mode: "observe" },
  });
  await ask(origin, "POST", "/connectors", { connectorId: "solapi-sms", config: solapi, activate: true, force: true });
  await ask(origin, "POST", "/connectors", { connectorId: "kakao-universal", config: kakao, activate: true });
  await ask(origin, "POST", "/resources", {
    ...{ indicator: "https://api.shop.example", name: "Shop API", scopes: ["orders:read", "orders:write"] },
  });
  await ask(origin, "POST", "/applications", {
    ...{ name: "Shop", type: "web", redirectUris: ["https://shop.example/callback"], service: second.sid },
    ...{ resources: ["https://api.shop.example"], defaultScopes: "openid phone orders:read" },
  });
  await ask(origin, "POST", "/applications", { name: "Phone app", type: "native", redirectUris: ["shop.app:/cb"] });
  await ask(origin, "PUT", "/organization-roles/billing", { description: "Pays" });
  await ask(origin, "POST", "/webhooks", {
    ...{ url: "https://hooks.shop.example/munjigi", events: ["user.*"], service: second.sid, description: "상점" },
  });
  const { headers } = await manage(origin, "GET", "/sign-in-experience");
  const { status } = await manage(
    ...([origin, "PATCH", "/sign-in-experience"] as const),
    { serviceSid: second.sid, brand: { name: "상점", colour: "#0b6e4f" }, social: { order: ["kakao-universal"] } },
    { headers: { "if-match": headers.get("etag") as string } },
  );
  expect(status).toBe(200);
}
