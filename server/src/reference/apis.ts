/** @module The APIs that openapi.json tells of: their words, who may call them, and how every operation of one may fail. */
import type { OpenAPIV3_1 } from "openapi-types";
import { managementOperations } from "../admin/operations.js";
import type { ErrorCode } from "../errors.js";
import type { Operation } from "../http/api-words.js";
import { phoneOperations } from "../phone-api/operations.js";
import { twilioOperations } from "../twilio/operations.js";
import { serverOperations, unlisted } from "./operations.js";

/** The document shows them in this order. */
export const words = [phoneOperations, twilioOperations, managementOperations, serverOperations];
export type Tag = (typeof words)[number]["tag"];

export const operations: Readonly<Record<string, Operation & { tag: Tag }>> = Object.fromEntries(
  words.flatMap(({ tag, operations }) => Object.entries(operations).map(([name, words]) => [name, { ...words, tag }])),
);

interface Api {
  /** The beginning of the names of answers that its operations share: `Twilio404`. */
  name: string;
  error: string;
  errorType: string;
  security: OpenAPIV3_1.SecurityRequirementObject[];
  /** How every operation of this API may fail. */
  failures: readonly ErrorCode[];
}

const ownFaults: readonly ErrorCode[] = ["server.internal", "server.unavailable"];
const problems = { error: "Problem", errorType: "application/problem+json" };

export const apis: Record<Tag, Api> = {
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
export const bodyFailures: readonly ErrorCode[] = [
  "request.invalid",
  "request.malformed",
  "request.too_large",
  "request.media_type",
];

/** Routes that have no words, and words that have no route; each with what to do about it. */
export function problemsWith(routes: readonly string[]): string[] {
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
function fileOf(route: string): string {
  const rooms: Record<string, string> = { auth: "phone-api", v2: "twilio", api: "admin" };
  const room = (!(route in unlisted) && rooms[route.split("/")[1] as string]) || "reference";
  return `server/src/${room}/operations.ts`;
}
