import { familiarKey } from "./rules.js";
/** `undefined`: a stranger, as far as anybody remembers. */
export async function findStanding({ limits, verifications }, context) {
    const { service, recipient } = context;
    const key = familiarKey(context);
    if (key !== undefined && (await limits.remembers(key)))
        return { isKnown: true, isFamiliar: true };
    if (await verifications.wasVerified(service.sid, recipient.address))
        return { isKnown: true, isFamiliar: false };
    return undefined;
}
//# sourceMappingURL=find-standing.js.map