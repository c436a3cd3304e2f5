/** @module What a request costs: counted between server and database, where nothing can hide. */
import { connect, createServer } from "node:net";
import { twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import { expect, test } from "vitest";
import { call, credentials, newNumber, phone, readCode, service, start, startApp, suiteDatabase } from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";

const database = suiteDatabase();

/**
 * A door in front of PostgreSQL that writes down each statement that passes (PostgreSQL manual, 54.7), those of a transaction
 * together, when it ends.
 */
async function openDoor(url: string): Promise<{ url: string; executed: string[][]; close(): void }> {
  const target = new URL(url);
  const folder = target.searchParams.get("host");
  const port = Number(target.port || 5432);
  const executed: string[][] = [];
  const door = createServer((client) => {
    const upstream = folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(port, target.hostname);
    const texts = new Map<string, string>();
    let transaction: string[] | undefined;
    const write = (text: string) => {
      if (/^begin/.test(text)) transaction = [];
      (transaction ?? executed[executed.push([]) - 1])?.push(text);
      if (!transaction || !/^(commit|rollback)( |$)/.test(text)) return;
      executed.push(transaction);
      transaction = undefined;
    };
    let rest = Buffer.alloc(0);
    let typeBytes = 0; // The first message of a connection has no type.
    client.on("data", (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= typeBytes + 4 && rest.length >= typeBytes + rest.readUInt32BE(typeBytes)) {
        const end = typeBytes + rest.readUInt32BE(typeBytes);
        const [first = "", second = ""] = rest
          .subarray(typeBytes + 4, end)
          .toString("latin1")
          .split("\0");
        const type = typeBytes ? String.fromCharCode(rest[0] as number) : "";
        if (type === "P") texts.set(first, second.replace(/\s+/g, " ").trim());
        if (type === "B") write(texts.get(second) ?? "?");
        if (type === "Q") write(first);
        rest = rest.subarray(end);
        typeBytes = 1;
      }
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      from
        .on("error", () => to.destroy())
        .on("close", () => to.destroy())
        .pipe(to);
  });
  await new Promise<void>((done) => door.listen(0, "127.0.0.1", done));
  target.searchParams.delete("host");
  target.hostname = "127.0.0.1";
  target.port = String((door.address() as { port: number }).port);
  return { url: target.toString(), executed, close: () => door.close() };
}

test("a create is one statement, a check is one statement; two where the vendor may know the code", async () => {
  const door = await openDoor(database.url);
  const counted = await startApp({ url: door.url }, { env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
  // What the dispatcher, the watches over connectors and abuse, and the sweeps say meanwhile.
  const others =
    /^(insert into send_refusals|insert into limit_alarm_days|with wanted as|with used as|with turn as|with free as|with (finished|outcomes) as|select service_sid, (sum|country)|select kid, |with actor as |update signing_keys|update (verifications|notices) set recipient = null|update messages m set|select c\.id, c\.factory_id|update verifications set status = 'expired'|delete from (failure_streaks|send_refusals|challenges|factors|entities|user_totp|passkey_answers|social_trips|social_notices|flows|sessions|audit_events|limit_counters|oidc_tokens|authorization_requests)|update (oidc_grants|authorization_requests|social_revocations) |select .*sign_in_experience|with ended as \( (delete from sessions|update verifications set status = 'expired')|with old as \(select ctid)/;
  const to = newNumber();
  /** The statements of a request while key and service are remembered: for a second, so on a slow machine once more. */
  const statementsOf = async (ask: () => Promise<unknown>, prepare = async () => {}) => {
    for (let round = 0; ; round++) {
      await prepare();
      await call(counted.origin, service);
      door.executed.length = 0;
      await ask();
      const isOthers = (texts: string[]) => texts.every((text) => /^(begin|commit)/.test(text) || others.test(text));
      const statements = door.executed.filter((texts) => !isOthers(texts)).flat();
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
  const { body: limit } = await call(counted.origin, `${service}/RateLimits`, { UniqueName: "ip" });
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
      right.Code = await readCode(counted.origin, right.To);
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
  await counted.stop();
  door.close();
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
