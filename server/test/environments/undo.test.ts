/** @module The way back from an import: connectors with what they had and what waited beside it, and the command line. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SECRET_KEY, suite } from "../harness.js";
import { run } from "../kit/run-to-end.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { ask, exportOf, importInto, secrets, secretTexts, solapi } from "./full-deployment.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const server = suite({ env: PRIVATE });
const at = () => server.origin;

const config = solapi;
const find = async (kind = "solapi-sms") =>
  (await ask(at(), "GET", "/connectors")).find(({ connectorId }: { connectorId: string }) => connectorId === kind);
const versionsOf = async () => {
  const { id } = await find();
  const { status, version, draft } = await ask(at(), "GET", `/connectors/${id}`);
  return { status, version, draft: draft?.version ?? null };
};
/** Whether these are the settings in force, secrets and all. */
const isInForce = async (given: Record<string, string>) => {
  const file = await exportOf(at());
  const { changes } = await importInto(at(), { munjigi: 1, connectors: file.connectors }, "?dryRun=1", given);
  return changes.length === 0;
};
const undo = (id: string, query = "", body: object = {}) =>
  ask(at(), "POST", `/settings/imports/${id}/undo${query}`, body);

test("a connector that the import put in force, and that sends alone, is off again", async () => {
  await ask(at(), "POST", "/connectors", { connectorId: "solapi-sms", config, activate: false });
  expect(await versionsOf()).toEqual({ status: "draft", version: 1, draft: null });
  const before = await exportOf(at());
  const file = structuredClone(before);
  file.connectors["solapi-sms"].role = "active";
  const { id } = await importInto(at(), file);
  expect((await versionsOf()).status).toBe("active");
  const { changes } = await undo(id);
  expect(changes).toEqual([{ change: "changed", path: "connectors.solapi-sms.role", old: "active", new: "off" }]);
  expect(await exportOf(at())).toEqual(before);
  // By hand, and by a file, the one that sends is replaced and never switched off.
  await importInto(at(), file);
  const off = structuredClone(before);
  const refused = await manage(at(), "POST", "/settings/import", { settings: off, secrets });
  expect(refused.body.title).toBe("connector.sends");
});

test("what waited beside the settings in force waits again, and those have their secrets back", async () => {
  const { id: connector } = await find();
  const { version } = await versionsOf();
  await ask(at(), "PATCH", `/connectors/${connector}`, { config: { ...config, from: "0299999999" } });
  const before = await versionsOf();
  expect(before).toEqual({ status: "active", version, draft: version + 1 });
  const file = await exportOf(at());
  file.connectors["solapi-sms"].settings.from = "0287654321";
  const given = { ...secrets, "env:SOLAPI_SMS_API_SECRET": "another-secret-that-nobody-may-see" };
  const { id } = await importInto(at(), file, "", given);
  expect(await versionsOf()).toMatchObject({ status: "active", draft: null });
  const tried = await undo(id, "?dryRun=1");
  expect(tried.changes).toEqual([
    { change: "changed", path: "connectors.solapi-sms.settings.from", old: "0287654321", new: config.from },
    {
      ...{ change: "changed", path: "connectors.solapi-sms.settings.apiSecret" },
      ...{ old: "(a secret)", new: "(another secret)" },
    },
  ]);
  expect(await undo(id)).toEqual(tried);
  expect(await versionsOf()).toEqual(before);
  expect(await isInForce(secrets)).toBe(true);
  const { draft } = await ask(at(), "GET", `/connectors/${connector}`);
  expect(draft.config.from).toBe("0299999999");
});

test("an undo of something else leaves a connector alone, and one that was put in force by hand goes back", async () => {
  const { id: connector } = await find();
  const before = await versionsOf();
  const events = async () =>
    (
      await server.sql<{ type: string }[]>`select type from audit_events where subject_id = ${connector} order by sid`
    ).map(({ type }) => type);
  const change = { munjigi: 1, services: { default: { codeTtlSeconds: 300 } } };
  const { id: first } = await importInto(at(), change);
  const told = await events();
  await undo(first);
  expect([await versionsOf(), await events()]).toEqual([before, told]);

  const { id } = await importInto(at(), change);
  await ask(at(), "POST", `/connectors/${connector}/activate`, { force: true });
  expect(await versionsOf()).toMatchObject({ version: before.draft, draft: null });
  await undo(id);
  // It was in force, so it is a version now; another draft would be a copy of it.
  expect(await versionsOf()).toEqual({ ...before, draft: null });
  expect(await isInForce(secrets)).toBe(true);
});

test("one that was switched off and changed is in force again with what it had, not with what it was given since", async () => {
  const { id: connector } = await find();
  const before = await versionsOf();
  const file = await exportOf(at());
  file.connectors["solapi-sms"].role = "off";
  file.connectors["solapi-sms"].settings.from = "0287654321";
  file.connectors.outbox = { role: "active", settings: {} };
  const { id } = await importInto(at(), file);
  expect((await versionsOf()).status).toBe("retired");
  await ask(at(), "PATCH", `/connectors/${connector}`, { config: { ...config, from: "0211111111" } });
  await undo(id);
  expect(await versionsOf()).toEqual(before);
  expect(await isInForce(secrets)).toBe(true);
  expect(await find("outbox")).toBeUndefined();
});

test("a connector that somebody has deleted since comes back with secrets that come with the undo", async () => {
  const before = await exportOf(at());
  const { id } = await importInto(at(), { munjigi: 1, services: { default: { codeLength: 7 } } });
  await ask(at(), "DELETE", `/connectors/${(await find()).id}?force=true`);
  const { status, body } = await manage(at(), "POST", `/settings/imports/${id}/undo`);
  expect([status, body.title, body.problems.map(({ path }: { path: string }) => path)]).toEqual([
    ...[422, "settings.secrets_missing"],
    ["connectors.solapi-sms.settings.apiKey", "connectors.solapi-sms.settings.apiSecret"],
  ]);
  await undo(id, "", { secrets });
  expect(await exportOf(at())).toEqual(before);
  expect(await isInForce(secrets)).toBe(true);
});

test("the command line shows an undo before it does it", async () => {
  const munjigi = (...command: string[]) =>
    run(
      { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...PRIVATE },
      { command: [process.execPath, CLI, ...command] },
    );
  await importInto(at(), { munjigi: 1, services: { default: { codeLength: 6 } } });
  const { id } = await importInto(at(), { munjigi: 1, services: { default: { codeLength: 9 } } });
  const listed = await munjigi("imports");
  expect([listed.code, listed.err]).toEqual([0, ""]);
  const lines = listed.out.trim().split("\n");
  expect(lines[0]).toMatch(new RegExp(`^${id}  20\\S+Z  by \\S+: 0 added, 1 changed, 0 removed$`));
  expect(lines.filter((line) => line.includes("; undone 20")).length).toBeGreaterThan(0);

  const shown = await munjigi("undo");
  expect([shown.code, shown.err]).toEqual([2, ""]);
  expect(shown.out).toContain("~ services.default.codeLength: 9 → 6");
  expect(shown.out).toContain(`munjigi undo ${id} --yes`);
  expect((await exportOf(at())).services.default.codeLength).toBe(9);
  const done = await munjigi("undo", id, "--yes");
  expect([done.code, done.err]).toEqual([0, ""]);
  expect(done.out).toContain("Changed back: 0 added, 1 changed, 0 removed.");
  expect((await exportOf(at())).services.default.codeLength).toBe(6);
  const again = await munjigi("undo", id, "--yes");
  expect([again.code, again.out]).toEqual([1, expect.stringContaining("✗ This import was undone already.")]);
  expect((await munjigi("undo", "IM0", "--yes")).code).toBe(1);
  expect((await munjigi("undo", "--force")).code).toBe(1);
  const said = [listed, shown, done, again].map(({ out, err }) => out + err).join();
  for (const secret of secretTexts) expect(said).not.toContain(secret);
});
