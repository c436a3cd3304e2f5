import { theServer } from "../core.js";
import { inTransaction } from "../db/open.js";
import { hashToken } from "../secrets.js";
import { createServices } from "../services/services.js";
import { createSid } from "../sid.js";
import { publicId, recordCreated } from "./create-api-key.js";
import { insertApiKey, selectAccountSid } from "./store.js";
/**
 * Makes the account, the first service and their keys, unless they are there. `save` gets them in clear before they are
 * committed, so that a crash cannot leave a deployment whose token nobody knows. Resolves to them on the first start only.
 */
export async function ensureCredentials({ sql, clock, random }, given, save) {
    if (await selectAccountSid(sql))
        return undefined;
    const token = () => random(16).toString("hex");
    const credentials = {
        accountSid: given.accountSid ?? createSid("AC", clock, random),
        authToken: given.authToken ?? token(),
        serviceSid: given.serviceSid ?? createSid("VA", clock, random),
        publishableKey: given.publishableKey ?? `pk_${token()}`,
        adminToken: given.adminToken ?? token(),
    };
    await save(credentials);
    const { accountSid, serviceSid } = credentials;
    const publishable = hashToken(credentials.publishableKey);
    const admin = hashToken(credentials.adminToken);
    await inTransaction(sql, async (tx) => {
        const services = createServices({ sql: tx, clock, random });
        await services.create({ friendlyName: "Munjigi", doNotShareWarningEnabled: true }, theServer, serviceSid);
        for (const one of [
            key(accountSid, "account", hashToken(credentials.authToken), "First auth token"),
            key(publicId("admin", admin), "admin", admin, "First admin token"),
            { ...key(publicId("pk", publishable), "publishable", publishable, "First publishable key"), serviceSid },
        ]) {
            const made = await insertApiKey(tx, one);
            if (made)
                await recordCreated(tx, made);
        }
    });
    return credentials;
}
function key(id, kind, secretHash, name) {
    return { id, kind, secretHash, serviceSid: null, name };
}
/** The account's identifier. Throws if there was no first start. */
export async function findAccountSid(sql) {
    const sid = await selectAccountSid(sql);
    if (!sid)
        throw new Error("The database has no account: its first start did not finish");
    return sid;
}
//# sourceMappingURL=first-start.js.map