/** @module Writes the text of a message from its verification or notice, at the moment it is needed. */
import { deriveCode } from "../codes.js";
import { writtenLanguage } from "../language.js";
import { unseal } from "../secrets.js";
import { composeNotice } from "./compose-notice.js";
import { composeText } from "./compose-text.js";
/** Stands in the text for a code that can no longer be read. */
const FORGOTTEN = "••••••";
export function renderMessage(keyring, row) {
    return row.notice ? { body: composeNotice(row.notice, row), code: null } : renderCode(keyring, row);
}
export function renderCode(keyring, row, own) {
    const { locale, serviceLocale, brand, doNotShare, appHash, webOtpHost, payment, template } = row.wording;
    const code = readCode(keyring, row);
    const body = composeText({
        locale: writtenLanguage(locale, serviceLocale),
        brand,
        code: code ?? FORGOTTEN,
        doNotShare: doNotShare === true,
        ...(appHash && { appHash }),
        ...(webOtpHost && { webOtpHost }),
        ...(payment && { payment }),
        ...(template && { template }),
        ...(own?.content !== undefined && { content: own.content, minutes: own.minutes }),
        korean: row.country === "KR",
    });
    return { body, code };
}
function readCode(keyring, row) {
    if (!keyring.has(row.keyId))
        return null;
    if (row.customCode !== null)
        return unseal(keyring, row.customCode, row.verificationSid);
    if (row.callerCode)
        return null;
    return deriveCode(keyring.get(row.keyId).code, row.wording.codeSeed ?? row.verificationSid, row.codeLength);
}
//# sourceMappingURL=render-message.js.map