/**
 * @module kill -9 of the server at random points while things happen 50 times a second. Every event whose request was answered reaches
 * its endpoint, in the order of its subject, however often it comes.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newNumber, SECRET_KEY, type ServerProcess, startProcess, suiteDatabase } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually, rounds } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "./receiver.js";

const KILLS = rounds(4, 8);
const PER_SECOND = 50;

const database = suiteDatabase();
let receiver: Receiver;

beforeAll(async () => {
  receiver = await openReceiver();
  // Time to be killed in: after the receiver has it, before the server knows. Now and then it fails.
  receiver.answer = (response) =>
    void setTimeout(() => response.writeHead(Math.random() < 0.02 ? 503 : 204).end(), Math.random() * 100);
});
afterAll(async () => await receiver.close());

test(`kill -9 at ${KILLS} random points under ${PER_SECOND} events a second loses none`, async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: database.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_LOG_LEVEL: "error",
    MUNJIGI_ALLOW_PRIVATE_NETWORK: "true",
  };
  const open = () => startProcess(env, { port });
  let server: ServerProcess = await open();
  await receiver.subscribe(origin, { events: ["user.created", "user.updated"] });

  /** Events whose requests were answered: of each user one for its making and one for each new name. */
  const answered = new Map<string, number>();
  const count = () => [...answered.values()].reduce((sum, n) => sum + n, 0);
  const asked: Promise<void>[] = [];
  let loading = true;
  const act = async (n: number) => {
    const known = [...answered.keys()];
    const sid = known[known.length - 1 - (n % 7)];
    try {
      if (n % 2 === 0 || sid === undefined) {
        const identifiers = [{ kind: "phone", value: newNumber() }];
        const { status, body } = await manage(origin, "POST", "/users", { identifiers });
        if (status === 201) answered.set(body.sid, (answered.get(body.sid) ?? 0) + 1);
      } else {
        const { status } = await manage(origin, "PATCH", `/users/${sid}`, { name: `이름 ${n}` });
        if (status === 200) answered.set(sid, (answered.get(sid) ?? 0) + 1);
      }
    } catch {
      // It was killed: whether it happened nobody knows.
    }
  };
  const load = (async () => {
    for (let n = 0; loading; n++) {
      asked.push(act(n));
      await sleep(1000 / PER_SECOND);
    }
  })();
  for (let kill = 0; kill < KILLS; kill++) {
    const before = { answered: count(), received: receiver.received.length };
    await eventually(async () => count() > before.answered + 50 && receiver.received.length > before.received + 50);
    await sleep(Math.random() * 500);
    server.child.kill("SIGKILL");
    await server.exited;
    server = await open();
  }
  loading = false;
  await load;
  await Promise.all(asked);
  await eventually(async () => {
    await database.sql`update webhook_deliveries set next_at = clock_timestamp() where status = 'waiting' and next_at > clock_timestamp()`;
    const [left] = await database.sql`select count(*)::int as n from webhook_deliveries where status <> 'delivered'`;
    return left?.n === 0;
  }, 180_000);
  await server.stop();

  const seen = new Map<string, string[]>();
  for (const { id, data } of receiver.received) {
    const ids = seen.get(data.subject.id) ?? [];
    // First comings, in their order.
    if (!ids.includes(id)) ids.push(id);
    seen.set(data.subject.id, ids);
  }
  const lost = [...answered].filter(([sid, events]) => (seen.get(sid)?.length ?? 0) < events);
  const overtaken = [...seen.values()].filter((ids) => ids.join() !== [...ids].sort().join());
  expect({ lost, overtaken, unsigned: receiver.unsigned }).toEqual({ lost: [], overtaken: [], unsigned: [] });
  const events = count();
  const twice = receiver.received.length - [...seen.values()].flat().length;
  // Otherwise nothing was under way when it was killed.
  expect(events).toBeGreaterThan(50 * KILLS);
  expect(twice).toBeGreaterThan(0);
  console.log(
    `${events} events of ${answered.size} users, ${receiver.received.length} requests, ${twice} of them again`,
  );
}, 600_000);
