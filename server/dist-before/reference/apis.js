import { managementOperations } from "../admin/operations.js";
import { phoneOperations } from "../phone-api/operations.js";
import { twilioOperations } from "../twilio/operations.js";
import { serverOperations, unlisted } from "./operations.js";
/** The document shows them in this order. */
export const words = [phoneOperations, twilioOperations, managementOperations, serverOperations];
export const operations = Object.fromEntries(words.flatMap(({ tag, operations }) => Object.entries(operations).map(([name, words]) => [name, { ...words, tag }])));
const ownFaults = ["server.internal", "server.unavailable"];
const problems = { error: "Problem", errorType: "application/problem+json" };
export const apis = {
    "Public phone API": {
        name: "Phone",
        error: "PhoneError",
        errorType: "application/json",
        security: [{ publishableKey: [] }],
        failures: ["request.unauthenticated", "request.origin_not_allowed", ...ownFaults],
    },
    "Twilio Verify v2": {
        name: "Twilio",
        error: "TwilioError",
        errorType: "application/json",
        security: [{ accountKey: [] }],
        failures: ["request.unauthenticated", "request.other_site", ...ownFaults],
    },
    Management: {
        name: "Management",
        ...problems,
        security: [{ adminToken: [] }],
        failures: ["request.unauthenticated", "request.other_site", ...ownFaults],
    },
    Operations: { name: "Operations", ...problems, security: [], failures: [] },
};
/** How every operation with a body may fail. */
export const bodyFailures = [
    "request.invalid",
    "request.malformed",
    "request.too_large",
    "request.media_type",
];
/** Routes that have no words, and words that have no route; each with what to do about it. */
export function problemsWith(routes) {
    const known = new Set([...Object.keys(operations), ...Object.keys(unlisted)]);
    return [
        ...routes
            .filter((route) => !known.has(route))
            .map((route) => `${route} is a route without words: add it to \`operations\` in ${fileOf(route)}`),
        ...[...known]
            .filter((name) => !routes.includes(name))
            .map((name) => `${name} is no route: take it out of ${fileOf(name)}`),
    ];
}
/** The file that has the words of a route, or should have them. */
function fileOf(route) {
    const rooms = { auth: "phone-api", v2: "twilio", api: "admin" };
    const room = (!(route in unlisted) && rooms[route.split("/")[1]]) || "reference";
    return `server/src/${room}/operations.ts`;
}
//# sourceMappingURL=apis.js.map