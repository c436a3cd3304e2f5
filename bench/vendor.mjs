// A vendor, a process of its own: answers every message after a while, or never, and counts.
import { createServer } from "node:http";

let delayMs = 100;
let hangs = false;
let times = [];

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    if (hangs) return;
    const answer = () => {
      times.push(performance.now());
      response.writeHead(201, { "content-type": "application/json" }).end('{"sid":"SM1","status":"queued"}');
    };
    setTimeout(answer, delayMs);
  });
});
server.keepAliveTimeout = 60_000;

/** `{delayMs}`, `{hangs}`, `{forget}`; answers with what was accepted since the last `forget`, and how fast. */
process.on("message", (job) => {
  if (job.delayMs !== undefined) delayMs = job.delayMs;
  if (job.hangs !== undefined) {
    hangs = job.hangs;
    if (!hangs) server.closeAllConnections();
  }
  const accepted = times.length;
  // Of the middle four fifths: the beginning and the end are not the speed.
  const [from, to] = [times[Math.floor(accepted * 0.1)], times[Math.floor(accepted * 0.9)]];
  if (job.forget) times = [];
  process.send({
    result: {
      accepted,
      perSecond: accepted > 10 ? (accepted * 0.8 * 1000) / (to - from) : 0,
      port: server.address().port,
    },
  });
});
server.listen(0, "127.0.0.1", 1024, () => process.send({ ready: true }));
