/** @module The SQL of those who look for people. */
import type postgres from "postgres";
import { MAX_MATCHES, nameBeginsWith, valueBeginsWith } from "../db/begins-with.js";
import type { Database } from "../db/open.js";
import { columns, toUser, type UserRow } from "./store.js";
import type { IdentifierKind, User } from "./user.js";

export interface UserFilter {
  /** What a name, in any case, or an identifier of this kind begins with. */
  search: { field: IdentifierKind | "name"; prefix: string } | undefined;
  status: "active" | "suspended" | undefined;
  /** Identifiers older than this. */
  before: string | undefined;
  limit: number;
}

/** How many of them one page looks at: it may come back short, or empty, and say where to go on. */
const MAX_WALK = 10_000;

/**
 * Newest first, and where to go on if a walk ended before the page was full. Two plans, and the count of matches decides, not the
 * planner: with a prefix in a parameter he takes `+8210`, which everybody has, and `+821012345678` for the same.
 */
export async function selectUsers(sql: Database, filter: UserFilter): Promise<{ users: User[]; walkEnd?: string }> {
  const { search, limit } = filter;
  const bounds = sql`${statusIs(sql, filter)} ${filter.before === undefined ? sql`` : sql`and sid < ${filter.before}`}`;
  const newest = (from: Sql) => sql<UserRow[]>`
    select ${sql.unsafe(columns.parts.join(""))} from (select * ${from} order by sid desc limit ${limit}::int) as u
    order by u.sid desc`;
  if (!search) return { users: (await newest(sql`from users where true ${bounds}`)).map(toUser) };
  const matches = sql`select * from (${matching(sql, search)} limit ${MAX_MATCHES + 1}::int) as m`;
  const [{ count = 0 } = {}] = await sql<{ count: number }[]>`select count(*)::int from (${matches}) as m`;
  if (count <= MAX_MATCHES) {
    // Each by itself: a join would be hashed, which reads all users.
    const found = sql`from (select distinct user_sid from (${matches}) as m) as m
      cross join lateral (select * from users where users.sid = m.user_sid limit 1) as one where true ${bounds}`;
    return {
      users: (await newest(sql`from (select one.* ${found}) as one where true`)).map(toUser),
    };
  }
  const walk = sql`select * from users where true ${bounds} order by sid desc limit ${MAX_WALK}::int`;
  const users = (await newest(matchesOf(sql, search, walk))).map(toUser);
  if (users.length === limit) return { users };
  const [end] = await sql<
    { sid: string }[]
  >`select sid from (${walk}) as one order by sid desc offset ${MAX_WALK - 1}::int limit 1`;
  return { users, ...(end && { walkEnd: end.sid }) };
}

/** A piece of a statement. */
type Sql = postgres.PendingQuery<postgres.Row[]>;
type Search = NonNullable<UserFilter["search"]>;

const statusIs = (sql: Database, { status }: UserFilter) =>
  status === undefined
    ? sql``
    : status === "active"
      ? sql`and suspended_at is null`
      : sql`and suspended_at is not null`;

const nameBegins = (sql: Database, prefix: string) => sql`name is not null and ${nameBeginsWith(sql, prefix)}`;
const valueBegins = (sql: Database, kind: IdentifierKind, prefix: string) =>
  sql`kind = ${kind} and ${valueBeginsWith(sql, prefix)}`;

/** In the order of the index: for a bitmap all of its matches would be read before the first is counted. */
const matching = (sql: Database, { field, prefix }: Search) =>
  field === "name"
    ? sql`select sid as user_sid from users where ${nameBegins(sql, prefix)} order by lower(name) using ~<~`
    : sql`select user_sid from identifiers where ${valueBegins(sql, field, prefix)} order by value using ~<~`;

/** The users of `walk` that match. Each looks for its own, for the same reason. */
const matchesOf = (sql: Database, { field, prefix }: Search, walk: Sql) =>
  field === "name"
    ? sql`from (${walk}) as one where ${nameBegins(sql, prefix)}`
    : sql`from (select one.* from (${walk}) as one cross join lateral (
        select from identifiers i where i.user_sid = one.sid and ${valueBegins(sql, field, prefix)} limit 1) as m) as one`;
