import { isPlainHttp } from "./experience.js";
/** Ticks of the consent page that are ours: everything at once, and `minimumAge`. */
const OUR_TERMS = ["all", "minimum_age"];
/** All that is wrong with a document that has the right form, the gravest first. */
export function findProblems(experience, environment) {
    return [
        ...(experience.languages.length === 0 ? [{ code: "experience.no_language", path: "languages" }] : []),
        ...problemsOfMethods(experience),
        ...problemsOfSignUp(experience),
        ...problemsOfTerms(experience),
        ...(experience.sessions.idleDays > experience.sessions.absoluteDays
            ? [{ code: "experience.idle_too_long", path: "sessions.idleDays" }]
            : []),
        ...(environment === "production" ? insecureUrls(experience) : []),
    ];
}
function problemsOfMethods({ signIn: { methods } }) {
    const problems = [];
    const phone = methods.findIndex(({ identifier }) => identifier === "phone");
    if (!methods[phone]?.code)
        problems.push({
            code: "experience.phone_code_required",
            path: phone < 0 ? "signIn.methods" : `signIn.methods.${phone}.code`,
        });
    for (const [index, { identifier, code, password, first }] of methods.entries()) {
        const path = `signIn.methods.${index}`;
        if (methods.findIndex((one) => one.identifier === identifier) < index)
            problems.push({ code: "experience.named_twice", path: `${path}.identifier` });
        if (identifier === "username" && code)
            problems.push({ code: "experience.username_has_no_code", path: `${path}.code` });
        if (!code && !password)
            problems.push({ code: "experience.method_proves_nothing", path });
        else if (first === "code" ? !code : !password)
            problems.push({ code: "experience.first_is_off", path: `${path}.first` });
    }
    return problems;
}
function problemsOfSignUp({ signIn, signUp }) {
    const problems = [];
    const { identifiers } = signUp;
    const methods = new Map(signIn.methods.map((method) => [method.identifier, method]));
    for (const [index, identifier] of identifiers.entries()) {
        const path = `signUp.identifiers.${index}`;
        if (identifiers.indexOf(identifier) < index)
            problems.push({ code: "experience.named_twice", path });
        if (!methods.has(identifier))
            problems.push({ code: "experience.sign_up_is_no_method", path });
    }
    if (identifiers.length === 0)
        return [{ code: "experience.sign_up_needs_identifier", path: "signUp.identifiers" }];
    if (identifiers[0] === "username")
        problems.push({ code: "experience.sign_up_needs_proof", path: "signUp.identifiers.0" });
    // Whoever is new must be able to come back.
    if (problems.length === 0 && !signUp.password && !identifiers.some((one) => methods.get(one)?.code))
        problems.push({ code: "experience.sign_up_needs_password", path: "signUp.password" });
    return problems;
}
function problemsOfTerms({ terms }) {
    return terms.flatMap(({ id }, index) => {
        const path = `terms.${index}.id`;
        if (OUR_TERMS.includes(id))
            return [{ code: "experience.term_reserved", path }];
        const isSecond = terms.findIndex((one) => one.id === id) < index;
        return isSecond ? [{ code: "experience.named_twice", path }] : [];
    });
}
function insecureUrls({ brand, terms, origins }) {
    const urls = [
        ...Object.entries(brand).map(([name, value]) => [`brand.${name}`, value]),
        ...terms.flatMap(({ url }, index) => url !== null && typeof url === "object"
            ? Object.entries(url).map(([language, value]) => [`terms.${index}.url.${language}`, value])
            : [[`terms.${index}.url`, url]]),
        ...origins.map((value, index) => [`origins.${index}`, value]),
    ];
    return urls
        .filter(([path, value]) => path !== "brand.name" && typeof value === "string" && isPlainHttp(value))
        .map(([path]) => ({ code: "experience.insecure_url", path }));
}
const CHANNELS = { phone: "sms", email: "email" };
/** Where codes of a document must be sent, and the member that asks for it: to sign in, and to verify what a new account gives. */
export function channelsNeeded({ signIn, signUp }) {
    const needs = [
        ...signIn.methods.map(({ identifier, code }, index) => ({
            identifier,
            isNeeded: code,
            path: `signIn.methods.${index}.code`,
        })),
        ...signUp.identifiers.map((identifier, index) => ({
            identifier,
            isNeeded: true,
            path: `signUp.identifiers.${index}`,
        })),
    ];
    const channels = new Map();
    for (const { identifier, isNeeded, path } of needs) {
        const channel = CHANNELS[identifier];
        if (channel && isNeeded && !channels.has(channel))
            channels.set(channel, path);
    }
    return channels;
}
/** The ways to sign in or up that would break without this channel. */
export function methodsBy(experience, channel) {
    const { signIn, signUp } = experience;
    return signIn.methods
        .filter(({ identifier, code }) => CHANNELS[identifier] === channel && (code || signUp.identifiers.includes(identifier)))
        .map(({ identifier }) => identifier);
}
//# sourceMappingURL=find-problems.js.map