// What passkeys save: people who come back over thirty days, with a server that offers passkeys and with one that does not. Counts texts, not
// time: days pass in the database. See README.md.
import { SoftwareAuthenticator } from "@munjigi/testkit/passkey/authenticator";
import { deriveCode } from "../server/dist/codes.js";
import { openDatabase } from "../server/dist/db/open.js";
import { parseKeyring } from "../server/dist/secrets.js";
import { startServer } from "../server/dist/start/start.js";
import { openSharedDatabase } from "./database.mjs";
import { codeLength, environment, phoneNumber, secretKey } from "./deployment.mjs";
import { describeRun, judge, requirementHead, table, writeResults } from "./figures.mjs";

const quick = process.env.BENCH_QUICK === "1";
const PEOPLE = quick ? 40 : 1000;
const DAYS = quick ? 8 : 30;
const MOST_TEXTS = 0.1;
/** What people are like; none of it is measured. */
const HABITS = { comesOnADay: 0.3, hasLaptop: 0.3, atLaptop: 0.3, syncs: 0.7, insideAnApp: 0.03, losesPhone: 0.02 };
const codeKey = parseKeyring(secretKey).current.code;

/** The same people in every run (mulberry32). */
function createDice(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, falls: (share) => next() < share };
}

/** A browser with its cookies; without a device it makes no passkeys. */
class Browser {
  cookies = new Map();
  constructor(origin, device) {
    this.origin = origin;
    this.device = device;
  }
  async ask(method, path, fields, accept = "text/html") {
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: "manual",
      headers: {
        accept,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0",
        ...(method === "POST" && { origin: this.origin, "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(fields && { body: new URLSearchParams(fields) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value === "" || /max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, location: response.headers.get("location") ?? "", text: await response.text() };
  }
}

async function signInByCode(browser, to, { sql, isWilling }) {
  // All come from one address, within minutes.
  await sql`delete from limit_counters`;
  await sql`delete from limit_alarms`;
  const sent = await browser.ask("POST", "/sign-in?do=send", { phone: to });
  const [row] =
    await sql`select sid from verifications where recipient = ${to} and status = 'pending' order by created_at desc limit 1`;
  if (!row) throw new Error(`no code for ${to}: ${sent.status} ${sent.location}`);
  const canMake = browser.device !== undefined;
  const code = deriveCode(codeKey, row.sid, codeLength);
  const done = await browser.ask("POST", `${sent.location}&do=check`, { code, ...(canMake && { passkeys: "1" }) });
  const isOffered = done.location.startsWith("/account/passkeys/new");
  if (done.status !== 303 || !(isOffered || done.location === "/account"))
    throw new Error(`not signed in: ${done.location}`);
  if (isOffered) await browser.ask("GET", done.location);
  if (!isOffered || !isWilling) return;
  const options = JSON.parse((await browser.ask("POST", "/account/passkeys/options", {}, "application/json")).text);
  // One of the account's others is on this device already.
  const has = options.excludeCredentials.some(({ id }) => browser.device.keys.some((key) => key.id === id));
  if (has) return;
  const made = await browser.ask("POST", "/account/passkeys", {
    credential: JSON.stringify(browser.device.create(options)),
  });
  if (made.location !== "/account?done=passkey") throw new Error(`no passkey: ${made.status}`);
}

async function signInByPasskey(browser) {
  const options = JSON.parse((await browser.ask("GET", "/sign-in/passkey", undefined, "application/json")).text);
  const credential = JSON.stringify(browser.device.get(options));
  const done = await browser.ask("POST", "/sign-in?do=passkey", { credential });
  if (done.location !== "/account") throw new Error(`not signed in by a passkey: ${done.status} ${done.location}`);
}

/** Everybody's month. Resolves to texts and sign-ins of those who came back. */
async function live({ origin, sql }, { people, willing, seed }) {
  const dice = createDice(seed);
  const clear = async () => {
    await sql`delete from messages`;
    await sql`delete from verifications`;
    await sql`delete from failure_streaks`;
  };
  const newDevice = (isSynced, keys = []) => {
    const device = new SoftwareAuthenticator({ origin, isSynced });
    device.keys.push(...keys);
    return device;
  };
  const crowd = Array.from({ length: people }, (_, n) => {
    const syncs = dice.falls(HABITS.syncs);
    const phone = newDevice(syncs);
    // What is synced is on both.
    const laptop = syncs ? phone : newDevice(false);
    return {
      to: phoneNumber(seed * 10_000 + n),
      syncs,
      isWilling: dice.falls(willing),
      hasLaptop: dice.falls(HABITS.hasLaptop),
      browsers: {
        phone: new Browser(origin, phone),
        laptop: new Browser(origin, laptop),
        app: new Browser(origin, undefined),
      },
    };
  });
  for (const person of crowd)
    await signInByCode(person.browsers.phone, person.to, { sql, isWilling: person.isWilling });
  await clear();
  const total = { texts: 0, signIns: 0, byPasskey: 0 };
  for (let day = 1; day <= DAYS; day++) {
    for (const person of crowd) {
      if (dice.falls(HABITS.losesPhone / DAYS)) {
        const { device } = person.browsers.phone;
        person.browsers.phone = new Browser(origin, newDevice(person.syncs, person.syncs ? device.keys : []));
        if (person.syncs) person.browsers.laptop.device = person.browsers.phone.device;
      }
      if (!dice.falls(HABITS.comesOnADay)) continue;
      const where = dice.falls(HABITS.insideAnApp)
        ? "app"
        : person.hasLaptop && dice.falls(HABITS.atLaptop)
          ? "laptop"
          : "phone";
      const browser = person.browsers[where];
      await browser.ask("POST", "/sign-out", {});
      total.signIns++;
      if (browser.device?.keys.length > 0) {
        await signInByPasskey(browser);
        total.byPasskey++;
      } else await signInByCode(browser, person.to, { sql, isWilling: person.isWilling });
    }
    const [{ count }] = await sql`select count(*)::int as count from messages where verification_sid is not null`;
    total.texts += count;
    await clear();
  }
  return total;
}

const closing = [];
try {
  const database = await openSharedDatabase();
  closing.push(database.close);
  const url = await database.create("returning");
  const running = await startServer({ ...environment, DATABASE_URL: url, PORT: "0", MUNJIGI_LOG_LEVEL: "error" });
  const sql = openDatabase({ url, max: 4 });
  closing.push(running.stop, () => sql.end());
  const server = { origin: running.config.origin, sql };
  const results = [];
  for (const [title, willing, people] of [
    ["nobody", 0, Math.ceil(PEOPLE / 4)],
    ["everybody", 1, PEOPLE],
    ["95 %", 0.95, Math.ceil(PEOPLE / 4)],
    ["80 %", 0.8, Math.ceil(PEOPLE / 4)],
    ["50 %", 0.5, Math.ceil(PEOPLE / 4)],
  ]) {
    const total = await live(server, { people, willing, seed: results.length + 1 });
    results.push({ title, people, ...total, each: total.texts / total.signIns });
    console.log(`${title.padEnd(10)} ${total.texts} texts for ${total.signIns} sign-ins`);
  }
  const text = [
    describeRun(),
    `${DAYS} days`,
    "",
    table(
      ["who says yes", "people", "sign-ins of those who came back", "by a passkey", "texts", "texts each"],
      results.map(({ title, people, signIns, byPasskey, texts, each }) => [
        title,
        people,
        signIns,
        byPasskey,
        texts,
        each.toFixed(2),
      ]),
    ),
    "",
    table(requirementHead, [
      judge("texts a returning sign-in, where everybody says yes", results[1].each, { most: MOST_TEXTS }),
    ]),
  ].join("\n");
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("returning", text);
} finally {
  for (const close of closing.reverse()) await close();
}
