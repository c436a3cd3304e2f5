// Munjigi's two statements and nothing around them: no HTTP, no dispatcher. What PostgreSQL and the driver can do here.
import { systemClock, systemRandom } from "../../server/dist/clock.js";
import { deriveCode, macCode, macCodeBySid } from "../../server/dist/codes.js";
import { loadConfig } from "../../server/dist/config.js";
import { migrateDatabase } from "../../server/dist/db/migrate.js";
import { openDatabase } from "../../server/dist/db/open.js";
import { hashLimitKey, parseKeyring } from "../../server/dist/secrets.js";
import { createSid } from "../../server/dist/sid.js";
import { countAndCheck } from "../../server/dist/verify/check-store.js";
import { startOrResend } from "../../server/dist/verify/start-store.js";
import { runClosedLoop } from "../closed-loop.mjs";
import { codeLength, phoneNumber, serviceSid } from "../deployment.mjs";

const { databaseUrl, poolSize, secretKey } = loadConfig(process.env);
await migrateDatabase(databaseUrl, async () => {});
const sql = openDatabase({ url: databaseUrl, max: poolSize });
const keys = parseKeyring(secretKey).current;

let next = 0;

async function pair() {
  const target = { serviceSid, recipient: phoneNumber(next++), purpose: "api", binding: "" };
  const sid = createSid("VE", systemClock, systemRandom);
  const code = deriveCode(keys.code, sid, codeLength);
  const codeMac = macCode(keys.codeMac, target, code);
  const row = {
    ...target,
    sid,
    messageSid: createSid("VL", systemClock, systemRandom),
    country: "KR",
    channel: "sms",
    keyId: keys.id,
    codeLength,
    codeMac,
    codeMacBySid: macCodeBySid(keys.codeMac, sid, code),
    limitKey: hashLimitKey(keys, "failed-checks", serviceSid, target.recipient),
    callerCode: false,
    customCode: null,
    wording: { locale: "ko", brand: "Munjigi", doNotShare: true },
    tags: null,
    extras: null,
    ttlSeconds: 600,
  };
  const begin = performance.now();
  const started = await startOrResend(sql, row, { joins: true, elapsedMs: 0, leased: false, later: false });
  const between = performance.now();
  const checked = await countAndCheck(sql, { by: "target", target }, [codeMac], false);
  if (started?.sid !== sid || checked?.status !== "approved") throw new Error("a pair did not end approved");
  return [between - begin, performance.now() - between];
}

process.on("message", ({ ms, connections }) => {
  runClosedLoop({ workers: connections, ms, turn: pair }).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: error.stack }),
  );
});
process.on("SIGTERM", () => void sql.end().then(() => process.disconnect()));
process.send({ ready: true });
