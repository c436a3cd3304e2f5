export interface Config {
    environment: "development" | "production";
    host: string;
    port: number;
    /** The public origin, without a trailing slash: every absolute URL we send starts with it. */
    origin: string;
    /** Absent: the embedded PostgreSQL. */
    databaseUrl: string | undefined;
    dataDir: string;
    secretKey: string | undefined;
    logLevel: string;
    retentionDays: number;
    /** How long the audit log keeps what happened; 0: for ever. */
    auditDays: number;
    /** How long a signing key signs before its successor comes; 0: for ever. */
    signingKeyDays: number;
    /** Connections to PostgreSQL. */
    poolSize: number;
    /** CIDR blocks of the proxies whose X-Forwarded-For is read. */
    trustedProxies: readonly string[];
    /** Whether calls to vendors may use http and go to loopback and private addresses. */
    allowPrivateNetwork: boolean;
    /** Numbers, in E.164, whose codes are fixed and who get no text. */
    testNumbers: ReadonlyMap<string, string>;
    /** Modules of the team's own connectors. */
    connectors: readonly string[];
    /** What the first start makes its credentials from; absent ones are generated. */
    first: {
        accountSid?: string;
        authToken?: string;
        serviceSid?: string;
        publishableKey?: string;
        adminToken?: string;
    };
}
export declare const variables: readonly [{
    readonly name: "MUNJIGI_ENV";
    readonly fallback: "development";
    readonly about: "`development` or `production`.";
}, {
    readonly name: "HOST";
    readonly fallback: "127.0.0.1";
    readonly about: "The address to listen on.";
}, {
    readonly name: "PORT";
    readonly fallback: "3000";
    readonly about: "The port to listen on; 0 takes a free one.";
}, {
    readonly name: "MUNJIGI_URL";
    readonly fallback: "http://localhost:$PORT";
    readonly about: "The public origin. Every absolute URL the server sends starts with it. In production it must be https.";
}, {
    readonly name: "DATABASE_URL";
    readonly about: "PostgreSQL 14 or later, `postgres://user:password@host/database`; a socket folder goes in `?host=/path`. Absent: the embedded PostgreSQL.";
}, {
    readonly name: "MUNJIGI_DATA_DIR";
    readonly fallback: "./data";
    readonly about: "Where the embedded PostgreSQL, `secret.key` and `credentials.env` live.";
}, {
    readonly name: "MUNJIGI_SECRET_KEY";
    readonly about: "`kid:base64(32 bytes)[,older…]`, the first being the current one. Required with `DATABASE_URL`; otherwise made at the first start (`secret.key`).";
}, {
    readonly name: "MUNJIGI_ACCOUNT_SID";
    readonly about: "First start only: the account SID, `AC` and 32 hex digits.";
}, {
    readonly name: "MUNJIGI_AUTH_TOKEN";
    readonly about: "First start only: its auth token, at least 32 characters.";
}, {
    readonly name: "MUNJIGI_SERVICE_SID";
    readonly about: "First start only: the SID of the first service, `VA` and 32 hex digits.";
}, {
    readonly name: "MUNJIGI_PUBLISHABLE_KEY";
    readonly about: "First start only: the first service's publishable key, `pk_` and at least 32 characters.";
}, {
    readonly name: "MUNJIGI_ADMIN_TOKEN";
    readonly about: "First start only: the admin token, at least 32 characters. It opens /api, and /metrics in production.";
}, {
    readonly name: "MUNJIGI_TRUSTED_PROXIES";
    readonly about: "The proxies in front of the server: addresses or CIDR blocks, separated by commas. From these, and from nobody else, X-Forwarded-For is read. Blocks wider than /8 (IPv6: /16, but for local ones) are refused: they trust everybody.";
}, {
    readonly name: "MUNJIGI_ALLOW_PRIVATE_NETWORK";
    readonly fallback: "false";
    readonly about: "`true` lets calls to vendors use http and go to loopback and private addresses, for a gateway in your own network. Whoever may set a vendor's address can then reach what the server can.";
}, {
    readonly name: "MUNJIGI_TEST_NUMBERS";
    readonly about: "Numbers with a fixed code, `+821000000001=123456,…`. They get no text and have no send limits. In production only with MUNJIGI_TEST_NUMBERS_IN_PRODUCTION.";
}, {
    readonly name: "MUNJIGI_TEST_NUMBERS_IN_PRODUCTION";
    readonly fallback: "no";
    readonly about: "`yes` lets the test numbers work in production, for the review of an app store say. Whoever knows them can sign in with them.";
}, {
    readonly name: "MUNJIGI_CONNECTORS";
    readonly about: "Connectors of your own: modules, separated by commas, each a file (`./my-sms.mjs`) or a package. See [connectors/write-your-own.md](connectors/write-your-own.md).";
}, {
    readonly name: "MUNJIGI_LOG_LEVEL";
    readonly fallback: "info";
    readonly about: "`trace`, `debug`, `info`, `warn`, `error` or `silent`.";
}, {
    readonly name: "MUNJIGI_RETENTION_DAYS";
    readonly fallback: "90";
    readonly about: "After so many days the phone numbers of old verifications are emptied.";
}, {
    readonly name: "MUNJIGI_AUDIT_DAYS";
    readonly fallback: "730";
    readonly about: "After so many days the audit log forgets what happened; 0: never.";
}, {
    readonly name: "MUNJIGI_SIGNING_KEY_DAYS";
    readonly fallback: "90";
    readonly about: "After so many days another key signs tokens; 0: never by itself.";
}, {
    readonly name: "MUNJIGI_DATABASE_POOL";
    readonly about: "Connections to PostgreSQL. Absent: one per processor core and one more, at least 3. From 2 to 100.";
}];
/** All that is wrong with the environment, in one error. */
export declare class ConfigError extends Error {
    readonly problems: readonly string[];
    constructor(problems: readonly string[]);
}
export declare function loadConfig(env: NodeJS.ProcessEnv): Config;
/** Whether the server is one developer's own: then its inbox opens without a token and any loopback name will do. */
export declare function isLocalDevelopment(config: Pick<Config, "environment" | "origin">): boolean;
/** `localhost`, `*.localhost`, 127.0.0.0/8 and `[::1]`, as a URL's `hostname` spells them. */
export declare function isLoopbackName(hostname: string): boolean;
