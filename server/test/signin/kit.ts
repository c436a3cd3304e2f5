/** @module What suites of sign-in share: settings, people, time that is moved. */
import { expect } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { experienceSchema } from "../../dist/experience/experience.js";
import { hashPassword } from "../../dist/users/password.js";
import { newNumber, type Suite } from "../harness.js";
import { pause } from "../kit/pace.js";
import { codeOf, type Face, Visitor } from "./face.js";

type Sql = Suite["sql"];

/** Puts settings in force as they are, whatever connectors there are; every process obeys within a second. */
export async function setExperience({ sql }: Pick<Suite, "sql">, document: object): Promise<void> {
  const whole = experienceSchema.parse(document);
  await sql`insert into sign_in_experience (id, document, version) values ('live', ${sql.json(whole as never)}, 1)
    on conflict (id) do update set document = excluded.document, version = sign_in_experience.version + 1`;
  await pause(1050);
}

/** Somebody new, signed in. */
export async function newPerson(
  server: Suite,
  face: Face = "html",
): Promise<{ visitor: Visitor; number: string; sid: string }> {
  const visitor = new Visitor(server.origin, face);
  const number = newNumber();
  const page = await visitor.signIn(number);
  expect(["account", "done"]).toContain(page.state);
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  return { visitor, number, sid: row?.userSid as string };
}

/** A session that was proved long ago. */
export async function ageProof(sql: Sql, userSid: string, seconds = 3600): Promise<void> {
  await sql`update sessions set auth_time = auth_time - ${seconds}::int * interval '1 second' where user_sid = ${userSid}`;
}

/** A number that nobody proved for so many days. */
export async function ageNumber(sql: Sql, number: string, days = 100): Promise<void> {
  await sql`update identifiers set proved_at = clock_timestamp() - ${days}::int * interval '1 day' where value = ${number}`;
}

export async function addEmail(sql: Sql, userSid: string, address: string): Promise<void> {
  await sql`insert into identifiers (sid, user_sid, kind, value, verified_at, proved_at)
    values (${`ID${"0".repeat(12)}${Math.random().toString(16).slice(2).padEnd(20, "0").slice(0, 20)}`}, ${userSid}, 'email', ${address},
      clock_timestamp(), clock_timestamp())`;
}

/** Reads the newest code that went there and enters it. */
export async function enterCode(visitor: Visitor, to: string) {
  return await visitor.act("check", { code: await codeOf(visitor.origin, to) });
}

/** By number and by address, with a code or a password. */
export const bothWays = [
  { identifier: "phone", code: true, password: true, first: "code" },
  { identifier: "email", code: true, password: true, first: "code" },
] as const;

export async function setPassword(sql: Sql, userSid: string, password: string): Promise<void> {
  await sql`update users set password_hash = ${await hashPassword(password, systemRandom)} where sid = ${userSid}`;
}
