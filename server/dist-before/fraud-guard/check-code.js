import { AppError } from "../errors.js";
import { checkRules, familiarKey, networkPrefixKey, prefixKey } from "./rules.js";
import { proofFor } from "./visitor.js";
/** The approved verification. Throws `verification.wrong_code`, `.already_approved` and what `checkVerification` throws. */
export async function checkCode({ keyring, clock, limits, verifications }, request) {
    const { service, recipient, visitor, altcha, code, verificationId, binding, onApproved } = request;
    const proof = await proofFor({ keyring, clock }, visitor, "check", altcha);
    const context = { keyring, service, visitor, recipient };
    const rules = checkRules(context, verificationId !== undefined || binding !== undefined);
    const checked = await verifications.check({ subject: subjectOf(request), code, proof, rules, onApproved });
    if (checked.status !== "approved")
        throw new AppError("verification.wrong_code");
    const { address } = recipient;
    await limits.recordSuccess({
        neighbour: recipient.channel === "sms"
            ? { keys: [prefixKey(context, address), networkPrefixKey(context, address)], member: address.slice(-4) }
            : undefined,
        remember: familiarKey(context),
    });
    return checked;
}
function subjectOf({ service, recipient, purpose, binding, verificationId }) {
    const named = { serviceSid: service.sid, recipient: recipient.address, purpose };
    if (verificationId !== undefined)
        return { by: "sid", sid: verificationId, ...named };
    return binding === undefined ? { by: "recipient", ...named } : { by: "target", target: { ...named, binding } };
}
//# sourceMappingURL=check-code.js.map