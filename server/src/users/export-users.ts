/** @module Everybody whom a search finds, page after page, for a table; that somebody took it along is an event. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { UserFilter } from "./list-store.js";
import type { User } from "./user.js";

type Search = Pick<UserFilter, "search" | "status">;
type ListUsers = (
  query: Search & { after: string | undefined; size: number },
) => Promise<{ users: User[]; next: string | null }>;

const PAGE_SIZE = 200;

export async function* exportUsers(
  sql: Database,
  list: ListUsers,
  { search, status }: Search,
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
