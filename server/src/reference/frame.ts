/** @module What openapi.json says besides its operations: what the server is, how callers show who they are, how errors look. */
import type { OpenAPIV3_1 } from "openapi-types";
import { errorCatalog } from "../errors.js";
import { version } from "../version.js";
import { words } from "./apis.js";

export const frame: Partial<OpenAPIV3_1.Document> = {
  openapi: "3.1.0",
  info: {
    title: "Munjigi",
    version,
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    description:
      "Self-hosted phone verification: a small API that pages and apps call themselves, a drop-in for Twilio Verify v2, and an API to manage both. Every answer has an `X-Request-Id`, which is in the log too. At most 16 KiB of body, 512 KiB where it is the settings of a connector.",
  },
  servers: [{ url: "http://localhost:8010" }],
  tags: words.map(({ tag, description }) => ({ name: tag, description })),
  components: {
    securitySchemes: {
      accountKey: {
        type: "http",
        scheme: "basic",
        description: "The account SID (`AC…`) and auth token, or the SID (`SK…`) and secret of a secret key.",
      },
      publishableKey: {
        type: "apiKey",
        in: "header",
        name: "X-Munjigi-Key",
        description:
          "A publishable key (`pk_…`). Pages may use it from its own origins only; apps, which send no `Origin`, from anywhere.",
      },
      adminToken: { type: "http", scheme: "bearer", description: "The admin token." },
    },
    schemas: {
      TwilioError: {
        type: "object",
        description: "Twilio's format. Callers match on `code`.",
        required: ["code", "message", "more_info", "status"],
        properties: {
          code: { type: "integer", description: "https://www.twilio.com/docs/api/errors" },
          message: { type: "string" },
          more_info: { type: "string", format: "uri" },
          status: { type: "integer", description: "The HTTP status." },
          details: {
            type: "object",
            description: "An addition.",
            properties: {
              reason: {
                type: "string",
                enum: ["expired", "approved", "canceled", "locked", "unknown", "spent"],
                description: "Why a verification cannot be acted on.",
              },
              retryAfterSeconds: { type: "integer", minimum: 0 },
            },
          },
        },
      },
      Problem: {
        type: "object",
        description: "RFC 9457. `title` is the stable name; `detail` is Korean if `Accept-Language` asks for it first.",
        required: ["type", "title", "status", "detail", "requestId"],
        properties: {
          type: { type: "string", format: "uri" },
          title: { type: "string", enum: Object.keys(errorCatalog) },
          status: { type: "integer" },
          detail: { type: "string" },
          requestId: { type: "string" },
          parameter: { type: "string", description: "The member that is not acceptable." },
          reason: { type: "string" },
          retryAfterSeconds: { type: "integer", minimum: 0 },
        },
      },
    },
  },
};
