/**
 * @module Turns, as an SQL fragment: a statement that looks at rows and adds one to them can be sure that no other one has added
 * one since it looked.
 *
 * A statement sees the rows of its snapshot. Two at once for one number, under different bindings, see nothing of each other, and
 * no unique index makes them meet. Here they meet in one row: whoever comes second waits for the first one's commit, and then
 * finds another time in the row than its snapshot has. It has not had its turn, and has to look again.
 */
import { fragment, param } from "../db/statement.js";
const key = fragment `(${param("limitKey")} || '.turn.' || ${param("purpose")})`;
/**
 * A statement: a row if `condition` holds and nobody else has had a turn under parameters `limitKey` and `purpose` since the
 * snapshot.
 */
export function takeTurn(condition) {
    return fragment `insert into limit_counters as c (key, hits, members, expires_at)
    select ${key}, array[clock_timestamp()], array[null::text], clock_timestamp() + interval '1 hour' where ${condition}
    on conflict (key) do update set hits = excluded.hits, expires_at = excluded.expires_at
    where c.hits = (select hits from limit_counters where key = ${key})
    returning key`;
}
//# sourceMappingURL=take-turn.js.map