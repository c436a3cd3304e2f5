import { recordChange } from "../audit/record.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { deleteSafeNumber, insertSafeNumber, selectSafeNumber } from "./store.js";
export function createSafeList({ sql, clock, random }) {
    return {
        async has(phoneNumber) {
            return (await selectSafeNumber(sql, phoneNumber)) !== undefined;
        },
        async fetch(phoneNumber) {
            const number = await selectSafeNumber(sql, phoneNumber);
            if (!number)
                throw new AppError("safe_list.not_found");
            return number;
        },
        async add(phoneNumber, by) {
            const number = await recordChange(sql, (tx) => insertSafeNumber(tx, { sid: createSid("GN", clock, random), phoneNumber }), (added) => added && eventOf("safe_list.added", added.sid, by));
            if (!number)
                throw new AppError("safe_list.already_listed");
            return number;
        },
        async remove(phoneNumber, by) {
            const removed = await recordChange(sql, (tx) => deleteSafeNumber(tx, phoneNumber), (sid) => (sid === undefined ? undefined : eventOf("safe_list.removed", sid, by)));
            if (removed === undefined)
                throw new AppError("safe_list.not_found");
        },
    };
}
/** Without the number. */
const eventOf = (type, id, actor) => ({
    ...{ type, actor },
    subject: { kind: "safe_list", id },
});
//# sourceMappingURL=safe-list.js.map