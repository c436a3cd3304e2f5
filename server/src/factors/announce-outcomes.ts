/** @module How challenges end, for endpoints of webhooks: a member of the statements that end them. */
import { announceOutcomes } from "../audit/announce.js";
import { type Fragment, fragment } from "../db/statement.js";
import { MAX_TRIES } from "./factor.js";

/** What `announceEnds` needs of a row that a statement has just changed. */
export const endColumns = fragment`c.sid, c.factor_sid, c.entity_sid, c.status, c.attempts`;

/**
 * A statement: tells of those rows of `source` that have ended. One that had its last try is told then, and not again when its time is
 * over. A row that goes with its factor has no end of its own.
 */
export const announceEnds = <Names extends string>(source: Fragment<Names>) =>
  announceOutcomes(
    "challenge",
    fragment`
    select case when ended.status = 'approved' then 'challenge.approved' else 'challenge.failed' end as type,
      'challenge' as subject_kind, ended.sid as subject_id, e.service_sid,
      jsonb_strip_nulls(jsonb_build_object('factor', ended.factor_sid, 'entity', ended.entity_sid, 'reason',
        case ended.status when 'pending' then 'max_attempts_reached' when 'expired' then 'expired' end)) as data
    from ${source} as ended join entities e on e.sid = ended.entity_sid
    where ended.status = 'approved' or (ended.status = 'pending' and ended.attempts >= ${MAX_TRIES})
      or (ended.status = 'expired' and ended.attempts < ${MAX_TRIES})`,
  );
