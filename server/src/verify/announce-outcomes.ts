/** @module How verifications end, for endpoints of webhooks: a member of the statements that end them. */
import { announceOutcomes } from "../audit/announce.js";
import { type Fragment, fragment } from "../db/statement.js";
import { MAX_CHECKS } from "./verification.js";

/** What `announceEnds` needs of a row, beside what `columns` has. */
export const endColumns = fragment`purpose, country`;

/** On a row that a statement has just changed: it was pending before. One that is locked has had all its checks. */
export const wasPending = fragment`attempts < ${MAX_CHECKS} as was_pending`;

/** A statement: tells of those rows of `source` that have ended; which must have been pending before. */
export const announceEnds = <Names extends string>(source: Fragment<Names>) =>
  announceOutcomes(
    "verification",
    fragment`
    select case when status = 'approved' then 'verification.approved' else 'verification.failed' end as type,
      'verification' as subject_kind, sid as subject_id, service_sid,
      jsonb_strip_nulls(jsonb_build_object('channel', channel, 'purpose', purpose, 'country', country, 'tags', tags,
        'reason', case when status <> 'approved' then status end)) as data
    from (select * from ${source}) as ended where status <> 'pending'`,
  );
