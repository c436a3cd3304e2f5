/** @module The APIs that openapi.json tells of: their words, who may call them, and how every operation of one may fail. */
import type { OpenAPIV3_1 } from "openapi-types";
import type { ErrorCode } from "../errors.js";
import type { Operation } from "../http/api-words.js";
/** The document shows them in this order. */
export declare const words: ({
    readonly tag: "Management";
    readonly description: "What an administrator's programs do: keys, limits, connectors, templates, the sign-in experience, signing keys, and the log of it. Bodies are JSON; unknown members and wrong types are refused.";
    readonly operations: {
        readonly "GET /api/keys": {
            readonly id: "listKeys";
            readonly summary: "List API keys";
            readonly success: {
                readonly 200: "All keys, newest first, revoked ones too.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "POST /api/keys": {
            readonly id: "createKey";
            readonly summary: "Make an API key";
            readonly description: "`account` replaces the auth token: the old one dies.";
            readonly body: {
                readonly kind: "secret";
                readonly name: "my app";
            };
            readonly success: {
                readonly 201: "The key and its secret, which is shown here only.";
            };
            readonly errors: readonly ["service.not_found"];
        };
        readonly "PATCH /api/keys/{id}": {
            readonly id: "updateKey";
            readonly summary: "Change an API key";
            readonly description: "`origins`, `challenge` and `dailyBudget` are of publishable keys only.";
            readonly body: {
                readonly name: "another name";
            };
            readonly success: {
                readonly 200: "The key as it is now.";
            };
            readonly errors: readonly ["key.not_found"];
        };
        readonly "DELETE /api/keys/{id}": {
            readonly id: "revokeKey";
            readonly summary: "Revoke an API key";
            readonly description: "Dead at once here and within a second on every other server. The last admin token and the last key that opens `/v2` stay.";
            readonly success: {
                readonly 204: "It is revoked, or was already.";
            };
            readonly errors: readonly ["key.not_found", "key.last"];
        };
        readonly "GET /api/services/{sid}/limits": {
            readonly id: "getLimits";
            readonly summary: "Show the limits of a service's public phone API";
            readonly success: {
                readonly 200: "What holds, and which of it is not the default.";
            };
            readonly errors: readonly ["service.not_found"];
        };
        readonly "PATCH /api/services/{sid}/limits": {
            readonly id: "updateLimits";
            readonly summary: "Change the limits of a service's public phone API";
            readonly description: "Each limit whole, or null for the default. What is absent stays as it is.";
            readonly body: {
                readonly number: {
                    readonly soft: readonly ["5/10m"];
                    readonly hard: readonly ["20/24h"];
                };
            };
            readonly success: {
                readonly 200: "What holds now.";
            };
            readonly errors: readonly ["limits.beyond_counting", "service.not_found"];
        };
        readonly "DELETE /api/services/{sid}/alarms": {
            readonly id: "liftAlarm";
            readonly summary: "Take back an alarm of a service's public phone API";
            readonly description: "A block or a demand for proofs of work: of a country, of the prefix of a number in all networks, or with neither of the service as a whole.";
            readonly success: {
                readonly 200: "Whether there was one.";
            };
            readonly errors: readonly ["service.not_found"];
        };
        readonly "GET /api/connector-factories": {
            readonly id: "listConnectorFactories";
            readonly summary: "List kinds of connectors";
            readonly description: "Each with the schema of its settings, a config to begin with, and what one needs from the vendor.";
            readonly success: {
                readonly 200: "All kinds.";
            };
        };
        readonly "GET /api/connector-factories/{id}": {
            readonly id: "fetchConnectorFactory";
            readonly summary: "Fetch a kind of connector";
            readonly success: {
                readonly 200: "The kind.";
            };
            readonly errors: readonly ["connector.unknown_factory"];
        };
        readonly "GET /api/connectors": {
            readonly id: "listConnectors";
            readonly summary: "List connectors";
            readonly success: {
                readonly 200: "All connectors, newest first.";
            };
        };
        readonly "POST /api/connectors": {
            readonly id: "createConnector";
            readonly summary: "Make a connector";
            readonly description: "Unless `activate` is false it is in force at once, in place of the one that was: its settings must have sent a test within the hour, or `force` be given. Every process obeys within a second; what is being sent is not lost.";
            readonly body: {
                readonly connectorId: "twilio-short-message-service";
                readonly config: {
                    readonly accountSID: "AC…";
                    readonly authToken: "…";
                    readonly fromMessagingServiceSID: "MG…";
                    readonly templates: readonly [{
                        readonly usageType: "Register";
                        readonly content: "[{{brand}}] 인증번호 [{{code}}]";
                    }, {
                        readonly usageType: "SignIn";
                        readonly content: "[{{brand}}] 인증번호 [{{code}}]";
                    }, {
                        readonly usageType: "ForgotPassword";
                        readonly content: "[{{brand}}] 인증번호 [{{code}}]";
                    }, {
                        readonly usageType: "Generic";
                        readonly content: "[{{brand}}] 인증번호 [{{code}}]";
                    }];
                };
            };
            readonly success: {
                readonly 201: "The connector, without its secrets.";
            };
            readonly errors: readonly ["connector.unknown_factory", "connector.config_invalid", "connector.untested", "connector.development_only"];
        };
        readonly "GET /api/connectors/{id}": {
            readonly id: "fetchConnector";
            readonly summary: "Fetch a connector";
            readonly success: {
                readonly 200: "The connector, with the versions its settings have had.";
            };
            readonly errors: readonly ["connector.not_found"];
        };
        readonly "PATCH /api/connectors/{id}": {
            readonly id: "updateConnector";
            readonly summary: "Change a connector's settings";
            readonly description: "Makes a version that waits until it is activated. `config` is given whole; a secret that is sent back as it was shown stays as it is.";
            readonly body: {
                readonly config: {
                    readonly accountSID: "AC…";
                    readonly authToken: "••••••••";
                    readonly fromMessagingServiceSID: "MG…";
                    readonly templates: readonly [];
                };
            };
            readonly success: {
                readonly 200: "The connector, with its draft.";
            };
            readonly errors: readonly ["connector.not_found", "connector.config_invalid", "connector.unknown_factory"];
        };
        readonly "DELETE /api/connectors/{id}": {
            readonly id: "deleteConnector";
            readonly summary: "Delete a connector";
            readonly description: "With all its versions. The last one that sends by its channel only with `?force=true`; the refusal names the services that could send no more, and the identifiers whose codes would sign nobody in.";
            readonly success: {
                readonly 204: "It is gone.";
            };
            readonly errors: readonly ["connector.not_found", "connector.in_use"];
        };
        readonly "POST /api/connectors/{id}/test": {
            readonly id: "testConnector";
            readonly summary: "Send a test message";
            readonly description: "`id` is a kind of connector and `config` its settings, or a stored connector, whose settings stand where `config` has masks or is absent. Shows what was said to the vendor and what it answered, without secrets. Five a minute.";
            readonly body: {
                readonly phone: "01012345678";
                readonly config: {};
            };
            readonly success: {
                readonly 200: "The vendor took it.";
            };
            readonly errors: readonly ["connector.test_failed", "connector.unknown_factory", "connector.not_found", "connector.config_invalid", "limits.exceeded"];
        };
        readonly "POST /api/connectors/{id}/activate": {
            readonly id: "activateConnector";
            readonly summary: "Put a connector in force";
            readonly description: "With its newest settings, in place of the one that was, which is retired.";
            readonly body: {
                readonly force: false;
            };
            readonly success: {
                readonly 200: "The connector.";
            };
            readonly errors: readonly ["connector.not_found", "connector.untested", "connector.development_only"];
        };
        readonly "POST /api/connectors/{id}/standby": {
            readonly id: "standConnectorBy";
            readonly summary: "Let a connector stand by";
            readonly description: "It sends what the active one cannot: failures of the vendor or the account, never of the recipient.";
            readonly body: {
                readonly force: false;
            };
            readonly success: {
                readonly 200: "The connector.";
            };
            readonly errors: readonly ["connector.not_found", "connector.untested", "connector.active", "connector.development_only"];
        };
        readonly "DELETE /api/connectors/{id}/standby": {
            readonly id: "endStandby";
            readonly summary: "Take a connector off standby";
            readonly description: "Not one that sends alone, because no connector is active.";
            readonly success: {
                readonly 200: "The connector.";
            };
            readonly errors: readonly ["connector.not_found", "connector.in_use"];
        };
        readonly "POST /api/connectors/{id}/restore": {
            readonly id: "restoreConnector";
            readonly summary: "Take an earlier version";
            readonly description: "A version that was in force before is so again at once, without a test; any other waits as the draft.";
            readonly body: {
                readonly version: 1;
            };
            readonly success: {
                readonly 200: "The connector.";
            };
            readonly errors: readonly ["connector.not_found", "connector.version_not_found"];
        };
        readonly "GET /api/messages": {
            readonly id: "listMessages";
            readonly summary: "List messages";
            readonly description: "By recipient, status, connector and time. Recipients are masked.";
            readonly success: {
                readonly 200: "A page of messages, newest first; `next` is the `after` of the next one.";
            };
            readonly errors: readonly ["request.invalid", "message.not_found"];
        };
        readonly "GET /api/messages/{id}": {
            readonly id: "fetchMessage";
            readonly summary: "Fetch a message";
            readonly success: {
                readonly 200: "The message, and what happened to it, in order.";
            };
            readonly errors: readonly ["message.not_found"];
        };
        readonly "GET /api/templates": {
            readonly id: "listTemplates";
            readonly summary: "List templates";
            readonly success: {
                readonly 200: "A page of templates; `next` is the `after` of the next one.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "POST /api/templates": {
            readonly id: "createTemplate";
            readonly summary: "Make a template";
            readonly description: "A text of your own, in as many languages as you like; one is the default.";
            readonly body: {
                readonly friendlyName: "short";
                readonly translations: readonly [{
                    readonly locale: "ko";
                    readonly text: "{{friendly_name}} {{code}}";
                    readonly isDefault: true;
                }];
            };
            readonly success: {
                readonly 201: "The template.";
            };
        };
        readonly "GET /api/templates/{sid}": {
            readonly id: "fetchTemplate";
            readonly summary: "Fetch a template";
            readonly success: {
                readonly 200: "The template.";
            };
            readonly errors: readonly ["template.not_found"];
        };
        readonly "PATCH /api/templates/{sid}": {
            readonly id: "updateTemplate";
            readonly summary: "Change a template";
            readonly body: {
                readonly friendlyName: "another name";
            };
            readonly success: {
                readonly 200: "The template as it is now.";
            };
            readonly errors: readonly ["template.not_found", "template.built_in"];
        };
        readonly "DELETE /api/templates/{sid}": {
            readonly id: "deleteTemplate";
            readonly summary: "Delete a template";
            readonly success: {
                readonly 204: "It is gone.";
            };
            readonly errors: readonly ["template.not_found", "template.built_in", "template.in_use"];
        };
        readonly "GET /api/sign-in-experience": {
            readonly id: "fetchSignInExperience";
            readonly summary: "Fetch the sign-in experience";
            readonly description: "One document: methods, what a new account needs, brand, terms, languages, lifetimes. `ETag` is its version.";
            readonly success: {
                readonly 200: "The document that holds.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "PATCH /api/sign-in-experience": {
            readonly id: "updateSignInExperience";
            readonly summary: "Change the sign-in experience";
            readonly description: "A JSON Merge Patch (RFC 7396): what is absent stays, null gives the default, lists are replaced. `If-Match` names the version you have seen. Refused where it would lock people out.";
            readonly body: {
                readonly brand: {
                    readonly name: "우리동네마켓";
                    readonly colour: "#0b6e4f";
                };
            };
            readonly success: {
                readonly 200: "The document that holds now.";
            };
            readonly errors: readonly ["experience.version_required", "experience.version_changed", "experience.invalid", "experience.no_language", "experience.phone_code_required", "experience.username_has_no_code", "experience.method_proves_nothing", "experience.first_is_off", "experience.named_twice", "experience.sign_up_needs_identifier", "experience.sign_up_needs_proof", "experience.sign_up_is_no_method", "experience.sign_up_needs_password", "experience.term_reserved", "experience.idle_too_long", "experience.insecure_url", "experience.unknown_service", "experience.no_connector"];
        };
        readonly "POST /api/sign-in-experience/drafts": {
            readonly id: "createSignInExperienceDraft";
            readonly summary: "Keep a draft of the sign-in experience";
            readonly description: "A whole document, as it would hold. Nothing changes: the draft can be looked at for a day. It may need connectors that are not active yet.";
            readonly body: {
                readonly brand: {
                    readonly name: "우리동네마켓";
                };
            };
            readonly success: {
                readonly 201: "The draft's identifier.";
            };
            readonly errors: readonly ["experience.invalid"];
        };
        readonly "GET /api/sign-in-experience/colours": {
            readonly id: "fetchSignInColours";
            readonly summary: "Show how a colour reads on the pages";
            readonly success: {
                readonly 200: "The tones made of it, in light and dark, with their contrast.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "GET /api/audit-log": {
            readonly id: "listAuditEvents";
            readonly summary: "List what happened";
            readonly description: "By type, actor, subject and time.";
            readonly success: {
                readonly 200: "A page of events, newest first; `next` is the `after` of the next one.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "GET /api/signing-keys": {
            readonly id: "listSigningKeys";
            readonly summary: "List signing keys";
            readonly success: {
                readonly 200: "The newest hundred, newest first.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "POST /api/signing-keys": {
            readonly id: "rotateSigningKey";
            readonly summary: "Rotate the signing key";
            readonly description: "The new key is published at once and signs after ten minutes. With `revokeOthers` it signs at once and all others are withdrawn: their tokens are no longer accepted.";
            readonly body: {};
            readonly success: {
                readonly 200: "The key that is waiting already, or that an emergency of the last five seconds made.";
                readonly 201: "A new key.";
            };
        };
    };
} | {
    readonly tag: "Public phone API";
    readonly description: "For pages and apps: verify the phone number of whoever is in front of it. Opened by a publishable key, limited by number, address and service. Texts of answers are Korean or English: the body's `locale`, else `Accept-Language`, else the service's language.";
    readonly operations: {
        readonly "POST /auth/phone": {
            readonly id: "sendCode";
            readonly summary: "Send a code";
            readonly description: "Texts a code to a mobile number. Sending again with the same `nonce` or the `verificationId`, before the code expires, sends the same code; `resendInSeconds` says when. Another nonce, or neither, begins a verification of its own. When limits are near, the answer is 428 with a challenge: solve it with [ALTCHA](https://altcha.org) and send the same body again with the solution as `altcha`.";
            readonly body: {
                readonly phoneNumber: "01012345678";
            };
            readonly success: {
                readonly 200: "The code is on its way.";
            };
            readonly errors: readonly ["request.invalid", "verification.landline", "verification.number_blocked", "verification.country_blocked", "verification.too_early", "verification.payment_missing", "limits.exceeded", "limits.challenge_required", "verification.channel_disabled", "verification.channel_unusable"];
        };
        readonly "POST /auth/phone-verification": {
            readonly id: "checkCode";
            readonly summary: "Check a code";
            readonly description: "Five tries. A right code is accepted once and answered with a signed token, which your server verifies with the keys of `/.well-known/jwks.json`. With `verificationId` of the send, nobody else's wrong tries on the number count against this one; without, the code of any of the number's texts is right.";
            readonly body: {
                readonly phoneNumber: "01012345678";
                readonly code: "123456";
            };
            readonly success: {
                readonly 200: "The number is verified.";
            };
            readonly errors: readonly ["request.invalid", "verification.not_found", "verification.wrong_code", "verification.already_approved", "verification.too_many_checks", "limits.exceeded", "limits.challenge_required"];
        };
        readonly "GET /auth/challenge": {
            readonly id: "getChallenge";
            readonly summary: "Fetch a challenge";
            readonly description: "A proof of work ahead of time, for keys that always ask for one. It lives ten minutes, is good for one request of this action, this key and this network.";
            readonly success: {
                readonly 200: "A challenge for ALTCHA's widget or `solveChallenge`.";
            };
            readonly errors: readonly ["request.invalid"];
        };
    };
} | {
    readonly tag: "Twilio Verify v2";
    readonly description: "The secret API, for servers: what the official `twilio` SDK calls once `client.verify.baseUrl` points here. Bodies are forms; unknown fields are ignored, as Twilio does.";
    readonly operations: {
        readonly "POST /v2/Services": {
            readonly id: "createService";
            readonly summary: "Create a service";
            readonly description: "A service is a brand that sends codes: its name, language, countries and code rules.";
            readonly success: {
                readonly 201: "The service.";
            };
            readonly errors: readonly ["template.unknown"];
        };
        readonly "GET /v2/Services": {
            readonly id: "listServices";
            readonly summary: "List services";
            readonly description: "Newest first. Follow `meta.next_page_url` until it is null.";
            readonly success: {
                readonly 200: "A page of services.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "GET /v2/Services/{ServiceSid}": {
            readonly id: "fetchService";
            readonly summary: "Fetch a service";
            readonly success: {
                readonly 200: "The service.";
            };
            readonly errors: readonly ["service.not_found"];
        };
        readonly "POST /v2/Services/{ServiceSid}": {
            readonly id: "updateService";
            readonly summary: "Update a service";
            readonly description: "Fields that are absent or empty stay as they are. Every server follows within a second.";
            readonly success: {
                readonly 200: "The service as it is now.";
            };
            readonly errors: readonly ["service.not_found", "template.unknown"];
        };
        readonly "DELETE /v2/Services/{ServiceSid}": {
            readonly id: "deleteService";
            readonly summary: "Delete a service";
            readonly success: {
                readonly 204: "It is gone.";
            };
            readonly errors: readonly ["service.not_found"];
        };
        readonly "POST /v2/Services/{ServiceSid}/Verifications": {
            readonly id: "createVerification";
            readonly summary: "Start a verification, or send its code again";
            readonly description: "While a verification of the recipient is pending, the same one is answered and its code sent again, up to five times; its ten minutes go on. The text is sent after the answer.";
            readonly success: {
                readonly 201: "The verification; its text is on its way.";
            };
            readonly errors: readonly ["service.not_found", "limits.exceeded", "template.unknown", "template.no_translation", "template.substitution_missing", "verification.landline", "verification.number_blocked", "verification.country_blocked", "verification.payment_missing", "verification.channel_disabled", "verification.channel_unusable", "verification.too_many_checks", "verification.too_many_sends", "verification.too_early"];
        };
        readonly "GET /v2/Services/{ServiceSid}/Verifications/{Sid}": {
            readonly id: "fetchVerification";
            readonly summary: "Fetch a verification";
            readonly description: "`Sid` is its identifier, or the number or e-mail address it is for while it is pending.";
            readonly success: {
                readonly 200: "The verification.";
            };
            readonly errors: readonly ("attempt.not_found" | "connector.active" | "connector.config_invalid" | "connector.development_only" | "connector.in_use" | "connector.not_found" | "connector.test_failed" | "connector.unknown_factory" | "connector.untested" | "connector.version_not_found" | "experience.draft_not_found" | "experience.first_is_off" | "experience.idle_too_long" | "experience.insecure_url" | "experience.invalid" | "experience.method_proves_nothing" | "experience.named_twice" | "experience.no_connector" | "experience.no_language" | "experience.phone_code_required" | "experience.sign_up_is_no_method" | "experience.sign_up_needs_identifier" | "experience.sign_up_needs_password" | "experience.sign_up_needs_proof" | "experience.term_reserved" | "experience.unknown_service" | "experience.username_has_no_code" | "experience.version_changed" | "experience.version_required" | "key.last" | "key.not_found" | "limits.beyond_counting" | "limits.challenge_required" | "limits.exceeded" | "message.not_found" | "rate_limit.interval_taken" | "rate_limit.name_invalid" | "rate_limit.name_taken" | "rate_limit.not_found" | "rate_limit.too_many" | "rate_limit.too_many_buckets" | "request.invalid" | "request.malformed" | "request.media_type" | "request.not_found" | "request.origin_not_allowed" | "request.other_site" | "request.timeout" | "request.too_large" | "request.unauthenticated" | "request.wrong_host" | "safe_list.already_listed" | "safe_list.not_found" | "server.internal" | "server.unavailable" | "service.not_found" | "sign_in.cannot_send" | "sign_in.challenge" | "sign_in.code_expired" | "sign_in.code_locked" | "sign_in.code_unreadable" | "sign_in.consent_missing" | "sign_in.country_not_served" | "sign_in.email_unreadable" | "sign_in.flow_over" | "sign_in.identifier_taken" | "sign_in.name_unusable" | "sign_in.no_sends_left" | "sign_in.no_sign_up" | "sign_in.not_signed_in" | "sign_in.number_ambiguous" | "sign_in.number_missing" | "sign_in.number_not_mobile" | "sign_in.number_retired" | "sign_in.number_unreadable" | "sign_in.password_common" | "sign_in.password_long" | "sign_in.password_short" | "sign_in.proof_too_old" | "sign_in.restricted" | "sign_in.suspended" | "sign_in.username_unreadable" | "sign_in.wait" | "sign_in.wrong_code" | "sign_in.wrong_password" | "template.built_in" | "template.in_use" | "template.no_translation" | "template.not_found" | "template.substitution_missing" | "template.unknown" | "verification.already_approved" | "verification.channel_disabled" | "verification.channel_unusable" | "verification.country_blocked" | "verification.landline" | "verification.not_found" | "verification.number_blocked" | "verification.payment_missing" | "verification.target_missing" | "verification.too_early" | "verification.too_many_checks" | "verification.too_many_sends" | "verification.wrong_code")[];
        };
        readonly "POST /v2/Services/{ServiceSid}/Verifications/{Sid}": {
            readonly id: "updateVerification";
            readonly summary: "Cancel or approve a verification";
            readonly description: "`Sid` is its identifier, or the number or e-mail address it is for. Only a pending verification can be ended.";
            readonly success: {
                readonly 200: "The verification as it is now.";
            };
            readonly errors: readonly ("attempt.not_found" | "connector.active" | "connector.config_invalid" | "connector.development_only" | "connector.in_use" | "connector.not_found" | "connector.test_failed" | "connector.unknown_factory" | "connector.untested" | "connector.version_not_found" | "experience.draft_not_found" | "experience.first_is_off" | "experience.idle_too_long" | "experience.insecure_url" | "experience.invalid" | "experience.method_proves_nothing" | "experience.named_twice" | "experience.no_connector" | "experience.no_language" | "experience.phone_code_required" | "experience.sign_up_is_no_method" | "experience.sign_up_needs_identifier" | "experience.sign_up_needs_password" | "experience.sign_up_needs_proof" | "experience.term_reserved" | "experience.unknown_service" | "experience.username_has_no_code" | "experience.version_changed" | "experience.version_required" | "key.last" | "key.not_found" | "limits.beyond_counting" | "limits.challenge_required" | "limits.exceeded" | "message.not_found" | "rate_limit.interval_taken" | "rate_limit.name_invalid" | "rate_limit.name_taken" | "rate_limit.not_found" | "rate_limit.too_many" | "rate_limit.too_many_buckets" | "request.invalid" | "request.malformed" | "request.media_type" | "request.not_found" | "request.origin_not_allowed" | "request.other_site" | "request.timeout" | "request.too_large" | "request.unauthenticated" | "request.wrong_host" | "safe_list.already_listed" | "safe_list.not_found" | "server.internal" | "server.unavailable" | "service.not_found" | "sign_in.cannot_send" | "sign_in.challenge" | "sign_in.code_expired" | "sign_in.code_locked" | "sign_in.code_unreadable" | "sign_in.consent_missing" | "sign_in.country_not_served" | "sign_in.email_unreadable" | "sign_in.flow_over" | "sign_in.identifier_taken" | "sign_in.name_unusable" | "sign_in.no_sends_left" | "sign_in.no_sign_up" | "sign_in.not_signed_in" | "sign_in.number_ambiguous" | "sign_in.number_missing" | "sign_in.number_not_mobile" | "sign_in.number_retired" | "sign_in.number_unreadable" | "sign_in.password_common" | "sign_in.password_long" | "sign_in.password_short" | "sign_in.proof_too_old" | "sign_in.restricted" | "sign_in.suspended" | "sign_in.username_unreadable" | "sign_in.wait" | "sign_in.wrong_code" | "sign_in.wrong_password" | "template.built_in" | "template.in_use" | "template.no_translation" | "template.not_found" | "template.substitution_missing" | "template.unknown" | "verification.already_approved" | "verification.channel_disabled" | "verification.channel_unusable" | "verification.country_blocked" | "verification.landline" | "verification.not_found" | "verification.number_blocked" | "verification.payment_missing" | "verification.target_missing" | "verification.too_early" | "verification.too_many_checks" | "verification.too_many_sends" | "verification.wrong_code")[];
        };
        readonly "POST /v2/Services/{ServiceSid}/VerificationCheck": {
            readonly id: "checkVerification";
            readonly summary: "Check a code";
            readonly description: 'Five tries; a right code is accepted once. Name the verification by `To` or by `VerificationSid`; given both, both must match. A wrong code is 200 with `status: "pending"`, as at Twilio.';
            readonly success: {
                readonly 200: "`status` is `approved` if the code was right, `pending` if it was wrong.";
            };
            readonly errors: readonly [...("attempt.not_found" | "connector.active" | "connector.config_invalid" | "connector.development_only" | "connector.in_use" | "connector.not_found" | "connector.test_failed" | "connector.unknown_factory" | "connector.untested" | "connector.version_not_found" | "experience.draft_not_found" | "experience.first_is_off" | "experience.idle_too_long" | "experience.insecure_url" | "experience.invalid" | "experience.method_proves_nothing" | "experience.named_twice" | "experience.no_connector" | "experience.no_language" | "experience.phone_code_required" | "experience.sign_up_is_no_method" | "experience.sign_up_needs_identifier" | "experience.sign_up_needs_password" | "experience.sign_up_needs_proof" | "experience.term_reserved" | "experience.unknown_service" | "experience.username_has_no_code" | "experience.version_changed" | "experience.version_required" | "key.last" | "key.not_found" | "limits.beyond_counting" | "limits.challenge_required" | "limits.exceeded" | "message.not_found" | "rate_limit.interval_taken" | "rate_limit.name_invalid" | "rate_limit.name_taken" | "rate_limit.not_found" | "rate_limit.too_many" | "rate_limit.too_many_buckets" | "request.invalid" | "request.malformed" | "request.media_type" | "request.not_found" | "request.origin_not_allowed" | "request.other_site" | "request.timeout" | "request.too_large" | "request.unauthenticated" | "request.wrong_host" | "safe_list.already_listed" | "safe_list.not_found" | "server.internal" | "server.unavailable" | "service.not_found" | "sign_in.cannot_send" | "sign_in.challenge" | "sign_in.code_expired" | "sign_in.code_locked" | "sign_in.code_unreadable" | "sign_in.consent_missing" | "sign_in.country_not_served" | "sign_in.email_unreadable" | "sign_in.flow_over" | "sign_in.identifier_taken" | "sign_in.name_unusable" | "sign_in.no_sends_left" | "sign_in.no_sign_up" | "sign_in.not_signed_in" | "sign_in.number_ambiguous" | "sign_in.number_missing" | "sign_in.number_not_mobile" | "sign_in.number_retired" | "sign_in.number_unreadable" | "sign_in.password_common" | "sign_in.password_long" | "sign_in.password_short" | "sign_in.proof_too_old" | "sign_in.restricted" | "sign_in.suspended" | "sign_in.username_unreadable" | "sign_in.wait" | "sign_in.wrong_code" | "sign_in.wrong_password" | "template.built_in" | "template.in_use" | "template.no_translation" | "template.not_found" | "template.substitution_missing" | "template.unknown" | "verification.already_approved" | "verification.channel_disabled" | "verification.channel_unusable" | "verification.country_blocked" | "verification.landline" | "verification.not_found" | "verification.number_blocked" | "verification.payment_missing" | "verification.target_missing" | "verification.too_early" | "verification.too_many_checks" | "verification.too_many_sends" | "verification.wrong_code")[], "verification.target_missing", "verification.too_many_checks"];
        };
        readonly "POST /v2/Services/{ServiceSid}/RateLimits": {
            readonly id: "createRateLimit";
            readonly summary: "Create a rate limit";
            readonly description: "A limit on a value of your choice, such as a session or an address: a start gives the value in `RateLimits`, under the limit's name. Its buckets say how many starts in how long.";
            readonly success: {
                readonly 201: "The rate limit.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.name_invalid", "rate_limit.name_taken", "rate_limit.too_many"];
        };
        readonly "GET /v2/Services/{ServiceSid}/RateLimits": {
            readonly id: "listRateLimits";
            readonly summary: "List rate limits";
            readonly success: {
                readonly 200: "A page of rate limits.";
            };
            readonly errors: readonly ["request.invalid", "service.not_found"];
        };
        readonly "GET /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
            readonly id: "fetchRateLimit";
            readonly summary: "Fetch a rate limit";
            readonly success: {
                readonly 200: "The rate limit.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found"];
        };
        readonly "POST /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
            readonly id: "updateRateLimit";
            readonly summary: "Update a rate limit";
            readonly success: {
                readonly 200: "The rate limit as it is now.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found"];
        };
        readonly "DELETE /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
            readonly id: "deleteRateLimit";
            readonly summary: "Delete a rate limit";
            readonly success: {
                readonly 204: "It is gone.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found"];
        };
        readonly "POST /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets": {
            readonly id: "createBucket";
            readonly summary: "Create a bucket of a rate limit";
            readonly success: {
                readonly 201: "The bucket.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found", "rate_limit.interval_taken", "rate_limit.too_many_buckets"];
        };
        readonly "GET /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets": {
            readonly id: "listBuckets";
            readonly summary: "List the buckets of a rate limit";
            readonly success: {
                readonly 200: "A page of buckets.";
            };
            readonly errors: readonly ["request.invalid", "service.not_found", "rate_limit.not_found"];
        };
        readonly "GET /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
            readonly id: "fetchBucket";
            readonly summary: "Fetch a bucket";
            readonly success: {
                readonly 200: "The bucket.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found"];
        };
        readonly "POST /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
            readonly id: "updateBucket";
            readonly summary: "Update a bucket";
            readonly success: {
                readonly 200: "The bucket as it is now.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found", "rate_limit.interval_taken"];
        };
        readonly "DELETE /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
            readonly id: "deleteBucket";
            readonly summary: "Delete a bucket";
            readonly success: {
                readonly 204: "It is gone.";
            };
            readonly errors: readonly ["service.not_found", "rate_limit.not_found"];
        };
        readonly "GET /v2/Attempts": {
            readonly id: "listAttempts";
            readonly summary: "List attempts";
            readonly description: "Every text that was to be sent, newest first.";
            readonly success: {
                readonly 200: "A page of attempts.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "GET /v2/Attempts/Summary": {
            readonly id: "summarizeAttempts";
            readonly summary: "Count attempts and how many were converted";
            readonly success: {
                readonly 200: "The counts.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "GET /v2/Attempts/{Sid}": {
            readonly id: "fetchAttempt";
            readonly summary: "Fetch an attempt";
            readonly success: {
                readonly 200: "The attempt.";
            };
            readonly errors: readonly ["attempt.not_found"];
        };
        readonly "GET /v2/Templates": {
            readonly id: "listVerifyTemplates";
            readonly summary: "List templates";
            readonly success: {
                readonly 200: "A page of templates.";
            };
            readonly errors: readonly ["request.invalid"];
        };
        readonly "POST /v2/SafeList/Numbers": {
            readonly id: "addSafeNumber";
            readonly summary: "Put a number on the safe list";
            readonly success: {
                readonly 201: "The number.";
            };
            readonly errors: readonly ["safe_list.already_listed"];
        };
        readonly "GET /v2/SafeList/Numbers/{PhoneNumber}": {
            readonly id: "fetchSafeNumber";
            readonly summary: "Look a number up in the safe list";
            readonly success: {
                readonly 200: "The number.";
            };
            readonly errors: readonly ["safe_list.not_found"];
        };
        readonly "DELETE /v2/SafeList/Numbers/{PhoneNumber}": {
            readonly id: "removeSafeNumber";
            readonly summary: "Take a number off the safe list";
            readonly success: {
                readonly 204: "It is off.";
            };
            readonly errors: readonly ["safe_list.not_found"];
        };
    };
} | {
    readonly tag: "Operations";
    readonly description: "Health, metrics, public keys, this document, and in development the inbox.";
    readonly operations: {
        readonly "GET /.well-known/jwks.json": {
            readonly id: "getPublicKeys";
            readonly summary: "Fetch the public keys that verify our tokens";
            readonly description: "For any site, to be kept for five minutes. RFC 7517.";
            readonly success: {
                readonly 200: "A JWK Set.";
            };
        };
        readonly "GET /livez": {
            readonly id: "live";
            readonly summary: "Does the process run?";
            readonly description: "Asks nothing of the database.";
            readonly success: {
                readonly 200: "It runs.";
            };
        };
        readonly "GET /readyz": {
            readonly id: "ready";
            readonly summary: "Can it answer?";
            readonly description: "503 when the database does not answer within two seconds, and from the moment a stop begins.";
            readonly success: {
                readonly 200: "It can.";
            };
            readonly errors: readonly ["server.unavailable"];
        };
        readonly "GET /metrics": {
            readonly id: "metrics";
            readonly summary: "Metrics for Prometheus";
            readonly description: "In production it asks for the admin token.";
            readonly success: {
                readonly 200: "Prometheus's text format.";
            };
            readonly errors: readonly ["request.unauthenticated"];
        };
        readonly "GET /openapi.json": {
            readonly id: "openapi";
            readonly summary: "This document";
            readonly description: "For any site.";
            readonly success: {
                readonly 200: "OpenAPI 3.1.";
            };
        };
        readonly "GET /dev/inbox.json": {
            readonly id: "listInbox";
            readonly summary: "Read the texts of the development inbox";
            readonly description: "Newest first, at most fifty. In development only; it asks for the admin token unless `MUNJIGI_URL` is this machine.";
            readonly success: {
                readonly 200: "The texts, with their codes.";
            };
            readonly errors: readonly ["request.invalid", "request.unauthenticated", "request.wrong_host"];
        };
    };
})[];
export type Tag = (typeof words)[number]["tag"];
export declare const operations: Readonly<Record<string, Operation & {
    tag: Tag;
}>>;
interface Api {
    /** The beginning of the names of answers that its operations share: `Twilio404`. */
    name: string;
    error: string;
    errorType: string;
    security: OpenAPIV3_1.SecurityRequirementObject[];
    /** How every operation of this API may fail. */
    failures: readonly ErrorCode[];
}
export declare const apis: Record<Tag, Api>;
/** How every operation with a body may fail. */
export declare const bodyFailures: readonly ErrorCode[];
/** Routes that have no words, and words that have no route; each with what to do about it. */
export declare function problemsWith(routes: readonly string[]): string[];
export {};
