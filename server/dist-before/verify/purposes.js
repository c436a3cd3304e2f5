import { MAX_SENDS } from "./verification.js";
/** A program of the team's own asks: the rules are Twilio's. */
const secretApi = {
    waits: [],
    maxSends: MAX_SENDS,
    afterLock: "wait_for_expiry",
    atOnce: "join",
    pace: "binding",
    isOpen: false,
    tellsUsedCode: false,
};
/** A page or an app asks, in front of a person or of an attacker. */
const visitor = {
    waits: [30, 60, 120, 300],
    maxSends: MAX_SENDS,
    afterLock: "begin_anew",
    atOnce: "wait",
    // A flow waits for no other one; the figures on its number hold for all.
    pace: "binding",
    isOpen: true,
    tellsUsedCode: true,
};
export const purposes = {
    api: secretApi,
    public: { ...visitor, atOnce: "repeat", pace: "recipient" },
    "sign-in": visitor,
    "sign-up": visitor,
    reset: visitor,
    link: visitor,
    "step-up": visitor,
    invitation: visitor,
};
/** The waits of a purpose under a service. */
export function waitsOf(purpose, service) {
    return service.resendWaits ?? purposes[purpose].waits;
}
/** Seconds to wait after so many sends. */
export function waitAfter(waits, sends) {
    return waits[Math.min(sends, waits.length) - 1] ?? 0;
}
//# sourceMappingURL=purposes.js.map