/** @module What openapi.json says of alerts. */
import type { ApiWords } from "../http/api-words.js";

export const alertOperations = {
  "GET /api/alerts": {
    id: "listAlerts",
    summary: "List alerts",
    description: "What is wrong, and was in the last 90 days: open ones first, then the newest.",
    success: { 200: "A page of alerts; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
  "GET /api/alerts/{id}": {
    id: "fetchAlert",
    summary: "Fetch an alert",
    success: { 200: "The alert, with what to do." },
    errors: ["alert.not_found"],
  },
  "GET /api/alerts/settings": {
    id: "fetchAlertSettings",
    summary: "Fetch the settings of alerts",
    description: "Whom alerts are mailed to, and from what figures on. `ETag` is their version.",
    success: { 200: "The settings, and what in them cannot work." },
    errors: ["request.invalid"],
  },
  "PATCH /api/alerts/settings": {
    id: "updateAlertSettings",
    summary: "Change the settings of alerts",
    description:
      "A JSON Merge Patch (RFC 7396): what is absent stays, null gives the default, lists are replaced. `If-Match` names the version you have seen.",
    body: { emails: ["ops@shop.example"], balanceLow: { below: { KRW: 50000 } } },
    success: { 200: "The settings that hold now, and what in them cannot work." },
    errors: ["alert.version_required", "alert.version_changed", "alert.settings_invalid"],
  },
  "POST /api/alerts/test": {
    id: "testAlerts",
    summary: "Mail a test to everybody who is mailed alerts",
    description: "Nothing is raised. Webhooks have a test of their own.",
    success: { 200: "The messages, whose fate is at `/api/messages/{id}`." },
    errors: ["alert.no_addresses", "alert.no_connector", "service.not_found", "limits.exceeded"],
  },
} as const satisfies ApiWords["operations"];
