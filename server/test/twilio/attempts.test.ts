/** @module Attempts: every text there was, found by what is known of it, and counted. */
import { SendFailure } from "@munjigi/connectors/message-connector";
import { beforeAll, describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { createSid } from "../../dist/sid.js";
import { MAX_WALK } from "../../dist/verify/attempt-store.js";
import { sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import { age, call, credentials, fakeConnector, newNumber, start, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { connect, majors, refuses } from "../kit/sdk.js";

/** Takes everything but what goes to numbers that end in 9. */
const vendor = fakeConnector({
  id: "vendor",
  async send({ to }) {
    if (to.endsWith("9")) throw new SendFailure("recipient_invalid", "gone", { vendorCode: "E404" });
    return {};
  },
});

const server = suite({ connector: vendor, env: { MUNJIGI_TEST_NUMBERS: "+821099990000=123456" } });

const createService = async () =>
  (await call(server.origin, "/Services", { FriendlyName: "Attempts", AllowedCountries: "KR,US" })).body.sid as string;

/** A number with this last digit. */
function numberEndingIn(digit: number): string {
  for (;;) {
    const number = newNumber();
    if (number.endsWith(String(digit))) return number;
  }
}

const send = async (to: string, serviceSid: string, form: Record<string, string> = {}) => {
  const answer = await call(server.origin, `/Services/${serviceSid}/Verifications`, {
    To: to,
    Channel: "sms",
    ...form,
  });
  expect(answer.status).toBe(201);
  const attempts: { attempt_sid: string }[] = answer.body.send_code_attempts;
  return { verification: answer.body.sid as string, attempt: attempts.at(-1)?.attempt_sid as string };
};
const approve = (serviceSid: string, sid: string) =>
  call(server.origin, `/Services/${serviceSid}/Verifications/${sid}`, { Status: "approved" });

const list = (query: Record<string, string>) => call(server.origin, `/Attempts?${new URLSearchParams(query)}`);
const sidsOf = async (query: Record<string, string>) =>
  (await list(query)).body.attempts.map(({ sid }: { sid: string }) => sid) as string[];
const summary = async (query: Record<string, string>) => {
  const { body } = await call(server.origin, `/Attempts/Summary?${new URLSearchParams(query)}`);
  return [body.total_attempts, body.total_converted, body.total_unconverted, body.conversion_rate_percentage];
};
const fetchAttempt = async (sid: string) => (await call(server.origin, `/Attempts/${sid}`)).body;

describe("an attempt", () => {
  test("tells what became of its text and its verification", async () => {
    const of = await createService();
    const to = numberEndingIn(1);
    const { verification, attempt } = await send(to, of, { Locale: "en" });
    await eventually(async () => (await fetchAttempt(attempt)).channel_data.message_status === "sent");
    const pending = await fetchAttempt(attempt);
    expect(pending).toMatchObject({
      sid: attempt,
      account_sid: credentials.accountSid,
      service_sid: of,
      verification_sid: verification,
      conversion_status: "unconverted",
      channel: "sms",
      url: `${server.origin}/v2/Attempts/${attempt}`,
    });
    const channelData = {
      verification_sid: verification,
      to,
      status: "unconfirmed",
      message_status: "sent",
      error_code: null,
      country: "KR",
      code_length: 6,
      locale: "en",
      mcc: null,
      mnc: null,
      carrier: null,
    };
    expect(pending.channel_data).toEqual(channelData);
    await approve(of, verification);
    const approved = await fetchAttempt(attempt);
    expect([approved.conversion_status, approved.channel_data.status]).toEqual(["converted", "confirmed"]);
    expect(approved.date_created).toBe(pending.date_created);

    await age(server.sql, verification, 91 * 86_400);
    await sweepRecipients(server.sql, 90);
    expect((await fetchAttempt(attempt)).channel_data.to).toBeNull();
  });

  test("that failed has the vendor's code; one without a code has our word", async () => {
    const of = await createService();
    const { attempt } = await send(numberEndingIn(9), of);
    await eventually(async () => (await fetchAttempt(attempt)).channel_data.message_status === "failed");
    expect((await fetchAttempt(attempt)).channel_data.error_code).toBe("E404");
    await server.sql`update messages set error_code = null where sid = ${attempt}`;
    expect((await fetchAttempt(attempt)).channel_data.error_code).toBe("recipient_invalid");
  });

  test("is expired with its code, but not if that was canceled; a test number's is told as sent", async () => {
    const of = await createService();
    const status = async (sid: string) => (await fetchAttempt(sid)).channel_data.status;
    const late = await send(numberEndingIn(1), of);
    await age(server.sql, late.verification, 601);
    expect(await status(late.attempt)).toBe("expired");
    const canceled = await send(numberEndingIn(1), of);
    await call(server.origin, `/Services/${of}/Verifications/${canceled.verification}`, { Status: "canceled" });
    await age(server.sql, canceled.verification, 601);
    expect(await status(canceled.attempt)).toBe("unconfirmed");
    const silent = await send("+821099990000", of);
    expect((await fetchAttempt(silent.attempt)).channel_data.message_status).toBe("sent");
  });
});

describe("the list", () => {
  test("is filtered by everything Twilio filters by, alone and together", async () => {
    const [of, other] = [await createService(), await createService()];
    const [home, abroad] = [numberEndingIn(1), "+14155552101"];
    const first = await send(home, of);
    const again = await send(home, of);
    const foreign = await send(abroad, of);
    const elsewhere = await send(home, other);
    await approve(of, foreign.verification);
    const both = [again.attempt, first.attempt];

    expect(await sidsOf({ VerifyServiceSid: of })).toEqual([foreign.attempt, ...both]);
    expect(await sidsOf({ VerifyServiceSid: other })).toEqual([elsewhere.attempt]);
    expect(await sidsOf({ "ChannelData.To": home })).toEqual([elsewhere.attempt, ...both]);
    expect(await sidsOf({ "ChannelData.To": home, VerifyServiceSid: of })).toEqual(both);
    expect(await sidsOf({ VerificationSid: first.verification })).toEqual(both);
    expect(await sidsOf({ VerificationSid: first.verification, Status: "converted" })).toEqual([]);
    expect(await sidsOf({ VerifyServiceSid: of, Country: "US" })).toEqual([foreign.attempt]);
    expect(await sidsOf({ VerifyServiceSid: of, Country: "kr" })).toEqual(both);
    expect(await sidsOf({ VerifyServiceSid: of, Status: "converted" })).toEqual([foreign.attempt]);
    expect(await sidsOf({ VerifyServiceSid: of, Status: "unconverted" })).toEqual(both);
    expect(await sidsOf({ VerifyServiceSid: of, Channel: "sms" })).toHaveLength(3);
    expect(await sidsOf({ VerifyServiceSid: of, Channel: "call" })).toEqual([]);
    // A "+" that nobody encoded.
    const byHand = await call(server.origin, `/Attempts?ChannelData.To=${abroad}`);
    expect(byHand.body.attempts).toHaveLength(1);

    expect(await summary({ VerifyServiceSid: of })).toEqual([3, 1, 2, "33.333333333"]);
    expect(await summary({ VerifyServiceSid: of, Country: "US" })).toEqual([1, 1, 0, "100"]);
    expect(await summary({ VerifyServiceSid: of, DestinationPrefix: "+1415555" })).toEqual([1, 1, 0, "100"]);
    expect(await summary({ VerifyServiceSid: of, DestinationPrefix: "+8210" })).toEqual([2, 0, 2, "0"]);
    expect(await summary({ VerifyServiceSid: of, Channel: "call" })).toEqual([0, 0, 0, "0"]);
  });

  test("begins and ends at moments: from the first on, before the second", async () => {
    const of = await createService();
    const made: string[] = [];
    for (let hour = 0; hour < 4; hour++) {
      const { attempt } = await send(numberEndingIn(1), of);
      const at = new Date(Date.UTC(2026, 0, 1, hour));
      const sid = createSid("VL", () => at, systemRandom);
      await server.sql`update messages set sid = ${sid}, created_at = ${at} where sid = ${attempt}`;
      made.unshift(sid);
    }
    const within = (after: string, before: string) =>
      sidsOf({ VerifyServiceSid: of, DateCreatedAfter: after, DateCreatedBefore: before });
    expect(await within("2026-01-01T00:00:00Z", "2026-01-01T03:00:00Z")).toEqual(made.slice(1));
    expect(await within("2026-01-01T00:00:01Z", "2026-01-01T03:00:00.001Z")).toEqual(made.slice(0, 3));
    expect(await within("2026-01-01", "2026-01-02")).toEqual(made);
    expect(await within("2026-01-01T10:00:00+09:00", "2026-01-01T11:00:00+09:00")).toEqual([made[2]]);
    // As a query that somebody writes by hand has it: its "+" is a blank.
    for (const after of ["2026-01-01T10:00:00+09:00", "2026-01-01T10%3A00%3A00+09%3A00"]) {
      const query = `VerifyServiceSid=${of}&DateCreatedAfter=${after}&DateCreatedBefore=2026-01-01T11:00:00+09:00`;
      const byHand = await call(server.origin, `/Attempts?${query}`);
      expect([byHand.status, byHand.body.attempts?.length]).toEqual([200, 1]);
    }
    expect(await within("2025-01-01", "2025-12-31")).toEqual([]);
    // Clocks of two machines that are half a minute apart.
    const [sid] = made as [string];
    await server.sql`update messages set created_at = created_at - interval '30 seconds' where sid = ${sid}`;
    expect(await within("2026-01-01T02:59:00Z", "2026-01-01T02:59:59Z")).toEqual([sid]);
    const period = { VerifyServiceSid: of, DateCreatedAfter: "2026-01-01", DateCreatedBefore: "2026-01-01T02:30:00Z" };
    expect((await summary(period))[0]).toBe(3);
    expect((await summary({ VerifyServiceSid: of, DateCreatedBefore: "2026-01-31" }))[0]).toBe(4);
    expect((await summary({ VerifyServiceSid: of, DateCreatedBefore: "2026-02-05" }))[0]).toBe(0);
  });

  test("goes from page to page with its filters, forwards and back", async () => {
    const of = await createService();
    const all: string[] = [];
    for (let count = 0; count < 5; count++) all.unshift((await send(numberEndingIn(1), of)).attempt);
    const filters = { VerifyServiceSid: of, Country: "KR", Status: "unconverted", DateCreatedAfter: "2026-01-02" };
    const seen: string[][] = [];
    let url: string | null = `${server.origin}/v2/Attempts?${new URLSearchParams({ ...filters, PageSize: "2" })}`;
    let back: string | null = null;
    while (url) {
      expect(url.startsWith(`${server.origin}/v2/Attempts?`)).toBe(true);
      for (const [name, value] of Object.entries({ ...filters, DateCreatedAfter: "2026-01-02" }))
        expect(new URL(url).searchParams.get(name)?.startsWith(value)).toBe(true);
      const { body } = await call(server.origin, url.slice(`${server.origin}/v2`.length));
      seen.push(body.attempts.map(({ sid }: { sid: string }) => sid));
      [url, back] = [body.meta.next_page_url, body.meta.previous_page_url];
    }
    expect(seen).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
    const { body } = await call(server.origin, (back as unknown as string).slice(`${server.origin}/v2`.length));
    expect(body.attempts.map(({ sid }: { sid: string }) => sid)).toEqual(all.slice(2, 4));
  });

  test.each([
    { DateCreatedAfter: "yesterday" },
    { DateCreatedBefore: "2026-13-01" },
    { DateCreatedAfter: "2026-01-01T00:00:00" },
    { "ChannelData.To": "01012345678" },
    { "ChannelData.To": "+1" },
    { Country: "Korea" },
    { Channel: "pigeon" },
    { VerifyServiceSid: "VA1" },
    { VerificationSid: "VL1" },
    { Status: "approved" },
    { PageSize: "1001" },
    { PageToken: `PAVA${"0".repeat(32)}` },
  ] as Record<string, string>[])("%j is refused", async (query) => {
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([400, 60200]);
  });

  test.each(["82x", "", "+", "+1234567890123456"])("a summary of the prefix %j", async (DestinationPrefix) => {
    const { status } = await call(server.origin, `/Attempts/Summary?${new URLSearchParams({ DestinationPrefix })}`);
    expect(status).toBe(DestinationPrefix === "" ? 200 : 400);
  });
});

describe.each(majors)("twilio %s", (_major, twilio) => {
  test("attempts are listed, fetched and summed up", async () => {
    const api = connect(twilio, server.origin).verify.v2;
    const of = await createService();
    const to = numberEndingIn(1);
    const first = await send(to, of);
    const second = await send(to, of);
    await approve(of, first.verification);
    const sids = [second.attempt, first.attempt];
    const dates = { dateCreatedAfter: new Date(Date.now() - 60_000), dateCreatedBefore: new Date(Date.now() + 60_000) };
    const filters = [
      { verifyServiceSid: of },
      { "channelData.to": to },
      { verificationSid: first.verification, status: "converted" as const },
      { ...dates, verifyServiceSid: of, country: "KR", channel: "sms" as const, pageSize: 1 },
    ];
    for (const filter of filters)
      expect((await api.verificationAttempts.list(filter)).map(({ sid }) => sid)).toEqual(sids);
    const attempt = await api.verificationAttempts(first.attempt).fetch();
    expect(attempt).toMatchObject({ sid: first.attempt, serviceSid: of, verificationSid: first.verification });
    expect(attempt).toMatchObject({
      conversionStatus: "converted",
      channel: "sms",
      price: { value: null, currency: null },
    });
    expect(attempt.channelData).toMatchObject({ to, status: "confirmed", country: "KR" });
    expect(Math.abs(attempt.dateCreated.getTime() - Date.now())).toBeLessThan(60_000);
    const sum = await api
      .verificationAttemptsSummary()
      .fetch({ ...dates, verifyServiceSid: of, destinationPrefix: "+82" });
    expect(sum).toMatchObject({ totalAttempts: 2, totalConverted: 2, totalUnconverted: 0 });
    expect(sum.conversionRatePercentage).toBe("100");
    await refuses(api.verificationAttempts(`VL${"0".repeat(32)}`).fetch(), 404, 20404);
  });
});

describe("more attempts than one page looks at", () => {
  let rare: { attempt: string };
  let of: string;

  beforeAll(async () => {
    of = await createService();
    rare = await send(numberEndingIn(1), of);
    // Newer ones, all of one verification of another service.
    const { body } = await start(server.origin, numberEndingIn(1));
    const after = Date.now() + 1000;
    await server.sql`
      insert into messages (sid, verification_sid, channel, status)
      select 'VL' || lpad(to_hex(${after}::bigint + n), 12, '0') || repeat('0', 20), ${body.sid}, 'sms', 'sent'
      from generate_series(1, ${2 * MAX_WALK + 5}::int) as n`;
  });

  test("a page says where to go on though it is empty, and the way back is the same", async () => {
    let { body } = await list({ VerifyServiceSid: of, PageSize: "2" });
    const lengths = [body.attempts.length];
    while (body.meta.next_page_url) {
      ({ body } = await call(server.origin, body.meta.next_page_url.slice(`${server.origin}/v2`.length)));
      lengths.push(body.attempts.length);
    }
    expect(lengths).toEqual([0, 0, 1]);
    expect(body.attempts[0].sid).toBe(rare.attempt);
    lengths.length = 0;
    while (body.meta.previous_page_url) {
      ({ body } = await call(server.origin, body.meta.previous_page_url.slice(`${server.origin}/v2`.length)));
      lengths.push(body.attempts.length);
    }
    expect(lengths).toEqual([0, 0, 0]);
    expect(await sidsOf({ VerifyServiceSid: of, Channel: "call" })).toEqual([]);
  });

  test.each(majors)("twilio %s finds the one at the end", async (_major, twilio) => {
    const api = connect(twilio, server.origin).verify.v2;
    const found = await api.verificationAttempts.list({ verifyServiceSid: of, pageSize: 20 });
    expect(found.map(({ sid }) => sid)).toEqual([rare.attempt]);
  });
});
