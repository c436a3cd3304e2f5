/**
 * @module Whether a text can be sent at all, by the connector that would send it: asked before it is promised, and of whoever is to
 * send it. What the caller gave may be too much for a carrier, or more than a vendor's own text tells.
 */
import { eucKrBytes } from "@munjigi/connectors/sms/euc-kr";
import { measureText } from "@munjigi/connectors/sms/measure-text";
import { writtenLanguage } from "../language.js";
import { composeText, untellablePart } from "./compose-text.js";
import { findTemplate } from "./find-template.js";
/**
 * `undefined`: it can be sent. Only where the caller gave more than a brand: our own words are shortened until they fit. `ready`: the
 * connector that is to send it.
 */
export function findUnsendable(message, ready) {
    const { wording, country, codeLength, callerCode } = message;
    const { payment, template } = wording;
    const { connector, settings } = ready;
    const isVendors = connector.verifier !== undefined || findTemplate(message, settings)?.templateCode !== undefined;
    if (payment && isVendors)
        return { parameter: "amount", problem: "the vendor writes the text, which cannot tell it" };
    if (callerCode && connector.verifier)
        return { parameter: "customCode", problem: "the vendor makes the code" };
    if (isVendors || (!payment && !template))
        return undefined;
    const isKorean = country === "KR" && connector.type === "Sms";
    const untellable = isKorean && payment && untellablePart(payment);
    if (untellable)
        return { parameter: untellable, problem: "it has characters that Korean carriers cannot send" };
    const maxBytes = maxBytesOf(ready);
    const measure = (change) => bytesOf({ ...wording, ...change }, codeLength, isKorean, ready);
    const bytes = measure({});
    if (bytes <= maxBytes)
        return undefined;
    const problem = `the text would have ${bytes} bytes, and at most ${maxBytes} can be sent`;
    if (payment && measure({ payment: { amount: "", payee: "" } }) <= maxBytes)
        return { parameter: eucKrBytes(payment.amount) > eucKrBytes(payment.payee) ? "amount" : "payee", problem };
    const values = Object.fromEntries(Object.keys(template?.values ?? {}).map((name) => [name, ""]));
    if (template?.values && measure({ template: { ...template, values } }) <= maxBytes)
        return { parameter: "substitutions", problem };
    return { parameter: "template", problem };
}
/** What a text may have in the vendor's charset; Korean vendors send long ones where the settings allow it. */
export function maxBytesOf({ connector: { limits }, settings, }) {
    const { allowLms } = (settings ?? {});
    return (limits.charset === "euc-kr" && allowLms === true && limits.longBytes) || limits.maxBytes;
}
function bytesOf(wording, codeLength, korean, { connector: { limits } }) {
    const { locale, serviceLocale, doNotShare, ...rest } = wording;
    const text = composeText({
        ...rest,
        locale: writtenLanguage(locale, serviceLocale),
        doNotShare: doNotShare === true,
        code: "0".repeat(codeLength),
        korean,
    });
    return measureText(text, limits).bytes;
}
//# sourceMappingURL=find-unsendable.js.map