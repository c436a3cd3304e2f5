/** @module Beginning a session, as an SQL fragment: it is made by the statement that ends the flow that proved who it is. */
import { type Fragment, fragment, param } from "../db/statement.js";
import type { AuthenticationMethod } from "./schema.js";

/** Parameter `session`, as JSON. */
export interface NewSession {
  sid: string;
  token_hash: string;
  amr: readonly AuthenticationMethod[];
  device: string;
  restricted_hours: number | null;
}

/** A statement: opens the session of parameter `session` for the user of parameter `userSid` if `condition` holds; a row if it did. */
export function openSession<Names extends string>(condition: Fragment<Names>) {
  return fragment`insert into sessions (sid, user_sid, token_hash, amr, proved_by, device, auth_time, created_at, used_at, restricted_until)
    select n.sid, ${param("userSid")}, n.token_hash, n.amr, n.amr, n.device, clock_timestamp(), clock_timestamp(), clock_timestamp(),
      -- One that is opened the same way within that time is held back no longer; a later one may be somebody else's.
      case when n.restricted_hours is not null then coalesce(
        (select min(restricted_until) from sessions
          where user_sid = ${param("userSid")} and restricted_until > clock_timestamp()),
        clock_timestamp() + n.restricted_hours * interval '1 hour') end
    from jsonb_to_record(${param("session")}::jsonb) as n(sid text, token_hash text, amr jsonb, device text, restricted_hours int)
    where ${condition}
    returning sid`;
}
