/** @module What openapi.json says of webhooks. */
import type { ApiWords } from "../http/api-words.js";

export const webhookOperations = {
  "GET /api/webhooks": {
    id: "listWebhooks",
    summary: "List webhooks",
    success: { 200: "All endpoints that are told of events, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/webhooks": {
    id: "createWebhook",
    summary: "Make a webhook",
    description: "An endpoint of yours that is told what happens, signed by Standard Webhooks. At most 50.",
    body: { url: "https://shop.example/hooks/munjigi", events: ["user.*", "verification.approved"] },
    success: { 201: "The webhook and its secret, which is shown here only." },
    errors: ["service.not_found", "webhook.too_many"],
  },
  "GET /api/webhooks/{id}": {
    id: "fetchWebhook",
    summary: "Fetch a webhook",
    success: { 200: "The webhook." },
    errors: ["webhook.not_found"],
  },
  "PATCH /api/webhooks/{id}": {
    id: "updateWebhook",
    summary: "Change a webhook",
    description: "What is absent stays; `events` is replaced.",
    body: { events: ["user.*", "session.*"] },
    success: { 200: "The webhook as it is now." },
    errors: ["request.changed_meanwhile", "webhook.not_found", "service.not_found"],
  },
  "DELETE /api/webhooks/{id}": {
    id: "deleteWebhook",
    summary: "Delete a webhook",
    success: { 204: "It is gone, with everything that it was still to be told." },
    errors: ["webhook.not_found"],
  },
  "POST /api/webhooks/{id}/rotate-secret": {
    id: "rotateWebhookSecret",
    summary: "Make another secret",
    description: "For `keepOldHours` both sign; then only the new one.",
    body: { keepOldHours: 24 },
    success: { 200: "The webhook and its new secret, which is shown here only." },
    errors: ["webhook.not_found"],
  },
  "POST /api/webhooks/{id}/test": {
    id: "testWebhook",
    summary: "Try a webhook out",
    description: "Posts a `webhook.test` now, once, also while it is paused or disabled.",
    success: { 200: "What came of it." },
    errors: ["webhook.not_found"],
  },
  "POST /api/webhooks/{id}/resume": {
    id: "resumeWebhook",
    summary: "Resume a webhook",
    description: "Whatever stopped it. What waits is told at once.",
    success: { 200: "The webhook as it is now." },
    errors: ["webhook.not_found"],
  },
  "GET /api/webhooks/{id}/deliveries": {
    id: "listWebhookDeliveries",
    summary: "List what a webhook was told",
    description: "Without what it was told: only type, subject and what came of it.",
    success: { 200: "A page of deliveries, newest first; `next` is the `after` of the next one." },
    errors: ["webhook.not_found", "request.invalid"],
  },
  "POST /api/webhooks/{id}/deliveries/{deliveryId}/replay": {
    id: "replayWebhookDelivery",
    summary: "Tell a webhook again",
    description: "However it ended, with the same `webhook-id`. Several within a minute are one.",
    success: { 200: "The delivery as it is now." },
    errors: ["webhook.not_found", "webhook.delivery_not_found"],
  },
  "POST /api/webhooks/{id}/replay": {
    id: "replayDeadWebhookDeliveries",
    summary: "Tell a webhook all that was given up",
    success: { 200: "How many." },
    errors: ["webhook.not_found"],
  },
} as const satisfies ApiWords["operations"];
