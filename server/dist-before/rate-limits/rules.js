import { hashLimitKey } from "../secrets.js";
/** Names that no limit has, and limits without buckets, limit nothing. */
export function rulesFor(keyring, limits, values) {
    return limits.flatMap(({ sid, uniqueName, windows }) => {
        const value = values.get(uniqueName);
        if (value === undefined)
            return [];
        const key = hashLimitKey(keyring.naming, "rate-limit", sid, value);
        return [{ name: uniqueName, metric: "rate-limit", key, windows }];
    });
}
//# sourceMappingURL=rules.js.map