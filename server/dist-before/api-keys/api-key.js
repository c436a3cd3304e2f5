export const publishableDefaults = { origins: [], challenge: "auto", dailyBudget: 1000 };
/** Control characters, half characters, line ends, and what turns the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const MAX_NAME_LENGTH = 64;
/** What is wrong with a key's name, in words, or `undefined` if it will do. */
export function problemWithKeyName(name) {
    if (!name.trim())
        return "it must not be empty";
    if ([...name].length > MAX_NAME_LENGTH)
        return `it must be at most ${MAX_NAME_LENGTH} characters`;
    if (UNSEEN.test(name))
        return "it must not contain control characters";
    return undefined;
}
//# sourceMappingURL=api-key.js.map