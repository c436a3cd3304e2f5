import { countryKey, prefixKey, serviceKey } from "./rules.js";
/** Resolves to whether there was anything to take back. Throws `service.not_found`. */
export async function liftAlarm({ keyring, services, limits }, serviceSid, alarmed, by) {
    const space = { keyring, service: await services.find(serviceSid) };
    const eventOf = (data) => ({
        ...{ type: "limits.alarm_lifted", actor: by, subject: { kind: "service", id: serviceSid }, serviceSid, data },
    });
    if ("country" in alarmed) {
        const country = alarmed.country;
        return await limits.clearAlarm(countryKey(space, country), eventOf({ of: "country", country }));
    }
    // The number that names the prefix is not told.
    if ("e164" in alarmed)
        return await limits.clearAlarm(prefixKey(space, alarmed.e164), eventOf({ of: "prefix" }));
    return await limits.clearAlarm(serviceKey(space), eventOf({ of: "service" }));
}
//# sourceMappingURL=lift-alarm.js.map