// The load generator, a process of its own: told a flow, an address and a time, it answers with what it measured.
import { deriveCode } from "../server/dist/codes.js";
import { parseKeyring } from "../server/dist/secrets.js";
import { runClosedLoop } from "./closed-loop.mjs";
import { Connection, headerOf } from "./connection.mjs";
import { basic, codeLength, phoneNumber, secretKey, serviceSid } from "./deployment.mjs";

const codeKey = parseKeyring(secretKey).current.code;
const form = { authorization: basic, "content-type": "application/x-www-form-urlencoded" };

/** How each contestant is asked for a code and then told it. No flow needs a third request to learn the code. */
const flows = {
  async munjigi(client, to) {
    const path = `/v2/Services/${serviceSid}`;
    const number = encodeURIComponent(to);
    const create = await post(client, `${path}/Verifications`, form, `To=${number}&Channel=sms`);
    expect(create, 201);
    const code = deriveCode(codeKey, JSON.parse(create.text).sid, codeLength);
    const check = await post(client, `${path}/VerificationCheck`, form, `To=${number}&Code=${code}`);
    expect(check, 200);
    if (JSON.parse(check.text).status !== "approved") throw new Error(`not approved: ${check.text}`);
    return [create.ms, check.ms];
  },
  consume: (client, to, origin) => betterAuth(client, to, origin, "/consume"),
  verify: (client, to, origin) => betterAuth(client, to, origin, "/api/auth/phone-number/verify"),
};

async function betterAuth(client, phoneNumber, origin, path) {
  const headers = { origin, "content-type": "application/json" };
  const send = await post(client, "/api/auth/phone-number/send-otp", headers, JSON.stringify({ phoneNumber }));
  expect(send, 200);
  const check = await post(client, path, headers, JSON.stringify({ phoneNumber, code: headerOf(send, "x-code") }));
  expect(check, 200);
  if (JSON.parse(check.text).status !== true) throw new Error(`not verified: ${check.text}`);
  return [send.ms, check.ms];
}

async function post(connection, path, headers, body) {
  const begin = performance.now();
  const answer = await connection.post(path, headers, body);
  return { ...answer, ms: performance.now() - begin };
}

function expect(answer, status) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
}

let next = 0;

async function run({ flow, origin, ms, connections, perSecond }) {
  const clients = await Promise.all(Array.from({ length: connections }, () => Connection.open(origin)));
  try {
    const turn = (worker) => flows[flow](clients[worker], phoneNumber(next++), origin);
    return await runClosedLoop({ workers: connections, ms, turn, perSecond });
  } finally {
    for (const client of clients) client.close();
  }
}

process.on("message", (job) => {
  run(job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: error.stack }),
  );
});
process.send({ ready: true });
