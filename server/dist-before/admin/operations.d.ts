export declare const managementOperations: {
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
};
