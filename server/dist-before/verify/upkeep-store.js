/** Marks what has run out; at most `limit` rows. Nothing depends on it: every statement looks at the clock itself. */
export async function expireVerifications(sql, limit) {
    const rows = await sql `
    update verifications set status = 'expired', custom_code = null, updated_at = clock_timestamp()
    where sid in (
      select sid from verifications where status in ('pending', 'max_attempts_reached') and expires_at <= clock_timestamp()
      order by expires_at limit ${limit}::int for update skip locked)
    returning 1`;
    return rows.length;
}
/** Empties the recipients, and what callers wrote to them, of verifications older than `days`; at most `limit` rows. */
export async function emptyRecipients(sql, days, limit) {
    const rows = await sql `
    update verifications set recipient = null, binding = '', limit_key = null, extras = null, wording = wording - 'template'
    where sid in (
      select sid from verifications
      where recipient is not null and created_at < clock_timestamp() - ${days}::int * interval '1 day'
        and expires_at <= clock_timestamp() and status not in ('pending', 'max_attempts_reached')
      limit ${limit}::int for update skip locked)
    returning 1`;
    return rows.length;
}
/** Whether a recipient was verified; one that retention has emptied is known no more. The code of a test number proves nothing. */
export async function hasApproved(sql, serviceSid, recipient) {
    const rows = await sql `select from verifications where recipient = ${recipient} and service_sid = ${serviceSid}
    and status = 'approved' and extras ->> 'testNumber' is null limit 1`;
    return rows.length > 0;
}
/** Every evaluated check is an attempt, bound or not; of an approved verification the last one was right. */
export async function selectCheckCounts(sql) {
    return await sql `
    select service_sid, sum(attempts + unbound_attempts)::int as checks,
      sum(attempts + unbound_attempts - (status = 'approved')::int)::int as failed
    from verifications
    where purpose = 'public' and created_at > clock_timestamp() - interval '30 minutes'
      and updated_at > clock_timestamp() - interval '10 minutes' and attempts + unbound_attempts > 0
    group by service_sid`;
}
export async function selectConversionCounts(sql) {
    return await sql `
    select service_sid, country, prefix, count(*)::int as sends, count(*) filter (where status = 'approved')::int as converted
    from (
      select service_sid, country, status, left(recipient, -4) as prefix from verifications
      where purpose = 'public' and recipient is not null and extras ->> 'testNumber' is null
        and created_at between clock_timestamp() - interval '70 minutes' and clock_timestamp() - interval '10 minutes'
    ) as old
    group by grouping sets ((service_sid, country), (service_sid, country, prefix))
    having count(*) >= 10`;
}
/** The keys that codes come from which could still be checked. */
export async function selectLiveKeyIds(sql) {
    const rows = await sql `select distinct key_id from verifications
    where status in ('pending', 'max_attempts_reached') and expires_at > clock_timestamp()`;
    return rows.map(({ keyId }) => keyId);
}
//# sourceMappingURL=upkeep-store.js.map