/** @module What openapi.json says of the management API. */
import type { ApiWords } from "../http/api-words.js";

export const managementOperations = {
  tag: "Management",
  description:
    "What an administrator's programs do: keys, limits, connectors, templates, the sign-in experience, signing keys, and the log of it. Bodies are JSON; unknown members and wrong types are refused.",
  operations: {
    "GET /api/keys": {
      id: "listKeys",
      summary: "List API keys",
      success: { 200: "All keys, newest first, revoked ones too." },
      errors: ["request.invalid"],
    },
    "POST /api/keys": {
      id: "createKey",
      summary: "Make an API key",
      description: "`account` replaces the auth token: the old one dies.",
      body: { kind: "secret", name: "my app" },
      success: { 201: "The key and its secret, which is shown here only." },
      errors: ["service.not_found"],
    },
    "PATCH /api/keys/{id}": {
      id: "updateKey",
      summary: "Change an API key",
      description: "`origins`, `challenge` and `dailyBudget` are of publishable keys only.",
      body: { name: "another name" },
      success: { 200: "The key as it is now." },
      errors: ["key.not_found"],
    },
    "DELETE /api/keys/{id}": {
      id: "revokeKey",
      summary: "Revoke an API key",
      description:
        "Dead at once here and within a second on every other server. The last admin token and the last key that opens `/v2` stay.",
      success: { 204: "It is revoked, or was already." },
      errors: ["key.not_found", "key.last"],
    },
    "GET /api/services/{sid}/limits": {
      id: "getLimits",
      summary: "Show the limits of a service's public phone API",
      success: { 200: "What holds, and which of it is not the default." },
      errors: ["service.not_found"],
    },
    "PATCH /api/services/{sid}/limits": {
      id: "updateLimits",
      summary: "Change the limits of a service's public phone API",
      description: "Each limit whole, or null for the default. What is absent stays as it is.",
      body: { number: { soft: ["5/10m"], hard: ["20/24h"] } },
      success: { 200: "What holds now." },
      errors: ["limits.beyond_counting", "service.not_found"],
    },
    "DELETE /api/services/{sid}/alarms": {
      id: "liftAlarm",
      summary: "Take back an alarm of a service's public phone API",
      description:
        "A block or a demand for proofs of work: of a country, of the prefix of a number in all networks, or with neither of the service as a whole.",
      success: { 200: "Whether there was one." },
      errors: ["service.not_found"],
    },
    "GET /api/connector-factories": {
      id: "listConnectorFactories",
      summary: "List kinds of connectors",
      description: "Each with the schema of its settings, a config to begin with, and what one needs from the vendor.",
      success: { 200: "All kinds." },
    },
    "GET /api/connector-factories/{id}": {
      id: "fetchConnectorFactory",
      summary: "Fetch a kind of connector",
      success: { 200: "The kind." },
      errors: ["connector.unknown_factory"],
    },
    "GET /api/connectors": {
      id: "listConnectors",
      summary: "List connectors",
      success: { 200: "All connectors, newest first." },
    },
    "POST /api/connectors": {
      id: "createConnector",
      summary: "Make a connector",
      description:
        "Unless `activate` is false it is in force at once, in place of the one that was: its settings must have sent a test within the hour, or `force` be given. Every process obeys within a second; what is being sent is not lost.",
      body: {
        connectorId: "twilio-short-message-service",
        config: {
          accountSID: "AC…",
          authToken: "…",
          fromMessagingServiceSID: "MG…",
          templates: [
            { usageType: "Register", content: "[{{brand}}] 인증번호 [{{code}}]" },
            { usageType: "SignIn", content: "[{{brand}}] 인증번호 [{{code}}]" },
            { usageType: "ForgotPassword", content: "[{{brand}}] 인증번호 [{{code}}]" },
            { usageType: "Generic", content: "[{{brand}}] 인증번호 [{{code}}]" },
          ],
        },
      },
      success: { 201: "The connector, without its secrets." },
      errors: [
        "connector.unknown_factory",
        "connector.config_invalid",
        "connector.untested",
        "connector.development_only",
      ],
    },
    "GET /api/connectors/{id}": {
      id: "fetchConnector",
      summary: "Fetch a connector",
      success: { 200: "The connector, with the versions its settings have had." },
      errors: ["connector.not_found"],
    },
    "PATCH /api/connectors/{id}": {
      id: "updateConnector",
      summary: "Change a connector's settings",
      description:
        "Makes a version that waits until it is activated. `config` is given whole; a secret that is sent back as it was shown stays as it is.",
      body: { config: { accountSID: "AC…", authToken: "••••••••", fromMessagingServiceSID: "MG…", templates: [] } },
      success: { 200: "The connector, with its draft." },
      errors: ["connector.not_found", "connector.config_invalid", "connector.unknown_factory"],
    },
    "DELETE /api/connectors/{id}": {
      id: "deleteConnector",
      summary: "Delete a connector",
      description:
        "With all its versions. The last one that sends by its channel only with `?force=true`; the refusal names the services that could send no more, and the identifiers whose codes would sign nobody in.",
      success: { 204: "It is gone." },
      errors: ["connector.not_found", "connector.in_use"],
    },
    "POST /api/connectors/{id}/test": {
      id: "testConnector",
      summary: "Send a test message",
      description:
        "`id` is a kind of connector and `config` its settings, or a stored connector, whose settings stand where `config` has masks or is absent. Shows what was said to the vendor and what it answered, without secrets. Five a minute.",
      body: { phone: "01012345678", config: {} },
      success: { 200: "The vendor took it." },
      errors: [
        "connector.test_failed",
        "connector.unknown_factory",
        "connector.not_found",
        "connector.config_invalid",
        "limits.exceeded",
      ],
    },
    "POST /api/connectors/{id}/activate": {
      id: "activateConnector",
      summary: "Put a connector in force",
      description: "With its newest settings, in place of the one that was, which is retired.",
      body: { force: false },
      success: { 200: "The connector." },
      errors: ["connector.not_found", "connector.untested", "connector.development_only"],
    },
    "POST /api/connectors/{id}/standby": {
      id: "standConnectorBy",
      summary: "Let a connector stand by",
      description:
        "It sends what the active one cannot: failures of the vendor or the account, never of the recipient.",
      body: { force: false },
      success: { 200: "The connector." },
      errors: ["connector.not_found", "connector.untested", "connector.active", "connector.development_only"],
    },
    "DELETE /api/connectors/{id}/standby": {
      id: "endStandby",
      summary: "Take a connector off standby",
      description: "Not one that sends alone, because no connector is active.",
      success: { 200: "The connector." },
      errors: ["connector.not_found", "connector.in_use"],
    },
    "POST /api/connectors/{id}/restore": {
      id: "restoreConnector",
      summary: "Take an earlier version",
      description:
        "A version that was in force before is so again at once, without a test; any other waits as the draft.",
      body: { version: 1 },
      success: { 200: "The connector." },
      errors: ["connector.not_found", "connector.version_not_found"],
    },
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
    "GET /api/templates": {
      id: "listTemplates",
      summary: "List templates",
      success: { 200: "A page of templates; `next` is the `after` of the next one." },
      errors: ["request.invalid"],
    },
    "POST /api/templates": {
      id: "createTemplate",
      summary: "Make a template",
      description: "A text of your own, in as many languages as you like; one is the default.",
      body: {
        friendlyName: "short",
        translations: [{ locale: "ko", text: "{{friendly_name}} {{code}}", isDefault: true }],
      },
      success: { 201: "The template." },
    },
    "GET /api/templates/{sid}": {
      id: "fetchTemplate",
      summary: "Fetch a template",
      success: { 200: "The template." },
      errors: ["template.not_found"],
    },
    "PATCH /api/templates/{sid}": {
      id: "updateTemplate",
      summary: "Change a template",
      body: { friendlyName: "another name" },
      success: { 200: "The template as it is now." },
      errors: ["template.not_found", "template.built_in"],
    },
    "DELETE /api/templates/{sid}": {
      id: "deleteTemplate",
      summary: "Delete a template",
      success: { 204: "It is gone." },
      errors: ["template.not_found", "template.built_in", "template.in_use"],
    },
    "GET /api/sign-in-experience": {
      id: "fetchSignInExperience",
      summary: "Fetch the sign-in experience",
      description:
        "One document: methods, what a new account needs, brand, terms, languages, lifetimes. `ETag` is its version.",
      success: { 200: "The document that holds." },
      errors: ["request.invalid"],
    },
    "PATCH /api/sign-in-experience": {
      id: "updateSignInExperience",
      summary: "Change the sign-in experience",
      description:
        "A JSON Merge Patch (RFC 7396): what is absent stays, null gives the default, lists are replaced. `If-Match` names the version you have seen. Refused where it would lock people out.",
      body: { brand: { name: "우리동네마켓", colour: "#0b6e4f" } },
      success: { 200: "The document that holds now." },
      errors: [
        "experience.version_required",
        "experience.version_changed",
        "experience.invalid",
        "experience.no_language",
        "experience.phone_code_required",
        "experience.username_has_no_code",
        "experience.method_proves_nothing",
        "experience.first_is_off",
        "experience.named_twice",
        "experience.sign_up_needs_identifier",
        "experience.sign_up_needs_proof",
        "experience.sign_up_is_no_method",
        "experience.sign_up_needs_password",
        "experience.term_reserved",
        "experience.idle_too_long",
        "experience.insecure_url",
        "experience.unknown_service",
        "experience.no_connector",
      ],
    },
    "POST /api/sign-in-experience/drafts": {
      id: "createSignInExperienceDraft",
      summary: "Keep a draft of the sign-in experience",
      description:
        "A whole document, as it would hold. Nothing changes: the draft can be looked at for a day. It may need connectors that are not active yet.",
      body: { brand: { name: "우리동네마켓" } },
      success: { 201: "The draft's identifier." },
      errors: ["experience.invalid"],
    },
    "GET /api/sign-in-experience/colours": {
      id: "fetchSignInColours",
      summary: "Show how a colour reads on the pages",
      success: { 200: "The tones made of it, in light and dark, with their contrast." },
      errors: ["request.invalid"],
    },
    "GET /api/audit-log": {
      id: "listAuditEvents",
      summary: "List what happened",
      description: "By type, actor, subject and time.",
      success: { 200: "A page of events, newest first; `next` is the `after` of the next one." },
      errors: ["request.invalid"],
    },
    "GET /api/signing-keys": {
      id: "listSigningKeys",
      summary: "List signing keys",
      success: { 200: "The newest hundred, newest first." },
      errors: ["request.invalid"],
    },
    "POST /api/signing-keys": {
      id: "rotateSigningKey",
      summary: "Rotate the signing key",
      description:
        "The new key is published at once and signs after ten minutes. With `revokeOthers` it signs at once and all others are withdrawn: their tokens are no longer accepted.",
      body: {},
      success: {
        200: "The key that is waiting already, or that an emergency of the last five seconds made.",
        201: "A new key.",
      },
    },
  },
} as const satisfies ApiWords;
