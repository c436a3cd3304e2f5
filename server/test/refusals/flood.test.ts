/** @module What is refused is written down, and a flood of it fills no table: numbers that somebody makes up would be a row each. */
import { expect, test } from "vitest";
import { createLog } from "../../dist/http/log.js";
import { createRefusals } from "../../dist/refusals/refusals.js";
import { randomNumber, suite } from "../harness.js";
import { pause, slowed } from "../kit/pace.js";

const server = suite();
const create = () =>
  createRefusals({ sql: server.sql, keyring: server.keyring, log: createLog("silent", { write: () => {} }) });
const refusal = (recipient: string, rule: string) =>
  ({
    serviceSid: "VA1",
    recipient,
    country: "KR",
    purpose: "public",
    code: "limits.exceeded",
    facts: { rule },
  }) as const;

/** Of the counting, which is by the minute of this process. */
const minuteOf = () => Math.floor(performance.now() / 60_000);

test("of a reason the first 120 recipients of a minute, whatever the purpose; other reasons, and the same recipients, as ever", async () => {
  const refusals = create();
  const numbers = Array.from({ length: 500 }, (_, n) => `+821030${String(n).padStart(6, "0")}`);
  // A turn of the minute in between would let as many more in.
  const left = 60_000 - (performance.now() % 60_000);
  if (left < slowed(5000)) await pause(left);
  const minute = minuteOf();
  for (const [n, number] of numbers.entries()) {
    refusals.note({ ...refusal(number, "address"), purpose: n % 2 ? "public" : "sign-in" });
    // They are written in between, so that what waits is no limit.
    if (n % 50 === 0) await refusals.flush();
  }
  await refusals.flush();
  const [count] = await server.sql`select count(*)::int as n from send_refusals where rule = 'address'`;
  // Where the minute turned all the same, the next one had taken in as many as came after that.
  const turns = minuteOf() - minute;
  expect(count?.n).toBeGreaterThanOrEqual(120);
  expect(count?.n).toBeLessThanOrEqual(120 * (1 + turns));
  const first = numbers[0] as string;
  for (let n = 0; n < 3; n++) refusals.note({ ...refusal(first, "address"), purpose: "sign-in" });
  await refusals.flush();
  expect((await refusals.list(first))[0]?.times).toBe(4);
  const honest = randomNumber();
  refusals.note(refusal(honest, "number"));
  await refusals.flush();
  expect(await refusals.list(honest)).toHaveLength(1);
});
