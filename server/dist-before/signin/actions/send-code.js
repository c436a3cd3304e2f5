/** @module `send`: somebody says who they are, and a code goes there. `resend`: the same code again. */
import { AppError } from "../../errors.js";
import { readBack } from "../../recipient.js";
import { purposeOf } from "../flow.js";
import { kindOfInputs, readIdentifier, toShown } from "../read-identifier.js";
import { move, StepFailed } from "../step.js";
import { closeFlow, selectVisit } from "../store.js";
import { visitorOf } from "../visit.js";
export const sendCode = async (step) => {
    const { deps, visit, flow, inputs, experience, service } = step;
    // What was proved stays; the second address of a new account is given by `fill`.
    if (flow.data.proved)
        return { at: "flow", sid: flow.sid };
    const kinds = experience.signIn.methods.filter(({ code }) => code).map(({ identifier }) => identifier);
    const wanted = flow.kind === "link" ? [flow.data.identifierKind ?? "phone"] : kinds;
    const given = readIdentifier(kindOfInputs(inputs, wanted), inputs, service);
    const { kind } = given;
    if (given.kind === "username" || !wanted.includes(kind))
        throw new StepFailed("sign_in.cannot_send", { field: kind });
    const { accepted, recipient, value } = given;
    const typed = { text: toShown(inputs[kind] ?? ""), country: inputs.country?.slice(0, 2) };
    requireChannel(step, accepted.channel, kind, typed);
    const found = await selectVisit(deps.sql, {
        ...{ kind, value, flowKind: flow.kind },
        browserHash: visit.browser.hash,
    });
    const { isKnown, isKnownDevice, waiting } = found;
    const purpose = purposeOf(flow.kind, isKnown);
    const delivery = { recipient, purpose, isKnownDevice, field: kind, typed };
    if (waiting?.isOver)
        await closeFlow(deps.sql, waiting.sid);
    else if (waiting && waiting.sid !== flow.sid) {
        // It was asked for again, on a page that does not know of the code that is under way.
        if (!waiting.hasCode)
            await deliver(step, delivery, waiting.sid);
        return { at: "flow", sid: waiting.sid };
    }
    const { error: _error, typed: _typed, ...data } = flow.data;
    // Written before the code is sent: of several windows at once one gets through, and the others find it.
    const landing = await move(step, "code", {
        recipient: value,
        channel: accepted.channel,
        country: accepted.country,
        purpose,
        data: { ...data, identifierKind: kind },
    });
    await deliver(step, delivery);
    return landing;
};
export const resendCode = async (step) => {
    const { flow } = step;
    const recipient = recipientOf(step);
    requireChannel(step, recipient.channel, "code");
    await deliver(step, {
        recipient: readBack(recipient),
        purpose: flow.purpose ?? purposeOf(flow.kind, flow.holder !== null),
        isKnownDevice: flow.holder?.isKnownDevice === true,
        field: "code",
    });
    return await move(step, flow.state);
};
/** Whom the flow's code is for. */
export function recipientOf({ flow, service }) {
    const { recipient, channel, country } = flow;
    if (recipient === null || channel === null)
        throw new StepFailed("sign_in.flow_over");
    return { address: recipient, channel, country: country ?? service.defaultCountry };
}
/** A page never says that a text was sent where none can be. */
export function requireChannel({ deps }, channel, field, typed) {
    if (!deps.canSend(channel))
        throw new StepFailed("sign_in.cannot_send", { field, typed });
}
/** Sends a code that is bound to this flow. One that is under way already is enough. */
export async function deliver({ deps, visit, flow, inputs, service }, { recipient, purpose, isKnownDevice, field, typed }, binding = flow.sid) {
    try {
        await deps.fraudGuard.sendCode({
            ...{ service, recipient, purpose },
            binding,
            visitor: visitorOf(visit, isKnownDevice),
            altcha: inputs.altcha,
            locale: visit.language,
        });
    }
    catch (error) {
        if (!(error instanceof AppError))
            throw error;
        const fail = (code) => new StepFailed(code, { field, typed, facts: error.facts });
        switch (error.code) {
            case "verification.too_early":
                return;
            case "verification.too_many_sends":
                throw fail("sign_in.no_sends_left");
            case "verification.channel_disabled":
            case "verification.channel_unusable":
                throw fail("sign_in.cannot_send");
            case "verification.country_blocked":
                throw fail("sign_in.country_not_served");
            case "verification.landline":
            case "verification.number_blocked":
                throw fail("sign_in.number_not_mobile");
            case "limits.exceeded":
                throw fail("sign_in.wait");
            case "limits.challenge_required":
                throw fail("sign_in.challenge");
            default:
                throw error;
        }
    }
}
//# sourceMappingURL=send-code.js.map