/** @module How connectors are counted by the messages they were given: what each did not bring, and what is no fault of theirs. */
import { expect, test } from "vitest";
import { createMessages } from "../../dist/delivery/messages.js";
import { suiteDatabase } from "../harness.js";

const database = suiteDatabase();

let n = 0;
/** A message made so many minutes ago; `tries`: connector and class of those that failed. */
async function message(
  status: string,
  connector: string | null,
  more: { class?: string; tries?: [string, string][]; minutesAgo?: number } = {},
) {
  const failures = more.tries?.map(([connector_id, failed]) => ({
    at: "",
    connector: "x",
    connector_id,
    class: failed,
  }));
  const ms = Date.now() - (more.minutesAgo ?? 1) * 60_000;
  const sid = `VL${ms.toString(16).padStart(12, "0")}${String(n++).padStart(20, "0")}`;
  await database.sql`insert into messages (sid, verification_sid, channel, status, connector, connector_id, error_class, failures)
    values (${sid}, 'VE1', 'sms', ${status}, 'x', ${connector}, ${more.class ?? null},
      ${failures ? database.sql.json(failures) : null}::jsonb)`;
}

test("each message counts once for every connector that was given it", async () => {
  const { countOutcomes } = createMessages({ sql: database.sql });
  for (const status of ["sent", "delivered"]) await message(status, "A");
  // It tried twice and brought it; another brought what the first one did not.
  await message("sent", "A", { tries: [["A", "transient"]] });
  await message("sent", "B", {
    tries: [["A", "sender"]],
  });
  await message("failed", "A", { class: "sender", tries: [["A", "sender"]] });
  // A report of the carrier, after it had been sent.
  await message("failed", "B", { class: "sender" });
  // Recipients that cannot be reached: as the only failure, the last one, and one that a report tells.
  await message("failed", "A", { class: "recipient_invalid", tries: [["A", "recipient_invalid"]] });
  await message("failed", "A", {
    class: "recipient_blocked",
    tries: [
      ["A", "transient"],
      ["A", "recipient_blocked"],
    ],
  });
  await message("failed", "B", { class: "recipient_invalid" });
  await message("sent", "B", { tries: [["A", "balance"]] });
  // Not over; nobody was given it; too old.
  await message("queued", "A", { class: "transient", tries: [["A", "transient"]] });
  await message("failed", null, { class: "expired" });
  await message("failed", "A", { class: "sender", tries: [["A", "sender"]], minutesAgo: 30 });
  const outcomes = await countOutcomes(new Date(Date.now() - 15 * 60_000));
  expect(outcomes.sort((one, other) => one.connectorId.localeCompare(other.connectorId))).toEqual([
    { connectorId: "A", messages: 6, failed: 3, failureClass: "sender", outOfBalance: 1 },
    { connectorId: "B", messages: 3, failed: 1, failureClass: "sender", outOfBalance: 0 },
  ]);
});
