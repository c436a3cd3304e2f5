/** @module Which passwords will do: long enough, and none that is tried first. Pure. NIST SP 800-63B-4 §3.1.1.2. */
import { dictionary } from "@zxcvbn-ts/language-common";
export const MAX_PASSWORD_LENGTH = 128;
/** What people choose, the most common first: tens of thousands. */
const common = new Set(dictionary["passwords-common"]);
/** `words`: what an attacker knows of the account, its name or number. */
export function passwordProblem(password, minLength, words = []) {
    const text = password.normalize("NFKC");
    const length = [...text].length;
    if (length < minLength)
        return { code: "sign_in.password_short", limit: minLength };
    if (length > MAX_PASSWORD_LENGTH)
        return { code: "sign_in.password_long", limit: MAX_PASSWORD_LENGTH };
    return isCommon(text.toLowerCase(), words) ? { code: "sign_in.password_common", limit: minLength } : undefined;
}
/** Also a common one with digits and marks around it, one character or one short word again and again, and a row of a keyboard. */
function isCommon(text, words) {
    const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
    if (common.has(text) || common.has(core) || common.has(text.replace(/[^\p{L}\p{N}]/gu, "")))
        return true;
    if (/^(.{1,4})\1+.{0,3}$/u.test(text))
        return true;
    if (ROWS.some((row) => row.includes(text) || row.includes([...text].reverse().join(""))))
        return true;
    return words.some((word) => {
        const known = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
        return known.length >= 4 && text.includes(known) && text.length < known.length + 4;
    });
}
const ROWS = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
];
//# sourceMappingURL=password-rules.js.map