import { writtenLanguage } from "../language.js";
import { createSid } from "../sid.js";
import { cleanBrand, cleanValues, noticeKind } from "./notice.js";
import { emptyNotices, insertNotices } from "./notice-store.js";
const RETENTION_SECONDS = 3600;
const BATCH = 1000;
export function createNotices(dependencies) {
    const { sql, clock, random, dispatcher, testNumbers, retentionDays } = dependencies;
    return {
        prepare({ serviceSid, brand, recipient, locale, kind, values }) {
            const { address, country, channel } = recipient;
            if (channel === "sms" && testNumbers.has(address))
                return undefined;
            return {
                sid: createSid("NO", clock, random),
                ...{ serviceSid, country, channel, kind },
                recipient: address,
                locale: writtenLanguage(locale),
                brand: cleanBrand(brand),
                values: cleanValues(kind, { ...values }),
                lifetimeSeconds: noticeKind[kind].lifetimeSeconds,
            };
        },
        insert: (tx, notices) => insertNotices(tx, notices.filter((one) => one !== undefined)),
        wake: () => dispatcher.wake(),
        jobs: [{ name: "empty notices", seconds: RETENTION_SECONDS, work: () => sweepNotices(sql, retentionDays) }],
    };
}
/** Empties the notices that were kept long enough. */
export async function sweepNotices(sql, retentionDays) {
    while ((await emptyNotices(sql, retentionDays, BATCH)) === BATCH)
        ;
}
//# sourceMappingURL=notices.js.map