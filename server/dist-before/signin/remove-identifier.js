/** @module Takes an identifier from an account, and tells whoever it reached. The last one that was proved stays. */
import { recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { note, recipientsOf } from "./note-change.js";
export async function removeIdentifier(deps, { user, visit, service, experience }, sid) {
    const one = user.identifiers.find((identifier) => identifier.sid === sid);
    // Sent twice, the second time finds nothing and has nothing to do.
    if (!one)
        return;
    await inTransaction(deps.sql, async (tx) => {
        if (!(await deps.users.removeIdentifier(user.sid, sid, tx)))
            throw new AppError("request.invalid", {
                parameter: "identifier",
                problem: "it is the only way into the account",
            });
        const actor = { kind: "user", id: user.sid, requestId: visit.requestId };
        const subject = { kind: "user", id: user.sid };
        await recordEvent(tx, { type: "user.identifier.removed", actor, subject, data: { sid, kind: one.kind } });
        await note({ deps, visit, service, experience }, recipientsOf(user), { kind: "identifier_removed", values: { identifier: one.kind } }, tx);
    });
}
//# sourceMappingURL=remove-identifier.js.map