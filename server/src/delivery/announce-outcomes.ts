/** @module What becomes of messages, for endpoints of webhooks: a member of the statements that find out. */
import { announceOutcomes } from "../audit/announce.js";
import { type Fragment, fragment } from "../db/statement.js";

/** Columns of message `m` that `announceMessages` needs. */
export const outcomeColumns = fragment`m.sid, m.verification_sid, m.notice_sid, m.channel, m.status, m.connector, m.error_class,
  m.error_code`;

/**
 * A statement: tells of those messages of `source` that have arrived or failed. Each fetches its own verification or notice, and only
 * where an endpoint hears of messages.
 */
export const announceMessages = <Names extends string>(source: Fragment<Names>) =>
  announceOutcomes(
    "message",
    fragment`
    select 'message.' || m.status as type, 'message' as subject_kind, m.sid as subject_id,
      coalesce(v.service_sid, n.service_sid) as service_sid,
      jsonb_strip_nulls(jsonb_build_object('channel', replace(m.channel, '-notice', ''), 'connector', m.connector,
        'verification', m.verification_sid, 'purpose', v.purpose, 'notice', m.notice_sid, 'kind', n.kind,
        'country', coalesce(v.country, n.country), 'errorClass', m.error_class, 'errorCode', m.error_code)) as data
    from ${source} as m
      left join lateral (select service_sid, purpose, country from verifications where sid = m.verification_sid limit 1) v on true
      left join lateral (select service_sid, kind, country from notices where sid = m.notice_sid limit 1) n on true
    where m.status in ('delivered', 'failed')`,
  );
