export declare const twilioOperations: {
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
};
