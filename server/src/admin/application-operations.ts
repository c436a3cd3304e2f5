/** @module What openapi.json says of applications and resources. */
import type { ApiWords } from "../http/api-words.js";

export const applicationOperations = {
  "GET /api/applications": {
    id: "listApplications",
    summary: "List applications",
    success: { 200: "All applications, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/applications": {
    id: "createApplication",
    summary: "Make an application",
    description:
      "A client of OpenID Connect and OAuth. `web` and `machine` have a secret; `spa` and `native` have none.",
    body: { name: "Shop", type: "web", redirectUris: ["https://shop.example/callback"] },
    success: { 201: "The application and its secret, which is shown here only." },
    errors: ["service.not_found"],
  },
  "GET /api/applications/{id}": {
    id: "fetchApplication",
    summary: "Fetch an application",
    success: { 200: "The application." },
    errors: ["application.not_found"],
  },
  "PATCH /api/applications/{id}": {
    id: "updateApplication",
    summary: "Change an application",
    description: "What is absent stays; lists are replaced.",
    body: { name: "another name" },
    success: { 200: "The application as it is now." },
    errors: ["request.changed_meanwhile", "application.not_found", "service.not_found"],
  },
  "DELETE /api/applications/{id}": {
    id: "deleteApplication",
    summary: "Delete an application",
    success: { 204: "It is gone, and its secrets with it." },
    errors: ["application.not_found"],
  },
  "POST /api/applications/{id}/rotate-secret": {
    id: "rotateApplicationSecret",
    summary: "Make another secret",
    description: "The secret before lives `keepOldHours` more, older ones die at once: at most two live.",
    body: { keepOldHours: 24 },
    success: { 200: "The application and its new secret, which is shown here only." },
    errors: ["application.not_found", "application.has_no_secret"],
  },
  "GET /api/resources": {
    id: "listResources",
    summary: "List resources",
    success: { 200: "All resources, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/resources": {
    id: "createResource",
    summary: "Make a resource",
    description: "An API that takes access tokens.",
    body: { indicator: "https://api.shop.example", name: "Shop API", scopes: ["orders:read"] },
    success: { 201: "The resource." },
    errors: ["resource.exists"],
  },
  "PATCH /api/resources/{id}": {
    id: "updateResource",
    summary: "Change a resource",
    body: { scopes: ["orders:read", "orders:write"] },
    success: { 200: "The resource as it is now." },
    errors: ["request.changed_meanwhile", "resource.not_found", "resource.scope_in_use"],
  },
  "DELETE /api/resources/{id}": {
    id: "deleteResource",
    summary: "Delete a resource",
    success: { 204: "It is gone." },
    errors: ["resource.not_found", "resource.in_use"],
  },
} as const satisfies ApiWords["operations"];
