/** @module The management API as openapi.json describes it. Made by `npm run gen`. */

export interface paths {
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make an API key
         * @description `account` replaces the auth token: the old one dies.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an API key */
        get: operations["fetchKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Dead at once here and within a second on every other server. The last admin token and the last key that opens `/v2` stay.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Change an API key
         * @description `origins`, `challenge` and `dailyBudget` are of publishable keys only.
         */
        patch: operations["updateKey"];
        trace?: never;
    };
    "/api/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List applications */
        get: operations["listApplications"];
        put?: never;
        /**
         * Make an application
         * @description A client of OpenID Connect and OAuth. `web` and `machine` have a secret; `spa` and `native` have none.
         */
        post: operations["createApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an application */
        get: operations["fetchApplication"];
        put?: never;
        post?: never;
        /** Delete an application */
        delete: operations["deleteApplication"];
        options?: never;
        head?: never;
        /**
         * Change an application
         * @description What is absent stays; lists are replaced.
         */
        patch: operations["updateApplication"];
        trace?: never;
    };
    "/api/applications/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make another secret
         * @description The secret before lives `keepOldHours` more, older ones die at once: at most two live.
         */
        post: operations["rotateApplicationSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List resources */
        get: operations["listResources"];
        put?: never;
        /**
         * Make a resource
         * @description An API that takes access tokens.
         */
        post: operations["createResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a resource */
        delete: operations["deleteResource"];
        options?: never;
        head?: never;
        /** Change a resource */
        patch: operations["updateResource"];
        trace?: never;
    };
    "/api/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List services */
        get: operations["listManagedServices"];
        put?: never;
        /**
         * Make a service
         * @description A brand that sends codes. What is absent is as usual.
         */
        post: operations["createManagedService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/services/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a service */
        get: operations["fetchManagedService"];
        put?: never;
        post?: never;
        /**
         * End a service
         * @description Its publishable keys die with it; codes not yet checked can no longer be.
         */
        delete: operations["deleteManagedService"];
        options?: never;
        head?: never;
        /**
         * Change a service
         * @description What is absent stays.
         */
        patch: operations["updateManagedService"];
        trace?: never;
    };
    "/api/safe-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List numbers that are always allowed
         * @description They pass the rules about prefixes and countries, their blocks, and the allowed countries of a service.
         */
        get: operations["listSafeNumbers"];
        put?: never;
        /** Always allow a number */
        post: operations["allowNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safe-list/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Allow a number no more than others */
        delete: operations["disallowNumber"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/block-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List numbers that get no codes */
        get: operations["listBlocked"];
        put?: never;
        /**
         * Send no codes to a number, or to all that begin so
         * @description Whatever asks for them. Numbers on the safe list pass. Every server knows within a second or two.
         */
        post: operations["block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/block-list/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an entry off the block list */
        delete: operations["unblock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/services/{sid}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the limits of a service's public phone API */
        get: operations["getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the limits of a service's public phone API
         * @description Each limit whole, or null for the default. What is absent stays as it is.
         */
        patch: operations["updateLimits"];
        trace?: never;
    };
    "/api/services/{sid}/limits/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift what refuses a number
         * @description Its counters begin anew, those of its network and of your rate limits that refused it in the last day, and its waits; codes that are live are ended, with their locks. The next request is sent at once, unless an alarm, a list or a limit of the whole service stands in the way.
         */
        post: operations["liftNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/services/{sid}/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the alarms of a service's public phone API
         * @description Of each its mode, where it is up, and what it did in the last seven days, or would have done where it only observes. A count is there within a second.
         */
        get: operations["listAlarms"];
        put?: never;
        post?: never;
        /**
         * Take back an alarm of a service's public phone API
         * @description A block or a demand for proofs of work: of a country, of the prefix of a number in all networks, or with neither of the service as a whole.
         */
        delete: operations["liftAlarm"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/test-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the numbers whose codes are fixed
         * @description They get no text and have no limits. They are set where the server is started; their codes are not told.
         */
        get: operations["listTestNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connector-factories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List kinds of connectors
         * @description Each with the schema of its settings, a config to begin with, and what one needs from the vendor.
         */
        get: operations["listConnectorFactories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connector-factories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a kind of connector */
        get: operations["fetchConnectorFactory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List connectors */
        get: operations["listConnectors"];
        put?: never;
        /**
         * Make a connector
         * @description Unless `activate` is false it is in force at once, in place of the one that was: its settings must have sent a test within the hour, or `force` be given. Every process obeys within a second; what is being sent is not lost. Of social sign-in several are in force beside each other, and no test is asked for.
         */
        post: operations["createConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How connectors fare
         * @description Of the last hour, for each connector that sends: how many messages it was given, how many its vendor took and how many arrived, how soon, and what went wrong last. One that another took over counts with both.
         */
        get: operations["fetchConnectorHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a connector */
        get: operations["fetchConnector"];
        put?: never;
        post?: never;
        /**
         * Delete a connector
         * @description With all its versions. The last one that sends by its channel only with `?force=true`; the refusal names the services that could send no more, and the identifiers whose codes would sign nobody in. One of social sign-in that was ever in force only so, too: people may be linked to it, and stay linked.
         */
        delete: operations["deleteConnector"];
        options?: never;
        head?: never;
        /**
         * Change a connector's settings
         * @description Makes a version that waits until it is activated. `config` is given whole; a secret that is sent back as it was shown stays as it is.
         */
        patch: operations["updateConnector"];
        trace?: never;
    };
    "/api/connectors/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description `id` is a kind of connector and `config` its settings, or a stored connector, whose settings stand where `config` has masks or is absent. Shows what was said to the vendor and what it answered, without secrets. Five a minute. Not for social sign-in, which sends nothing.
         */
        post: operations["testConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/tests/{testId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a test message arrived
         * @description What the vendor has told of it until now. A vendor that is asked is asked now, every two seconds at most and for an hour; ask again while `status` is `sent`. `{id}` is what the test was of. Kept for a day.
         */
        get: operations["fetchConnectorTest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a config
         * @description `id` is a kind of connector, or a stored connector whose secrets stand where `config` has masks. Saves nothing: tells all that is wrong, and each text as a phone would show it.
         */
        post: operations["checkConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a provider of social sign-in
         * @description With the newest settings, in force or not. Open `url` in the browser that asked, whose cookie the answer sets: there and back it goes as people do, and the next operation tells what came. It signs nobody in, makes no account and keeps no token. Twenty a minute, over all connectors.
         */
        post: operations["startTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/trials/{trialId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a trial brought
         * @description To the session of the console, or the API key, that began it; once, and for ten minutes. Ask again while `status` is `waiting`.
         */
        get: operations["takeTrial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the balance
         * @description Calls the vendor with the settings in force. Ten a minute, over all connectors.
         */
        post: operations["askBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask which senders are registered
         * @description Calls the vendor with the newest settings, in force or not, where the vendor tells. Ten a minute, over all connectors.
         */
        post: operations["askSenders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/egress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where calls to vendors come from
         * @description For vendors' allow lists. What this machine knows: nobody outside is asked.
         */
        get: operations["fetchEgressAddresses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a connector in force
         * @description With its newest settings, in place of the one that was, which is retired. Of social sign-in beside the others.
         */
        post: operations["activateConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a connector of social sign-in out of force
         * @description Its button is gone, and nobody signs in by it. Who is linked to it stays so, and can unlink.
         */
        post: operations["deactivateConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/standby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a connector stand by
         * @description It sends what the active one cannot: failures of the vendor or the account, never of the recipient.
         */
        post: operations["standConnectorBy"];
        /**
         * Take a connector off standby
         * @description Not one that sends alone, because no connector is active.
         */
        delete: operations["endStandby"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an earlier version
         * @description A version that was in force before is so again at once, without a test; any other waits as the draft.
         */
        post: operations["restoreConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List verifications
         * @description By recipient, how it ended, service and time, also those that are over. Recipients are masked, and found as long as they are kept.
         */
        get: operations["listVerifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download verifications as a table
         * @description All that a search finds, for a spreadsheet, as users are. Recipients are masked.
         */
        get: operations["exportVerifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{sid}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a verification
         * @description Its code is good no more, and the next request begins another one. One that is locked stays so.
         */
        post: operations["cancelVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a verification and what happened to it
         * @description Whatever became of it: asked for, sent, refused, delivered, tried, ended; with its messages.
         */
        get: operations["showVerification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/insight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count how verifications go
         * @description How many of those that were asked for were sent, arrived and were verified, in whole hours, how long it took, and why the others were not; by country, connector, service, hour or day. Test numbers are left out.
         */
        get: operations["readInsight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages
         * @description By recipient, status, connector and time. Recipients are masked.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a message */
        get: operations["fetchMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why did this number get no text?
         * @description Everything that held a number or an address up in the last 24 hours: limits, alarms, waits, cool-downs, connectors and what vendors said; until when, and which calls lift it. What was refused is there within a second.
         */
        get: operations["explainMissingText"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Make a template
         * @description A text of your own, in as many languages as you like; one is the default.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a template */
        get: operations["fetchTemplate"];
        put?: never;
        post?: never;
        /** Delete a template */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        /** Change a template */
        patch: operations["updateTemplate"];
        trace?: never;
    };
    "/api/sign-in-experience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the sign-in experience
         * @description One document: methods, what a new account needs, brand, terms, languages, lifetimes. `ETag` is its version.
         */
        get: operations["fetchSignInExperience"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the sign-in experience
         * @description A JSON Merge Patch (RFC 7396): what is absent stays, null gives the default, lists are replaced. `If-Match` names the version you have seen. Refused where it would lock people out.
         */
        patch: operations["updateSignInExperience"];
        trace?: never;
    };
    "/api/sign-in-experience/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a draft of the sign-in experience
         * @description A whole document, as it would hold. Nothing changes: the draft can be looked at for a day. It may need connectors that are not active yet.
         */
        post: operations["createSignInExperienceDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in-experience/colours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how a colour reads on the pages */
        get: operations["fetchSignInColours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List and find users
         * @description By status, and by what one of number, address, user name and name begins with. A search that matches many users and shows few may bring a short page whose `next` goes on.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Make a user
         * @description For people who are brought along. With one identifier of a kind at most; one that somebody has is refused.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download users as a table
         * @description All that a search finds, for a spreadsheet: UTF-8 with a byte order mark, each cell a text in quotes; what would be a formula there, and the `+` of a number, has an apostrophe before it. Programs read the list instead.
         */
        get: operations["exportUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a user */
        get: operations["fetchUser"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Ends their sessions at once, and forgets their numbers and addresses wherever they are kept. The audit log keeps what happened to an identifier that means nothing any more.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user's name and language
         * @description What is absent stays, `null` clears.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/users/{sid}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a user
         * @description Ends their sessions at once, everywhere; signing in is refused. Again changes nothing.
         */
        post: operations["suspendUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a suspended user sign in again */
        post: operations["resumeUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an identifier to a user
         * @description The same one again with `verified` vouches for it.
         */
        post: operations["addIdentifier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/identifiers/{identifierSid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an identifier from a user */
        delete: operations["deleteIdentifier"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/social": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a user's accounts at social providers */
        get: operations["listSocialConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/social/{connectionSid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Disconnect a user from a social provider
         * @description Where we can, the connection is ended at the provider too.
         */
        delete: operations["deleteSocialConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a user's passkeys */
        get: operations["listPasskeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/passkeys/{passkeySid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a user's passkey
         * @description Sessions that it has opened stay.
         */
        delete: operations["deletePasskey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a user's password
         * @description Their sessions stay.
         */
        put: operations["setPassword"];
        post?: never;
        /** Take a user's password away */
        delete: operations["deletePassword"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a user's authenticator app */
        get: operations["fetchTotp"];
        put?: never;
        post?: never;
        /**
         * Remove a user's authenticator app and recovery codes
         * @description For somebody who has lost both. Find out first that it is they who ask.
         */
        delete: operations["removeTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where a user is signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** Sign a user out everywhere */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/sessions/{sessionSid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of a user */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{sid}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a user agreed to */
        get: operations["listConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import people
         * @description A file of JSON objects, one a line, of at most 1 GiB and 64 KiB a line; also with `Content-Encoding: gzip`. It is kept, encrypted, and worked through in the background. Nobody is sent anything. An import adds what is missing and changes nothing that is there, so the same file does nothing a second time. `dryRun=true` tells what would be done. A first line `{"settings": {"firebaseScrypt": {…}}}` has the hash settings of a project of Firebase.
         */
        post: operations["importUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports of people */
        get: operations["listUserImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an import of people */
        get: operations["fetchUserImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/imports/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the report of an import of people
         * @description A JSON object for each line that was worked through, in order: `created`, `updated`, `unchanged` with the `user`, or `refused` with its `problems`. No number, address, name or hash is in it. Kept for 30 days.
         */
        get: operations["downloadUserImportReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an import of people
         * @description Lines that were not worked through are forgotten. Who was made stays.
         */
        post: operations["cancelUserImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List and find organizations */
        get: operations["listOrganizations"];
        put?: never;
        /** Make an organization */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch an organization
         * @description `ETag` is the version of its settings.
         */
        get: operations["fetchOrganization"];
        put?: never;
        post?: never;
        /**
         * Delete an organization
         * @description Its members keep their accounts and belong to it no more; its invitations end at once.
         */
        delete: operations["deleteOrganization"];
        options?: never;
        head?: never;
        /**
         * Change an organization
         * @description What is absent stays, `null` clears; `metadata` is replaced as a whole. `If-Match` names the version you have seen.
         */
        patch: operations["updateOrganization"];
        trace?: never;
    };
    "/api/organizations/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members of an organization */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a member to an organization, or give one other roles
         * @description Without an invitation: the user is told nothing.
         */
        put: operations["setMember"];
        post?: never;
        /**
         * Remove a member from an organization
         * @description Also its last owner.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organization-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the roles that members of organizations may have */
        get: operations["listOrganizationRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organization-roles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Define a role, or say what people read of it */
        put: operations["defineOrganizationRole"];
        post?: never;
        /**
         * Delete a role
         * @description One that is always there loses its description.
         */
        delete: operations["deleteOrganizationRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the invitations of an organization */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite a number or an address to an organization
         * @description Sends a text or mail with a link; only whoever proves that number or address accepts it, once. A number has one open invitation to an organization.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an invitation */
        get: operations["fetchInvitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}/invitations/{invitation}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an invitation again
         * @description The same link, at most five times in all and not within a minute. Its time stays.
         */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}/invitations/{invitation}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an invitation
         * @description Its link says so from then on. Again changes nothing.
         */
        post: operations["revokeInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened
         * @description By type, actor, subject and time.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the audit log as a table
         * @description All that a search finds, for a spreadsheet, as users are; facts as JSON.
         */
        get: operations["exportAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make a webhook
         * @description An endpoint of yours that is told what happens, signed by Standard Webhooks. At most 50.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a webhook */
        get: operations["fetchWebhook"];
        put?: never;
        post?: never;
        /** Delete a webhook */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description What is absent stays; `events` is replaced.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/api/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make another secret
         * @description For `keepOldHours` both sign; then only the new one.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a webhook out
         * @description Posts a `webhook.test` now, once, also while it is paused or disabled.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a webhook
         * @description Whatever stopped it. What waits is told at once.
         */
        post: operations["resumeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a webhook was told
         * @description Without what it was told: only type, subject and what came of it.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell a webhook again
         * @description However it ended, with the same `webhook-id`. Several within a minute are one.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a webhook all that was given up */
        post: operations["replayDeadWebhookDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts
         * @description What is wrong, and was in the last 90 days: open ones first, then the newest.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an alert */
        get: operations["fetchAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the settings of alerts
         * @description Whom alerts are mailed to, and from what figures on. `ETag` is their version.
         */
        get: operations["fetchAlertSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of alerts
         * @description A JSON Merge Patch (RFC 7396): what is absent stays, null gives the default, lists are replaced. `If-Match` names the version you have seen.
         */
        patch: operations["updateAlertSettings"];
        trace?: never;
    };
    "/api/alerts/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a test to everybody who is mailed alerts
         * @description Nothing is raised. Webhooks have a test of their own.
         */
        post: operations["testAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the settings
         * @description Services, templates, connectors, the sign-in experience, resources, applications, roles and webhooks, by names that mean the same in every deployment. A secret is a reference, as `{"secret": "env:SOLAPI_API_SECRET"}`; with `encryptTo` it is the secret itself, which only the deployment of that key can open.
         */
        get: operations["exportSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/import-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the import key
         * @description The public key of this deployment, to which another one encrypts secrets. It is made from the current key of `MUNJIGI_SECRET_KEY`; what was encrypted to an older one opens as long as that is in the ring.
         */
        get: operations["fetchSettingsImportKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import settings
         * @description One transaction. What the file does not have stays; with `prune=1` resources, roles and rate limits go. `dryRun=1` tells what would change and changes nothing.
         */
        post: operations["importSettings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports */
        get: operations["listSettingsImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an import */
        get: operations["fetchSettingsImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo an import
         * @description The newest that is not undone. What was changed by hand since goes back too; `dryRun=1` tells what would. A connector that was deleted since needs its `secrets`.
         */
        post: operations["undoSettingsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signing-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List signing keys */
        get: operations["listSigningKeys"];
        put?: never;
        /**
         * Rotate the signing key
         * @description The new key is published at once and signs after ten minutes (`ES256`) or a day (`RS256`). With `revokeOthers` it signs at once and all others are withdrawn: their tokens are no longer accepted.
         */
        post: operations["rotateSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who may enter the console */
        get: operations["listAdmins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admins/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let a user into the console, or give them another role */
        put: operations["setAdminRole"];
        post?: never;
        /**
         * Let a user into the console no more
         * @description Their sessions there end at once; their account stays.
         */
        delete: operations["removeAdmin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that lets somebody into the console
         * @description Once, for a quarter of an hour. It makes a new administrator, who registers a passkey; with `user` it gives one that there is another passkey.
         */
        post: operations["createAdminLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Key: {
            /** @description `AC…`, `SK…`, `pk_…` or `admin_…`; not the key itself. */
            id: string;
            /** @enum {string} */
            kind: "account" | "secret" | "publishable" | "admin";
            name: string;
            serviceSid: string | null;
            /** @description Whose pages may use it; `*` for all. */
            origins: string[] | null;
            challenge: ("auto" | "always" | "off") | null;
            /** @description Texts in any 24 hours. */
            dailyBudget: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Up to a minute late. */
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        NewKey: {
            /** @description `AC…`, `SK…`, `pk_…` or `admin_…`; not the key itself. */
            id: string;
            /** @enum {string} */
            kind: "account" | "secret" | "publishable" | "admin";
            name: string;
            serviceSid: string | null;
            /** @description Whose pages may use it; `*` for all. */
            origins: string[] | null;
            challenge: ("auto" | "always" | "off") | null;
            /** @description Texts in any 24 hours. */
            dailyBudget: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Up to a minute late. */
            lastUsedAt: string | null;
            revokedAt: string | null;
            /** @description Shown here only. */
            secret: string;
        };
        Application: {
            /** @description `AP…` */
            clientId: string;
            name: string;
            /** @enum {string} */
            type: "spa" | "web" | "native" | "machine";
            redirectUris: string[];
            postLogoutRedirectUris: string[];
            allowedOrigins: string[];
            service: string | null;
            defaultScopes: string;
            resources: string[];
            defaultResource: string | null;
            firstParty: boolean;
            requirePkce: boolean;
            /** @enum {string} */
            idTokenSigningAlg: "RS256" | "ES256";
            refreshGraceSeconds: number;
            backchannelLogoutUri: string | null;
            homeUrl: string | null;
            mayIntrospect: boolean;
            /** @description Made at the first start: its addresses follow MUNJIGI_URL. */
            isDemo: boolean;
            /** @description Those that live, the newest first. */
            secrets: {
                /** @description `AS…` */
                id: string;
                /** @description Its last four characters. */
                hint: string;
                /** Format: date-time */
                createdAt: string;
                /** @description `null`: it lives until another comes. */
                expiresAt: string | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        NewApplication: {
            /** @description `AP…` */
            clientId: string;
            name: string;
            /** @enum {string} */
            type: "spa" | "web" | "native" | "machine";
            redirectUris: string[];
            postLogoutRedirectUris: string[];
            allowedOrigins: string[];
            service: string | null;
            defaultScopes: string;
            resources: string[];
            defaultResource: string | null;
            firstParty: boolean;
            requirePkce: boolean;
            /** @enum {string} */
            idTokenSigningAlg: "RS256" | "ES256";
            refreshGraceSeconds: number;
            backchannelLogoutUri: string | null;
            homeUrl: string | null;
            mayIntrospect: boolean;
            /** @description Made at the first start: its addresses follow MUNJIGI_URL. */
            isDemo: boolean;
            /** @description Those that live, the newest first. */
            secrets: {
                /** @description `AS…` */
                id: string;
                /** @description Its last four characters. */
                hint: string;
                /** Format: date-time */
                createdAt: string;
                /** @description `null`: it lives until another comes. */
                expiresAt: string | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Shown here only. Of `web` and `machine`. */
            clientSecret?: string;
        };
        RotatedApplication: {
            /** @description `AP…` */
            clientId: string;
            name: string;
            /** @enum {string} */
            type: "spa" | "web" | "native" | "machine";
            redirectUris: string[];
            postLogoutRedirectUris: string[];
            allowedOrigins: string[];
            service: string | null;
            defaultScopes: string;
            resources: string[];
            defaultResource: string | null;
            firstParty: boolean;
            requirePkce: boolean;
            /** @enum {string} */
            idTokenSigningAlg: "RS256" | "ES256";
            refreshGraceSeconds: number;
            backchannelLogoutUri: string | null;
            homeUrl: string | null;
            mayIntrospect: boolean;
            /** @description Made at the first start: its addresses follow MUNJIGI_URL. */
            isDemo: boolean;
            /** @description Those that live, the newest first. */
            secrets: {
                /** @description `AS…` */
                id: string;
                /** @description Its last four characters. */
                hint: string;
                /** Format: date-time */
                createdAt: string;
                /** @description `null`: it lives until another comes. */
                expiresAt: string | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Shown here only. */
            clientSecret: string;
        };
        Resource: {
            /** @description `RS…` */
            id: string;
            indicator: string;
            name: string;
            scopes: string[];
            accessTokenSeconds: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ManagedService: {
            sid: string;
            name: string;
            codeLength: number;
            codeTtlSeconds: number;
            /** @enum {string} */
            resendPolicy: "same_code" | "new_code";
            /** @description Seconds after each send before the next; `null`: those of the API. */
            resendWaits: number[] | null;
            /** @description Of numbers that are written without one. */
            defaultCountry: string;
            allowedCountries: string[];
            defaultLocale: string | null;
            /** @description The host of the page that may read the code (WebOTP). */
            webOtpHost: string | null;
            customCodeEnabled: boolean;
            doNotShareWarningEnabled: boolean;
            lookupEnabled: boolean;
            skipSmsToLandlines: boolean;
            psd2Enabled: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        SafeNumber: {
            sid: string;
            phoneNumber: string;
        };
        BlockedPrefix: {
            sid: string;
            prefix: string;
            note: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Limits: {
            limits: {
                /** @description Sends to one number by one service. One network may use up a third of `hard`; one in which the number was verified has it for itself. */
                number: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Sends to one number by all services, in the same way. */
                numberEverywhere: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Sends from one IPv4 address or IPv6 /64; three times as many per /56, ten times per /48. An IPv4 address has ten times `hard`. */
                address: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Different numbers from one address; `hard` holds for IPv6 /64 only, because phones share IPv4 addresses. */
                numbersPerAddress: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Sends to numbers that differ in their last four digits only, in the service's own country; `hard` holds for one network. */
                prefixHome: {
                    soft: string[];
                    hard: string[];
                };
                /** @description The same, in other countries; one network may use up a third of `hard`. */
                prefixAbroad: {
                    soft: string[];
                    hard: string[];
                };
                /** @description So many different numbers within ±`distance` of each other, none of them verified: a proof of work at home, a block of minutes abroad, for the network that sent to them. Twice as many concern all networks. */
                neighbours: {
                    /**
                     * @description `5/10m`: at most 5 in any 10 minutes; `60/h`: 60 in any hour.
                     * @example 5/10m
                     */
                    figure: string;
                    distance: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
                /** @description Sends to one country other than the service's own; one network may use up a third of `hard`. */
                countryAbroad: {
                    soft: string[];
                    hard: string[];
                };
                /** @description All sends of the service. The last quarter of `hard` is kept for numbers that were verified before. */
                service: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Checks that were wrong, from one address (and /56, /48; an IPv4 address has ten times `hard`); a right one does not count. */
                failedChecksPerAddress: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Checks that were wrong, for one number, by whoever does not know its verification's id; `hard` holds for one network. */
                failedChecksPerNumber: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Of so many checks in ten minutes this share failed: every send of the service needs a proof of work for ten minutes. */
                failShare: {
                    checks: number;
                    share: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
                /** @description Of so many sends to one country or prefix in an hour, fewer than this share were verified: a proof of work. */
                lowConversion: {
                    sends: number;
                    share: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
                /** @description The same, but a block of 10 minutes, never at home; each one within two weeks of the last is twice as long, up to 7 days. */
                noConversion: {
                    sends: number;
                    share: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
            };
            /** @description The names of those that are not the default. */
            changed: string[];
            /** @description What holds where nothing was said. */
            defaults: {
                /** @description Sends to one number by one service. One network may use up a third of `hard`; one in which the number was verified has it for itself. */
                number: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Sends to one number by all services, in the same way. */
                numberEverywhere: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Sends from one IPv4 address or IPv6 /64; three times as many per /56, ten times per /48. An IPv4 address has ten times `hard`. */
                address: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Different numbers from one address; `hard` holds for IPv6 /64 only, because phones share IPv4 addresses. */
                numbersPerAddress: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Sends to numbers that differ in their last four digits only, in the service's own country; `hard` holds for one network. */
                prefixHome: {
                    soft: string[];
                    hard: string[];
                };
                /** @description The same, in other countries; one network may use up a third of `hard`. */
                prefixAbroad: {
                    soft: string[];
                    hard: string[];
                };
                /** @description So many different numbers within ±`distance` of each other, none of them verified: a proof of work at home, a block of minutes abroad, for the network that sent to them. Twice as many concern all networks. */
                neighbours: {
                    /**
                     * @description `5/10m`: at most 5 in any 10 minutes; `60/h`: 60 in any hour.
                     * @example 5/10m
                     */
                    figure: string;
                    distance: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
                /** @description Sends to one country other than the service's own; one network may use up a third of `hard`. */
                countryAbroad: {
                    soft: string[];
                    hard: string[];
                };
                /** @description All sends of the service. The last quarter of `hard` is kept for numbers that were verified before. */
                service: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Checks that were wrong, from one address (and /56, /48; an IPv4 address has ten times `hard`); a right one does not count. */
                failedChecksPerAddress: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Checks that were wrong, for one number, by whoever does not know its verification's id; `hard` holds for one network. */
                failedChecksPerNumber: {
                    soft: string[];
                    hard: string[];
                };
                /** @description Of so many checks in ten minutes this share failed: every send of the service needs a proof of work for ten minutes. */
                failShare: {
                    checks: number;
                    share: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
                /** @description Of so many sends to one country or prefix in an hour, fewer than this share were verified: a proof of work. */
                lowConversion: {
                    sends: number;
                    share: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
                /** @description The same, but a block of 10 minutes, never at home; each one within two weeks of the last is twice as long, up to 7 days. */
                noConversion: {
                    sends: number;
                    share: number;
                    /**
                     * @description `observe`: it is raised, told of and counted, and holds nobody up.
                     * @default enforce
                     * @enum {string}
                     */
                    mode: "enforce" | "observe";
                };
            };
            /**
             * Format: date-time
             * @description When anything of the service was changed last: what `If-Match` is made of.
             */
            updatedAt: string;
        };
        Lifted: {
            /** @description Whether anything stood in the way. */
            lifted: boolean;
            /** @description The limits that had refused it. */
            rules: string[];
            /** @description Counters and waits that begin anew. */
            counters: number;
            /** @description Verifications that were live and are over: their codes are good no more. */
            verifications: string[];
        };
        Alarms: {
            /**
             * @description Whose days they are.
             * @constant
             */
            timeZone: "UTC";
            alarms: {
                /** @enum {string} */
                name: "neighbours" | "lowConversion" | "noConversion" | "failShare";
                /** @enum {string} */
                mode: "enforce" | "observe";
                /** @description Where it is up now, whether it is in force or only observes. */
                up: {
                    /** @description `service`, `country`, `prefix`, or `prefix-network`: a prefix for the network that texted it. */
                    scope: string;
                    /** @description Of the numbers it is about; `null`: of all. A prefix is not told. */
                    country: string | null;
                    /**
                     * @description What it does, or would do.
                     * @enum {string}
                     */
                    action: "block" | "challenge";
                    /** @description So many of this kind are up. */
                    count: number;
                    /**
                     * Format: date-time
                     * @description When the last of them ends.
                     */
                    until: string;
                }[];
                /** @description All of `days` together. */
                week: {
                    /** @description How often it was raised. */
                    raised: number;
                    /** @description Sends that it alone refused. */
                    refused: number;
                    /** @description Sends that it alone asked for a proof of work. */
                    challenged: number;
                    /** @description Texts that went out because it only observed: else they would have been refused. */
                    wouldRefuse: number;
                    /** @description The same, of which a proof of work would have been asked for. */
                    wouldChallenge: number;
                    /** @description Texts to numbers that were verified before, while strangers were refused or would have been. */
                    passedKnown: number;
                };
                /** @description Today and the six days before, the newest first. */
                days: {
                    /** Format: date */
                    day: string;
                    /** @description How often it was raised. */
                    raised: number;
                    /** @description Sends that it alone refused. */
                    refused: number;
                    /** @description Sends that it alone asked for a proof of work. */
                    challenged: number;
                    /** @description Texts that went out because it only observed: else they would have been refused. */
                    wouldRefuse: number;
                    /** @description The same, of which a proof of work would have been asked for. */
                    wouldChallenge: number;
                    /** @description Texts to numbers that were verified before, while strangers were refused or would have been. */
                    passedKnown: number;
                    countries: {
                        /** @description `ZZ`: none. */
                        country: string;
                        /** @description How often it was raised. */
                        raised: number;
                        /** @description Sends that it alone refused. */
                        refused: number;
                        /** @description Sends that it alone asked for a proof of work. */
                        challenged: number;
                        /** @description Texts that went out because it only observed: else they would have been refused. */
                        wouldRefuse: number;
                        /** @description The same, of which a proof of work would have been asked for. */
                        wouldChallenge: number;
                        /** @description Texts to numbers that were verified before, while strangers were refused or would have been. */
                        passedKnown: number;
                    }[];
                }[];
            }[];
        };
        TestNumbers: {
            numbers: {
                /** @description E.164. */
                phoneNumber: string;
            }[];
            /**
             * @description The variable of the environment that they are set by.
             * @constant
             */
            setting: "MUNJIGI_TEST_NUMBERS";
        };
        ConnectorFactory: {
            id: string;
            /** @enum {string} */
            type: "Sms" | "Email" | "Social";
            name: {
                ko: string;
                en: string;
            };
            docs: string;
            /** @description What one needs from the vendor and where it is found: Markdown. */
            guide: {
                ko: string;
                en: string;
            } | null;
            /** @description JSON Schema of `config`; `secret` marks what is never shown. */
            schema: {
                [key: string]: unknown;
            };
            /** @description A config to begin with. */
            defaults: {
                [key: string]: unknown;
            };
            /** @description What one text may hold; `null` for kinds of social sign-in. */
            limits: {
                maxBytes: number;
                charset: string;
                longBytes?: number;
            } | null;
            /** @description Whose button it is; `null` for kinds that send. */
            brand: ("kakao" | "naver" | "google" | "apple" | "other") | null;
            abilities: ("verifier" | "receipt" | "status" | "balance" | "senders" | "native" | "revoke" | "revokeSubject" | "notice")[];
            /** @description Where the vendor lists the addresses it takes requests from, if it does. */
            allowList: {
                ko: string;
                en: string;
            } | null;
            developmentOnly: boolean;
        };
        Connector: {
            id: string;
            connectorId: string;
            /** @enum {string} */
            type: "Sms" | "Email" | "Social";
            /** @enum {string} */
            status: "draft" | "tested" | "active" | "standby" | "retired";
            version: number;
            /** @description Secrets masked; `null` if it cannot be read any more. */
            config: {
                [key: string]: unknown;
            } | null;
            /** @description What is told of each secret, by path. */
            secrets: {
                [key: string]: {
                    /** Format: date-time */
                    setAt: string;
                    /** @description Its last four characters, if it has 16 or more. */
                    hint: string | null;
                };
            };
            /** @description A newer version that waits to be activated. */
            draft: {
                version: number;
                config: {
                    [key: string]: unknown;
                } | null;
                /** @description What is told of each secret, by path. */
                secrets: {
                    [key: string]: {
                        /** Format: date-time */
                        setAt: string;
                        /** @description Its last four characters, if it has 16 or more. */
                        hint: string | null;
                    };
                };
                tested: boolean;
            } | null;
            /** @description Why it cannot be used: the key to its settings, or its module, is gone, or its settings no longer fit. */
            problem: string | null;
            /** @description Where the vendor may post delivery reports. Keep it to yourself; `null` for viewers. */
            receiptUrl: string | null;
            /** @description Of social sign-in: what to register at the provider as the redirect URI; `null` while the provider does not answer. */
            redirectUri: string | null;
            /** @description Of social sign-in: where the provider may post that somebody ended the connection. Keep it to yourself; `null` for viewers. */
            noticeUrl: string | null;
            /** @description Of social sign-in: until settings are put in force anew, or 30 days. */
            lastFailure: {
                /** @description The provider's own. */
                code: string | null;
                /** @enum {string} */
                reason: "provider_down" | "misconfigured" | "refused";
                /** Format: date-time */
                at: string;
                /** @description What mends it, where the connector knows. */
                remedy: {
                    ko: string;
                    en: string;
                } | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        VerificationRecord: {
            id: string;
            /** @description Masked; `null` once it is emptied. */
            to: string | null;
            channel: string;
            /** @description ISO 3166-1 alpha-2; `ZZ` of an e-mail address. */
            country: string;
            serviceSid: string;
            /** @description What the code was for: `api`, `public`, `sign-in`, … */
            purpose: string;
            /** @enum {string} */
            status: "pending" | "approved" | "canceled" | "max_attempts_reached" | "expired";
            /** @description The limit that refused to send the code again: of the last day, and in a list only where `to` is given. */
            stoppedBy: string | null;
            /** @description That of the last send; `null`: part of the program, or none yet. */
            connectorId: string | null;
            /** @description Its kind. */
            connector: string | null;
            sends: number;
            /** @description Codes that were tried, the right one too. */
            checks: number;
            /** @description A test number's: no text is sent. */
            isTest: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            endedAt: string | null;
            /** @description From the request to the right code; `null`: there was none. */
            secondsToVerify: number | null;
        };
        VerificationDetails: {
            id: string;
            /** @description Masked; `null` once it is emptied. */
            to: string | null;
            channel: string;
            /** @description ISO 3166-1 alpha-2; `ZZ` of an e-mail address. */
            country: string;
            serviceSid: string;
            /** @description What the code was for: `api`, `public`, `sign-in`, … */
            purpose: string;
            /** @enum {string} */
            status: "pending" | "approved" | "canceled" | "max_attempts_reached" | "expired";
            /** @description The limit that refused to send the code again: of the last day, and in a list only where `to` is given. */
            stoppedBy: string | null;
            /** @description That of the last send; `null`: part of the program, or none yet. */
            connectorId: string | null;
            /** @description Its kind. */
            connector: string | null;
            sends: number;
            /** @description Codes that were tried, the right one too. */
            checks: number;
            /** @description A test number's: no text is sent. */
            isTest: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            endedAt: string | null;
            /** @description From the request to the right code; `null`: there was none. */
            secondsToVerify: number | null;
            timeline: {
                /** @description `null`: only its place in the order is known. */
                at: string | null;
                /** @enum {string} */
                event: "requested" | "requested_again" | "refused" | "try_failed" | "sent" | "delivered" | "failed" | "next_try" | "wrong_code" | "approved" | "canceled" | "locked" | "expired";
                channel?: string;
                messageId?: string;
                /** @description The kind of connector. */
                connector?: string;
                /**
                 * @description Of `delivered`, where the vendor told.
                 * @enum {string}
                 */
                carrier?: "SKT" | "KT" | "LGU+" | "MVNO";
                /** @description Of a failure. */
                class?: string;
                /** @description The vendor's; of `refused` what refused, as `/api/why` names it. */
                code?: string;
                times?: number;
                /** @description What a refusal or a failure means. */
                sentence?: {
                    ko: string;
                    en: string;
                };
            }[];
            messages: components["schemas"]["Message"][];
        };
        Message: {
            id: string;
            /** @description Masked; `null` once it is emptied. */
            to: string | null;
            channel: string;
            country: string | null;
            /** @enum {string} */
            status: "queued" | "sending" | "sent" | "delivered" | "failed";
            /** @description The connector's `id`; `null`: part of the program. */
            connectorId: string | null;
            /** @description The kind of connector. */
            connector: string | null;
            vendorMessageId: string | null;
            parts: number | null;
            /** @description As the vendor told it. */
            price: {
                amount: string;
                currency: string;
            } | null;
            /** @description How a Korean vendor charges for it; `null`: others, who count `parts`, and e-mail. */
            priceClass: ("SMS" | "LMS" | "abroad") | null;
            /** @description Whose customer the recipient is, where the vendor told. */
            carrier: ("SKT" | "KT" | "LGU+" | "MVNO") | null;
            failure: {
                class: string;
                vendorCode: string | null;
                /** @description Of a failure that is the vendor's. */
                sentence?: {
                    ko: string;
                    en: string;
                };
                remedy?: {
                    ko: string;
                    en: string;
                };
            } | null;
            /**
             * @description What was sent: a code, or which notice.
             * @enum {string}
             */
            kind: "code" | "phone_changed" | "phone_added" | "email_changed" | "email_added" | "social_added" | "passkey_added" | "totp_added" | "recovery_codes_made" | "recovery_code_used" | "identifier_removed" | "password_changed" | "new_device" | "account_deleted" | "organization_invitation" | "operator_alert";
            /** @description Of a code. */
            verificationSid: string | null;
            /** @description Of a notice. */
            noticeSid: string | null;
            serviceSid: string | null;
            /** Format: date-time */
            createdAt: string;
            sentAt: string | null;
            reportedAt: string | null;
        };
        Insight: {
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            /** @enum {string} */
            by: "country" | "connector" | "carrier" | "service" | "hour" | "day";
            /** @description What was begun, and what was refused. */
            asked: number;
            refused: number;
            /** @description The most frequent first. Of a flood only some are counted. */
            refusals: {
                /** @description As `/api/why` names it. */
                code: string;
                times: number;
                sentence: {
                    ko: string;
                    en: string;
                };
                /** @description Whose numbers it were, the most frequent first; `ZZ`: an e-mail address, empty: not known. */
                countries: {
                    country: string;
                    times: number;
                }[];
            }[];
            total: {
                begun: number;
                /** @description Taken by a vendor. */
                sent: number;
                /** @description A vendor said that it arrived, or the code was used. */
                delivered: number;
                verified: number;
                /** @description `verified` of `begun`; `null`: there was none. */
                conversion: number | null;
                /** @description From the request to the right code, within a tenth. */
                secondsToVerify: {
                    median: number;
                    p95: number;
                } | null;
                /** @description From the request to the vendor's word that it arrived, within a tenth. */
                secondsToDeliver: {
                    median: number;
                    p95: number;
                } | null;
            };
            /** @description What is known of the cost. */
            spending: {
                /** @description Taken by vendors, each send of a code counts; no e-mail. */
                texts: number;
                /** @description As vendors told them; many do not. */
                parts: number;
                /** @description How Korean vendors charge: `SMS`, `LMS`, `abroad`. */
                classes: {
                    class: string;
                    texts: number;
                }[];
                /** @description Texts whose price the vendor told as it took them. */
                priced: number;
                /** @description Of these together. */
                prices: {
                    amount: string;
                    currency: string;
                }[];
            };
            /** @description Those that were begun and not verified, the most frequent first. */
            losses: {
                /**
                 * @description The step that was not taken.
                 * @enum {string}
                 */
                at: "unsent" | "undelivered" | "unverified";
                /** @description Of `unsent` and `undelivered` the class of the failure, `waiting` or `unreported`; of `unverified` `untried`, `expired` (after wrong codes), `wrong` (five of them), `canceled` or `pending`. */
                reason: string;
                count: number;
                /** @description What the failure means. */
                sentence: {
                    ko: string;
                    en: string;
                } | null;
            }[];
            groups: {
                /** @description The country, kind of connector (empty: none had it yet), carrier (empty: the vendor did not tell) or service; of a time when it begins. */
                key: string;
                begun: number;
                /** @description Taken by a vendor. */
                sent: number;
                /** @description A vendor said that it arrived, or the code was used. */
                delivered: number;
                verified: number;
                /** @description `verified` of `begun`; `null`: there was none. */
                conversion: number | null;
                /** @description From the request to the right code, within a tenth. */
                secondsToVerify: {
                    median: number;
                    p95: number;
                } | null;
                /** @description From the request to the vendor's word that it arrived, within a tenth. */
                secondsToDeliver: {
                    median: number;
                    p95: number;
                } | null;
            }[];
        };
        Diagnosis: {
            /** @description Masked; `null`: it could not be read. */
            to: string | null;
            /** @enum {string} */
            channel: "sms" | "email";
            country: string | null;
            sent: {
                /** @description Of the last day, at most 50. */
                messages: number;
                delivered: number;
                lastDeliveredAt: string | null;
            };
            /** @description What holds now first, then the newest. Empty: nothing stood in the way. */
            causes: components["schemas"]["Cause"][];
        };
        Cause: {
            /** @description `verification.…` as callers were told, `limit.…`, `alarm.…`, `message.…`, `connector.inbox`, `test_number`. */
            code: string;
            serviceSid: string | null;
            purpose: string | null;
            /**
             * Format: date-time
             * @description When it came up last.
             */
            at: string;
            /** @description How often in the last day. */
            times: number;
            /** @description `null`: it ends by nothing but a change, or nobody knows. */
            until: string | null;
            /** @description Whether it stands in the way now. */
            holds: boolean;
            sentence: {
                ko: string;
                en: string;
            };
            remedy: {
                ko: string;
                en: string;
            };
            message: {
                id: string;
                status: string;
                connector: string | null;
                vendorCode: string | null;
            } | null;
            /** @description Calls that end it; `{id}` and `{sid}` are yours to fill in. */
            lift: {
                /** @enum {string} */
                method: "DELETE" | "PATCH" | "POST";
                path: string;
                body?: {
                    [key: string]: string;
                };
            }[];
        };
        /** @description What signing in is like. Every member has a default. */
        SignInExperience: {
            /**
             * @description Whose name, countries, language and codes the pages use; null: the oldest.
             * @default null
             */
            serviceSid: string | null;
            /**
             * @description The first is for everybody else.
             * @default [
             *       "ko",
             *       "en"
             *     ]
             */
            languages: ("ko" | "en")[];
            brand: {
                /**
                 * @description null: the service's `friendlyName`.
                 * @default null
                 */
                name: string | null;
                /** @default null */
                homeUrl: string | null;
                /** @default null */
                logoUrl: string | null;
                /** @default null */
                termsUrl: string | null;
                /** @default null */
                privacyUrl: string | null;
                /** @default null */
                supportUrl: string | null;
                /** @default null */
                colour: string | null;
                /**
                 * @description null: a shade of `colour` that reads on a dark page.
                 * @default null
                 */
                darkColour: string | null;
            };
            signIn: {
                /**
                 * @default [
                 *       {
                 *         "identifier": "phone",
                 *         "code": true,
                 *         "password": false,
                 *         "first": "code"
                 *       }
                 *     ]
                 */
                methods: {
                    /** @enum {string} */
                    identifier: "phone" | "email" | "username";
                    /** @description Whether a code sent to it opens an account; never of a user name. */
                    code: boolean;
                    /** @description Whether it and a password open an account. */
                    password: boolean;
                    /**
                     * @description What is offered first.
                     * @enum {string}
                     */
                    first: "code" | "password";
                }[];
                /**
                 * @description Whether a browser remembers the way in that was used last.
                 * @default true
                 */
                rememberLast: boolean;
            };
            signUp: {
                /** @default true */
                enabled: boolean;
                /**
                 * @description What a new account must have; the first is verified first.
                 * @default [
                 *       "phone"
                 *     ]
                 */
                identifiers: ("phone" | "email" | "username")[];
                /**
                 * @description Whether a new account needs a password.
                 * @default false
                 */
                password: boolean;
                profile: {
                    /**
                     * @default off
                     * @enum {string}
                     */
                    name: "off" | "optional" | "required";
                };
            };
            passkeys: {
                /**
                 * @description Whether people may make passkeys, and sign in with them.
                 * @default true
                 */
                enabled: boolean;
                /**
                 * @description Whether a browser that can is offered one, once, after a sign-in by code.
                 * @default true
                 */
                offer: boolean;
            };
            totp: {
                /**
                 * @description Whether people may set up an authenticator app, and prove by its codes who they are.
                 * @default true
                 */
                enabled: boolean;
            };
            social: {
                /**
                 * @description Kinds or connectors, as their buttons stand; those that are not named follow, the oldest first.
                 * @default []
                 */
                order: string[];
                /**
                 * @description Whether somebody new who comes by a provider must give what `signUp.identifiers` names, too.
                 * @default true
                 */
                askIdentifiers: boolean;
                /**
                 * @description Whether a number that a provider vouches for counts as verified in the action `verify`; else the step with the code is filled with it.
                 * @default false
                 */
                trustPhone: boolean;
            };
            /** @default [] */
            terms: {
                /** @description Its name in a user's consents. */
                id: string;
                /** @description A consent is to a version; with another one it is asked for again. */
                version: string;
                required: boolean;
                title: {
                    ko: string;
                    en: string;
                };
                /** @default null */
                url: ({
                    ko: string;
                    en: string;
                } | string) | null;
            }[];
            /**
             * @description 14 asks for the tick “14 or older”.
             * @default null
             */
            minimumAge: number | null;
            sessions: {
                /** @default 30 */
                idleDays: number;
                /** @default 180 */
                absoluteDays: number;
            };
            recycled: {
                /**
                 * @description A number last proved longer ago may be somebody else's now; 0: never.
                 * @default 90
                 */
                afterDays: number;
                /**
                 * @default ask
                 * @enum {string}
                 */
                phoneOnlyStale: "open" | "new" | "ask";
            };
            notices: {
                /** @default true */
                newDevice: boolean;
            };
            password: {
                /** @default 10 */
                minLength: number;
            };
            /**
             * @description Web origins besides ours whose pages may use the JSON face and be returned to.
             * @default []
             */
            origins: string[];
        };
        Palette: {
            accent: string;
            press: string;
            on: string;
            tint: string;
            /** @description Of the label on the button and the pressed one, and of links on what they stand on. Text needs 4.5. */
            contrast: {
                on: number;
                press: number;
                paper: number;
                sunken: number;
                tint: number;
            };
            /** @description Whether links can be read everywhere. */
            passes: boolean;
            /** @description The nearest shade whose links can. */
            nearest: string;
        };
        User: {
            /** @description `US…` */
            sid: string;
            /** @description What the system they were imported from calls them. */
            externalId: string | null;
            name: string | null;
            language: string | null;
            /** @enum {string} */
            status: "active" | "suspended";
            hasPassword: boolean;
            identifiers: components["schemas"]["Identifier"][];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Of name, language, password and status.
             */
            updatedAt: string;
            suspendedAt: string | null;
        };
        Identifier: {
            /** @description `ID…` */
            sid: string;
            /** @enum {string} */
            kind: "phone" | "email" | "username";
            /** @description E.164, an e-mail address, or a user name. */
            value: string;
            /** Format: date-time */
            createdAt: string;
            /** @description When it was proved first, or vouched for; never of a user name. */
            verifiedAt: string | null;
            /** @description When it was proved last. A number that was not for long may be somebody else's by now. */
            provedAt: string | null;
        };
        SocialConnection: {
            /** @description `SI…` */
            sid: string;
            /** @description `CN…` */
            connectorId: string;
            issuer: string;
            /** @description The provider's name of the person. */
            subject: string;
            /** @description Of the app's clients the one used last. */
            clientId: string;
            /** @description What the provider called their address; it opens nothing. */
            email: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            usedAt: string;
        };
        Passkey: {
            /** @description `PK…` */
            sid: string;
            name: string;
            /** @description The domain that it was made for; of another one than this deployment's it opens nothing. */
            rpId: string;
            /** @description Whether it may be on several devices. */
            isSyncable: boolean;
            /** @description Whether it is: whoever loses a device has it on the next one. */
            isBackedUp: boolean;
            /** Format: date-time */
            createdAt: string;
            usedAt: string | null;
        };
        Totp: {
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the app showed its first code.
             */
            confirmedAt: string;
            /** @description When a code of it was accepted last. */
            usedAt: string | null;
            recoveryCodesLeft: number;
        };
        Session: {
            /** @description `SE…` */
            sid: string;
            /** @description `Chrome · Android` */
            device: string;
            /** @description How it was proved: RFC 8176. */
            amr: string[];
            /**
             * Format: date-time
             * @description When it was proved last.
             */
            authTime: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Up to five minutes late.
             */
            usedAt: string;
            /** @description Opened by a number that may be recycled: until then nothing can be changed in it. */
            restrictedUntil: string | null;
        };
        UserImport: {
            /** @description `UI…` */
            id: string;
            by: {
                kind: string;
                id: string | null;
            };
            /** @enum {string} */
            status: "waiting" | "running" | "done" | "canceled";
            dryRun: boolean;
            adopt: boolean;
            counts: {
                /** @description People in the file. */
                lines: number;
                created: number;
                updated: number;
                unchanged: number;
                refused: number;
            };
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
        };
        Organization: {
            /** @description `OG…` */
            id: string;
            name: string;
            slug: string | null;
            metadata: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OrganizationMember: {
            /** @description `US…` */
            user: string;
            name: string | null;
            roles: string[];
            /**
             * Format: date-time
             * @description Since when they belong to it.
             */
            createdAt: string;
        };
        OrganizationRole: {
            name: string;
            description: string | null;
            /** @description It is always there. */
            isBuiltIn: boolean;
        };
        Invitation: {
            /** @description `OI…` */
            id: string;
            /** @description `OG…` */
            organization: string;
            /** @enum {string} */
            channel: "sms" | "email";
            /** @description Masked; `null` once it is forgotten. */
            recipient: string | null;
            roles: string[];
            language: string;
            /** @enum {string} */
            status: "pending" | "accepted" | "declined" | "revoked" | "expired";
            /** Format: date-time */
            expiresAt: string;
            /** @description `US…` */
            invitedBy: string | null;
            /** @description `US…` */
            acceptedBy: string | null;
            sends: number;
            /** Format: date-time */
            sentAt: string;
            /** @description `VL…`: what became of the text or mail that was sent last, under `/api/messages`. */
            message: string | null;
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
        };
        /** @description Something that happened. Without numbers, addresses, names, codes, tokens and secrets. */
        AuditEvent: {
            /** @description `AE…`, in the order in which events happened. */
            id: string;
            /** @enum {string} */
            type: "user.created" | "user.updated" | "user.identifier.added" | "user.identifier.changed" | "user.identifier.removed" | "user.password.changed" | "user.passkey.added" | "user.passkey.removed" | "user.consent.changed" | "user.totp.added" | "user.totp.removed" | "user.recovery_codes.made" | "user.recovery_code.used" | "user.suspended" | "user.resumed" | "user.deleted" | "session.started" | "session.ended" | "sign_in.refused" | "api_key.created" | "api_key.updated" | "api_key.replaced" | "api_key.revoked" | "application.created" | "application.updated" | "application.deleted" | "application.secret_rotated" | "resource.created" | "resource.updated" | "resource.deleted" | "connector.created" | "connector.updated" | "connector.activated" | "connector.stood_by" | "connector.standby_ended" | "connector.deactivated" | "connector.restored" | "connector.deleted" | "connector.tested" | "template.created" | "template.updated" | "template.deleted" | "service.created" | "service.updated" | "service.deleted" | "rate_limit.created" | "rate_limit.updated" | "rate_limit.deleted" | "rate_limit.bucket.created" | "rate_limit.bucket.updated" | "rate_limit.bucket.deleted" | "factor.created" | "factor.verified" | "factor.updated" | "factor.deleted" | "safe_list.added" | "safe_list.removed" | "block_list.added" | "block_list.removed" | "limits.changed" | "limit.alarm" | "limits.alarm_lifted" | "limits.number_lifted" | "verification.canceled" | "signing_key.rotated" | "experience.changed" | "grant.allowed" | "grant.ended" | "application.logout_failed" | "organization.created" | "organization.updated" | "organization.deleted" | "organization.member.added" | "organization.member.changed" | "organization.member.removed" | "organization.role.defined" | "organization.role.deleted" | "invitation.created" | "invitation.resent" | "invitation.accepted" | "invitation.declined" | "invitation.revoked" | "webhook.created" | "webhook.updated" | "webhook.deleted" | "webhook.secret_rotated" | "webhook.paused" | "webhook.disabled" | "webhook.resumed" | "webhook.replayed" | "admin.link_made" | "admin.joined" | "admin.role_changed" | "admin.removed" | "console.entered" | "console.left" | "settings.exported" | "export.downloaded" | "settings.imported" | "settings.import_undone" | "user_import.ended" | "alert.raised" | "alert.ended" | "alert.settings_changed";
            actor: {
                /** @enum {string} */
                kind: "admin" | "account" | "secret" | "user" | "server" | "visitor";
                /** @description An API key or a user; `null` for the server and for visitors. */
                id: string | null;
            };
            subject: {
                kind: string;
                id: string;
            };
            serviceSid: string | null;
            /** @description Of a change: the members that differ, by path. */
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
            /** @description What else there is to say; `changed`: members that differ and are not told. */
            data: {
                [key: string]: unknown;
            } | null;
            requestId: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Webhook: {
            /** @description `YW…` */
            id: string;
            url: string;
            events: string[];
            includeNumbers: boolean;
            enabled: boolean;
            /**
             * @description `paused`: it failed for three days; what happens is kept for it. `disabled`: by you, or by its answer 410.
             * @enum {string}
             */
            status: "enabled" | "paused" | "disabled";
            description: string | null;
            service: string | null;
            /** @description Until then the secret before signs too. */
            oldSecretUntil: string | null;
            /** @description Of the first failure after the last success. */
            failingSince: string | null;
            pausedAt: string | null;
            /** @description What it is still to be told; counted up to 1000. */
            waiting: number;
            /** @description What was given up, and can be replayed; counted up to 1000. */
            dead: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        FreshWebhook: {
            /** @description `YW…` */
            id: string;
            url: string;
            events: string[];
            includeNumbers: boolean;
            enabled: boolean;
            /**
             * @description `paused`: it failed for three days; what happens is kept for it. `disabled`: by you, or by its answer 410.
             * @enum {string}
             */
            status: "enabled" | "paused" | "disabled";
            description: string | null;
            service: string | null;
            /** @description Until then the secret before signs too. */
            oldSecretUntil: string | null;
            /** @description Of the first failure after the last success. */
            failingSince: string | null;
            pausedAt: string | null;
            /** @description What it is still to be told; counted up to 1000. */
            waiting: number;
            /** @description What was given up, and can be replayed; counted up to 1000. */
            dead: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description `whsec_…`, shown here only: what signatures are checked with. */
            secret: string;
        };
        WebhookDelivery: {
            /** @description `WD…` */
            id: string;
            /** @description The `webhook-id` of every try. */
            eventId: string;
            type: string;
            subject: {
                kind: string;
                id: string;
            };
            service: string | null;
            /** @enum {string} */
            status: "waiting" | "sending" | "delivered" | "dead";
            tries: number;
            /** @description The HTTP status of the last answer. */
            answer: number | null;
            /** @description Why there was no answer. */
            problem: ("timeout" | "address_refused" | "no_connection" | "secret_unreadable") | null;
            /** Format: date-time */
            happenedAt: string;
            triedAt: string | null;
            nextTryAt: string | null;
            replayedAt: string | null;
        };
        Alert: {
            /** @description `AL…` */
            id: string;
            /** @enum {string} */
            kind: "balance_low" | "failure_spike" | "conversion_drop" | "breaker_open" | "connector_unusable" | "budget" | "limit_alarm";
            /** @enum {string} */
            status: "open" | "ended";
            subject: {
                /** @enum {string} */
                kind: "connector" | "service" | "api_key";
                id: string;
                /** @description What it was called when the alert was raised. */
                name: string;
            };
            /** @description Of a budget the share in percent, of a limit's alarm its rule, of a balance `refused` where the vendor did. */
            part: string | null;
            service: string | null;
            /** @description The figures when it was raised. */
            facts: {
                [key: string]: unknown;
            };
            /** @description What happened. */
            sentence: {
                ko: string;
                en: string;
            };
            /** @description What to do. */
            remedy: {
                ko: string;
                en: string;
            };
            /**
             * @description `through_itself`: by the connector that fails; `with_graver`: another alert about the same is mailed; else why it was not.
             * @enum {string}
             */
            mail: "queued" | "through_itself" | "with_graver" | "no_addresses" | "no_connector" | "no_service";
            /** Format: date-time */
            raisedAt: string;
            endedAt: string | null;
            endReason: ("recovered" | "quiet" | "gone" | "switched_off") | null;
        };
        AlertSettings: {
            /**
             * @description Whom alerts are mailed to, besides webhooks.
             * @default []
             */
            emails: string[];
            /**
             * @description Of the e-mails.
             * @default ko
             * @enum {string}
             */
            language: "ko" | "en";
            /**
             * @description Whether the end of an alert is mailed too.
             * @default true
             */
            tellEnds: boolean;
            balanceLow: {
                /** @default true */
                enabled: boolean;
                /**
                 * @description By the unit that the vendor counts in. One that is not here is told of when nothing is left.
                 * @default {
                 *       "KRW": 10000,
                 *       "USD": 10,
                 *       "EUR": 10,
                 *       "GBP": 10,
                 *       "DKK": 75,
                 *       "CNY": 70,
                 *       "RUB": 900,
                 *       "SMS": 500
                 *     }
                 */
                below: {
                    [key: string]: number;
                };
            };
            failureSpike: {
                /** @default true */
                enabled: boolean;
                /**
                 * @description How far back is looked.
                 * @default 15
                 */
                minutes: number;
                /**
                 * @description Fewer say nothing.
                 * @default 20
                 */
                messages: number;
                /**
                 * @description Of the messages to recipients that can be reached.
                 * @default 0.3
                 */
                share: number;
            };
            conversionDrop: {
                /** @default true */
                enabled: boolean;
                /**
                 * @description Codes of an hour; fewer say nothing.
                 * @default 100
                 */
                sends: number;
                /**
                 * @description By so much below the mean of the last seven days.
                 * @default 0.5
                 */
                drop: number;
            };
            breakerOpen: {
                /** @default true */
                enabled: boolean;
            };
            connectorUnusable: {
                /** @default true */
                enabled: boolean;
            };
            budget: {
                /** @default true */
                enabled: boolean;
                /**
                 * @description At 100 new numbers are refused: a quarter of a budget is kept for those verified before.
                 * @default [
                 *       50,
                 *       80,
                 *       100
                 *     ]
                 */
                percents: number[];
            };
            /** @description Whether alarms of limits (`limit.alarm`) are alerts too. */
            limitAlarm: {
                /** @default true */
                enabled: boolean;
            };
            /** @description What is acceptable and cannot work as things are, in the language of the request. */
            warnings: {
                path: string;
                problem: string;
            }[];
        };
        SettingsImportReport: {
            /** @description `IM…`, for its undo; `null`: nothing was changed. */
            id: string | null;
            /** @description What differs from before. Of a secret only that it does. */
            changes: {
                /** @enum {string} */
                change: "added" | "changed" | "removed";
                path: string;
                old: unknown;
                new: unknown;
            }[];
            counts: {
                added: number;
                changed: number;
                removed: number;
            };
            /** @description Of a dry run: what an import would be refused for. */
            missingSecrets: {
                path: string;
                reference: string;
            }[];
            /** @description No value was given, so the secret that is there stays. */
            keptSecrets: {
                path: string;
                reference: string;
            }[];
            /** @description What the file does not have, and what therefore stays. */
            onlyHere: string[];
            /** @description Of a dry run without all secrets: what could not be tried without them. */
            problem: string | null;
            /** @description Of new applications and webhooks; shown here only. */
            credentials: {
                path: string;
                id: string;
                secret: string | null;
            }[];
        };
        /** @description `waiting`: published, signs from `signsFrom`. `signing`. `published`: signs no more, verifies until `retiresAt`. `lost`: published, but MUNJIGI_SECRET_KEY no longer opens it. `retired`: gone. */
        SigningKey: {
            kid: string;
            /**
             * @description `ES256`: access tokens and verification tokens; `RS256`: id_tokens.
             * @enum {string}
             */
            algorithm: "ES256" | "RS256";
            /** @enum {string} */
            state: "waiting" | "signing" | "published" | "lost" | "retired";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            signsFrom: string;
            retiresAt: string | null;
        };
        Admin: {
            /** @description `US…` */
            user: string;
            name: string | null;
            /**
             * @description `viewer` looks, `operator` sends, lifts and repeats, `admin` does everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /** @description How many they have; without one only a link lets them in. */
            passkeys: number;
            suspended: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description When they used the console last, if it was in the last 12 hours. */
            usedAt: string | null;
        };
        /** @description RFC 9457. `title` is the stable name; `detail` is Korean if `Accept-Language` asks for it first. */
        Problem: {
            /** Format: uri */
            type: string;
            /** @enum {string} */
            title: "request.invalid" | "request.malformed" | "request.unauthenticated" | "request.not_found" | "request.timeout" | "request.too_large" | "request.media_type" | "request.wrong_host" | "request.origin_not_allowed" | "request.changed_meanwhile" | "request.other_site" | "server.unavailable" | "server.internal" | "limits.exceeded" | "limits.challenge_required" | "limits.beyond_counting" | "service.not_found" | "key.not_found" | "key.last" | "application.not_found" | "application.has_no_secret" | "resource.not_found" | "resource.exists" | "resource.in_use" | "resource.scope_in_use" | "rate_limit.not_found" | "rate_limit.name_invalid" | "rate_limit.name_taken" | "rate_limit.too_many" | "rate_limit.interval_taken" | "rate_limit.too_many_buckets" | "safe_list.not_found" | "safe_list.already_listed" | "block_list.not_found" | "block_list.already_listed" | "block_list.full" | "factor.not_found" | "factor.entity_not_found" | "factor.entity_exists" | "factor.type_unavailable" | "factor.too_many" | "factor.unverified" | "factor.already_verified" | "factor.too_many_tries" | "factor.locked" | "factor.challenge_not_found" | "factor.challenge_responded" | "factor.challenge_expired" | "factor.challenge_too_many_tries" | "factor.too_many_challenges" | "template.unknown" | "template.no_translation" | "template.substitution_missing" | "template.not_found" | "template.in_use" | "template.built_in" | "user.not_found" | "user.identifier_not_found" | "user.connection_not_found" | "user.session_not_found" | "user.totp_not_found" | "user.totp_exists" | "user.identifier_taken" | "user.identifier_exists" | "user.last_identifier" | "user_import.not_found" | "user_import.over" | "user_import.empty" | "user_import.file_too_large" | "user_import.file_unreadable" | "user_import.settings_invalid" | "user_import.line_unreadable" | "user_import.line_too_long" | "user_import.line_failed" | "user_import.field_unknown" | "user_import.field_invalid" | "user_import.phone_invalid" | "user_import.phone_retired" | "user_import.email_invalid" | "user_import.username_invalid" | "user_import.unidentified" | "user_import.hash_unknown" | "user_import.hash_too_costly" | "user_import.connector_unknown" | "user_import.consent_unknown" | "user_import.line_repeated" | "user_import.taken" | "user_import.other_identifier" | "user_import.account_exists" | "organization.not_found" | "organization.version_required" | "organization.version_changed" | "organization.slug_taken" | "organization.member_not_found" | "organization.unknown_role" | "organization.role_not_found" | "organization.role_used" | "organization.too_many_roles" | "organization.last_owner" | "invitation.not_found" | "invitation.exists" | "invitation.over" | "invitation.too_soon" | "invitation.too_many_sends" | "invitation.too_often" | "invitation.no_connector" | "invitation.not_carried" | "invitation.too_long" | "connector.unknown_factory" | "connector.not_found" | "connector.version_not_found" | "connector.config_invalid" | "connector.untested" | "connector.test_failed" | "connector.test_not_found" | "connector.no_trial" | "connector.trial_failed" | "connector.trial_not_found" | "connector.no_balance" | "connector.no_senders" | "connector.senders_failed" | "connector.balance_failed" | "connector.unusable" | "connector.in_use" | "connector.signs_people_in" | "connector.sends_nothing" | "connector.sends" | "connector.active" | "connector.development_only" | "experience.invalid" | "experience.no_language" | "experience.phone_code_required" | "experience.username_has_no_code" | "experience.method_proves_nothing" | "experience.first_is_off" | "experience.named_twice" | "experience.sign_up_needs_identifier" | "experience.sign_up_needs_proof" | "experience.sign_up_is_no_method" | "experience.sign_up_needs_password" | "experience.term_reserved" | "experience.idle_too_long" | "experience.insecure_url" | "experience.unknown_service" | "experience.unknown_social" | "experience.no_connector" | "experience.version_required" | "experience.version_changed" | "experience.draft_not_found" | "message.not_found" | "attempt.not_found" | "verification.target_missing" | "verification.not_found" | "verification.too_many_checks" | "verification.too_many_sends" | "verification.too_early" | "verification.wrong_code" | "verification.already_approved" | "verification.payment_missing" | "verification.channel_disabled" | "verification.channel_not_served" | "verification.channel_unusable" | "verification.landline" | "verification.number_blocked" | "verification.recipient_blocked" | "verification.country_blocked" | "sign_in.number_missing" | "sign_in.number_unreadable" | "sign_in.number_not_mobile" | "sign_in.number_retired" | "sign_in.number_ambiguous" | "sign_in.number_not_served" | "sign_in.country_not_served" | "sign_in.email_unreadable" | "sign_in.username_unreadable" | "sign_in.code_unreadable" | "sign_in.wrong_code" | "sign_in.code_expired" | "sign_in.not_sent" | "sign_in.code_locked" | "sign_in.no_sends_left" | "sign_in.wait" | "sign_in.cannot_send" | "sign_in.challenge" | "sign_in.wrong_password" | "sign_in.password_short" | "sign_in.password_long" | "sign_in.password_common" | "sign_in.name_unusable" | "sign_in.consent_missing" | "sign_in.identifier_taken" | "sign_in.no_sign_up" | "sign_in.suspended" | "sign_in.restricted" | "sign_in.flow_over" | "sign_in.not_signed_in" | "sign_in.proof_too_old" | "oidc.refused" | "social.cancelled" | "social.consent_needed" | "social.expired" | "social.provider_down" | "social.misconfigured" | "social.refused" | "social.other_browser" | "social.used" | "social.other_session" | "social.taken" | "social.not_linked" | "social.only_way_in" | "social.unknown_provider" | "passkey.unavailable" | "passkey.unknown" | "passkey.refused" | "passkey.other_account" | "passkey.known" | "passkey.too_many" | "passkey.not_found" | "passkey.admin_needs_passkey" | "webhook.not_found" | "webhook.delivery_not_found" | "webhook.too_many" | "totp.unavailable" | "totp.none" | "totp.wrong_code" | "totp.used_code" | "totp.locked" | "totp.wrong_recovery_code" | "totp.too_late" | "totp.codes_changed" | "settings.file_invalid" | "settings.secrets_missing" | "settings.secret_unopened" | "settings.import_key_invalid" | "settings.busy" | "settings.import_not_found" | "settings.already_undone" | "settings.not_newest" | "console.role_too_low" | "console.proof_too_old" | "console.link_over" | "console.not_admin" | "console.passkey_needed" | "console.sign_in_over" | "console.admin_not_found" | "console.last_admin" | "alert.not_found" | "alert.settings_invalid" | "alert.version_required" | "alert.version_changed" | "alert.no_addresses" | "alert.no_connector";
            status: number;
            detail: string;
            requestId: string;
            /** @description The member that is not acceptable. */
            parameter?: string;
            reason?: string;
            retryAfterSeconds?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All keys, newest first, revoked ones too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["Key"][];
                    };
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "secret",
                 *       "name": "my app"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "secret";
                    name: string;
                } | {
                    /** @enum {string} */
                    kind: "admin";
                    name: string;
                } | {
                    /** @enum {string} */
                    kind: "publishable";
                    name: string;
                    serviceSid: string;
                    /** @description Whose pages may use it: `https://shop.example`, `http://localhost:5173` or `*`. Default: none. */
                    origins?: string[];
                    /**
                     * @description When a proof of work is asked for.
                     * @enum {string}
                     */
                    challenge?: "auto" | "always" | "off";
                    /** @description Texts in any 24 hours. Default: 1000. */
                    dailyBudget?: number;
                } | {
                    /** @enum {string} */
                    kind: "account";
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The key and its secret, which is shown here only. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
        };
    };
    fetchKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, without its secret; a revoked one too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked, or was already. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "another name"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** @description Whose pages may use it: `https://shop.example`, `http://localhost:5173` or `*`. Default: none. */
                    origins?: string[];
                    /**
                     * @description When a proof of work is asked for.
                     * @enum {string}
                     */
                    challenge?: "auto" | "always" | "off";
                    /** @description Texts in any 24 hours. Default: 1000. */
                    dailyBudget?: number;
                };
            };
        };
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    listApplications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All applications, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applications: components["schemas"]["Application"][];
                    };
                };
            };
        };
    };
    createApplication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Shop",
                 *       "type": "web",
                 *       "redirectUris": [
                 *         "https://shop.example/callback"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /**
                     * @description Cannot be changed.
                     * @enum {string}
                     */
                    type: "spa" | "web" | "native" | "machine";
                    /** @description 1 to 20, none of a machine. Compared character by character. */
                    redirectUris?: string[];
                    /** @description At most 20. */
                    postLogoutRedirectUris?: string[];
                    /** @description Whose pages may fetch tokens. `null`, the default: those of the redirect URIs of a `spa`. */
                    allowedOrigins?: string[] | null;
                    /** @description The brand that signs in. `null`: that of the sign-in experience. */
                    service?: string | null;
                    /** @description What it gets when it asks for nothing. Default: `openid profile phone`; of a machine none. */
                    defaultScopes?: string;
                    /** @description Indicators of what it may ask access tokens for. */
                    resources?: string[];
                    /** @description The one that is meant where none is named. */
                    defaultResource?: string | null;
                    /** @description People are not asked whether it may. Default: true. */
                    firstParty?: boolean;
                    /** @description Default: true; always of `spa` and `native`. */
                    requirePkce?: boolean;
                    /** @enum {string} */
                    idTokenSigningAlg?: "RS256" | "ES256";
                    /** @description How long a refresh token that was used still works. Default: 30. */
                    refreshGraceSeconds?: number;
                    backchannelLogoutUri?: string | null;
                    homeUrl?: string | null;
                    /** @description A resource server that may introspect the tokens of every application. */
                    mayIntrospect?: boolean;
                };
            };
        };
        responses: {
            /** @description The application and its secret, which is shown here only. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApplication"];
                };
            };
        };
    };
    fetchApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The application. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    deleteApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, and its secrets with it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "another name"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** @description 1 to 20, none of a machine. Compared character by character. */
                    redirectUris?: string[];
                    /** @description At most 20. */
                    postLogoutRedirectUris?: string[];
                    /** @description Whose pages may fetch tokens. `null`, the default: those of the redirect URIs of a `spa`. */
                    allowedOrigins?: string[] | null;
                    /** @description The brand that signs in. `null`: that of the sign-in experience. */
                    service?: string | null;
                    /** @description What it gets when it asks for nothing. Default: `openid profile phone`; of a machine none. */
                    defaultScopes?: string;
                    /** @description Indicators of what it may ask access tokens for. */
                    resources?: string[];
                    /** @description The one that is meant where none is named. */
                    defaultResource?: string | null;
                    /** @description People are not asked whether it may. Default: true. */
                    firstParty?: boolean;
                    /** @description Default: true; always of `spa` and `native`. */
                    requirePkce?: boolean;
                    /** @enum {string} */
                    idTokenSigningAlg?: "RS256" | "ES256";
                    /** @description How long a refresh token that was used still works. Default: 30. */
                    refreshGraceSeconds?: number;
                    backchannelLogoutUri?: string | null;
                    homeUrl?: string | null;
                    /** @description A resource server that may introspect the tokens of every application. */
                    mayIntrospect?: boolean;
                    /**
                     * @description Cannot be changed.
                     * @enum {string}
                     */
                    type?: "spa" | "web" | "native" | "machine";
                };
            };
        };
        responses: {
            /** @description The application as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    rotateApplicationSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keepOldHours": 24
                 *     }
                 */
                "application/json": {
                    /** @description How long the secret before lives on. Default: 24. */
                    keepOldHours?: number;
                };
            };
        };
        responses: {
            /** @description The application and its new secret, which is shown here only. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedApplication"];
                };
            };
        };
    };
    listResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All resources, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        resources: components["schemas"]["Resource"][];
                    };
                };
            };
        };
    };
    createResource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "indicator": "https://api.shop.example",
                 *       "name": "Shop API",
                 *       "scopes": [
                 *         "orders:read"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @description RFC 8707: an absolute URI without a fragment. Cannot be changed. */
                    indicator: string;
                    scopes: string[];
                    /** @description How long its access tokens live. Default: 300. */
                    accessTokenSeconds?: number;
                };
            };
        };
        responses: {
            /** @description The resource. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"];
                };
            };
        };
    };
    deleteResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scopes": [
                 *         "orders:read",
                 *         "orders:write"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** @description RFC 8707: an absolute URI without a fragment. Cannot be changed. */
                    indicator?: string;
                    scopes?: string[];
                    /** @description How long its access tokens live. Default: 300. */
                    accessTokenSeconds?: number;
                };
            };
        };
        responses: {
            /** @description The resource as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"];
                };
            };
        };
    };
    listManagedServices: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of services, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: components["schemas"]["ManagedService"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createManagedService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "우리동네마켓",
                 *       "defaultLocale": "ko"
                 *     }
                 */
                "application/json": {
                    name: string;
                    codeLength?: number;
                    codeTtlSeconds?: number;
                    /** @enum {string} */
                    resendPolicy?: "same_code" | "new_code";
                    /** @description Seconds after each send before the next; `null`: those of the API. */
                    resendWaits?: number[] | null;
                    /** @description Of numbers that are written without one. */
                    defaultCountry?: string;
                    allowedCountries?: string[];
                    defaultLocale?: string | null;
                    /** @description The host of the page that may read the code (WebOTP). */
                    webOtpHost?: string | null;
                    customCodeEnabled?: boolean;
                    doNotShareWarningEnabled?: boolean;
                    lookupEnabled?: boolean;
                    skipSmsToLandlines?: boolean;
                    psd2Enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The service. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedService"];
                };
            };
        };
    };
    fetchManagedService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedService"];
                };
            };
        };
    };
    deleteManagedService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateManagedService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "codeTtlSeconds": 300,
                 *       "allowedCountries": [
                 *         "KR",
                 *         "JP"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name?: string;
                    codeLength?: number;
                    codeTtlSeconds?: number;
                    /** @enum {string} */
                    resendPolicy?: "same_code" | "new_code";
                    /** @description Seconds after each send before the next; `null`: those of the API. */
                    resendWaits?: number[] | null;
                    /** @description Of numbers that are written without one. */
                    defaultCountry?: string;
                    allowedCountries?: string[];
                    defaultLocale?: string | null;
                    /** @description The host of the page that may read the code (WebOTP). */
                    webOtpHost?: string | null;
                    customCodeEnabled?: boolean;
                    doNotShareWarningEnabled?: boolean;
                    lookupEnabled?: boolean;
                    skipSmsToLandlines?: boolean;
                    psd2Enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The service as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedService"];
                };
            };
        };
    };
    listSafeNumbers: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of numbers, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        numbers: components["schemas"]["SafeNumber"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    allowNumber: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phoneNumber": "010-1234-5678"
                 *     }
                 */
                "application/json": {
                    phoneNumber: string;
                };
            };
        };
        responses: {
            /** @description The number. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SafeNumber"];
                };
            };
        };
    };
    disallowNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off the list. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listBlocked: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of numbers and beginnings of numbers, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        blocked: components["schemas"]["BlockedPrefix"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    block: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "prefix": "+881",
                 *       "note": "위성 전화"
                 *     }
                 */
                "application/json": {
                    prefix: string;
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description The entry. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedPrefix"];
                };
            };
        };
    };
    unblock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off the list. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds, and which of it is not the default. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Limits"];
                };
            };
        };
    };
    updateLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": {
                 *         "soft": [
                 *           "5/10m"
                 *         ],
                 *         "hard": [
                 *           "20/24h"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    number?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    numberEverywhere?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    address?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    numbersPerAddress?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    prefixHome?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    prefixAbroad?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    neighbours?: {
                        /**
                         * @description `5/10m`: at most 5 in any 10 minutes; `60/h`: 60 in any hour.
                         * @example 5/10m
                         */
                        figure: string;
                        distance: number;
                        /**
                         * @description `observe`: it is raised, told of and counted, and holds nobody up.
                         * @default enforce
                         * @enum {string}
                         */
                        mode?: "enforce" | "observe";
                    } | null;
                    countryAbroad?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    service?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    failedChecksPerAddress?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    failedChecksPerNumber?: {
                        soft: string[];
                        hard: string[];
                    } | null;
                    failShare?: {
                        checks: number;
                        share: number;
                        /**
                         * @description `observe`: it is raised, told of and counted, and holds nobody up.
                         * @default enforce
                         * @enum {string}
                         */
                        mode?: "enforce" | "observe";
                    } | null;
                    lowConversion?: {
                        sends: number;
                        share: number;
                        /**
                         * @description `observe`: it is raised, told of and counted, and holds nobody up.
                         * @default enforce
                         * @enum {string}
                         */
                        mode?: "enforce" | "observe";
                    } | null;
                    noConversion?: {
                        sends: number;
                        share: number;
                        /**
                         * @description `observe`: it is raised, told of and counted, and holds nobody up.
                         * @default enforce
                         * @enum {string}
                         */
                        mode?: "enforce" | "observe";
                    } | null;
                };
            };
        };
        responses: {
            /** @description What holds now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Limits"];
                };
            };
        };
    };
    liftNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "+821012345678"
                 *     }
                 */
                "application/json": {
                    /** @description A number or an e-mail address, whole. */
                    to: string;
                };
            };
        };
        responses: {
            /** @description What was lifted; a second time there is nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lifted"];
                };
            };
        };
    };
    listAlarms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The four alarms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarms"];
                };
            };
        };
    };
    liftAlarm: {
        parameters: {
            query?: {
                country?: string;
                phoneNumber?: string;
            };
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether there was one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lifted: boolean;
                    };
                };
            };
        };
    };
    listTestNumbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in the order of the setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestNumbers"];
                };
            };
        };
    };
    listConnectorFactories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All kinds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorFactory"][];
                };
            };
        };
    };
    fetchConnectorFactory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorFactory"];
                };
            };
        };
    };
    listConnectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All connectors, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"][];
                };
            };
        };
    };
    createConnector: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connectorId": "twilio-short-message-service",
                 *       "config": {
                 *         "accountSID": "AC…",
                 *         "authToken": "…",
                 *         "fromMessagingServiceSID": "MG…",
                 *         "templates": [
                 *           {
                 *             "usageType": "Register",
                 *             "content": "[{{brand}}] 인증번호 [{{code}}]"
                 *           },
                 *           {
                 *             "usageType": "SignIn",
                 *             "content": "[{{brand}}] 인증번호 [{{code}}]"
                 *           },
                 *           {
                 *             "usageType": "ForgotPassword",
                 *             "content": "[{{brand}}] 인증번호 [{{code}}]"
                 *           },
                 *           {
                 *             "usageType": "Generic",
                 *             "content": "[{{brand}}] 인증번호 [{{code}}]"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    connectorId: string;
                    config: {
                        [key: string]: unknown;
                    };
                    /** @default true */
                    activate?: boolean;
                    /** @default false */
                    force?: boolean;
                };
            };
        };
        responses: {
            /** @description The connector, without its secrets. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        connectorId: string;
                        /** @enum {string} */
                        type: "Sms" | "Email" | "Social";
                        /** @enum {string} */
                        status: "draft" | "tested" | "active" | "standby" | "retired";
                        version: number;
                        /** @description Secrets masked; `null` if it cannot be read any more. */
                        config: {
                            [key: string]: unknown;
                        } | null;
                        /** @description What is told of each secret, by path. */
                        secrets: {
                            [key: string]: {
                                /** Format: date-time */
                                setAt: string;
                                /** @description Its last four characters, if it has 16 or more. */
                                hint: string | null;
                            };
                        };
                        /** @description A newer version that waits to be activated. */
                        draft: {
                            version: number;
                            config: {
                                [key: string]: unknown;
                            } | null;
                            /** @description What is told of each secret, by path. */
                            secrets: {
                                [key: string]: {
                                    /** Format: date-time */
                                    setAt: string;
                                    /** @description Its last four characters, if it has 16 or more. */
                                    hint: string | null;
                                };
                            };
                            tested: boolean;
                        } | null;
                        /** @description Why it cannot be used: the key to its settings, or its module, is gone, or its settings no longer fit. */
                        problem: string | null;
                        /** @description Where the vendor may post delivery reports. Keep it to yourself; `null` for viewers. */
                        receiptUrl: string | null;
                        /** @description Of social sign-in: what to register at the provider as the redirect URI; `null` while the provider does not answer. */
                        redirectUri: string | null;
                        /** @description Of social sign-in: where the provider may post that somebody ended the connection. Keep it to yourself; `null` for viewers. */
                        noticeUrl: string | null;
                        /** @description Of social sign-in: until settings are put in force anew, or 30 days. */
                        lastFailure: {
                            /** @description The provider's own. */
                            code: string | null;
                            /** @enum {string} */
                            reason: "provider_down" | "misconfigured" | "refused";
                            /** Format: date-time */
                            at: string;
                            /** @description What mends it, where the connector knows. */
                            remedy: {
                                ko: string;
                                en: string;
                            } | null;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description Members of `config` that nobody reads; they were left out. */
                        ignored: string[];
                    };
                };
            };
        };
    };
    fetchConnectorHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All connectors that send. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connectorId: string;
                        tried: number;
                        accepted: number;
                        delivered: number;
                        /** @description Whether the vendor tells at all what became of a message. */
                        tellsDelivery: boolean;
                        /** @description From the making of a message to the vendor's word of its arrival. */
                        p95Seconds: number | null;
                        lastFailure: {
                            /** Format: date-time */
                            at: string;
                            class: string;
                            code: string | null;
                            sentence: {
                                ko: string;
                                en: string;
                            };
                            remedy: {
                                ko: string;
                                en: string;
                            };
                        } | null;
                        /** @description The same for each five minutes, oldest first. */
                        parts: {
                            tried: number;
                            accepted: number;
                            delivered: number;
                        }[];
                    }[];
                };
            };
        };
    };
    fetchConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connector, with the versions its settings have had. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        connectorId: string;
                        /** @enum {string} */
                        type: "Sms" | "Email" | "Social";
                        /** @enum {string} */
                        status: "draft" | "tested" | "active" | "standby" | "retired";
                        version: number;
                        /** @description Secrets masked; `null` if it cannot be read any more. */
                        config: {
                            [key: string]: unknown;
                        } | null;
                        /** @description What is told of each secret, by path. */
                        secrets: {
                            [key: string]: {
                                /** Format: date-time */
                                setAt: string;
                                /** @description Its last four characters, if it has 16 or more. */
                                hint: string | null;
                            };
                        };
                        /** @description A newer version that waits to be activated. */
                        draft: {
                            version: number;
                            config: {
                                [key: string]: unknown;
                            } | null;
                            /** @description What is told of each secret, by path. */
                            secrets: {
                                [key: string]: {
                                    /** Format: date-time */
                                    setAt: string;
                                    /** @description Its last four characters, if it has 16 or more. */
                                    hint: string | null;
                                };
                            };
                            tested: boolean;
                        } | null;
                        /** @description Why it cannot be used: the key to its settings, or its module, is gone, or its settings no longer fit. */
                        problem: string | null;
                        /** @description Where the vendor may post delivery reports. Keep it to yourself; `null` for viewers. */
                        receiptUrl: string | null;
                        /** @description Of social sign-in: what to register at the provider as the redirect URI; `null` while the provider does not answer. */
                        redirectUri: string | null;
                        /** @description Of social sign-in: where the provider may post that somebody ended the connection. Keep it to yourself; `null` for viewers. */
                        noticeUrl: string | null;
                        /** @description Of social sign-in: until settings are put in force anew, or 30 days. */
                        lastFailure: {
                            /** @description The provider's own. */
                            code: string | null;
                            /** @enum {string} */
                            reason: "provider_down" | "misconfigured" | "refused";
                            /** Format: date-time */
                            at: string;
                            /** @description What mends it, where the connector knows. */
                            remedy: {
                                ko: string;
                                en: string;
                            } | null;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        versions: {
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            activatedAt: string | null;
                        }[];
                    };
                };
            };
        };
    };
    deleteConnector: {
        parameters: {
            query?: {
                force?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "config": {
                 *         "accountSID": "AC…",
                 *         "authToken": "••••••••",
                 *         "fromMessagingServiceSID": "MG…",
                 *         "templates": []
                 *       }
                 *     }
                 */
                "application/json": {
                    config: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The connector, with its draft. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        connectorId: string;
                        /** @enum {string} */
                        type: "Sms" | "Email" | "Social";
                        /** @enum {string} */
                        status: "draft" | "tested" | "active" | "standby" | "retired";
                        version: number;
                        /** @description Secrets masked; `null` if it cannot be read any more. */
                        config: {
                            [key: string]: unknown;
                        } | null;
                        /** @description What is told of each secret, by path. */
                        secrets: {
                            [key: string]: {
                                /** Format: date-time */
                                setAt: string;
                                /** @description Its last four characters, if it has 16 or more. */
                                hint: string | null;
                            };
                        };
                        /** @description A newer version that waits to be activated. */
                        draft: {
                            version: number;
                            config: {
                                [key: string]: unknown;
                            } | null;
                            /** @description What is told of each secret, by path. */
                            secrets: {
                                [key: string]: {
                                    /** Format: date-time */
                                    setAt: string;
                                    /** @description Its last four characters, if it has 16 or more. */
                                    hint: string | null;
                                };
                            };
                            tested: boolean;
                        } | null;
                        /** @description Why it cannot be used: the key to its settings, or its module, is gone, or its settings no longer fit. */
                        problem: string | null;
                        /** @description Where the vendor may post delivery reports. Keep it to yourself; `null` for viewers. */
                        receiptUrl: string | null;
                        /** @description Of social sign-in: what to register at the provider as the redirect URI; `null` while the provider does not answer. */
                        redirectUri: string | null;
                        /** @description Of social sign-in: where the provider may post that somebody ended the connection. Keep it to yourself; `null` for viewers. */
                        noticeUrl: string | null;
                        /** @description Of social sign-in: until settings are put in force anew, or 30 days. */
                        lastFailure: {
                            /** @description The provider's own. */
                            code: string | null;
                            /** @enum {string} */
                            reason: "provider_down" | "misconfigured" | "refused";
                            /** Format: date-time */
                            at: string;
                            /** @description What mends it, where the connector knows. */
                            remedy: {
                                ko: string;
                                en: string;
                            } | null;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description Members of `config` that nobody reads; they were left out. */
                        ignored: string[];
                    };
                };
            };
        };
    };
    testConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "01012345678",
                 *       "config": {}
                 *     }
                 */
                "application/json": {
                    phone?: string;
                    email?: string;
                    config?: {
                        [key: string]: unknown;
                    };
                    locale?: string;
                    /**
                     * @description Whose text is sent: `Generic` unless told.
                     * @enum {string}
                     */
                    usageType?: "SignIn" | "Register" | "ForgotPassword" | "Generic" | "BindNewIdentifier" | "UserPermissionValidation";
                };
            };
        };
        responses: {
            /** @description The vendor took it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `GET /api/connectors/{id}/tests/{testId}` tells whether it arrived. */
                        testId: string;
                        /**
                         * @description How its arrival is told: the vendor is `asked`; it posts a report (`reported`); it would, but the connector is not saved or this deployment has no public https address (`unreachable`); it tells nobody (`never`).
                         * @enum {string}
                         */
                        tells: "asked" | "reported" | "unreachable" | "never";
                        request: {
                            headers: {
                                [key: string]: string;
                            };
                            body: string;
                            method: string;
                            url: string;
                        } | null;
                        response: {
                            headers: {
                                [key: string]: string;
                            };
                            body: string;
                            status: number;
                        } | null;
                        vendorMessageId: string | null;
                        bytes: number;
                        parts: number;
                        priceClass: ("SMS" | "LMS") | null;
                        latencyMs: number;
                        /** @description Members of `config` that nobody reads; they were left out. */
                        ignored: string[];
                    };
                };
            };
        };
    };
    fetchConnectorTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                testId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        status: "sent" | "delivered" | "failed";
                        /**
                         * @description How its arrival is told: the vendor is `asked`; it posts a report (`reported`); it would, but the connector is not saved or this deployment has no public https address (`unreachable`); it tells nobody (`never`).
                         * @enum {string}
                         */
                        tells: "asked" | "reported" | "unreachable" | "never";
                        failure: {
                            class: string;
                            vendorCode: string | null;
                            sentence: {
                                ko: string;
                                en: string;
                            };
                            remedy: {
                                ko: string;
                                en: string;
                            };
                        } | null;
                        /** Format: date-time */
                        sentAt: string;
                        reportedAt: string | null;
                    };
                };
            };
        };
    };
    checkConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "config": {}
                 *     }
                 */
                "application/json": {
                    config: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description What is wrong with it, and its texts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description None: it would be taken. */
                        problems: {
                            path: string;
                            problem: string;
                        }[];
                        /** @description Members of `config` that nobody reads; they were left out. */
                        ignored: string[];
                        /** @description Of the templates that have a text. */
                        texts: {
                            /** @description Which of `config.templates`. */
                            index: number;
                            /** @description As it would be sent, filled with samples. */
                            text: string;
                            subject: string | null;
                            /** @description Of the words as they are written, before they are shortened. */
                            bytes: number;
                            parts: number;
                            priceClass: ("SMS" | "LMS") | null;
                            /** @description What is done to a Korean text that is too long: shortened, or replaced by the server's own words. */
                            change: ("shortened" | "replaced") | null;
                        }[];
                    };
                };
            };
        };
    };
    startTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to go. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description The provider's. To be opened in the browser that asked. */
                        url: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
        };
    };
    takeTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                trialId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came, or why nothing did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "waiting" | "told" | "failed";
                        items: {
                            /** @enum {string} */
                            item: "subject" | "name" | "email" | "phone" | "picture";
                            /**
                             * @description `untold`: this provider never tells it.
                             * @enum {string}
                             */
                            state: "came" | "missing" | "untold";
                            /** @description Number and address masked. */
                            value: string | null;
                            /** @description Whether the provider vouches for it. */
                            isVerified: boolean | null;
                            /** @description What makes it come. */
                            remedy: {
                                ko: string;
                                en: string;
                            } | null;
                        }[] | null;
                        failure: {
                            /** @enum {string} */
                            reason: "cancelled" | "consent_needed" | "expired" | "provider_down" | "misconfigured" | "refused";
                            /** @description The provider's own. */
                            code: string | null;
                            remedy: {
                                ko: string;
                                en: string;
                            } | null;
                        } | null;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
        };
    };
    askBalance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is left on the account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        amount: string;
                        unit: string;
                    };
                };
            };
        };
    };
    askSenders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The senders, and whether the configured one is among them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        senders: {
                            sender: string;
                            /** @description Registered, and neither blocked nor still to be approved. */
                            canSend: boolean;
                        }[];
                        /** @description What the newest settings send from. */
                        configured: string;
                        /** @description Whether the vendor has it; `null`: of a kind that is registered nowhere, as a name. */
                        isRegistered: boolean | null;
                    };
                };
            };
        };
    };
    fetchEgressAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The addresses, and who says so. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        addresses: string[];
                        /**
                         * @description `MUNJIGI_EGRESS_ADDRESSES`, this machine's public addresses, or neither: behind a NAT nobody here knows.
                         * @enum {string}
                         */
                        source: "declared" | "interfaces" | "unknown";
                    };
                };
            };
        };
    };
    activateConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": false
                 *     }
                 */
                "application/json": {
                    /** @default false */
                    force?: boolean;
                } | null;
            };
        };
        responses: {
            /** @description The connector. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
        };
    };
    deactivateConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connector. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
        };
    };
    standConnectorBy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": false
                 *     }
                 */
                "application/json": {
                    /** @default false */
                    force?: boolean;
                } | null;
            };
        };
        responses: {
            /** @description The connector. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
        };
    };
    endStandby: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connector. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
        };
    };
    restoreConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1
                 *     }
                 */
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description The connector. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
        };
    };
    listVerifications: {
        parameters: {
            query?: {
                /** @description A number or an e-mail address, whole. */
                to?: string;
                status?: "pending" | "approved" | "canceled" | "max_attempts_reached" | "expired";
                /** @description Of this service. */
                service?: string;
                /** @description Begun at this time or later. */
                since?: string;
                /** @description Begun before this time. */
                until?: string;
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of verifications, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        verifications: components["schemas"]["VerificationRecord"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    exportVerifications: {
        parameters: {
            query?: {
                /** @description A number or an e-mail address, whole. */
                to?: string;
                status?: "pending" | "approved" | "canceled" | "max_attempts_reached" | "expired";
                /** @description Of this service. */
                service?: string;
                /** @description Begun at this time or later. */
                since?: string;
                /** @description Begun before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    cancelVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verification as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationDetails"];
                };
            };
        };
    };
    showVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verification, its timeline in order, and its messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationDetails"];
                };
            };
        };
    };
    readInsight: {
        parameters: {
            query?: {
                /** @description From the hour that this is in; seven days before `until`. */
                since?: string;
                /** @description To the end of the hour that this is in; now. */
                until?: string;
                by?: "country" | "connector" | "carrier" | "service" | "hour" | "day";
                /** @description Of this service. */
                service?: string;
                /** @description Whose days they are. */
                timeZone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All together, and each group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Insight"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description A number or an e-mail address. */
                to?: string;
                status?: "queued" | "sending" | "sent" | "delivered" | "failed";
                /** @description A connector's `id`, or a kind of connector. */
                connector?: string;
                /** @description Made at this time or later. */
                since?: string;
                /** @description Made before this time. */
                until?: string;
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: components["schemas"]["Message"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    fetchMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message, and what happened to it, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Masked; `null` once it is emptied. */
                        to: string | null;
                        channel: string;
                        country: string | null;
                        /** @enum {string} */
                        status: "queued" | "sending" | "sent" | "delivered" | "failed";
                        /** @description The connector's `id`; `null`: part of the program. */
                        connectorId: string | null;
                        /** @description The kind of connector. */
                        connector: string | null;
                        vendorMessageId: string | null;
                        parts: number | null;
                        /** @description As the vendor told it. */
                        price: {
                            amount: string;
                            currency: string;
                        } | null;
                        /** @description How a Korean vendor charges for it; `null`: others, who count `parts`, and e-mail. */
                        priceClass: ("SMS" | "LMS" | "abroad") | null;
                        /** @description Whose customer the recipient is, where the vendor told. */
                        carrier: ("SKT" | "KT" | "LGU+" | "MVNO") | null;
                        failure: {
                            class: string;
                            vendorCode: string | null;
                            /** @description Of a failure that is the vendor's. */
                            sentence?: {
                                ko: string;
                                en: string;
                            };
                            remedy?: {
                                ko: string;
                                en: string;
                            };
                        } | null;
                        /**
                         * @description What was sent: a code, or which notice.
                         * @enum {string}
                         */
                        kind: "code" | "phone_changed" | "phone_added" | "email_changed" | "email_added" | "social_added" | "passkey_added" | "totp_added" | "recovery_codes_made" | "recovery_code_used" | "identifier_removed" | "password_changed" | "new_device" | "account_deleted" | "organization_invitation" | "operator_alert";
                        /** @description Of a code. */
                        verificationSid: string | null;
                        /** @description Of a notice. */
                        noticeSid: string | null;
                        serviceSid: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        sentAt: string | null;
                        reportedAt: string | null;
                        timeline: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            event: "created" | "try_failed" | "sent" | "delivered" | "failed" | "next_try" | "verification_ended";
                            connector?: string;
                            /**
                             * @description Of `delivered`, where the vendor told.
                             * @enum {string}
                             */
                            carrier?: "SKT" | "KT" | "LGU+" | "MVNO";
                            class?: string;
                            code?: string;
                            status?: string;
                        }[];
                    };
                };
            };
        };
    };
    explainMissingText: {
        parameters: {
            query: {
                /** @description A number or an e-mail address. */
                to: string;
                /** @description Only what is this service's. */
                service?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The causes; a recipient that cannot be read is one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnosis"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of templates; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        templates: {
                            sid: string;
                            friendlyName: string;
                            translations: {
                                locale: string;
                                text: string;
                                isDefault: boolean;
                            }[];
                            builtIn: boolean;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "friendlyName": "short",
                 *       "translations": [
                 *         {
                 *           "locale": "ko",
                 *           "text": "{{friendly_name}} {{code}}",
                 *           "isDefault": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    friendlyName: string;
                    translations: {
                        locale: string;
                        text: string;
                        isDefault: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description The template. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sid: string;
                        friendlyName: string;
                        translations: {
                            locale: string;
                            text: string;
                            isDefault: boolean;
                        }[];
                        builtIn: boolean;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
        };
    };
    fetchTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sid: string;
                        friendlyName: string;
                        translations: {
                            locale: string;
                            text: string;
                            isDefault: boolean;
                        }[];
                        builtIn: boolean;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
        };
    };
    deleteTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "friendlyName": "another name"
                 *     }
                 */
                "application/json": {
                    friendlyName?: string;
                    translations?: {
                        locale: string;
                        text: string;
                        isDefault: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description The template as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sid: string;
                        friendlyName: string;
                        translations: {
                            locale: string;
                            text: string;
                            isDefault: boolean;
                        }[];
                        builtIn: boolean;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
        };
    };
    fetchSignInExperience: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document that holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInExperience"];
                };
            };
        };
    };
    updateSignInExperience: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "brand": {
                 *         "name": "우리동네마켓",
                 *         "colour": "#0b6e4f"
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The document that holds now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInExperience"];
                };
            };
        };
    };
    createSignInExperienceDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "brand": {
                 *         "name": "우리동네마켓"
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The draft's identifier. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `XD…`: `GET /sign-in?preview=…` shows it for a day. */
                        id: string;
                    };
                };
            };
        };
    };
    fetchSignInColours: {
        parameters: {
            query: {
                colour: string;
                darkColour?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tones made of it, in light and dark, with their contrast. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        light: components["schemas"]["Palette"];
                        dark: components["schemas"]["Palette"];
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description What the number begins with: 010-1234, +8210… */
                phone?: string;
                /** @description What the address begins with. */
                email?: string;
                /** @description What the user name begins with. */
                username?: string;
                /** @description What the name begins with, in any case. */
                name?: string;
                status?: "active" | "suspended";
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: components["schemas"]["User"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "김하늘",
                 *       "language": "ko",
                 *       "identifiers": [
                 *         {
                 *           "kind": "phone",
                 *           "value": "+821012345678",
                 *           "verified": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /**
                     * @description What texts to them are written in.
                     * @enum {string}
                     */
                    language?: "ko" | "en";
                    identifiers: {
                        /** @enum {string} */
                        kind: "phone" | "email" | "username";
                        /** @description A mobile number (one without + is Korean), an address, a user name. */
                        value: string;
                        /**
                         * @description You vouch that it is theirs. Never of a user name.
                         * @default false
                         */
                        verified?: boolean;
                    }[];
                    password?: string;
                };
            };
        };
        responses: {
            /** @description The user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    exportUsers: {
        parameters: {
            query?: {
                /** @description What the number begins with: 010-1234, +8210… */
                phone?: string;
                /** @description What the address begins with. */
                email?: string;
                /** @description What the user name begins with. */
                username?: string;
                /** @description What the name begins with, in any case. */
                name?: string;
                status?: "active" | "suspended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    fetchUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: {
                /** @description true: they are told, wherever they can be reached. */
                notify?: boolean;
            };
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "김하늘",
                 *       "language": null
                 *     }
                 */
                "application/json": {
                    name?: string | null;
                    language?: ("ko" | "en") | null;
                };
            };
        };
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    suspendUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    resumeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    addIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "email",
                 *       "value": "sky@example.com",
                 *       "verified": true
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "phone" | "email" | "username";
                    /** @description A mobile number (one without + is Korean), an address, a user name. */
                    value: string;
                    /**
                     * @description You vouch that it is theirs. Never of a user name.
                     * @default false
                     */
                    verified?: boolean;
                };
            };
        };
        responses: {
            /** @description The user has it already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identifier"];
                };
            };
            /** @description The identifier. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identifier"];
                };
            };
        };
    };
    deleteIdentifier: {
        parameters: {
            query?: {
                /** @description true: also the last one that was verified. */
                force?: boolean;
            };
            header?: never;
            path: {
                sid: string;
                identifierSid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, and forgotten wherever it is kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSocialConnections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts that they sign in with, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: components["schemas"]["SocialConnection"][];
                    };
                };
            };
        };
    };
    deleteSocialConnection: {
        parameters: {
            query?: {
                /** @description true: also the last one that was verified. */
                force?: boolean;
            };
            header?: never;
            path: {
                sid: string;
                connectionSid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no way into the account any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        passkeys: components["schemas"]["Passkey"][];
                    };
                };
            };
        };
    };
    deletePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
                passkeySid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It opens nothing any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description It is set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deletePassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    fetchTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Since when there is one, when it was used last, and how many recovery codes are left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Totp"];
                };
            };
        };
    };
    removeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hundred used last, the last one first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                    };
                };
            };
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There are none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
                sessionSid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listConsents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest word on each item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consents: {
                            /** @description A term's `id`, or `minimum_age`. */
                            item: string;
                            version: string;
                            /** @description `false`: not agreed to, or taken back. */
                            agreed: boolean;
                            /** Format: date-time */
                            at: string;
                            /** @description The connector (`CN…`) at whose provider it was agreed to; `null`: on a page of ours. */
                            source: string | null;
                        }[];
                    };
                };
            };
        };
    };
    importUsers: {
        parameters: {
            query?: {
                /** @description Nobody is made; the report says what would be. */
                dryRun?: boolean;
                /** @description An account that has a line's verified number, address or social account is the same person's, and gets all that the line has. */
                adopt?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A JSON object for each person, one a line. */
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The file is kept, and will be worked through. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImport"];
                };
            };
        };
    };
    listUserImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last hundred, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        imports: components["schemas"]["UserImport"][];
                    };
                };
            };
        };
    };
    fetchUserImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImport"];
                };
            };
        };
    };
    downloadUserImportReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    cancelUserImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It goes no further. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImport"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                /** @description What the name begins with, in any case. */
                name?: string;
                slug?: string;
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of organizations, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organizations: components["schemas"]["Organization"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "한빛상사",
                 *       "slug": "hanbit",
                 *       "metadata": {
                 *         "plan": "team"
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    slug?: string | null;
                    /** @description Texts by name: what your own systems know it by. */
                    metadata?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description The organization. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    fetchOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    deleteOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "한빛물산"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    slug?: string | null;
                    /** @description Texts by name: what your own systems know it by. */
                    metadata?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description The organization as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members, the oldest account first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: components["schemas"]["OrganizationMember"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    setMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "member"
                 *       ]
                 *     }
                 */
                "application/json": {
                    roles: string[];
                };
            };
        };
        responses: {
            /** @description The member as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationMember"];
                };
            };
            /** @description The member. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationMember"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They belong to it no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listOrganizationRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are always there (`owner`, `admin`, `member`), then yours by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        roles: components["schemas"]["OrganizationRole"][];
                    };
                };
            };
        };
    };
    defineOrganizationRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "주문 담당"
                 *     }
                 */
                "application/json": {
                    /** @description What people read of it. */
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description The role as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRole"];
                };
            };
            /** @description The role. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRole"];
                };
            };
        };
    };
    deleteOrganizationRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                status?: "pending" | "accepted" | "declined" | "revoked" | "expired";
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitations: components["schemas"]["Invitation"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "01012345678",
                 *       "roles": [
                 *         "member"
                 *       ],
                 *       "expiresInDays": 7
                 *     }
                 */
                "application/json": {
                    /** @description A mobile number (one without + is Korean). */
                    phone?: string;
                    email?: string;
                    /**
                     * @default [
                     *       "member"
                     *     ]
                     */
                    roles?: string[];
                    /** @default 7 */
                    expiresInDays?: number;
                    /**
                     * @description Of its text. Without it the number's country decides; to an address it is Korean.
                     * @enum {string}
                     */
                    language?: "ko" | "en";
                    /** @description The member in whose name it is sent. */
                    invitedBy?: string;
                };
            };
        };
        responses: {
            /** @description The invitation; its link is in the message only. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    fetchInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description `user.created`, or with a dot at the end all that begin so: `user.` */
                type?: string;
                /** @description Who did it: an API key's or a user's identifier. */
                actor?: string;
                /** @description To what: a user, a session, an API key, a connector, … */
                subject?: string;
                /** @description At this time or later. */
                since?: string;
                /** @description Before this time. */
                until?: string;
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["AuditEvent"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    exportAuditEvents: {
        parameters: {
            query?: {
                /** @description `user.created`, or with a dot at the end all that begin so: `user.` */
                type?: string;
                /** @description Who did it: an API key's or a user's identifier. */
                actor?: string;
                /** @description To what: a user, a session, an API key, a connector, … */
                subject?: string;
                /** @description At this time or later. */
                since?: string;
                /** @description Before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All endpoints that are told of events, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://shop.example/hooks/munjigi",
                 *       "events": [
                 *         "user.*",
                 *         "verification.approved"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Where events are posted to. */
                    url: string;
                    /** @description Types of events, `user.*` for all that begin so, or `*`. */
                    events: string[];
                    /** @description Whether it is told phone numbers and e-mail addresses. Default: false. */
                    includeNumbers?: boolean;
                    /** @description Default: true. What happens while it is false it is never told. */
                    enabled?: boolean;
                    description?: string | null;
                    /** @description Only events of this service. `null`, the default: all. */
                    service?: string | null;
                };
            };
        };
        responses: {
            /** @description The webhook and its secret, which is shown here only. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshWebhook"];
                };
            };
        };
    };
    fetchWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, with everything that it was still to be told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "user.*",
                 *         "session.*"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Where events are posted to. */
                    url?: string;
                    /** @description Types of events, `user.*` for all that begin so, or `*`. */
                    events?: string[];
                    /** @description Whether it is told phone numbers and e-mail addresses. Default: false. */
                    includeNumbers?: boolean;
                    /** @description Default: true. What happens while it is false it is never told. */
                    enabled?: boolean;
                    description?: string | null;
                    /** @description Only events of this service. `null`, the default: all. */
                    service?: string | null;
                };
            };
        };
        responses: {
            /** @description The webhook as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keepOldHours": 24
                 *     }
                 */
                "application/json": {
                    /** @description How long the secret before signs too. Default: 24. */
                    keepOldHours?: number;
                } | null;
            };
        };
        responses: {
            /** @description The webhook and its new secret, which is shown here only. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshWebhook"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivered: boolean;
                        answer: number | null;
                        problem: string | null;
                        ms: number;
                    };
                };
            };
        };
    };
    resumeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description The webhook as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                status?: "waiting" | "sending" | "delivered" | "dead";
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries, newest first; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["WebhookDelivery"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description The delivery as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    replayDeadWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description How many. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        replayed: number;
                    };
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                status?: "open" | "ended";
                kind?: "balance_low" | "failure_spike" | "conversion_drop" | "breaker_open" | "connector_unusable" | "budget" | "limit_alarm";
                /** @description The `next` of the page before. */
                after?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts; `next` is the `after` of the next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alerts: components["schemas"]["Alert"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    fetchAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert, with what to do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    fetchAlertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings, and what in them cannot work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSettings"];
                };
            };
        };
    };
    updateAlertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "emails": [
                 *         "ops@shop.example"
                 *       ],
                 *       "balanceLow": {
                 *         "below": {
                 *           "KRW": 50000
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The settings that hold now, and what in them cannot work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSettings"];
                };
            };
        };
    };
    testAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description The messages, whose fate is at `/api/messages/{id}`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: string[];
                    };
                };
            };
        };
    };
    exportSettings: {
        parameters: {
            query?: {
                format?: "json" | "yaml";
                /** @description The `key` of the deployment that is to have the file. */
                encryptTo?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; with `format=yaml` the same in YAML. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    fetchSettingsImportKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What sealed secrets name it by. */
                        kid: string;
                        /** @description For `encryptTo` where the file is exported. It is public. */
                        key: string;
                    };
                };
            };
        };
    };
    importSettings: {
        parameters: {
            query?: {
                dryRun?: boolean;
                prune?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "munjigi": 1,
                 *         "services": {
                 *           "default": {
                 *             "codeLength": 6
                 *           }
                 *         }
                 *       },
                 *       "secrets": {
                 *         "env:SOLAPI_API_SECRET": "the secret"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description The file: what the export answered, or its text in YAML or JSON. */
                    settings: string | {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Values, by the references that the file has in their places.
                     * @default {}
                     */
                    secrets?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description What was changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsImportReport"];
                };
            };
        };
    };
    listSettingsImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last hundred, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        imports: {
                            id: string;
                            by: {
                                kind: string;
                                id: string | null;
                            };
                            counts: {
                                added: number;
                                changed: number;
                                removed: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            undoneAt: string | null;
                        }[];
                    };
                };
            };
        };
    };
    fetchSettingsImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import, and what was exported before it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        by: {
                            kind: string;
                            id: string | null;
                        };
                        counts: {
                            added: number;
                            changed: number;
                            removed: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        undoneAt: string | null;
                        before: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    undoSettingsImport: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Of connectors that were deleted since: values, by the references in `before`.
                     * @default {}
                     */
                    secrets?: {
                        [key: string]: string;
                    };
                } | null;
            };
        };
        responses: {
            /** @description What was changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: {
                            /** @enum {string} */
                            change: "added" | "changed" | "removed";
                            path: string;
                            old: unknown;
                            new: unknown;
                        }[];
                        counts: {
                            added: number;
                            changed: number;
                            removed: number;
                        };
                    };
                };
            };
        };
    };
    listSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest hundred, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["SigningKey"][];
                    };
                };
            };
        };
    };
    rotateSigningKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": {
                    /**
                     * @description Default: `ES256`.
                     * @enum {string}
                     */
                    algorithm?: "ES256" | "RS256";
                    /** @description An emergency: the new key signs at once, all others are gone. */
                    revokeOthers?: boolean;
                };
            };
        };
        responses: {
            /** @description The key that is waiting already, or that an emergency of the last five seconds made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKey"];
                };
            };
            /** @description A new key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKey"];
                };
            };
        };
    };
    listAdmins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The first one first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        admins: components["schemas"]["Admin"][];
                    };
                };
            };
        };
    };
    setAdminRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "operator"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `viewer` looks, `operator` sends, lifts and repeats, `admin` does everything.
                     * @enum {string}
                     */
                    role: "viewer" | "operator" | "admin";
                };
            };
        };
        responses: {
            /** @description The administrator. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admin"];
                };
            };
        };
    };
    removeAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are no administrator. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    createAdminLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "operator"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `viewer` looks, `operator` sends, lifts and repeats, `admin` does everything.
                     * @default admin
                     * @enum {string}
                     */
                    role?: "viewer" | "operator" | "admin";
                    /** @description An administrator who lost their passkey; they keep their role. */
                    user?: string;
                };
            };
        };
        responses: {
            /** @description The link, shown here only. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
        };
    };
}
