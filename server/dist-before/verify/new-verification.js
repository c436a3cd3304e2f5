import { deriveCode, macCode, macCodeBySid } from "../codes.js";
import { chooseLocale } from "../language.js";
import { hashLimitKey, seal } from "../secrets.js";
import { createSid } from "../sid.js";
import { purposes } from "./purposes.js";
export function buildVerification({ keyring, clock, random }, request, { recipient, testCode, template }) {
    const { service, purpose, payment, text = {} } = request;
    const keys = keyring.current;
    const sid = createSid("VE", clock, random);
    const givenCode = testCode ?? (service.customCodeEnabled ? text.customCode : undefined);
    const code = givenCode ?? deriveCode(keys.code, sid, service.codeLength);
    const target = { serviceSid: service.sid, recipient: recipient.address, purpose, binding: request.binding ?? sid };
    return {
        ...target,
        sid,
        messageSid: createSid("VL", clock, random),
        country: recipient.country,
        channel: request.recipient.channel,
        keyId: keys.id,
        codeLength: code.length,
        codeMac: macCode(keys.codeMac, target, code, payment),
        codeMacBySid: macCodeBySid(keys.codeMac, sid, code, payment),
        limitKey: hashLimitKey(keyring.naming, purposes[purpose].isOpen ? "failed-visits" : "failed-checks", service.sid, recipient.address, ...(request.device === undefined ? [] : [request.device])),
        callerCode: givenCode !== undefined,
        customCode: givenCode === undefined ? null : seal(keyring, givenCode, sid, random),
        wording: { ...buildWording(request, recipient.country), ...template },
        tags: request.tags ?? null,
        extras: buildExtras(request, testCode !== undefined),
        ttlSeconds: service.codeTtlSeconds,
    };
}
/**
 * The code of this row as another one for the verification that is live: what its text is written from, and the hash by that
 * one's name. The row's own hashes stay, because the live verification may be over by the time of the statement, and then the
 * row is inserted under its own name.
 */
export function renewCode(keyring, row, liveSid) {
    const keys = keyring.current;
    const code = deriveCode(keys.code, row.sid, row.codeLength);
    const renewedMacBySid = macCodeBySid(keys.codeMac, liveSid, code, paymentOf(row.extras));
    return { row: { ...row, wording: { ...row.wording, codeSeed: row.sid } }, renewedMacBySid };
}
/** The language of a text: the request's, else the service's, else the recipient's country decides. */
export const localeOf = ({ service, text }, country) => text?.locale ?? service.defaultLocale ?? chooseLocale(country);
function buildWording(request, country) {
    const { service, recipient, payment, text = {} } = request;
    const locale = localeOf(request, country);
    const { defaultLocale } = service;
    return {
        locale,
        ...(defaultLocale !== null && defaultLocale !== locale && { serviceLocale: defaultLocale }),
        brand: text.brand ?? service.friendlyName,
        ...(service.doNotShareWarningEnabled && { doNotShare: true }),
        // Both are the last line of a text message, for the phone it comes to.
        ...(recipient.channel === "sms" &&
            (text.appHash ? { appHash: text.appHash } : service.webOtpHost && { webOtpHost: service.webOtpHost })),
        ...(payment && { payment }),
    };
}
function buildExtras({ service, recipient, payment, nonce }, isTest) {
    const extras = {
        ...payment,
        ...(nonce && { nonce }),
        ...(service.lookupEnabled && recipient.channel === "sms" && { lineType: "mobile" }),
        ...(isTest && { testNumber: true }),
    };
    return Object.keys(extras).length > 0 ? extras : null;
}
function paymentOf(extras) {
    return extras?.amount !== undefined && extras.payee !== undefined
        ? { amount: extras.amount, payee: extras.payee }
        : undefined;
}
//# sourceMappingURL=new-verification.js.map