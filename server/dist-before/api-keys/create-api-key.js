/** @module Makes a key. Its secret is returned here and never again. */
import { recordEvent } from "../audit/record.js";
import { theServer } from "../core.js";
import { inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { hashToken } from "../secrets.js";
import { createSid } from "../sid.js";
import { publishableDefaults } from "./api-key.js";
import { insertApiKey, insertPublishableKey, selectKeyState } from "./store.js";
const SECRET_BYTES = 24;
/**
 * `secret`: an `SK…` key, which may do what the account may. `admin`: a token for the management API. `publishable`: a
 * `pk_…` for the pages of a service. `by` is the key of whoever asks, if one was asked for: the statement that makes the new
 * key makes nothing if that one is revoked. Throws `service.not_found` and `request.unauthenticated`.
 */
export async function createApiKey({ sql, clock, random }, key, by) {
    const token = random(SECRET_BYTES).toString("base64url");
    const secret = key.kind === "publishable" ? `pk_${token}` : token;
    const secretHash = hashToken(secret);
    const { kind, name } = key;
    if (key.kind === "publishable") {
        const { serviceSid, settings } = key;
        const row = { id: publicId("pk", secretHash), kind, secretHash, serviceSid, name };
        const record = await inTransaction(sql, async (tx) => {
            const made = await insertPublishableKey(tx, { ...row, ...publishableDefaults, ...settings }, by?.id);
            if (made)
                await recordCreated(tx, made, by);
            return made;
        });
        if (!record)
            throw by !== undefined && !(await isLiving(sql, by.id)) ? actorRevoked() : new AppError("service.not_found");
        return { ...record, secret };
    }
    const id = key.kind === "secret" ? createSid("SK", clock, random) : publicId("admin", secretHash);
    const record = await inTransaction(sql, async (tx) => {
        const made = await insertApiKey(tx, { id, kind, secretHash, serviceSid: null, name }, by?.id);
        if (made)
            await recordCreated(tx, made, by);
        return made;
    });
    if (!record)
        throw actorRevoked();
    return { ...record, secret };
}
/** Of a publishable key also what its pages may do. */
export async function recordCreated(tx, key, by = theServer) {
    const { id, kind, serviceSid, origins, challenge, dailyBudget } = key;
    const after = { kind, ...(kind === "publishable" && { origins, challenge, dailyBudget }) };
    await recordEvent(tx, { type: "api_key.created", actor: by, subject: { kind: "api_key", id }, serviceSid, after });
}
async function isLiving(sql, id) {
    return (await selectKeyState(sql, id))?.isRevoked === false;
}
/** Whoever asked was let in, and their key was revoked before the new one was made. */
export function actorRevoked() {
    return new AppError("request.unauthenticated", { expected: "an admin token that is not revoked" });
}
/** The name of a key that callers never name: the first characters of its hash, from which nothing can be guessed. */
export function publicId(prefix, secretHash) {
    return `${prefix}_${secretHash.slice(0, 12)}`;
}
//# sourceMappingURL=create-api-key.js.map