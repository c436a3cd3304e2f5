/** @module What a session is, and which still live. */
import { fragment, param } from "../db/statement.js";
/** A condition: session `s` lives, by parameters `idleDays` and `absoluteDays`. */
export const lives = fragment `(s.used_at > clock_timestamp() - ${param("idleDays")}::int * interval '1 day'
  and s.created_at > clock_timestamp() - ${param("absoluteDays")}::int * interval '1 day')`;
//# sourceMappingURL=session.js.map