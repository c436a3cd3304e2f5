/** @module What openapi.json says of the management API; its operations by noun, in the order of the document. */
import type { ApiWords } from "../http/api-words.js";
import { adminOperations } from "./admin-operations.js";
import { alertOperations } from "./alert-operations.js";
import { applicationOperations } from "./application-operations.js";
import { auditOperations } from "./audit-operations.js";
import { connectorOperations } from "./connector-operations.js";
import { experienceOperations } from "./experience-operations.js";
import { insightOperations } from "./insight-operations.js";
import { keyOperations } from "./key-operations.js";
import { limitOperations } from "./limit-operations.js";
import { messageOperations } from "./message-operations.js";
import { organizationOperations } from "./organization-operations.js";
import { serviceOperations } from "./service-operations.js";
import { settingsOperations } from "./settings-operations.js";
import { signingOperations } from "./signing-operations.js";
import { templateOperations } from "./template-operations.js";
import { testNumberOperations } from "./test-number-operations.js";
import { userImportOperations } from "./user-import-operations.js";
import { userOperations } from "./user-operations.js";
import { verificationOperations } from "./verification-operations.js";
import { webhookOperations } from "./webhook-operations.js";
import { whyOperations } from "./why-operations.js";

export const managementOperations = {
  tag: "Management",
  description:
    "What an administrator's programs do: keys, applications, limits, connectors, templates, the sign-in experience, users, organizations, signing keys, the log of it, webhooks that tell of it, alerts, all settings as a file, and why a text did not come. Bodies are JSON; unknown members and wrong types are refused.",
  operations: {
    ...keyOperations,
    ...applicationOperations,
    ...serviceOperations,
    ...limitOperations,
    ...testNumberOperations,
    ...connectorOperations,
    ...verificationOperations,
    ...insightOperations,
    ...messageOperations,
    ...whyOperations,
    ...templateOperations,
    ...experienceOperations,
    ...userOperations,
    ...userImportOperations,
    ...organizationOperations,
    ...auditOperations,
    ...webhookOperations,
    ...alertOperations,
    ...settingsOperations,
    ...signingOperations,
    ...adminOperations,
  },
} as const satisfies ApiWords;
