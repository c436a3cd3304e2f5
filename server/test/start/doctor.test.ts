/** @module What the commands that look and try say: a connector whose sends all fail, and whose database a test message is sent by. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { expect, onTestFinished, test } from "vitest";
import { runDoctor } from "../../dist/start/doctor.js";
import { runSendTest } from "../../dist/start/send-test.js";
import { newNumber, SECRET_KEY, start, startApp, suiteDatabase } from "../harness.js";
import { clearAway } from "../kit/postgres-processes.js";
import { force, PRIVATE, reaches, twilioAccountNo, twilioConfig } from "../kit/vendors.js";

const database = suiteDatabase();
const env = () => ({ ...PRIVATE, DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY });

async function doctor(): Promise<string[]> {
  const lines: string[] = [];
  await runDoctor(env(), (line) => void lines.push(line));
  return lines.filter((line) => line.includes("sends all failed"));
}

let made = 0;
/** A message of a connector, so many minutes ago; `failed`: with which class. */
async function message(connector: string, minutesAgo: number, failed?: string, code = "30007") {
  const at = new Date(Date.now() - minutesAgo * 60_000);
  const sid = `VL${at.getTime().toString(16).padStart(12, "0")}${String(made++).padStart(20, "0")}`;
  const failures = failed
    ? [{ at: at.toISOString(), connector: "x", connector_id: connector, class: failed, code }]
    : null;
  await database.sql`insert into messages (sid, verification_sid, channel, status, connector_id, sent_at, failures)
    values (${sid}, 'VE1', 'sms', ${failed ? "failed" : "sent"}, ${connector}, ${failed ? null : at},
      ${failures ? database.sql.json(failures) : null}::jsonb)`;
}

test("a connector that the vendor refuses: told with class, count, since when and the remedy, until a send succeeds", async () => {
  const account = twilioAccountNo(1);
  const vendor = await fakeTwilio({ ...account, authToken: "changed-at-the-vendor-0123456789" });
  onTestFinished(() => vendor.close());
  const server = await startApp(database, { env: PRIVATE });
  onTestFinished(() => server.stop());
  const id = await force(server.origin, twilioConfig(vendor, account));
  expect(await doctor()).toEqual([]);
  const began = Date.now();
  for (let n = 0; n < 3; n++) {
    const { body } = await start(server.origin, newNumber());
    await reaches(database, body.send_code_attempts[0].attempt_sid, "failed");
  }
  const [line = "", ...others] = await doctor();
  expect(others).toEqual([]);
  expect(line).toMatch(
    /^✗ SMS connector \(active\): twilio-short-message-service: the last 3 sends all failed, since /,
  );
  expect(line).toContain("(3 × auth, the last with the vendor's code 20003). ");
  expect(Date.parse(/since (\S+)/.exec(line)?.[1] ?? "")).toBeGreaterThanOrEqual(began - 1000);
  // One that a vendor takes ends it.
  await database.sql`update messages set sent_at = clock_timestamp() where sid = (select max(sid) from messages)`;
  await message(id, 0);
  expect(await doctor()).toEqual([]);
});

test("in a row counts, not the share; not what recipients are to blame for, nor what is older than a day", async () => {
  await database.sql`delete from messages`;
  const [{ id }] = await database.sql<[{ id: string }]>`select id from connectors where status = 'active'`;
  for (let n = 0; n < 5; n++) await message(id, 2000, "sender");
  await message(id, 300);
  for (let n = 0; n < 9; n++) await message(id, 60 - n, "sender");
  for (let n = 0; n < 5; n++) await message(id, 20, n % 2 ? "recipient_invalid" : "rate");
  expect(await doctor()).toEqual([]);
  await message(id, 5, "transient", "20500");
  const [line] = await doctor();
  expect(line).toContain("the last 10 sends all failed");
  expect(line).toContain("(9 × sender, 1 × transient, the last with the vendor's code 20500)");
});

test("a test message says by whose database it is sent, and that no server is asked", async () => {
  const lines: string[] = [];
  const to = ["--to", "01012345678", "--connector", "CN0"];
  const url = new URL(database.url);
  url.password = "a-password-of-the-database";
  const say = (line: string) => void lines.push(line);
  await runSendTest(to, env(), say);
  expect(lines[0]).toMatch(/^ {2}Sent by this process \(\d+\), not by a server that runs: development, database: /);
  expect(lines.join("\n")).toContain(url.pathname);
  expect(lines.join("\n")).not.toContain("munjigi:");
  expect(lines.some((line) => line.startsWith("!"))).toBe(false);

  // Started in another folder than the server's it makes a database: that must not go unsaid.
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  onTestFinished(async () => {
    await clearAway(join(folder, "pg"));
    await rm(folder, { recursive: true, force: true });
  });
  lines.length = 0;
  await runSendTest(to, { MUNJIGI_DATA_DIR: folder }, say);
  expect(lines[0]).toContain(`database: embedded, ${join(folder, "pg")}`);
  expect(lines[1]).toMatch(new RegExp(`^! There was no database in ${folder}, so one was made .*MUNJIGI_DATA_DIR`));
  lines.length = 0;
  await runSendTest(to, { MUNJIGI_DATA_DIR: folder }, say);
  expect(lines.some((line) => line.startsWith("!"))).toBe(false);
});
