/** @module People: who they are and what they agreed to. The face of this room. */
import { recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import { deleteIdentifier, deleteUser, insertConsent, selectConsents, selectUser, updateName, updatePasswordHash, } from "./store.js";
export function createUsers({ sql }) {
    return {
        find: (sid) => selectUser(sql, sid),
        consents: (sid) => selectConsents(sql, sid),
        agree: (sid, consent) => insertConsent(sql, sid, consent),
        async rename(sid, name) {
            await updateName(sql, sid, name);
        },
        removeIdentifier: (userSid, sid, on = sql) => deleteIdentifier(on, userSid, sid),
        setPassword: (sid, passwordHash, on = sql) => updatePasswordHash(on, sid, passwordHash),
        remove: (sid, actor, on = sql) => inTransaction(on, async (tx) => {
            const gone = await deleteUser(tx, sid);
            if (gone)
                await recordEvent(tx, { type: "user.deleted", actor, subject: { kind: "user", id: sid } });
            return gone;
        }),
    };
}
//# sourceMappingURL=users.js.map