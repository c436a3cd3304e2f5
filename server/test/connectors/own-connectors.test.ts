/** @module Connectors of the team's own: loaded at the start, used like any other, refused in words. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadFactories } from "../../dist/connectors/factories.js";
import { newNumber, start, startApp, suiteDatabase } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/own-connector/${name}`, import.meta.url));

const database = suiteDatabase();
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "munjigi-own-"));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
});

test("the example of the documentation is tested, activated and sends", async () => {
  const { default: own } = await import(example("acme-sms.case.mjs"));
  const vendor: FakeVendor = await own.startFake();
  const env = { MUNJIGI_CONNECTORS: example("acme-sms.mjs"), MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" };
  const server = await startApp(database, { env });
  try {
    const { body: kind } = await manage(server.origin, "GET", "/connector-factories/acme-sms");
    expect(kind).toMatchObject({ id: "acme-sms", type: "Sms", schema: { properties: { apiKey: { secret: true } } } });
    const config = { ...own.config, endpoint: vendor.origin };
    const tested = await manage(server.origin, "POST", "/connectors/acme-sms/test", { phone: "01012345678", config });
    expect(tested).toMatchObject({ status: 200, body: { vendorMessageId: "acme-1" } });
    expect((await manage(server.origin, "POST", "/connectors", { connectorId: "acme-sms", config })).status).toBe(201);
    const to = newNumber();
    const { body } = await start(server.origin, to);
    const text = await eventually(async () => vendor.accepted.find((one) => one.to === to));
    expect(text).toMatchObject({ text: expect.stringMatching(/^\[Munjigi\] 인증번호 \[\d{6}\]$/) });
    expect(text.reference).toBe(body.send_code_attempts[0].attempt_sid);
  } finally {
    await server.stop();
    await vendor.close();
  }
});

const connector = (change: string) => `
  import { z } from ${JSON.stringify(import.meta.resolve("zod"))};
  const connector = { id: "mine", type: "Sms", name: { ko: "내 것", en: "Mine" }, docs: "", settings: z.object({}),
    limits: { maxBytes: 90, charset: "euc-kr" }, async send() { return {}; } };
  const social = { id: "mine", type: "Social", brand: "other", name: connector.name, docs: "", settings: z.object({}),
    async sharesRedirectUri() { return true; }, async authorizationUrl() { return ""; }, async exchange() {} };
  ${change}`;

test.each([
  ["throw new Error('no such thing');", "no such thing"],
  ["export const other = connector;", "its default export"],
  ["export default { ...connector, send: 'no' };", "send: must be a function"],
  ["export default { ...connector, id: 'Mine!' };", "id: must be lower-case letters, digits and dashes"],
  ["export default { ...connector, settings: {} };", "settings: must be a zod schema"],
  ["export default { ...connector, id: 'outbox' };", 'there is a connector of the id "outbox" already'],
  ["export default { ...connector, type: 'Fax' };", "type: Invalid"],
  ["export default { ...social, brand: 'mine' };", "brand: Invalid option"],
  ["export default { ...social, exchange: 'no' };", "exchange: must be a function"],
  ["export default [social, connector];", 'there is a connector of the id "mine" already'],
  ["export default [connector, connector];", 'there is a connector of the id "mine" already'],
])("refused in words: %s", async (change, words) => {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(path, connector(change));
  await expect(loadFactories([path])).rejects.toThrow(words);
});

test("a list of connectors, and a module that is not there", async () => {
  const path = join(folder, "two.mjs");
  writeFileSync(path, connector("export default [connector, { ...connector, id: 'another' }];"));
  const { all } = await loadFactories([path]);
  expect(all.slice(-2).map(({ id }) => id)).toEqual(["mine", "another"]);
  await expect(loadFactories(["./nowhere.mjs"])).rejects.toThrow("./nowhere.mjs: ");
  await expect(loadFactories(["@nobody/has-this"])).rejects.toThrow("@nobody/has-this: ");
});
