/** @module Endpoints that fail: nothing is lost, nothing overtakes within a subject, and nobody else waits. */

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { burst, check, newNumber, readCode, start, startApp, suite } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { openReceiver, type Received, type Receiver } from "./receiver.js";

/** One event for a user that is made, one for each change. */
const TYPES = ["user.created", "user.updated"];
const server = suite({ env: PRIVATE });
let receiver: Receiver;
let steady: Receiver;

/** For each test: what an endpoint of the test before is still told does not come to them. */
beforeEach(async () => {
  receiver = await openReceiver();
  steady = await openReceiver();
});
afterEach(async () => {
  await server.sql`delete from webhook_endpoints`;
  await receiver.close();
  await steady.close();
});

const users = (method: string, path: string, body?: object) => manage(server.origin, method, `/users${path}`, body);
async function makeUser(): Promise<string> {
  const { status, body } = await users("POST", "", { identifiers: [{ kind: "phone", value: newNumber() }] });
  expect(status).toBe(201);
  return body.sid;
}
const rename = async (sid: string, name: string) =>
  expect((await users("PATCH", `/${sid}`, { name })).status).toBe(200);

/** What waits is due, as if the time had passed. */
const hurry = () =>
  server.sql`update webhook_deliveries set next_at = clock_timestamp() where status = 'waiting' and next_at > clock_timestamp()`;
const settled = async () => {
  await eventually(async () => {
    await hurry();
    const [row] =
      await server.sql`select count(*)::int as n from webhook_deliveries where status in ('waiting', 'sending')`;
    return row?.n === 0;
  });
};
const of = (one: Receiver, sid: string): Received[] => one.received.filter(({ data }) => data.subject.id === sid);

test("a failing event of one subject holds that subject's later ones, and no other's", async () => {
  const { id } = await receiver.subscribe(server.origin, { events: TYPES });
  const sick = await makeUser();
  await eventually(async () => of(receiver, sick).length === 1);
  let isDown = true;
  receiver.answer = (response, event) => response.writeHead(isDown && event.data.subject.id === sick ? 500 : 200).end();
  for (const name of ["하나", "둘", "셋"]) await rename(sick, name);
  const well = await makeUser();
  await rename(well, "넷");
  await eventually(async () => of(receiver, well).length === 2);
  await eventually(async () => of(receiver, sick).length >= 2);
  expect(new Set(of(receiver, sick).map(({ id }) => id)).size).toBe(2);
  isDown = false;
  await settled();
  const ids = [...new Set(of(receiver, sick).map((event) => event.id))];
  expect(ids).toHaveLength(4);
  expect(ids).toEqual([...ids].sort());
  expect(
    of(receiver, sick)
      .map(({ type }) => type)
      .at(-1),
  ).toBe("user.updated");
  const { body } = await manage(server.origin, "GET", `/webhooks/${id}/deliveries?status=delivered`);
  expect(body.deliveries).toHaveLength(6);
  expect(body.deliveries.every(({ answer }: { answer: number }) => answer >= 200 && answer < 300)).toBe(true);
});

const answers: [string, (one: Receiver) => Receiver["answer"]][] = [
  ["answers 500", () => (response) => response.writeHead(500).end("no")],
  ["answers 404", () => (response) => response.writeHead(404).end()],
  [
    "redirects to an internal address",
    () => (response) => response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end(),
  ],
  ["redirects to itself", (one) => (response) => response.writeHead(307, { location: `${one.url}/2` }).end()],
  ["closes the connection", () => (response) => response.destroy()],
  [
    "speaks no HTTP",
    () => (response) => {
      response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n");
    },
  ],
];

test.each(answers)(
  "one that %s is asked again, and gets each event after it has recovered",
  async (_what, answerOf) => {
    receiver.answer = answerOf(receiver);
    await receiver.subscribe(server.origin, { events: ["user.created"] });
    const sids = await Promise.all(Array.from({ length: 4 }, makeUser));
    for (const sid of sids) await eventually(async () => of(receiver, sid).length >= 1);
    await eventually(async () => {
      const [row] = await server.sql`select count(*)::int as n from webhook_deliveries where failures >= 1`;
      return row?.n === 4;
    });
    expect(receiver.received.every(({ path }) => path === "/hooks")).toBe(true);
    receiver.answer = (response) => response.writeHead(204).end();
    await settled();
    const [row] = await server.sql`select count(*)::int as n from webhook_deliveries where status = 'delivered'`;
    expect(row?.n).toBe(4);
    expect(receiver.unsigned).toEqual([]);
  },
);

const odd: [string, Receiver["answer"]][] = [
  [
    "10 MB behind a 200",
    (response) => {
      response.writeHead(200);
      const piece = Buffer.alloc(65_536, "x");
      const pour = () => {
        while (!response.destroyed && response.write(piece));
        response.once("drain", pour);
      };
      pour();
    },
  ],
  [
    "less than it says",
    (response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("ok");
      setTimeout(() => response.destroy(), 20);
    },
  ],
  [
    "a head and then nothing",
    (response) => {
      response.writeHead(200, { "content-length": "2" });
      response.flushHeaders();
    },
  ],
];

test.each(odd)("a 2xx counts, whatever comes behind it: %s", async (_what, answer) => {
  receiver.answer = answer;
  await receiver.subscribe(server.origin, { events: ["user.created"] });
  const sid = await makeUser();
  await eventually(async () => {
    const [row] = await server.sql`select status from webhook_deliveries`;
    return row?.status === "delivered";
  });
  expect(of(receiver, sid)).toHaveLength(1);
});

test("endpoints that hang delay nobody: not the others, not codes", async () => {
  const hanging = await Promise.all(Array.from({ length: 5 }, () => openReceiver()));
  for (const one of hanging) {
    one.answer = () => {};
    await one.subscribe(server.origin, { events: TYPES });
  }
  await steady.subscribe(server.origin, { events: [...TYPES, "verification.*"] });
  // As many as the hanging ones can hold, and more.
  const sids = await burst(20, makeUser);
  for (const one of hanging) await eventually(async () => one.received.length > 0);
  const begun = performance.now();
  const late = await makeUser();
  const to = newNumber();
  const { body } = await start(server.origin, to);
  await check(server.origin, to, await readCode(server.origin, to));
  await eventually(async () => of(steady, late).length === 1 && of(steady, body.sid).length === 1);
  expect(performance.now() - begun).toBeLessThan(2000 + slowed(2000));
  for (const sid of sids) expect(of(steady, sid)).toHaveLength(1);
  // At most eight at once of each.
  for (const one of hanging) expect(one.received.length).toBeLessThanOrEqual(8);
  await server.sql`delete from webhook_endpoints`;
  await Promise.all(hanging.map((one) => one.close()));
});

test("410 disables it, 3 days of failures pause it; both are told, and resuming tells what waited", async () => {
  const told = await steady.subscribe(server.origin, { events: ["webhook.*"] });
  receiver.answer = (response) => response.writeHead(410).end();
  const { id: gone } = await receiver.subscribe(server.origin, { events: ["user.created"] });
  await makeUser();
  const disabled = await eventually(async () => steady.received.find(({ type }) => type === "webhook.disabled"));
  expect(disabled.data).toMatchObject({ subject: { kind: "webhook", id: gone }, details: { reason: "gone" } });
  expect((await manage(server.origin, "GET", `/webhooks/${gone}`)).body).toMatchObject({
    ...{ status: "disabled", enabled: false, dead: 1 },
  });
  // Enabled again it begins anew: what was counted against it is forgotten.
  const again = await manage(server.origin, "PATCH", `/webhooks/${gone}`, { enabled: true });
  expect(again.body).toMatchObject({ status: "enabled", failingSince: null });
  await manage(server.origin, "PATCH", `/webhooks/${gone}`, { enabled: false });

  const failing = await openReceiver();
  failing.answer = (response) => response.writeHead(503).end();
  const { id } = await failing.subscribe(server.origin, { events: ["user.created"] });
  await makeUser();
  await eventually(async () => (await manage(server.origin, "GET", `/webhooks/${id}`)).body.failingSince);
  await server.sql`update webhook_endpoints set failing_since = failing_since - interval '73 hours' where sid = ${id}`;
  await hurry();
  const paused = await eventually(async () => steady.received.find(({ type }) => type === "webhook.paused"));
  expect(paused.data).toMatchObject({ subject: { kind: "webhook", id }, details: { reason: "failing" } });
  const tries = failing.received.length;
  const later = await makeUser();
  await eventually(async () => (await manage(server.origin, "GET", `/webhooks/${id}`)).body.waiting === 2);
  await hurry();
  await makeUser();
  await eventually(async () => (await manage(server.origin, "GET", `/webhooks/${id}`)).body.waiting === 3);
  expect(failing.received).toHaveLength(tries);
  failing.answer = (response) => response.writeHead(204).end();
  const resumed = await manage(server.origin, "POST", `/webhooks/${id}/resume`);
  expect(resumed.body).toMatchObject({ status: "enabled", failingSince: null, pausedAt: null });
  await eventually(async () => of(failing, later).length === 1);
  await eventually(async () => (await manage(server.origin, "GET", `/webhooks/${id}`)).body.waiting === 0);
  const { body: log } = await manage(server.origin, "GET", `/audit-log?type=webhook.&subject=${id}`);
  expect(log.events.map(({ type }: { type: string }) => type)).toEqual([
    "webhook.resumed",
    "webhook.paused",
    "webhook.created",
  ]);
  expect(told.id).not.toBe(id);
  await server.sql`delete from webhook_endpoints`;
  await failing.close();
});

test("after the tenth try it is given up; 50 replays at once are one more delivery", async () => {
  receiver.answer = (response) => response.writeHead(500).end();
  const { id } = await receiver.subscribe(server.origin, { events: TYPES });
  const sid = await makeUser();
  await rename(sid, "뒤에");
  await eventually(async () => {
    await hurry();
    return (await manage(server.origin, "GET", `/webhooks/${id}`)).body.dead === 2;
  });
  // Each was tried ten times, the second only when the first had been given up.
  const ids = of(receiver, sid).map((event) => event.id);
  expect(ids).toHaveLength(20);
  expect(ids.slice(0, 10).every((one) => one === ids[0])).toBe(true);
  expect(ids[10]).not.toBe(ids[0]);
  const { body } = await manage(server.origin, "GET", `/webhooks/${id}/deliveries?status=dead`);
  const [second, first] = body.deliveries;
  expect(first).toMatchObject({ type: "user.created", tries: 10, answer: 500, eventId: ids[0] });
  receiver.answer = (response) => response.writeHead(204).end();
  receiver.received.length = 0;
  const path = `/webhooks/${id}/deliveries/${first.id}/replay`;
  const replays = await burst(50, () => manage(server.origin, "POST", path));
  expect(replays.map(({ status }) => status)).toEqual(Array(50).fill(200));
  await eventually(async () => (await manage(server.origin, "GET", `/webhooks/${id}`)).body.waiting === 0);
  expect(of(receiver, sid).map((event) => event.id)).toEqual([ids[0]]);
  // A minute later it may be told once more.
  await server.sql`update webhook_deliveries set replayed_at = replayed_at - interval '61 seconds'`;
  await burst(50, () => manage(server.origin, "POST", path));
  await eventually(async () => of(receiver, sid).length === 2);
  expect(
    (await burst(20, () => manage(server.origin, "POST", `/webhooks/${id}/replay`)))
      .map(({ body }) => body.replayed)
      .sort()
      .reverse()
      .slice(0, 2),
  ).toEqual([1, 0]);
  await eventually(async () => of(receiver, sid).length === 3);
  expect(of(receiver, sid).at(-1)?.id).toBe(second.eventId);
  expect((await manage(server.origin, "POST", `/webhooks/${id}/deliveries/WD${"0".repeat(32)}/replay`)).status).toBe(
    404,
  );
});

test("two servers tell each event once, and in order; what one held when it died the other tells", async () => {
  const second = await startApp(server, { env: PRIVATE });
  await receiver.subscribe(server.origin, { events: TYPES });
  receiver.answer = (response) => setTimeout(() => response.writeHead(204).end(), Math.random() * 20);
  const sids = await Promise.all(Array.from({ length: 15 }, makeUser));
  await Promise.all(
    sids.map(async (sid) => {
      for (const name of ["a", "b", "c"]) await rename(sid, name);
    }),
  );
  await eventually(async () => receiver.received.length >= 60);
  await settled();
  expect(receiver.received).toHaveLength(60);
  for (const sid of sids) {
    const ids = of(receiver, sid).map((event) => event.id);
    expect(ids).toEqual([...new Set(ids)].sort());
  }
  // One that died in the middle of a try.
  receiver.received.length = 0;
  const dying = await makeUser();
  await eventually(async () => of(receiver, dying).length === 1);
  await settled();
  await server.sql`update webhook_deliveries set status = 'sending', next_at = clock_timestamp() where subject_id = ${dying}`;
  await eventually(async () => of(receiver, dying).length === 2);
  await second.stop();
});

test("deleting an endpoint ends what was to be told to it, also while it is being told", async () => {
  receiver.answer = () => {};
  const { id } = await receiver.subscribe(server.origin, { events: ["user.created"] });
  await burst(12, makeUser);
  await eventually(async () => receiver.received.length === 8);
  expect((await manage(server.origin, "DELETE", `/webhooks/${id}`)).status).toBe(204);
  const [row] = await server.sql`select count(*)::int as n from webhook_deliveries`;
  expect(row?.n).toBe(0);
  expect((await manage(server.origin, "DELETE", `/webhooks/${id}`)).status).toBe(404);
});

test("an address that leads inside is refused when it is named, and when its name resolves so later", async () => {
  const strict = await startApp(server);
  const refused = [
    "http://shop.example/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://[::ffff:7f00:1]/",
    "https://[::7f00:1]/",
  ];
  refused.push(
    "https://[64:ff9b::7f00:1]/",
    "https://169.254.169.254/",
    "https://metadata.google.internal/",
    "https://localhost./",
  );
  refused.push(
    "file:///etc/passwd",
    "gopher://shop.example/",
    "https://shop.example:25/",
    "https://u:p@shop.example/",
    "shop.example",
  );
  for (const url of refused) {
    const { status, body } = await manage(strict.origin, "POST", "/webhooks", { url, events: ["*"] });
    expect([url, status, body.parameter]).toEqual([url, 400, "url"]);
  }
  // What its name means is seen when it is called; here by an address that was allowed when it was named.
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const url = `https://127.0.0.1:${(closed.address() as AddressInfo).port}/`;
  let connections = 0;
  closed.on("connection", () => {
    connections += 1;
  });
  const { body } = await manage(server.origin, "POST", "/webhooks", { url, events: ["user.created"], enabled: false });
  const tried = await manage(strict.origin, "POST", `/webhooks/${body.id}/test`);
  expect(tried.body).toMatchObject({ delivered: false, answer: null, problem: "address_refused" });
  expect(connections).toBe(0);
  closed.close();
  await strict.stop();
});
