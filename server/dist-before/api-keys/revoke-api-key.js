/** @module Ends a key: at once in this process, within a second in every other. */
import { recordChange } from "../audit/record.js";
import { AppError } from "../errors.js";
import { markKeyRevoked, selectKeyState } from "./store.js";
/** A key that is revoked already is left as it is. Throws `key.not_found` and `key.last`. */
export async function revokeApiKey({ sql, forget }, id, by) {
    const revoked = await recordChange(sql, (tx) => markKeyRevoked(tx, id), (key) => key && {
        ...{ type: "api_key.revoked", actor: by, subject: { kind: "api_key", id } },
        ...{ serviceSid: key.serviceSid, data: { kind: key.kind } },
    });
    forget();
    if (revoked)
        return;
    const state = await selectKeyState(sql, id);
    if (!state)
        throw new AppError("key.not_found");
    if (!state.isRevoked)
        throw new AppError("key.last");
}
//# sourceMappingURL=revoke-api-key.js.map