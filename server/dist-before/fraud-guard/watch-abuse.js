import { NO_COUNTRY } from "../recipient.js";
import { limitsOf } from "./limits.js";
import { countryKey, prefixKey, serviceKey } from "./rules.js";
const CHALLENGE_SECONDS = 600;
export async function watchAbuse(dependencies) {
    await watchChecks(dependencies);
    await watchConversions(dependencies);
}
async function watchChecks(dependencies) {
    const { keyring, services, limits, verifications, metrics, log } = dependencies;
    for (const { serviceSid, checks, failed } of await verifications.countChecks()) {
        const service = await services.find(serviceSid).catch(() => undefined);
        if (!service)
            continue;
        const { failShare } = limitsOf(service);
        if (failShare.checks === 0 || checks < failShare.checks || failed / checks <= failShare.share)
            continue;
        if (!(await limits.challenge(serviceKey({ keyring, service }), CHALLENGE_SECONDS)))
            continue;
        metrics.alarms.inc({ rule: "fail-share" });
        log.warn({ rule: "fail-share", service: serviceSid, checks, failed }, "codes are being guessed: every send needs a proof of work");
    }
}
async function watchConversions(dependencies) {
    const { keyring, services, verifications } = dependencies;
    for (const { serviceSid, country, prefix, sends, converted } of await verifications.countConversions()) {
        // An e-mail address belongs to no country and no range of numbers.
        if (country === NO_COUNTRY)
            continue;
        const service = await services.find(serviceSid).catch(() => undefined);
        if (!service)
            continue;
        const key = prefix === null ? countryKey({ keyring, service }, country) : prefixKey({ keyring, service }, `${prefix}0000`);
        await raiseAlarm(dependencies, service, {
            key,
            rule: prefix === null ? "country" : "prefix",
            // Thirty texts to strangers must not shut out everybody: at home, neither country nor prefix is ever blocked.
            mayBlock: country !== service.defaultCountry,
            country,
            sends,
            converted,
        });
    }
}
async function raiseAlarm(dependencies, service, finding) {
    const { limits, metrics, log } = dependencies;
    const { key, rule, mayBlock, country, sends, converted } = finding;
    const { lowConversion, noConversion } = limitsOf(service);
    const isBelow = ({ sends: minSends, share }) => minSends > 0 && sends >= minSends && converted / sends < share;
    const told = { rule: `${rule}-conversion`, service: service.sid, country, sends, converted };
    if (mayBlock && isBelow(noConversion)) {
        const seconds = await limits.block(key);
        if (seconds === undefined)
            return;
        metrics.alarms.inc({ rule: told.rule });
        log.warn({ ...told, seconds }, "texts that nobody uses: blocked");
    }
    else if ((isBelow(lowConversion) || isBelow(noConversion)) && (await limits.challenge(key, CHALLENGE_SECONDS))) {
        metrics.alarms.inc({ rule: told.rule });
        log.warn(told, "few texts are used: every send needs a proof of work");
    }
}
//# sourceMappingURL=watch-abuse.js.map