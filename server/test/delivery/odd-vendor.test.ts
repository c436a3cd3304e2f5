/**
 * @module Vendors whose answers nobody would write into a column: they cost their own message at most. Results are written
 * in batches, so one value that PostgreSQL refuses would hold up the whole queue.
 */
import { SendFailure } from "@munjigi/connectors/message-connector";
import { test } from "vitest";
import { fakeConnector, newNumber, start, startApp, suiteDatabase } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";

const rate = (retryAfterSeconds: number) => () => {
  throw new SendFailure("rate", "", { retryAfterSeconds });
};

const answers: [string, () => unknown][] = [
  ["an identifier with a NUL in it", () => ({ vendorMessageId: "a\u0000b" })],
  ["half a surrogate pair for an identifier", () => ({ vendorMessageId: "\ud83d" })],
  ["a fraction of a part", () => ({ parts: 1.5 })],
  ["more parts than an integer holds", () => ({ parts: 3e9 })],
  ["no number of parts", () => ({ parts: "two" })],
  ["nothing at all", () => undefined],
  ["a wait that never ends", rate(Number.POSITIVE_INFINITY)],
  ["a wait that is no number", rate(Number.NaN)],
  ["a wait of a thousand years", rate(3e10)],
  ["a wait that is over", rate(-3e10)],
];

const database = suiteDatabase();

test.each<[string, () => number]>([
  ["none", () => 0],
  ["a fraction", () => 0.5],
  ["no number", () => "many" as never],
  [
    "an error",
    () => {
      throw new Error("no idea");
    },
  ],
])("%s for the calls at once: messages are sent all the same", async (_name, maxCalls) => {
  const server = await startApp(database, { connector: fakeConnector({ send: async () => ({}), maxCalls }) });
  try {
    const { body } = await start(server.origin, newNumber());
    const sid = body.send_code_attempts[0].attempt_sid as string;
    await eventually(
      async () => (await database.sql`select status from messages where sid = ${sid}`)[0]?.status === "sent",
    );
  } finally {
    await server.stop();
  }
});

test.each(answers)("%s: the next message is sent all the same", async (_name, answer) => {
  const odd = newNumber();
  const connector = fakeConnector({ id: "odd", send: async ({ to }) => (to === odd ? answer() : {}) as never });
  const server = await startApp(database, { connector });
  try {
    const sids: string[] = [];
    for (const to of [odd, newNumber()])
      sids.push((await start(server.origin, to)).body.send_code_attempts[0].attempt_sid);
    const status = async (sid?: string) =>
      (await database.sql`select status from messages where sid = ${sid ?? null}`)[0]?.status;
    // A wait that one answer names holds up the others for half a minute at most.
    await eventually(async () => (await status(sids[1])) === "sent", 30_000 + slowed(30_000));
    await eventually(async () => (await status(sids[0])) !== "sending");
  } finally {
    await server.stop();
    // What was not brought to an end is not the next vendor's.
    await database.sql`delete from messages`;
  }
});
