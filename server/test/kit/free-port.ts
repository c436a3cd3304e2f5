/** @module A port for a server that has to know its port before it listens. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux): one of those could be taken by a request of
 * another test before the server listens on it.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** Each worker begins somewhere else and goes on from there, so two of them seldom try the same port. */
let next = randomInt(LOWEST, HIGHEST);

export async function freePort(): Promise<number> {
  for (;;) {
    // Others ask while this one looks.
    const port = next++;
    if (next > HIGHEST) next = LOWEST;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return await new Promise((done) => {
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}
