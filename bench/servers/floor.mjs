// Munjigi's server over a database that answers at once: the same HTTP, validation, use cases, logging and serialisation,
// with canned rows for the four statements of the hot path. What a store can never be faster than.
import { exportJWK, generateKeyPair } from "jose";
import { buildApp } from "../../server/dist/app.js";
import { systemClock, systemRandom } from "../../server/dist/clock.js";
import { loadConfig } from "../../server/dist/config.js";
import { loadFactories } from "../../server/dist/connectors/factories.js";
import { createLog } from "../../server/dist/http/log.js";
import { parseKeyring, seal } from "../../server/dist/secrets.js";
import { serviceDefaults } from "../../server/dist/services/service.js";
import { accountSid, phoneNumber, serviceSid } from "../deployment.mjs";

const now = new Date();
const verification = {
  sid: "VE00000000000000000000000000000001",
  serviceSid,
  recipient: phoneNumber(0),
  channel: "sms",
  status: "pending",
  sends: [{ attempt_sid: "VL00000000000000000000000000000001", channel: "sms", time: now.toISOString() }],
  tags: null,
  extras: null,
  createdAt: now,
  updatedAt: now,
  expiresAt: new Date(now.getTime() + 600_000),
};

/** What the start returns besides: the message is this process's to send, and its outcome goes nowhere. */
const started = {
  ...verification,
  country: "KR",
  purpose: "api",
  keyId: "k1",
  codeLength: 6,
  callerCode: false,
  customCode: null,
  wording: { locale: "ko", brand: "Munjigi", doNotShare: true },
  leased: true,
};

const keyring = parseKeyring(loadConfig({ ...process.env, DATABASE_URL: "postgres://nowhere" }).secretKey);
/** The app opens its signing keys before it listens. */
const signingKeys = await Promise.all(
  ["ES256", "RS256"].map(async (algorithm) => {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk = await exportJWK(privateKey);
    const sealedPrivateKey = seal(keyring, JSON.stringify(jwk), algorithm, systemRandom);
    return { kid: algorithm, algorithm, generation: 1, publicJwk: {}, sealedPrivateKey, maySign: true };
  }),
);

/** The database's clock is this machine's, whenever it is asked. */
const clock = {
  get ms() {
    return Date.now();
  },
};

const canned = [
  ["extract(epoch from clock_timestamp())::float8 * 1000 as ms", [clock]],
  ["from signing_keys", signingKeys],
  ["insert into verifications", [started]],
  ["with checked as", [{ ...verification, status: "approved" }]],
  ["from api_keys", [{ id: accountSid, kind: "account", serviceSid: null }]],
  [
    "from services",
    [
      {
        ...serviceDefaults,
        sid: serviceSid,
        friendlyName: "Munjigi",
        doNotShareWarningEnabled: true,
        createdAt: now,
        updatedAt: now,
      },
    ],
  ],
];

/** All other statements: no rows. A statement's text is the same string for ever, so each is looked at once. */
const seen = new Map();
function answer(query) {
  let rows = seen.get(query);
  if (!rows) {
    rows = canned.find(([part]) => query.includes(part))?.[1] ?? [];
    seen.set(query, rows);
  }
  return rows;
}
const sql = async (texts) => answer(texts.join("?"));
sql.unsafe = async (query) => answer(query);
sql.json = (value) => value;

const config = loadConfig({ ...process.env, DATABASE_URL: "postgres://nowhere" });
const app = await buildApp({
  config,
  sql,
  keyring,
  accountSid,
  factories: await loadFactories([]),
  lookup: async (name) => name,
  log: createLog(config.logLevel),
  clock: systemClock,
  random: systemRandom,
  fetch,
});
await app.prepare();
await app.http.listen({ host: config.host, port: config.port });
process.on("SIGTERM", () => void app.stop());
