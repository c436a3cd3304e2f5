export declare const serverOperations: {
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
};
/** Routes that openapi.json leaves out, each with what it is. */
export declare const unlisted: Record<string, string>;
