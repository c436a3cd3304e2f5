/** @module Attack A26: everything goes right and wrong at the most talkative log level; then everything that was written is read. */
import { SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";
import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "../../dist/api-keys/create-api-key.js";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { noticeKinds } from "../../dist/delivery/notice.js";
import type { NoticeRequest } from "../../dist/delivery/notices.js";
import {
  type Answer,
  age,
  call,
  credentials,
  fakeConnector,
  newNumber,
  phone,
  SECRET_KEY,
  service,
  suite,
  wrongCode,
} from "../harness.js";
import { tell } from "../kit/notices.js";
import { eventually } from "../kit/pace.js";

let keySecret: string;
const texts: SmsMessage[] = [];
const numbers: string[] = [];
const addresses: string[] = [];
/** The bodies of all refusals. */
const refusals: string[] = [];
/** The bodies of all other answers: they have numbers, which the caller named. */
const successes: string[] = [];
/** What vouches for a number. */
const tokens: string[] = [];

/** Remembers every text, and fails as vendors fail: with the number and the text in the complaint. */
const vendor = fakeConnector({
  id: "indiscreet",
  async send(message) {
    texts.push(message);
    const { to, body } = message;
    if (to.startsWith("bounce"))
      throw new SendFailure("content", `no ${body} for <${to}>`, { vendorCode: `5.1.1_${to}` });
    if (to.endsWith("1")) throw new SendFailure("content", `refused ${body} for ${to}`, { vendorCode: `E ${to}` });
    if (to.endsWith("2")) throw new SendFailure("sender", `${to}`, { vendorCode: to.slice(1) });
    if (to.endsWith("3")) throw new Error(`${to}: ${body} {"code":"${message.code}"} code:${message.code}`);
    return { vendorMessageId: `m-${texts.length}` };
  },
});

const server = suite({
  connectors: { sms: vendor, email: vendor },
  logLevel: "trace",
  env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" },
});

beforeAll(async () => {
  const key = await createApiKey(
    { sql: server.sql, clock: systemClock, random: systemRandom },
    { kind: "secret", name: "leaks" },
  );
  keySecret = key.secret;
  await driveEverything(key.id);
});

async function ask(path: string, form?: Record<string, string> | string, init?: RequestInit) {
  const answer = await call(server.origin, path, form, init);
  keep(answer);
  return answer;
}

/** The same of the public phone API, from an address that counts. */
async function askPhone(path: "/phone" | "/phone-verification", body: object) {
  const answer = await phone(server.origin, path, body, { "x-forwarded-for": "198.51.100.23" });
  if (answer.body.verificationToken) tokens.push(answer.body.verificationToken);
  keep(answer);
  return answer;
}

function keep({ status, body, headers }: Answer): void {
  (status >= 400 ? refusals : successes).push(JSON.stringify(body) + [...headers].join());
}

/** A number with this last digit. */
function numberEndingIn(digit: number): string {
  for (;;) {
    const number = newNumber();
    if (!number.endsWith(String(digit))) continue;
    numbers.push(number);
    return number;
  }
}

/** An address whose local part looks like nothing else: it is found with and without its domain. */
function newAddress(prefix = "mail"): string {
  const address = `${prefix}.xq${addresses.length}zk@leak-${addresses.length}.example.com`;
  addresses.push(address);
  return address;
}

const begin = (to: string, more: Record<string, string> = {}) =>
  ask(`${service}/Verifications`, { To: to, Channel: "sms", ...more });
const answer = (to: string, Code: string) => ask(`${service}/VerificationCheck`, { To: to, Code });
const codeFor = async (to: string) => (await eventually(async () => texts.find((text) => text.to === to))).code;

async function driveEverything(keySid: string): Promise<void> {
  await ask(service, { CustomCodeEnabled: "true" });
  const basic = Buffer.from(`${keySid}:${keySecret}`).toString("base64");
  await ask(service, undefined, { headers: { authorization: `Basic ${basic}` } });
  for (const authorization of [`Basic ${basic}x`, `Bearer ${credentials.adminToken}`, credentials.authToken])
    await ask(service, undefined, { headers: { authorization } });

  // What goes right, and what ends otherwise.
  const approved = numberEndingIn(0);
  await begin(approved);
  await answer(approved, await codeFor(approved));
  await answer(approved, await codeFor(approved));
  const chosen = numberEndingIn(4);
  await begin(chosen, { CustomCode: "a1B2c3d4", Tags: '{"order":"x"}' });
  await codeFor(chosen);
  const pending = numberEndingIn(4);
  await begin(pending, { CustomCode: "86420975" });
  await codeFor(pending);
  await answer(chosen, "a1B2c3d4");
  const locked = numberEndingIn(5);
  await begin(locked);
  for (let round = 0; round < 7; round++) await answer(locked, wrongCode(await codeFor(locked)));
  const often = numberEndingIn(6);
  for (let round = 0; round < 7; round++) await begin(often);
  const expired = numberEndingIn(7);
  const { body } = await begin(expired);
  await codeFor(expired);
  await age(server.sql, body.sid, 601);
  await answer(expired, await codeFor(expired));

  // Rate limits whose values are numbers.
  const { body: limit } = await ask(`${service}/RateLimits`, { UniqueName: "phone" });
  await ask(`${service}/RateLimits/${limit.sid}/Buckets`, { Max: "1", Interval: "600" });
  const limited = numberEndingIn(9);
  for (let round = 0; round < 2; round++) await begin(limited, { RateLimits: JSON.stringify({ phone: limited }) });
  await codeFor(limited);

  // The safe list.
  await ask("/SafeList/Numbers", { PhoneNumber: limited });
  await ask("/SafeList/Numbers", { PhoneNumber: limited });
  await ask("/SafeList/Numbers", { PhoneNumber: `${limited}0` });
  for (const path of [limited, `${limited}0`, limited.slice(1)]) await ask(`/SafeList/Numbers/${path}`);

  // The public API: sent, wrong, right, again, locked, too often, a challenge, bad input.
  const page = numberEndingIn(0);
  await askPhone("/phone", { phoneNumber: page, nonce: "n-1" });
  await askPhone("/phone", { phoneNumber: page });
  await askPhone("/phone-verification", { phoneNumber: page, code: wrongCode(await codeFor(page)) });
  for (let round = 0; round < 2; round++)
    await askPhone("/phone-verification", { phoneNumber: page, code: await codeFor(page) });
  const guessed = numberEndingIn(5);
  await askPhone("/phone", { phoneNumber: guessed });
  for (let round = 0; round < 12; round++)
    await askPhone("/phone-verification", { phoneNumber: guessed, code: wrongCode(await codeFor(guessed)) });
  for (let round = 0; round < 6; round++) await askPhone("/phone", { phoneNumber: numberEndingIn(6) });
  for (const odd of [`${page}x`, { to: page }, [page]]) await askPhone("/phone", { phoneNumber: odd, [page]: page });
  await ask(`/Attempts?ChannelData.To=${encodeURIComponent(page)}`);

  // Templates that want what they do not get.
  for (const more of [{}, { TemplateCustomSubstitutions: JSON.stringify({ domain: `${limited}\n` }) }])
    await begin(limited, { TemplateSid: `HJ${"0".repeat(31)}3`, ...more });
  await begin(limited, { TemplateSid: limited, Templates: JSON.stringify([{ sid: limited }]) });

  // Attempts of numbers that are none.
  for (const name of ["ChannelData.To", "VerificationSid", "Country", "Status", "PageToken", "DateCreatedAfter"])
    for (const number of [limited.slice(1), `${limited}0`, `0${limited.slice(3)}`])
      await ask(`/Attempts?${new URLSearchParams({ [name]: number })}`);
  await ask(`/Attempts/${limited}`);
  await ask(`/Attempts/Summary?DestinationPrefix=${limited}x`);

  // Mails: right, wrong, again, cancelled, in paths and filters, beside what they must not be, and refused by the vendor.
  const mailed = newAddress();
  const mail = (to: string, more: Record<string, string> = {}) => begin(to, { Channel: "email", ...more });
  await mail(mailed);
  await answer(mailed, wrongCode(await codeFor(mailed)));
  await answer(mailed.toUpperCase(), await codeFor(mailed));
  await answer(mailed, await codeFor(mailed));
  const locks = newAddress();
  for (let round = 0; round < 6; round++) await mail(locks);
  for (let round = 0; round < 7; round++) await answer(locks, wrongCode(await codeFor(locks)));
  await begin(mailed);
  await mail(mailed, { Locale: mailed, AppHash: mailed, TemplateSid: mailed });
  await mail(mailed, { RateLimits: JSON.stringify({ phone: mailed }), DeviceIp: mailed });
  for (const odd of [
    `${mailed}\r\nBcc: ${mailed}`,
    `<${mailed}>`,
    `${mailed},${locks}`,
    `${mailed}.`,
    mailed.replace("@", "＠"),
  ]) {
    await mail(odd);
    await answer(odd, "123456");
    await ask(`/Attempts?${new URLSearchParams({ "ChannelData.To": odd })}`);
    await ask(`/SafeList/Numbers/${encodeURIComponent(odd)}`);
    await askPhone("/phone", { phoneNumber: odd, [odd]: odd });
    await askPhone("/phone-verification", { phoneNumber: odd, code: "123456", [odd]: odd });
  }
  for (const name of [mailed, encodeURIComponent(mailed), `${mailed}%0d%0a`, mailed.replace(".", "%2e")]) {
    await ask(`${service}/Verifications/${name}`);
    await ask(`${service}/Verifications/${name}`, { Status: "canceled" });
    await ask(`/Services/${name}`);
    for (const path of [`/${name}`, `/dev/inbox.json?to=${name}x@`, `/dev/inbox?${name}=1`, `/assets/${name}`]) {
      const other = await fetch(server.origin + path);
      refusals.push((await other.text()) + [...other.headers].join());
    }
  }
  await mail(newAddress("bounce"));
  await codeFor(addresses.at(-1) as string);

  // Vendors that complain.
  for (const digit of [1, 2, 3]) {
    const to = numberEndingIn(digit);
    await begin(to);
    await codeFor(to);
  }

  // Notices: taken and refused, and given whole numbers and addresses where only a part may be told.
  for (const to of [...[0, 1, 2, 3].map(numberEndingIn), newAddress(), newAddress("bounce")]) {
    const [ending, address, device] = [numberEndingIn(7), newAddress(), `${numberEndingIn(7)} of ${newAddress()}`];
    const values = { ending, address, device, time: ending, identifier: address };
    // The vendor is not to be left alone for what it refuses.
    const isRefused = /[123]$/.test(to) || to.startsWith("bounce");
    for (const kind of isRefused ? (["new_device"] as const) : noticeKinds)
      await tell(server, to, { kind, values } as Partial<NoticeRequest>);
    await codeFor(to);
  }

  // Bad input, and numbers where they should not be.
  const stranger = numberEndingIn(8);
  const [a, b] = [stranger.slice(5, 9), stranger.slice(9)];
  for (const text of [`${stranger}x`, `call ${stranger}`, `${stranger};ext=9`, `02${a}${b}`, `+1900555${b}`])
    await begin(text);
  await begin(stranger, { Locale: stranger, CustomFriendlyName: stranger, AppHash: stranger });
  await begin(stranger, { Channel: stranger });
  await answer(stranger, `${stranger}`);
  const spellings = [
    stranger,
    encodeURIComponent(stranger),
    `0${stranger.slice(3)}`,
    `010-${a}-${b}`,
    `010%20${a}%20${b}`,
  ];
  for (const name of [...spellings, `tel:+82-10-${a}-${b}`, `(010)${a}.${b}`, `010${a}${b};x`, `010${a}${b}x`]) {
    await ask(`${service}/Verifications/${name}`);
    await ask(`${service}/Verifications/${name}`, { Status: "canceled" });
    await ask(`/Services/${name}`);
    await ask(`/Nothing/${name}?To=${name}`);
    for (const path of [`/${name}`, `/dev/inbox.json?to=${name}x`, `/dev/inbox?${name}=1`, `/assets/${name}`]) {
      const other = await fetch(server.origin + path);
      refusals.push((await other.text()) + [...other.headers].join());
    }
  }

  // The database complains, with the row in its words; a table is missing; our own code breaks.
  const { sql } = server;
  await sql.unsafe(`create function complain() returns trigger language plpgsql as $$ begin
    raise exception 'no room for % (code:%)', new.recipient, 123456 using detail = new.recipient, hint = new.recipient;
    end $$; create trigger complain before insert on verifications for each row execute function complain()`);
  expect((await begin(stranger)).status).toBe(500);
  expect((await mail(newAddress())).status).toBe(500);
  await sql.unsafe("drop trigger complain on verifications; alter table messages rename to gone");
  expect((await begin(stranger)).status).toBe(500);
  await eventually(async () => server.logLines.some((line) => line.includes("dispatcher cannot reach")));
  await sql.unsafe("alter table gone rename to messages");
  const keys = server.keyring.current as { codeMac: unknown };
  const { codeMac } = keys;
  keys.codeMac = null;
  expect((await begin(stranger)).status).toBe(500);
  expect((await answer(stranger, "123456")).status).toBe(500);
  keys.codeMac = codeMac;
  expect((await begin(stranger)).status).toBe(201);
  await codeFor(stranger);
  await eventually(async () => (await sql`select 1 from messages where status in ('queued', 'sending')`).length <= 1);
}

interface Findings {
  codes: string[];
  secrets: string[];
  numbers: string[];
  addresses: string[];
}

/** What of ours is in a text. Digits count however they are written or grouped. */
function findIn(text: string): Findings {
  const plain = text
    .replace(/"time":\d+|req_\w+/g, "")
    .replace(/%2B/gi, "+")
    .replace(/%40/g, "@")
    .replace(/%2e/gi, ".")
    .replace(/%20/g, " ");
  const words = new Set(plain.split(/\W+/));
  const digits = plain.replace(/[\s().-]/g, "");
  const secrets = [
    ...tokens,
    ...Object.values(credentials).filter((text) => !/^(AC|VA)/.test(text)),
    keySecret,
    SECRET_KEY.slice(3),
  ];
  const headers = [credentials.accountSid, credentials.authToken].join(":");
  return {
    codes: [...new Set(texts.map(({ code }) => code))].filter((code) => code !== "" && words.has(code)),
    secrets: [...secrets, Buffer.from(headers).toString("base64")].filter((secret) => text.includes(secret)),
    numbers: numbers.filter((number) => digits.includes(number.slice(3))),
    addresses: addresses.filter((address) =>
      address.split("@").some((half) => plain.toLowerCase().includes(half.replace(/^\w+\./, ""))),
    ),
  };
}

const leaks = (text: string) => Object.values(findIn(text)).some((found) => found.length > 0);

test("the eye that looks for leaks sees one", () => {
  const [text] = texts;
  expect(texts.length).toBeGreaterThan(12);
  expect(findIn(JSON.stringify(text))).toEqual({
    codes: [text?.code],
    secrets: [],
    numbers: [text?.to],
    addresses: [],
  });
  expect(
    findIn(`${credentials.authToken} 0${text?.to.slice(3, 5)}-${text?.to.slice(5, 9)}-${text?.to.slice(9)}`),
  ).toEqual({
    codes: [],
    secrets: [credentials.authToken],
    numbers: [text?.to],
    addresses: [],
  });
  const [address = ""] = addresses;
  for (const text of [address.toUpperCase(), encodeURIComponent(address), `the domain of ${address.split("@")[1]}`])
    expect(findIn(text).addresses).toEqual([address]);
});

test("the log has the faults, and no code, secret, number or address", () => {
  const errors = server.logLines.filter((line) => line.includes('"request failed"'));
  expect(errors.length).toBe(5);
  expect(errors.join()).toContain("no room for");
  expect(server.logLines.filter(leaks)).toEqual([]);
});

test("the refusals have no code, secret, number or address", () => {
  expect(refusals.length).toBeGreaterThan(50);
  expect(refusals.filter(leaks)).toEqual([]);
});

test("A27: no answer has a code, nor a secret but the token it is there to hand out", () => {
  expect(successes.length).toBeGreaterThan(20);
  expect(tokens.length).toBeGreaterThan(0);
  const found = successes.map((text) => findIn(tokens.reduce((rest, token) => rest.replace(token, ""), text)));
  expect(found.flatMap(({ codes, secrets }) => [...codes, ...secrets])).toEqual([]);
});

test("the metrics have no code, secret, number or address", async () => {
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  expect(metrics).toContain('outcome="too_many_sends"');
  expect(metrics.split("\n").filter(leaks)).toEqual([]);
});

test("no column has a code or a secret, three have numbers, and two have e-mail addresses", async () => {
  const { sql } = server;
  const columns = await sql`select table_schema as schema, table_name as "table", column_name as "column"
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema')
      and data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'name', 'USER-DEFINED')`;
  expect(columns.length).toBeGreaterThan(40);
  const withNumbers: string[] = [];
  const withAddresses: string[] = [];
  for (const { schema, table, column } of columns) {
    const rows = await sql`select ${sql(column)}::text as value from ${sql(schema)}.${sql(table)}`;
    const name = `${table}.${column}`;
    const found = findIn(rows.map(({ value }) => value).join("\n"));
    expect([name, found.codes, found.secrets]).toEqual([name, [], []]);
    if (found.numbers.length > 0) withNumbers.push(name);
    if (found.addresses.length > 0) withAddresses.push(name);
  }
  expect(withNumbers.sort()).toEqual(["notices.recipient", "safe_list.phone_number", "verifications.recipient"]);
  expect(withAddresses.sort()).toEqual(["notices.recipient", "verifications.recipient"]);
});
