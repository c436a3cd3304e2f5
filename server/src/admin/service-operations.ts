/** @module What openapi.json says of services and the safe list. */
import type { ApiWords } from "../http/api-words.js";

export const serviceOperations = {
  "GET /api/services": {
    id: "listManagedServices",
    summary: "List services",
    success: { 200: "A page of services, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
  "POST /api/services": {
    id: "createManagedService",
    summary: "Make a service",
    description: "A brand that sends codes. What is absent is as usual.",
    body: { name: "우리동네마켓", defaultLocale: "ko" },
    success: { 201: "The service." },
  },
  "GET /api/services/{sid}": {
    id: "fetchManagedService",
    summary: "Fetch a service",
    success: { 200: "The service." },
    errors: ["request.invalid", "service.not_found"],
  },
  "PATCH /api/services/{sid}": {
    id: "updateManagedService",
    summary: "Change a service",
    description: "What is absent stays.",
    body: { codeTtlSeconds: 300, allowedCountries: ["KR", "JP"] },
    success: { 200: "The service as it is now." },
    errors: ["request.changed_meanwhile", "service.not_found"],
  },
  "DELETE /api/services/{sid}": {
    id: "deleteManagedService",
    summary: "End a service",
    description: "Its publishable keys die with it; codes not yet checked can no longer be.",
    success: { 204: "It is gone." },
    errors: ["request.invalid", "service.not_found"],
  },
  "GET /api/safe-list": {
    id: "listSafeNumbers",
    summary: "List numbers that are always allowed",
    description:
      "They pass the rules about prefixes and countries, their blocks, and the allowed countries of a service.",
    success: { 200: "A page of numbers, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/safe-list": {
    id: "allowNumber",
    summary: "Always allow a number",
    body: { phoneNumber: "010-1234-5678" },
    success: { 201: "The number." },
    errors: ["safe_list.already_listed"],
  },
  "DELETE /api/safe-list/{sid}": {
    id: "disallowNumber",
    summary: "Allow a number no more than others",
    success: { 204: "It is off the list." },
    errors: ["request.invalid", "safe_list.not_found"],
  },
  "GET /api/block-list": {
    id: "listBlocked",
    summary: "List numbers that get no codes",
    success: { 200: "A page of numbers and beginnings of numbers, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/block-list": {
    id: "block",
    summary: "Send no codes to a number, or to all that begin so",
    description: "Whatever asks for them. Numbers on the safe list pass. Every server knows within a second or two.",
    body: { prefix: "+881", note: "위성 전화" },
    success: { 201: "The entry." },
    errors: ["block_list.already_listed", "block_list.full"],
  },
  "DELETE /api/block-list/{sid}": {
    id: "unblock",
    summary: "Take an entry off the block list",
    success: { 204: "It is off the list." },
    errors: ["request.invalid", "block_list.not_found"],
  },
} as const satisfies ApiWords["operations"];
