// Messages a second from commit to the vendor's accept, and what a vendor that hangs does to the API. See README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../server/dist/db/open.js";
import { openSharedDatabase } from "./database.mjs";
import { adminToken, environment } from "./deployment.mjs";
import { describeRun, judge, median, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { startServer, startWorker } from "./processes.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 5));
const ms = Number(process.env.BENCH_SECONDS ?? (quick ? 1 : 4)) * 1000;
const connections = 64;
const OPEN_RATE = 200;

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const vendor = await startWorker("vendor.mjs");
  opened.push(vendor.stop);
  const starts = await startWorker("starts.mjs");
  opened.push(starts.stop);
  const DATABASE_URL = await database.create("deliver");
  const env = { ...environment, DATABASE_URL, MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" };
  const server = await startServer("../server/dist/main.js", env);
  opened.push(server.stop);
  const sql = openDatabase({ url: DATABASE_URL, max: 1, statementTimeoutMs: 60_000 });
  opened.push(() => sql.end());
  const { origin } = server;
  const { port } = await vendor.ask({});
  await activate(origin, `http://127.0.0.1:${port}`);
  const ask = (job) => starts.ask({ origin, connections, ms, ...job });
  const drained = async () => {
    for (;;) {
      const [{ n }] = await sql`select count(*)::int as n from messages where status in ('queued', 'sending')`;
      if (n === 0) return;
      await sleep(50);
    }
  };
  await ask({ ms: 4000 });
  await drained();

  const steady = [];
  const backlog = [];
  const healthy = [];
  const hanging = [];
  for (let round = 0; round < rounds; round++) {
    await sql`truncate messages, verifications`;
    await vendor.ask({ forget: true });
    const { perSecond } = await ask({});
    await drained();
    const [waits] = await sql`select percentile_cont(array[0.5, 0.95]) within group
      (order by extract(epoch from sent_at - created_at) * 1000) as ms from messages`;
    const accepted = await vendor.ask({ forget: true });
    const [p50, p95] = String(waits.ms).replace(/[{}]/g, "").split(",").map(Number);
    steady.push({ started: perSecond, accepted: accepted.perSecond, p50, p95 });

    // All of them once more, at once: nobody asks for anything meanwhile.
    await sql`update messages set status = 'queued', tries = 0, connector = null, vendor_message_id = null, sent_at = null,
      next_at = clock_timestamp()`;
    await drained();
    backlog.push((await vendor.ask({ forget: true })).perSecond);

    healthy.push((await ask({ perSecond: OPEN_RATE })).p95);
    await vendor.ask({ hangs: true });
    hanging.push((await ask({ perSecond: OPEN_RATE })).p95);
    await vendor.ask({ hangs: false });
    // What hung is over, and the breaker lets somebody try again.
    await sql`truncate messages, verifications`;
    await sleep(11_000);
    await ask({ ms: 500, perSecond: 20 });
    await drained();
    const { started, accepted: taken } = steady.at(-1);
    console.log(
      `round ${round + 1}  started ${started.toFixed(0)}/s  accepted ${taken.toFixed(0)}/s  backlog ${backlog.at(-1).toFixed(0)}/s  p95 ${healthy.at(-1).toFixed(1)} ms, hanging ${hanging.at(-1).toFixed(1)} ms`,
    );
  }
  const text = report({ steady, backlog, healthy, hanging });
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("delivery", text);
} finally {
  for (const close of opened.reverse()) await close();
}

async function activate(origin, endpoint) {
  const templates = ["Register", "SignIn", "ForgotPassword", "Generic"].map((usageType) => ({
    usageType,
    content: "[{{brand}}] 인증번호 [{{code}}]",
  }));
  const config = { accountSID: "AC1", authToken: "token", fromMessagingServiceSID: "MG1", endpoint, templates };
  const response = await fetch(`${origin}/api/connectors`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ connectorId: "twilio-short-message-service", config, force: true }),
  });
  if (response.status !== 201) throw new Error(await response.text());
}

function report({ steady, backlog, healthy, hanging }) {
  const column = (key, digits) =>
    spread(
      steady.map((one) => one[key]),
      digits,
    );
  const ratios = hanging.map((one, round) => one / healthy[round]);
  return [
    describeRun(),
    `${rounds} rounds of ${ms / 1000} s, a vendor that takes 100 ms; median [min–max]`,
    "",
    table(
      ["", "measured"],
      [
        ["a backlog, nobody asking: messages accepted per second", spread(backlog)],
        [`while ${connections} callers start verifications as fast as they can: started per second`, column("started")],
        ["… accepted by the vendor per second", column("accepted")],
        ["… from commit to the note that the vendor accepted, p50 ms", column("p50")],
        ["… p95 ms", column("p95")],
        [`p95 of a start at ${OPEN_RATE} a second, ms`, spread(healthy, 1)],
        ["… while the vendor hangs, ms", spread(hanging, 1)],
      ],
    ),
    "",
    table(requirementHead, [
      judge("messages per second, one process", median(backlog), { least: 1500, unit: "/s" }),
      judge("p95 while the vendor hangs / p95", median(ratios), { most: 1.2, unit: " ×" }),
    ]),
  ].join("\n");
}
