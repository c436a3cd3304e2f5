/** @module Beginning a session, as an SQL fragment: it is made by the statement that ends the flow that proved who it is. */
import { fragment, param } from "../db/statement.js";
/** A statement: opens the session of parameter `session` for the user of parameter `userSid` if `condition` holds; a row if it did. */
export function openSession(condition) {
    return fragment `insert into sessions (sid, user_sid, token_hash, amr, device, auth_time, created_at, used_at, restricted_until)
    select n.sid, ${param("userSid")}, n.token_hash, n.amr, n.device, clock_timestamp(), clock_timestamp(), clock_timestamp(),
      clock_timestamp() + n.restricted_hours * interval '1 hour'
    from jsonb_to_record(${param("session")}::jsonb) as n(sid text, token_hash text, amr jsonb, device text, restricted_hours int)
    where ${condition}
    returning sid`;
}
//# sourceMappingURL=open-session.js.map