// Starts verifications and does no more, a process of its own: as fast as they are answered, or so many a second.
import { Connection } from "./connection.mjs";
import { basic, phoneNumber, serviceSid } from "./deployment.mjs";

const headers = { authorization: basic, "content-type": "application/x-www-form-urlencoded" };
const path = `/v2/Services/${serviceSid}/Verifications`;
let next = 0;

async function start(client, times) {
  const begin = performance.now();
  const answer = await client.post(path, headers, `To=${encodeURIComponent(phoneNumber(next++))}&Channel=sms`);
  if (answer.status !== 201) throw new Error(`${answer.status} instead of 201: ${answer.text}`);
  times.push(performance.now() - begin);
}

/** With `perSecond` an open loop: requests leave when it is their time, whether others are answered or not. */
async function run({ origin, ms, connections, perSecond }) {
  const clients = await Promise.all(Array.from({ length: connections }, () => Connection.open(origin)));
  const times = [];
  const begin = performance.now();
  const closed = async (client) => {
    while (performance.now() - begin < ms) await start(client, times);
  };
  const open = async (client, index) => {
    const everyMs = (1000 * connections) / perSecond;
    for (let n = 0; ; n++) {
      const due = begin + (n + index / connections) * everyMs;
      if (due - begin > ms) return;
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
      await start(client, times);
    }
  };
  try {
    await Promise.all(clients.map(perSecond ? open : closed));
  } finally {
    for (const client of clients) client.close();
  }
  const seconds = (performance.now() - begin) / 1000;
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.floor(times.length * share)];
  return { started: times.length, perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95) };
}

process.on("message", (job) => {
  run(job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: error.stack }),
  );
});
process.send({ ready: true });
