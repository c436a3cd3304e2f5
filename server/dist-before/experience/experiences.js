/** @module The sign-in experience: what holds, changes of it, and drafts. The face of this room. */
import { cacheBriefly } from "../brief-cache.js";
import { AppError } from "../errors.js";
import { createSid, parseSid } from "../sid.js";
import { changeExperience, refuseProblems, } from "./change-experience.js";
import { methodsBy } from "./find-problems.js";
import { readDocument, readStored } from "./read-document.js";
import { insertDraft, selectDraft, selectExperience } from "./store.js";
export function createExperience(dependencies) {
    const { sql, services, clock, random } = dependencies;
    const show = async () => {
        const row = await selectExperience(sql);
        return { ...readStored(row?.document ?? {}), version: row?.version ?? 0 };
    };
    // There is one document, under one name.
    const cache = cacheBriefly(show);
    const current = () => cache.get("live");
    // The oldest may change only when it is deleted, and a service of a moment ago is good enough for a page.
    const oldest = cacheBriefly(async () => {
        const { rows } = await services.list({ size: 1, cursor: { sid: "VA", side: "newer" } });
        return rows[0]?.sid;
    });
    return {
        current,
        show,
        async change(change) {
            try {
                return await changeExperience(dependencies, change);
            }
            finally {
                cache.forget("live");
            }
        },
        async serviceOf({ serviceSid }) {
            const named = serviceSid === null ? undefined : await services.find(serviceSid).catch(passUnknown);
            return named ?? (await services.find((await oldest.get("oldest")) ?? ""));
        },
        async saveDraft(document, language) {
            const experience = readDocument(document, language);
            await refuseProblems(dependencies, experience, language);
            const sid = createSid("XD", clock, random);
            await insertDraft(sql, sid, experience);
            return sid;
        },
        async findDraft(id) {
            const sid = parseSid("XD", id);
            const document = sid === undefined ? undefined : await selectDraft(sql, sid);
            return document && readStored(document);
        },
        async methodsBy(channel) {
            return methodsBy(await current(), channel);
        },
    };
}
/** Of a service that is not there; any other failure stays one. */
function passUnknown(error) {
    if (!(error instanceof AppError && error.code === "service.not_found"))
        throw error;
}
//# sourceMappingURL=experiences.js.map