/** @module Gives the account another auth token. The old one dies at once in this process, within a second in every other. */
import { recordChange } from "../audit/record.js";
import { hashToken } from "../secrets.js";
import { actorRevoked } from "./create-api-key.js";
import { updateAuthToken } from "./store.js";
/**
 * Of several at once the last one counts. A revoked auth token comes back to life as another. `by` is the key of whoever asks;
 * throws `request.unauthenticated` if it is revoked.
 */
export async function replaceAuthToken({ sql, random, forget }, name, by) {
    // 32 hex digits, as Twilio's are.
    const secret = random(16).toString("hex");
    const record = await recordChange(sql, (tx) => updateAuthToken(tx, hashToken(secret), name, by.id), (key) => key && { type: "api_key.replaced", actor: by, subject: { kind: "api_key", id: key.id } });
    if (!record)
        throw actorRevoked();
    forget();
    return { ...record, secret };
}
//# sourceMappingURL=replace-auth-token.js.map