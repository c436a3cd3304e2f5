/** @module What openapi.json says of messages. */
import type { ApiWords } from "../http/api-words.js";

export const messageOperations = {
  "GET /api/messages": {
    id: "listMessages",
    summary: "List messages",
    description: "By recipient, status, connector and time. Recipients are masked.",
    success: { 200: "A page of messages, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid", "message.not_found"],
  },
  "GET /api/messages/{id}": {
    id: "fetchMessage",
    summary: "Fetch a message",
    success: { 200: "The message, and what happened to it, in order." },
    errors: ["message.not_found"],
  },
} as const satisfies ApiWords["operations"];
