/** @module `confirm`: the account and everything of it goes, and its owner is told. */
import { inTransaction } from "../../db/open.js";
import { note, recipientsOf } from "../note-change.js";
import { StepFailed } from "../step.js";
export const deleteAccount = async (step) => {
    const { deps, user, visit } = step;
    if (!user)
        throw new StepFailed("sign_in.not_signed_in");
    await inTransaction(deps.sql, async (tx) => {
        const actor = { kind: "user", id: user.sid, requestId: visit.requestId };
        // Sent twice, the second time finds nothing, and tells nobody again.
        if (await deps.users.remove(user.sid, actor, tx))
            await note(step, recipientsOf(user), { kind: "account_deleted", values: {} }, tx);
    });
    return { at: "gone" };
};
//# sourceMappingURL=delete-account.js.map