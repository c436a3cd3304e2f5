/**
 * @module kill -9 of the server at random points under load. What was acknowledged is not lost: every 201 is sent or
 * given up in the record, and nobody gets more than two texts for one request.
 */
import { createServer as createHttp } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newNumber, SECRET_KEY, type ServerProcess, start, startProcess, suiteDatabase } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually, rounds, slowed } from "../kit/pace.js";

const KILLS = rounds(6, 20);
const PER_SECOND = 40;
/** A lease of fifteen seconds, and the one retry after it. */
const SETTLED_WITHIN_MS = 20_000 + slowed(3000);
const script = fileURLToPath(new URL("../fixtures/serve-with-vendor.mjs", import.meta.url));

/** What the vendor got, whether or not the server lived to hear that it did. */
const got: { reference: string; to: string; body: string }[] = [];
const vendor = createHttp((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", async () => {
    const message = JSON.parse(body);
    got.push(message);
    // Time to be killed in: after the vendor has it, before the server knows.
    await sleep(Math.random() * 150);
    response.end(JSON.stringify({ vendorMessageId: `v-${message.reference}`, parts: 1 }));
  });
});

const database = suiteDatabase();

beforeAll(async () => {
  await new Promise<void>((done) => vendor.listen(0, "127.0.0.1", done));
});

afterAll(async () => {
  vendor.closeAllConnections();
  vendor.close();
});

test(`kill -9 at ${KILLS} random points: every 201 is sent or given up within 20 s, with at most two texts`, async () => {
  const port = await freePort();
  const env = {
    DATABASE_URL: database.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_LOG_LEVEL: "error",
    VENDOR_URL: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`,
  };
  const open = () => startProcess(env, { script, port });

  const acknowledged: { verification: string; message: string; to: string }[] = [];
  const others = new Map<string, number>();
  const count = (what: string) => others.set(what, (others.get(what) ?? 0) + 1);
  let loading = true;
  const asked: Promise<void>[] = [];
  const ask = async () => {
    // Every third number asks twice: resends are messages too.
    const to = asked.length % 3 === 2 ? (acknowledged.at(-1)?.to ?? newNumber()) : newNumber();
    try {
      const { status, body } = await start(`http://127.0.0.1:${port}`, to);
      if (status === 201)
        acknowledged.push({ verification: body.sid, message: body.send_code_attempts.at(-1).attempt_sid, to });
      else count(String(status));
    } catch {
      count("no answer");
    }
  };

  let server: ServerProcess = await open();
  const load = (async () => {
    while (loading) {
      asked.push(ask());
      await sleep(1000 / PER_SECOND);
    }
  })();
  for (let kill = 0; kill < KILLS; kill++) {
    // Some that were acknowledged by this server, and then a random point.
    const before = acknowledged.length;
    await eventually(async () => acknowledged.length > before + 5);
    await sleep(Math.random() * 500);
    server.child.kill("SIGKILL");
    await server.exited;
    server = await open();
  }
  const restarted = Date.now();
  loading = false;
  await load;
  await Promise.all(asked);

  const unsettled = async () =>
    (await database.sql`select count(*)::int as n from messages where status in ('queued', 'sending')`)[0]?.n;
  await eventually(async () => (await unsettled()) === 0);
  const settledAfter = Date.now() - restarted;
  await server.stop();

  const rows = await database.sql<
    { sid: string; verificationSid: string; status: string; errorClass: string | null }[]
  >`
    select m.sid, m.verification_sid, m.status, m.error_class from messages m
    join verifications v on v.sid = m.verification_sid`;
  const bySid = new Map(rows.map((row) => [row.sid, row]));
  const texts = new Map<string, string[]>();
  for (const { reference, body } of got) texts.set(reference, [...(texts.get(reference) ?? []), body]);

  const lost = acknowledged.filter(({ message, verification }) => bySid.get(message)?.verificationSid !== verification);
  const neverSent = rows.filter(({ sid, status }) => status === "sent" && !texts.has(sid));
  const tooOften = [...texts].filter(([, bodies]) => bodies.length > 2);
  const otherCode = [...texts].filter(([, bodies]) => new Set(bodies).size > 1);
  const outOfNowhere = [...texts.keys()].filter((reference) => !bySid.has(reference));
  expect({ lost, neverSent, tooOften, otherCode, outOfNowhere }).toEqual({
    ...{ lost: [], neverSent: [], tooOften: [], otherCode: [], outOfNowhere: [] },
  });
  const twice = [...texts.values()].filter(({ length }) => length === 2).length;
  // Given up in the record, and for no other reason than that nobody knows whether they were sent.
  const failed = rows.filter(({ status }) => status === "failed");
  expect(failed.filter(({ errorClass }) => errorClass !== "unknown")).toEqual([]);
  expect(settledAfter).toBeLessThan(SETTLED_WITHIN_MS);
  // Otherwise nothing was under way when it was killed.
  expect(acknowledged.length).toBeGreaterThan(5 * KILLS);
  expect(twice).toBeGreaterThan(0);
  console.log(
    `${acknowledged.length} acknowledged of ${asked.length}, other answers ${JSON.stringify([...others])}; ` +
      `${twice} texts twice, ${failed.length} given up; all settled ${settledAfter} ms after the last restart`,
  );
});
