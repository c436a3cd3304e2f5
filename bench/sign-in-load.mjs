// The load of sign-ins, a process of its own: told whose pages, an address and a time, it signs people in, each in a browser
// that nobody has seen before. `who`: "new" numbers, which become accounts, or "known" ones, which became some before.

import { deriveCode } from "../server/dist/codes.js";
import { openDatabase } from "../server/dist/db/open.js";
import { parseKeyring } from "../server/dist/secrets.js";
import { Browser, expectStatus } from "./browser.mjs";
import { runClosedLoop } from "./closed-loop.mjs";
import { Connection, headerOf } from "./connection.mjs";
import { codeLength, phoneNumber, secretKey, serviceSid } from "./deployment.mjs";
import { peoplesNumbers } from "./people.mjs";

const codeKey = parseKeyring(secretKey).current.code;
const language = { "accept-language": "ko-KR,ko;q=0.9", "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0" };

const journeys = {
  /** Five requests: the page, the number, the page of the code, the code, the account. */
  async munjigi(browser, to, { findSid }) {
    expectPage(expectStatus(await browser.get("/sign-in"), 200), "identify");
    const { location, page } = await browser.submit("/sign-in?do=send", `phone=${encodeURIComponent(to)}`);
    expectPage(page, "code");
    const code = deriveCode(
      codeKey,
      await findSid(to, new URLSearchParams(location.split("?")[1]).get("flow")),
      codeLength,
    );
    const { page: account } = await browser.submit(`${location}&do=check`, `code=${code}`);
    expectPage(account, "account");
  },
  /**
   * Seven requests: the application's, the page, the number, the page of the code, the code, on to the application, the tokens. The page
   * between a form and another site is a file's worth of HTML and is loaded too.
   */
  async oidc(browser, to, { findSid, application }) {
    const query = new URLSearchParams({
      ...{ client_id: application.clientId, redirect_uri: "https://bench.example/callback", response_type: "code" },
      ...{ scope: "openid phone offline_access", state: "s", nonce: "n" },
    });
    const page = headerOf(expectStatus(await browser.get(`/oidc/auth?${query}`), 303), "location");
    expectPage(expectStatus(await browser.get(page), 200), "identify");
    const { search } = new URL(page, "http://localhost");
    const { location } = await browser.submit(`/sign-in${search}&do=send`, `phone=${encodeURIComponent(to)}`);
    const flow = new URLSearchParams(location.split("?")[1]).get("flow");
    const code = deriveCode(codeKey, await findSid(to, flow), codeLength);
    const { page: leave } = await browser.submit(`${location}&do=check`, `code=${code}`);
    const [, next] = /data-leave="([^"]+)"/.exec(leave.text) ?? [];
    const callback = headerOf(expectStatus(await browser.get(next), 303), "location");
    const grant = new URLSearchParams({
      ...{ grant_type: "authorization_code", code: new URL(callback).searchParams.get("code") },
      ...{ redirect_uri: "https://bench.example/callback", client_id: application.clientId },
      client_secret: application.clientSecret,
    });
    const tokens = JSON.parse(expectStatus(await browser.post("/oidc/token", String(grant)), 200).text);
    if (!tokens.id_token || !tokens.refresh_token) throw new Error("not all tokens");
  },
  /** Five requests: the page, the way to the provider, back from it, what it was for, the account; and the provider's page. */
  async social(browser, _number, { loopback }) {
    expectPage(expectStatus(await browser.get("/sign-in"), 200), "identify");
    const { text } = expectStatus(await browser.post("/social/start", "provider=kakao&action=sign-in"), 200);
    const [, href] = /data-leave="([^"]+)"/.exec(text) ?? [];
    const { pathname, search } = new URL(href.replaceAll("&amp;", "&"));
    const there = await fetch(loopback + pathname + search, { redirect: "manual" });
    await there.body?.cancel();
    const back = new URL(there.headers.get("location"));
    const ticket = headerOf(expectStatus(await browser.get(back.pathname + back.search), 303), "location");
    const landing = headerOf(expectStatus(await browser.get(ticket), 303), "location");
    expectPage(expectStatus(await browser.get(landing), 200), "account");
  },
  /** Three requests: the number, the code, the session. A page that asks them is the application's. */
  async "better-auth"(browser, phoneNumber) {
    const sent = expectStatus(await browser.post("/api/auth/phone-number/send-otp", { phoneNumber }), 200);
    const code = headerOf(sent, "x-code");
    expectStatus(await browser.post("/api/auth/phone-number/verify", { phoneNumber, code }), 200);
    const session = expectStatus(await browser.get("/api/auth/get-session"), 200);
    const user = JSON.parse(session.text)?.user;
    if (user?.phoneNumber !== phoneNumber) throw new Error(`no session: ${session.text}`);
  },
};

function expectPage({ text }, page) {
  if (!text.includes(`data-page="${page}"`)) throw new Error(`not the page "${page}": ${text}`);
}

/** Of each database: numbers that have an account, the one longest not signed in first. */
const known = new Map();
let nextNumber = 0;
let nextBrowser = 0;

/** Every browser comes from an address of its own, of the network that is kept for benchmarks (RFC 2544). */
function addressOf(n) {
  return `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
}

async function run({ flow, who, origin, databaseUrl, ms, connections, application, loopback }) {
  const clients = await Promise.all(Array.from({ length: connections }, () => Connection.open(origin)));
  const sql = openDatabase({ url: databaseUrl, max: 2 });
  /** The one statement of the measuring itself; `count-sign-in-statements.mjs` leaves it out by its name. */
  const findSid = async (recipient, flowSid) => {
    const [row] = await sql`select sid as sid_for_bench from verifications where service_sid = ${serviceSid}
      and recipient = ${recipient} and purpose in ('sign-in', 'sign-up') and binding = ${flowSid} and status = 'pending'`;
    return row.sidForBench;
  };
  if (!known.has(databaseUrl)) known.set(databaseUrl, peoplesNumbers());
  const queue = known.get(databaseUrl);
  const turn = async (worker) => {
    const number = who === "new" ? phoneNumber(nextNumber++) : queue.shift();
    const browser = new Browser(clients[worker], origin, { ...language, "x-forwarded-for": addressOf(nextBrowser++) });
    await journeys[flow](browser, number, { findSid, application, loopback });
    queue.push(number);
    return browser.times;
  };
  try {
    return await runClosedLoop({ workers: connections, ms, turn });
  } finally {
    for (const client of clients) client.close();
    await sql.end();
  }
}

process.on("message", (job) => {
  run(job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: error.stack }),
  );
});
process.send({ ready: true });
