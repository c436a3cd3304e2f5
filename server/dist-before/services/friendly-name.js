/** @module What may stand in front of a code. A brand with a link or a phone number in it is a phisher's tool. */
import { hasInvisible } from "../text.js";
const MAX_FRIENDLY_NAME_LENGTH = 30;
const MAX_DIGITS = 4;
const URL_LIKE = /:\/\/|www\.|[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*\.[\p{L}\p{M}]{2,}|\d+\.\d+\.\d+/iu;
/** What browsers take for the dot of a domain name (UTS #46). */
const DOTS = /[\u3002\uff61]/g;
/** What is wrong with a service's name, in words, or `undefined` if it will do. */
export function problemWithFriendlyName(name) {
    const text = name.normalize("NFKC").replace(DOTS, ".");
    if (!text.trim())
        return "must not be empty";
    if ([...text].length > MAX_FRIENDLY_NAME_LENGTH)
        return `must be at most ${MAX_FRIENDLY_NAME_LENGTH} characters`;
    if (hasInvisible(name))
        return "must not contain line breaks, control or invisible characters";
    if (URL_LIKE.test(text))
        return "must not contain a URL or a domain name";
    if ((text.match(/\p{Nd}/gu) ?? []).length > MAX_DIGITS)
        return `must not contain more than ${MAX_DIGITS} digits`;
    return undefined;
}
//# sourceMappingURL=friendly-name.js.map