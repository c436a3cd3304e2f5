/**
 * @module Two nodes behind a balancer that asks `/readyz` are restarted one after the other under load: nobody is refused. And what
 * a signal does while a stop is announced.
 */
import { Agent, createServer, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { credentials, newNumber, SECRET_KEY, type ServerProcess, startProcess, suiteDatabase } from "../harness.js";
import { eventually } from "../kit/pace.js";

const REQUESTS = process.env.SOAK ? 5000 : 1000;
const WORKERS = 8;
const STOP_DELAY_SECONDS = 3;
const database = suiteDatabase();
const open = () =>
  startProcess({
    DATABASE_URL: database.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_STOP_DELAY: String(STOP_DELAY_SECONDS),
  });

/** A balancer as nginx and Kubernetes are: it asks each node ten times a second, keeps connections open, and repeats no request. */
class Balancer {
  readonly server: Server;
  nodes: { port: number; isUp: boolean; agent: Agent; taken: number }[] = [];
  refused: string[] = [];
  #turn = 0;
  #closed = false;

  constructor() {
    this.server = createServer((request, reply) => {
      const up = this.nodes.filter(({ isUp }) => isUp);
      const node = up[this.#turn++ % up.length];
      if (!node) return void reply.writeHead(502).end("no node");
      node.taken++;
      const { method, url, headers } = request;
      const passed = send(
        { host: "localhost", port: node.port, method, path: url, headers, agent: node.agent },
        (answer) => {
          const { connection, "keep-alive": _, ...rest } = answer.headers;
          reply.writeHead(answer.statusCode ?? 502, rest);
          answer.pipe(reply);
        },
      );
      passed.on("error", (error) => reply.writeHead(502).end(String(error)));
      request.pipe(passed);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(port: number) {
    const node = {
      port,
      isUp: false,
      agent: new Agent({ keepAlive: true, maxFreeSockets: 64, timeout: 60_000 }),
      taken: 0,
    };
    this.nodes.push(node);
    void (async () => {
      while (!this.#closed && this.nodes.includes(node)) {
        node.isUp = await fetch(`http://localhost:${port}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        );
        await sleep(100);
      }
    })();
    return node;
  }

  remove(port: number) {
    this.nodes = this.nodes.filter((node) => node.port !== port);
  }

  close() {
    this.#closed = true;
    for (const { agent } of this.nodes) agent.destroy();
    this.server.closeAllConnections();
    this.server.close();
  }
}

const balancer = new Balancer();
let origin: string;
let nodes: ServerProcess[] = [];
beforeAll(async () => {
  origin = await balancer.listen();
  nodes = [await open(), await open()];
  for (const { port } of nodes) balancer.add(port);
  await eventually(async () => balancer.nodes.every(({ isUp }) => isUp));
});
afterAll(async () => {
  balancer.close();
  for (const node of nodes) node.child.kill("SIGKILL");
});

const basic = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString("base64")}`;

test(`a rolling restart refuses none of ${REQUESTS} requests`, async () => {
  const complaints: string[] = [];
  let asked = 0;
  let restarted = false;
  const worker = async () => {
    while (asked < REQUESTS || !restarted) {
      const n = asked++;
      // A code that is sent, now and then; in between what a page load asks.
      const sends = n % 20 === 0;
      const answer = await fetch(`${origin}/v2/Services/${credentials.serviceSid}${sends ? "/Verifications" : ""}`, {
        headers: { authorization: basic },
        ...(sends && { method: "POST", body: new URLSearchParams({ To: newNumber(), Channel: "sms" }) }),
      }).catch((error) => ({ status: 0, text: async () => String(error) }));
      const body = await answer.text();
      if (answer.status !== (sends ? 201 : 200)) complaints.push(`${answer.status} ${body.slice(0, 200)}`);
    }
  };
  const restart = async () => {
    for (const old of [...nodes]) {
      // Another one of the next release comes first, as a rolling update does it.
      const next = await open();
      const added = balancer.add(next.port);
      await eventually(async () => added.isUp);
      await old.stop();
      expect(old.child.exitCode).toBe(0);
      balancer.remove(old.port);
      nodes = [...nodes.filter((node) => node !== old), next];
    }
    restarted = true;
  };
  await Promise.all([restart(), ...Array.from({ length: WORKERS }, worker)]);
  expect(complaints).toEqual([]);
  expect(asked).toBeGreaterThanOrEqual(REQUESTS);
  for (const { taken } of balancer.nodes) expect(taken).toBeGreaterThan(0);
});

test("while it announces its stop it serves; a second signal ends that, and what is under way is answered", async () => {
  const server = await startProcess({
    DATABASE_URL: database.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_STOP_DELAY: "300",
  });
  const ask = (path: string) => fetch(server.origin + path, { headers: { authorization: basic } });
  expect((await ask("/readyz")).status).toBe(200);
  server.child.kill("SIGTERM");
  await eventually(async () => (await ask("/readyz")).status === 503);
  expect((await ask("/livez")).status).toBe(200);
  expect((await ask("/v2/Services")).status).toBe(200);
  // Within a second it counts as the same one: npm passes on what the terminal has sent already.
  await sleep(1200);
  server.child.kill("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(server.output()).toContain("about to stop");
});
