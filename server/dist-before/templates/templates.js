/** @module Templates: makes, finds, lists, changes and deletes them, and chooses one for a message. The face of this room. */
import { changesBetween } from "../audit/changes.js";
import { recordChange, recordEvent } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import { inTransaction } from "../db/open.js";
import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { builtInTemplates } from "./built-in-templates.js";
import { chooseTemplate } from "./choose-template.js";
import { deleteTemplateRow, insertTemplate, lockTemplate, selectTemplate, selectTemplates, updateTemplateRow, } from "./store.js";
export function createTemplates({ sql, clock, random }) {
    const cache = cacheBriefly((sid) => read(sid));
    async function read(sid) {
        const row = await selectTemplate(sql, sid);
        return row && { ...row, builtIn: false };
    }
    function findBuiltIn(sid) {
        return builtInTemplates.find((template) => template.sid === sid);
    }
    function refuseBuiltIn(sid) {
        if (findBuiltIn(sid))
            throw new AppError("template.built_in");
    }
    async function find(sid) {
        return findBuiltIn(sid) ?? (await cache.get(sid));
    }
    return {
        find,
        choose: (request) => chooseTemplate(find, request),
        async list(page) {
            const { size, cursor, friendlyName } = page;
            const backwards = cursor?.side === "newer";
            const own = await selectTemplates(sql, page, friendlyName);
            const others = builtInTemplates.filter((template) => (friendlyName === undefined || template.friendlyName === friendlyName) &&
                (cursor === undefined || (backwards ? template.sid > cursor.sid : template.sid < cursor.sid)));
            const found = [...own.map((row) => ({ ...row, builtIn: false })), ...others].sort((a, b) => a.sid < b.sid === backwards ? -1 : 1);
            return cutPage(found.slice(0, size + 1), page);
        },
        async fetch(sid) {
            const template = findBuiltIn(sid) ?? (await read(sid));
            if (!template)
                throw new AppError("template.not_found");
            return template;
        },
        async create(settings, by) {
            const sid = createSid("HJ", clock, random);
            const row = await recordChange(sql, (tx) => insertTemplate(tx, sid, settings), () => eventOf("template.created", sid, by));
            return { ...row, builtIn: false };
        },
        async update(sid, changes, by) {
            refuseBuiltIn(sid);
            const row = await inTransaction(sql, async (tx) => {
                const before = await lockTemplate(tx, sid);
                const after = before && (await updateTemplateRow(tx, sid, changes));
                const told = after && changesBetween(settingsOf(before), settingsOf(after));
                if (told)
                    await recordEvent(tx, { ...eventOf("template.updated", sid, by), data: told.data });
                return after;
            });
            cache.forget(sid);
            if (!row)
                throw new AppError("template.not_found");
            return { ...row, builtIn: false };
        },
        async delete(sid, by) {
            refuseBuiltIn(sid);
            const deleted = await recordChange(sql, (tx) => deleteTemplateRow(tx, sid), (gone) => (gone ? eventOf("template.deleted", sid, by) : undefined));
            cache.forget(sid);
            if (!deleted)
                throw new AppError((await selectTemplate(sql, sid)) ? "template.in_use" : "template.not_found");
        },
    };
}
const settingsOf = ({ friendlyName, translations }) => ({
    friendlyName,
    translations,
});
/** Texts of a team's own may say anything: they are not told. */
const eventOf = (type, id, actor) => ({
    ...{ type, actor },
    subject: { kind: "template", id },
});
//# sourceMappingURL=templates.js.map