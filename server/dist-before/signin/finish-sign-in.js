import { makeSessionToken } from "../sessions/session-token.js";
import { createSid } from "../sid.js";
import { consentItems } from "./decide-next.js";
import { StepRaced } from "./step.js";
import { endWithSession } from "./store.js";
/** An account that a recycled number opened alone is held back for so long. */
const RESTRICTED_HOURS = 24;
/**
 * Writes the end in the caller's transaction. Throws `StepRaced` where the flow, the account or what was proved is no longer
 * what was read, and PostgreSQL's `23505` where somebody else has made an account of the same number meanwhile.
 */
export async function finishSignIn(step, data, tx) {
    const { deps, visit, flow, experience } = step;
    const owner = data.owner === "new" ? null : flow.holder;
    const userSid = owner?.userSid ?? createSid("US", deps.clock, deps.random);
    const { token, hash } = makeSessionToken(deps.keyring, flow.sid, visit.browser.secret);
    const session = {
        sid: createSid("SE", deps.clock, deps.random),
        token_hash: hash,
        amr: data.amr ?? [],
        device: visit.device,
        restricted_hours: data.isRestricted ? RESTRICTED_HOURS : null,
    };
    const newIdentifiers = identifiersOf(step, data, owner === null);
    const provedSid = wasSent(data) ? (flow.holder?.identifierSid ?? null) : null;
    const isNew = owner === null;
    const actor = { kind: "user", id: userSid, requestId: visit.requestId };
    const ending = {
        flow,
        userSid,
        newUser: isNew
            ? { name: data.name ?? null, language: visit.language, password_hash: data.passwordHash ?? null }
            : null,
        newIdentifiers,
        proved: provedSid && flow.holder ? { identifierSid: provedSid, holderSid: flow.holder.userSid } : null,
        consents: consentsOf(step, data),
        name: isNew ? null : (data.name ?? null),
        passwordHash: isNew ? null : (data.passwordHash ?? null),
        endOthers: data.endOthers === true,
        replacedSid: visit.session?.sid ?? null,
        session,
        events: eventsOf(step, data, actor, session.sid, newIdentifiers, isNew),
    };
    const row = await endWithSession(tx, ending);
    if (row.ended === 0 || row.opened === 0 || (ending.proved && row.proved === 0))
        throw new StepRaced();
    if (row.isNewDevice && !isNew && experience.notices.newDevice)
        await noteNewDevice(step, data, tx);
    return { at: "done", sid: flow.sid, token, ...(data.proved && { method: data.proved.kind }) };
}
/** A code that was sent to it has proved it; a password proves the account, not the number. */
const wasSent = ({ amr = [] }) => amr.includes("sms") || amr.includes("otp");
function identifiersOf({ deps, flow }, { proved, added = [] }, isNew) {
    if (!isNew)
        return [];
    // One that somebody has goes over to the new account: see `Ending.proved`.
    const own = proved && !flow.holder ? [{ ...proved, verified: proved.kind !== "username" }] : [];
    return [...own, ...added].map((one) => ({ sid: createSid("ID", deps.clock, deps.random), ...one }));
}
function consentsOf({ experience }, { consents = {} }) {
    return consentItems(experience).flatMap(({ id }) => {
        const given = consents[id];
        return given ? [{ item: id, ...given }] : [];
    });
}
function eventsOf({ flow }, { amr = [], owner, isRestricted }, actor, sessionSid, identifiers, isNew) {
    const subject = { kind: "user", id: actor.id };
    const about = (data) => ({ actor, subject, serviceSid: flow.serviceSid, data: { ...data } });
    const moved = isNew && owner === "new" && flow.holder?.identifierSid;
    return [
        ...(isNew ? [{ type: "user.created", ...about({}) }] : []),
        ...identifiers.map(({ sid, kind }) => ({ type: "user.identifier.added", ...about({ sid, kind }) })),
        ...(moved && flow.holder
            ? [
                {
                    type: "user.identifier.removed",
                    ...about({ sid: moved, kind: "phone", reason: "recycled" }),
                    subject: { kind: "user", id: flow.holder.userSid },
                },
                { type: "user.identifier.added", ...about({ sid: moved, kind: "phone", reason: "recycled" }) },
            ]
            : []),
        { type: "session.started", ...about({ session: sessionSid, amr, ...(isRestricted && { restricted: true }) }) },
    ];
}
/** To what the account was found by: the owner reads that, or is who just signed in. */
async function noteNewDevice({ deps, flow, visit, service, experience }, { proved }, tx) {
    if (!proved || proved.kind === "username")
        return;
    const recipient = {
        channel: proved.kind === "phone" ? "sms" : "email",
        address: proved.value,
        country: flow.country ?? service.defaultCountry,
    };
    const notice = deps.notices.prepare({
        serviceSid: service.sid,
        brand: experience.brand.name ?? service.friendlyName,
        recipient,
        locale: visit.language,
        kind: "new_device",
        values: { device: visit.device, time: deps.clock().toISOString() },
    });
    await deps.notices.insert(tx, [notice]);
}
//# sourceMappingURL=finish-sign-in.js.map