/** @module What openapi.json says of connectors. */
import type { ApiWords } from "../http/api-words.js";

export const connectorOperations = {
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
      "Unless `activate` is false it is in force at once, in place of the one that was: its settings must have sent a test within the hour, or `force` be given. Every process obeys within a second; what is being sent is not lost. Of social sign-in several are in force beside each other, and no test is asked for.",
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
  "GET /api/connectors/health": {
    id: "fetchConnectorHealth",
    summary: "How connectors fare",
    description:
      "Of the last hour, for each connector that sends: how many messages it was given, how many its vendor took and how many arrived, how soon, and what went wrong last. One that another took over counts with both.",
    success: { 200: "All connectors that send." },
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
    errors: [
      "request.changed_meanwhile",
      "connector.not_found",
      "connector.config_invalid",
      "connector.unknown_factory",
    ],
  },
  "DELETE /api/connectors/{id}": {
    id: "deleteConnector",
    summary: "Delete a connector",
    description:
      "With all its versions. The last one that sends by its channel only with `?force=true`; the refusal names the services that could send no more, and the identifiers whose codes would sign nobody in. One of social sign-in that was ever in force only so, too: people may be linked to it, and stay linked.",
    success: { 204: "It is gone." },
    errors: ["connector.not_found", "connector.in_use", "connector.signs_people_in"],
  },
  "POST /api/connectors/{id}/test": {
    id: "testConnector",
    summary: "Send a test message",
    description:
      "`id` is a kind of connector and `config` its settings, or a stored connector, whose settings stand where `config` has masks or is absent. Shows what was said to the vendor and what it answered, without secrets. Five a minute. Not for social sign-in, which sends nothing.",
    body: { phone: "01012345678", config: {} },
    success: { 200: "The vendor took it." },
    errors: [
      "connector.test_failed",
      "connector.unknown_factory",
      "connector.not_found",
      "connector.config_invalid",
      "connector.sends_nothing",
      "limits.exceeded",
    ],
  },
  "GET /api/connectors/{id}/tests/{testId}": {
    id: "fetchConnectorTest",
    summary: "Whether a test message arrived",
    description:
      "What the vendor has told of it until now. A vendor that is asked is asked now, every two seconds at most and for an hour; ask again while `status` is `sent`. `{id}` is what the test was of. Kept for a day.",
    success: { 200: "What is known." },
    errors: ["connector.test_not_found"],
  },
  "POST /api/connectors/{id}/check": {
    id: "checkConnector",
    summary: "Check a config",
    description:
      "`id` is a kind of connector, or a stored connector whose secrets stand where `config` has masks. Saves nothing: tells all that is wrong, and each text as a phone would show it.",
    body: { config: {} },
    success: { 200: "What is wrong with it, and its texts." },
    errors: ["connector.unknown_factory", "connector.not_found"],
  },
  "POST /api/connectors/{id}/trial": {
    id: "startTrial",
    summary: "Try a provider of social sign-in",
    description:
      "With the newest settings, in force or not. Open `url` in the browser that asked, whose cookie the answer sets: there and back it goes as people do, and the next operation tells what came. It signs nobody in, makes no account and keeps no token. Twenty a minute, over all connectors.",
    success: { 201: "Where to go." },
    errors: [
      "connector.not_found",
      "connector.no_trial",
      "connector.unusable",
      "connector.trial_failed",
      "limits.exceeded",
    ],
  },
  "GET /api/connectors/{id}/trials/{trialId}": {
    id: "takeTrial",
    summary: "What a trial brought",
    description:
      "To the session of the console, or the API key, that began it; once, and for ten minutes. Ask again while `status` is `waiting`.",
    success: { 200: "What came, or why nothing did." },
    errors: ["connector.trial_not_found"],
  },
  "POST /api/connectors/{id}/balance": {
    id: "askBalance",
    summary: "Ask for the balance",
    description: "Calls the vendor with the settings in force. Ten a minute, over all connectors.",
    success: { 200: "What is left on the account." },
    errors: [
      "connector.not_found",
      "connector.no_balance",
      "connector.unusable",
      "connector.balance_failed",
      "limits.exceeded",
    ],
  },
  "POST /api/connectors/{id}/senders": {
    id: "askSenders",
    summary: "Ask which senders are registered",
    description:
      "Calls the vendor with the newest settings, in force or not, where the vendor tells. Ten a minute, over all connectors.",
    success: { 200: "The senders, and whether the configured one is among them." },
    errors: [
      "connector.not_found",
      "connector.no_senders",
      "connector.unusable",
      "connector.senders_failed",
      "limits.exceeded",
    ],
  },
  "GET /api/connectors/egress": {
    id: "fetchEgressAddresses",
    summary: "Where calls to vendors come from",
    description: "For vendors' allow lists. What this machine knows: nobody outside is asked.",
    success: { 200: "The addresses, and who says so." },
  },
  "POST /api/connectors/{id}/activate": {
    id: "activateConnector",
    summary: "Put a connector in force",
    description:
      "With its newest settings, in place of the one that was, which is retired. Of social sign-in beside the others.",
    body: { force: false },
    success: { 200: "The connector." },
    errors: ["request.changed_meanwhile", "connector.not_found", "connector.untested", "connector.development_only"],
  },
  "POST /api/connectors/{id}/deactivate": {
    id: "deactivateConnector",
    summary: "Take a connector of social sign-in out of force",
    description: "Its button is gone, and nobody signs in by it. Who is linked to it stays so, and can unlink.",
    success: { 200: "The connector." },
    errors: ["connector.not_found", "connector.sends"],
  },
  "POST /api/connectors/{id}/standby": {
    id: "standConnectorBy",
    summary: "Let a connector stand by",
    description: "It sends what the active one cannot: failures of the vendor or the account, never of the recipient.",
    body: { force: false },
    success: { 200: "The connector." },
    errors: [
      "request.changed_meanwhile",
      "connector.not_found",
      "connector.untested",
      "connector.active",
      "connector.development_only",
      "connector.sends_nothing",
    ],
  },
  "DELETE /api/connectors/{id}/standby": {
    id: "endStandby",
    summary: "Take a connector off standby",
    description: "Not one that sends alone, because no connector is active.",
    success: { 200: "The connector." },
    errors: ["connector.not_found", "connector.in_use", "connector.sends_nothing"],
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
} as const satisfies ApiWords["operations"];
