import { receiptUrlOf } from "./receipt-url.js";
import { openSettings } from "./sealed-settings.js";
/** Throws an error that says in words that there is no such kind. */
export function findKind(factories, { factoryId }) {
    const kind = factories.find(factoryId);
    if (!kind)
        throw new Error(`there is no kind of connector "${factoryId}"; is MUNJIGI_CONNECTORS complete?`);
    return kind;
}
/** Throws in words if its kind is gone, or its settings cannot be opened or no longer fit: no message is sent with those. */
export function makeReady({ keyring, factories, environment, origin }, row) {
    const connector = findKind(factories, row);
    if (connector.inbox && environment === "production")
        throw new Error("the inbox is for development only");
    const { settings, problem } = openSettings(keyring, connector, row);
    if (problem !== null)
        throw new Error(problem);
    const isPublic = origin.startsWith("https://");
    const host = publicNameOf(origin);
    return {
        id: row.id,
        versionId: row.versionId,
        connector,
        settings,
        ...(connector.receipt && isPublic && { receiptUrl: receiptUrlOf(origin, row.receiptToken) }),
        ...(host !== undefined && { host }),
    };
}
/** The deployment's name, as others can see it: with a dot, and no address. `localhost` is nobody's name in a greeting. */
export function publicNameOf(origin) {
    const { hostname } = new URL(origin);
    return /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/.test(hostname) && !hostname.endsWith(".localhost") ? hostname : undefined;
}
//# sourceMappingURL=ready-connector.js.map