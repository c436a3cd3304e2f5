/** @module What a request costs: its statements, whoever else works beside it, and whether or not an endpoint of webhooks hears of it. */
import { twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  call,
  credentials,
  fakeConnector,
  newNumber,
  phone,
  service,
  start,
  startApp,
  suiteDatabase,
} from "../harness.js";
import { countStatements } from "../kit/count-statements.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { openReceiver } from "../webhooks/receiver.js";

/** Vendors that take a message when the request that made it has its answer: what comes of it is no part of the request. */
function holdMessages() {
  const codes = new Map<string, string>();
  const held = new Set<() => void>();
  const vendor = (type: "Sms" | "Email") =>
    fakeConnector({
      type,
      limits: { maxBytes: 10_000, charset: "utf-8" },
      async send({ to, code }) {
        codes.set(to, code);
        await new Promise<void>((done) => void held.add(done));
        return {};
      },
    });
  const release = () => {
    for (const done of held) done();
    held.clear();
  };
  return { codes, release, connectors: { sms: vendor("Sms"), email: vendor("Email") } };
}

describe.each([
  ["nobody is told", []],
  ["an endpoint is told of everything", ["*"]],
])("%s", (_name, events) => {
  const database = suiteDatabase();

  test("a create is one statement, a check is one statement; two where the vendor may know the code", async () => {
    const { codes, release, connectors } = holdMessages();
    const env = { ...PRIVATE, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" };
    const counted = await startApp(database, { env, connectors });
    const receiver = await openReceiver();
    onTestFinished(async () => {
      release();
      await counted.stop();
      await receiver.close();
    });
    const count = countStatements(counted, database.sql);
    if (events.length > 0) await receiver.subscribe(counted.origin, { events });
    const to = newNumber();
    /** The statements of a request while key and service are remembered: for a second, so on a slow machine once more. */
    const statementsOf = async (ask: () => Promise<unknown>, prepare = async () => {}) => {
      for (let round = 0; ; round++) {
        await prepare();
        await call(counted.origin, service);
        const statements = await count(ask);
        release();
        if (
          round === 5 ||
          !statements.some((text) => /^select .* from (api_keys|services|rate_limits l join .*) where/.test(text))
        )
          return statements;
      }
    };
    const { body } = await start(counted.origin, to);
    const wrong = { Code: "abcdef" };
    const path = `${service}/VerificationCheck`;
    const starts = await statementsOf(() => start(counted.origin, to));
    const mailed = await statementsOf(() => start(counted.origin, "kim@example.com", { Channel: "email" }));
    const byAddress = await statementsOf(() => call(counted.origin, path, { To: "kim@example.com", ...wrong }));
    let limit = { sid: "" };
    // What is counted is all that goes to the database, a transaction's own words too.
    const inTransaction = await count(async () => {
      limit = (await call(counted.origin, `${service}/RateLimits`, { UniqueName: "ip" })).body;
    });
    const own = inTransaction.filter((text) => !/ from api_keys where/.test(text));
    expect([own.at(0), own.at(-1)]).toEqual([expect.stringMatching(/^begin/), "commit"]);
    await call(counted.origin, `${service}/RateLimits/${limit.sid}/Buckets`, { Max: "100", Interval: "60" });
    const limited = () => start(counted.origin, newNumber(), { RateLimits: '{"ip":"203.0.113.7","nobody":"x"}' });
    const unlimited = () => start(counted.origin, newNumber(), { RateLimits: '{"nobody":"x"}' });
    await limited();
    const underLimits = await statementsOf(limited);
    const underNone = await statementsOf(unlimited);
    const byNumber = await statementsOf(() => call(counted.origin, path, { To: to, ...wrong }));
    const bySid = await statementsOf(() => call(counted.origin, path, { VerificationSid: body.sid, ...wrong }));
    // A vendor that makes codes might know this one; the watch over connectors sees it within half a second.
    const config = { ...twilioVerifyAccount, endpoint: "https://verify.example.com" };
    await manage(counted.origin, "POST", "/connectors", { connectorId: "twilio-verify", config, activate: false });
    await knownElsewhere();
    const withVerifier = await statementsOf(() => call(counted.origin, path, { To: to, ...wrong }));
    // A code is right once, so each round has one of its own.
    let right = { To: to, Code: "" };
    const rightWithVerifier = await statementsOf(
      () => call(counted.origin, path, right),
      async () => {
        right = { To: newNumber(), Code: "" };
        await start(counted.origin, right.To);
        right.Code = codes.get(right.To) ?? "";
      },
    );
    // A page's start: whether its number was verified before is asked only where it would be refused.
    const byPage = await statementsOf(() =>
      phone(counted.origin, "/phone", { phoneNumber: newNumber() }, { "x-forwarded-for": "203.0.113.7" }),
    );
    const { body: held } = await manage(counted.origin, "GET", `/services/${credentials.serviceSid}/limits`);
    const alarms = ["neighbours", "lowConversion", "noConversion", "failShare"];
    const observed = Object.fromEntries(alarms.map((name) => [name, { ...held.limits[name], mode: "observe" }]));
    await manage(counted.origin, "PATCH", `/services/${credentials.serviceSid}/limits`, observed);
    await knownElsewhere();
    const byObservingPage = await statementsOf(() =>
      phone(counted.origin, "/phone", { phoneNumber: newNumber() }, { "x-forwarded-for": "203.0.113.8" }),
    );
    const approved = async () => receiver.received.some(({ type }) => type === "verification.approved");
    if (events.length > 0) await eventually(approved);
    expect(byPage).toEqual(underLimits);
    expect(byObservingPage).toEqual([
      underLimits[0],
      expect.stringMatching(/^with taken as .* as idle\b.* insert into messages /),
    ]);
    expect(withVerifier).toEqual([
      ...byNumber,
      expect.stringMatching(/^select connector_id from messages where sid in /),
    ]);
    expect(rightWithVerifier).toEqual(byNumber);
    expect(starts).toEqual([
      expect.stringMatching(/^with seen as .* insert into verifications .* insert into messages /),
    ]);
    expect(mailed).toEqual(starts);
    expect(underNone).toEqual(starts);
    expect(underLimits).toEqual([
      expect.stringMatching(/^select t\.name, .* from limit_counters where key /),
      expect.stringMatching(/^with taken as .* insert into limit_counters .* insert into messages /),
    ]);
    for (const statements of [byNumber, byAddress, bySid])
      expect(statements).toEqual([expect.stringMatching(/^with checked as \( update verifications /)]);
  });
});
