import { AppError } from "../errors.js";
import { firstSid } from "../sid.js";
import { timelineOf } from "./message.js";
import { selectMessage, selectMessages, selectWalkEnd } from "./message-store.js";
export function createMessages({ sql }) {
    return {
        async list({ since, until, after, size, ...same }) {
            const bounds = [after, until && firstSid("VL", until)].filter((one) => one !== undefined).sort();
            const filter = { ...same, before: bounds[0], from: since && firstSid("VL", since), limit: size + 1 };
            const rows = await selectMessages(sql, filter);
            const messages = rows.slice(0, size);
            const next = rows.length > size ? messages.at(-1)?.sid : await selectWalkEnd(sql, filter);
            return { messages, next: next ?? null };
        },
        async fetch(sid) {
            const message = await selectMessage(sql, sid);
            if (!message)
                throw new AppError("message.not_found");
            return { ...message, timeline: timelineOf(message) };
        },
    };
}
//# sourceMappingURL=messages.js.map