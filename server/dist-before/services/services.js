/** @module Services: makes, finds, lists, changes and ends them. The face of this room. */
import { changesBetween } from "../audit/changes.js";
import { recordChange, recordEvent, recordEventList } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import { inTransaction } from "../db/open.js";
import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { serviceDefaults } from "./service.js";
import { insertService, markServiceDeleted, selectService, selectServices, updateServiceRow } from "./store.js";
export function createServices({ sql, clock, random }) {
    const cache = cacheBriefly((sid) => selectService(sql, sid));
    function requireFound(found) {
        if (found === undefined)
            throw new AppError("service.not_found");
        return found;
    }
    return {
        async find(sid) {
            return requireFound(await cache.get(sid));
        },
        async list(page) {
            return cutPage(await selectServices(sql, page), page);
        },
        async create(settings, by, sid = createSid("VA", clock, random)) {
            return await recordChange(sql, (tx) => insertService(tx, sid, { ...serviceDefaults, ...settings }), (made) => ({
                ...{ type: "service.created", actor: by, subject: { kind: "service", id: sid }, serviceSid: sid },
                after: changesBetween(serviceDefaults, settingsOf(made), isTold)?.after,
            }));
        },
        async update(sid, change, by) {
            const service = await inTransaction(sql, async (tx) => {
                const changed = await updateServiceRow(tx, sid, change);
                const told = changed && changesBetween(settingsOf(changed.before), settingsOf(changed.after), isTold);
                const subject = { kind: "service", id: sid };
                if (told)
                    await recordEvent(tx, { type: typeOf(told), actor: by, subject, serviceSid: sid, ...told });
                return changed?.after;
            });
            cache.forget(sid);
            return requireFound(service);
        },
        async delete(sid, by) {
            const deleted = await inTransaction(sql, async (tx) => {
                const keys = await markServiceDeleted(tx, sid);
                if (!keys)
                    return undefined;
                const common = { actor: by, serviceSid: sid };
                await recordEventList(tx, [
                    { type: "service.deleted", subject: { kind: "service", id: sid }, ...common },
                    ...keys.map((id) => ({ type: "api_key.revoked", subject: { kind: "api_key", id }, ...common })),
                ]);
                return keys;
            });
            cache.forget(sid);
            requireFound(deleted);
        },
    };
}
/** The limits of its public API have a type of their own. */
const typeOf = ({ after, data }) => data === undefined && Object.keys(after).every((path) => path.startsWith("limits."))
    ? "limits.changed"
    : "service.updated";
/** What is a setting of it. */
const settingsOf = ({ sid, createdAt, updatedAt, ...settings }) => settings;
/** Words of closed lists, figures of limits, countries and hosts; not names and numbers. */
const TOLD = /^(allowedCountries|default(TemplateSid|Country|Locale)|resend(Policy|Waits)|webOtpHost|limits\..+|passkeys\.[a-z_]+)$/;
const isTold = (path) => TOLD.test(path);
//# sourceMappingURL=services.js.map