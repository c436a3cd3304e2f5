/** @module Everybody whom a search finds, page after page, for a table; that somebody took it along is an event. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { User } from "./user.js";
import type { UserQuery, Users } from "./users.js";

const PAGE_SIZE = 200;

export async function* exportUsers(
  sql: Database,
  list: Users["list"],
  { search, status }: Pick<UserQuery, "search" | "status">,
  actor: Actor,
): AsyncGenerator<User[]> {
  const data = { searchedBy: search?.field ?? null, status: status ?? null };
  await recordEvent(sql, { type: "export.downloaded", actor, subject: { kind: "export", id: "users" }, data });
  let after: string | undefined;
  do {
    const page = await list({ search, status, after, size: PAGE_SIZE });
    yield page.users;
    after = page.next ?? undefined;
  } while (after !== undefined);
}
