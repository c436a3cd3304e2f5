import type { SubjectKind } from "./event.js";
/**
 * One row an event, written by the transaction that makes it true, and never changed. Whoever reads on from a `sid` meets the
 * events in order; one whose transaction commits late comes in behind, so a reader that must miss none stays some seconds back
 * (a transaction of ours that idles is ended after ten).
 */
export declare const auditEvents: import("drizzle-orm/pg-core").PgTableWithColumns<{
    name: "audit_events";
    schema: undefined;
    columns: {
        sid: import("drizzle-orm/pg-core").PgColumn<{
            name: "sid";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: string;
            driverParam: string;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: true;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
        type: import("drizzle-orm/pg-core").PgColumn<{
            name: "type";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: "api_key.created" | "api_key.replaced" | "api_key.revoked" | "api_key.updated" | "connector.activated" | "connector.created" | "connector.deleted" | "connector.restored" | "connector.standby_ended" | "connector.stood_by" | "connector.updated" | "experience.changed" | "limits.alarm_lifted" | "limits.changed" | "rate_limit.bucket.created" | "rate_limit.bucket.deleted" | "rate_limit.bucket.updated" | "rate_limit.created" | "rate_limit.deleted" | "rate_limit.updated" | "safe_list.added" | "safe_list.removed" | "service.created" | "service.deleted" | "service.updated" | "session.ended" | "session.started" | "sign_in.refused" | "signing_key.rotated" | "template.created" | "template.deleted" | "template.updated" | "user.created" | "user.deleted" | "user.identifier.added" | "user.identifier.changed" | "user.identifier.removed" | "user.password.changed" | "user.resumed" | "user.suspended";
            driverParam: string;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: "api_key.created" | "api_key.replaced" | "api_key.revoked" | "api_key.updated" | "connector.activated" | "connector.created" | "connector.deleted" | "connector.restored" | "connector.standby_ended" | "connector.stood_by" | "connector.updated" | "experience.changed" | "limits.alarm_lifted" | "limits.changed" | "rate_limit.bucket.created" | "rate_limit.bucket.deleted" | "rate_limit.bucket.updated" | "rate_limit.created" | "rate_limit.deleted" | "rate_limit.updated" | "safe_list.added" | "safe_list.removed" | "service.created" | "service.deleted" | "service.updated" | "session.ended" | "session.started" | "sign_in.refused" | "signing_key.rotated" | "template.created" | "template.deleted" | "template.updated" | "user.created" | "user.deleted" | "user.identifier.added" | "user.identifier.changed" | "user.identifier.removed" | "user.password.changed" | "user.resumed" | "user.suspended";
        }>;
        actorKind: import("drizzle-orm/pg-core").PgColumn<{
            name: "actorKind";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: "account" | "admin" | "secret" | "server" | "user" | "visitor";
            driverParam: string;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: "account" | "admin" | "secret" | "server" | "user" | "visitor";
        }>;
        actorId: import("drizzle-orm/pg-core").PgColumn<{
            name: "actorId";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: string;
            driverParam: string;
            notNull: false;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
        subjectKind: import("drizzle-orm/pg-core").PgColumn<{
            name: "subjectKind";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: SubjectKind;
            driverParam: string;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: SubjectKind;
        }>;
        subjectId: import("drizzle-orm/pg-core").PgColumn<{
            name: "subjectId";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: string;
            driverParam: string;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
        serviceSid: import("drizzle-orm/pg-core").PgColumn<{
            name: "serviceSid";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: string;
            driverParam: string;
            notNull: false;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
        before: import("drizzle-orm/pg-core").PgColumn<{
            name: "before";
            tableName: "audit_events";
            dataType: "json";
            columnType: "PgJsonb";
            data: Readonly<Record<string, unknown>>;
            driverParam: unknown;
            notNull: false;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: undefined;
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: Readonly<Record<string, unknown>>;
        }>;
        after: import("drizzle-orm/pg-core").PgColumn<{
            name: "after";
            tableName: "audit_events";
            dataType: "json";
            columnType: "PgJsonb";
            data: Readonly<Record<string, unknown>>;
            driverParam: unknown;
            notNull: false;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: undefined;
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: Readonly<Record<string, unknown>>;
        }>;
        data: import("drizzle-orm/pg-core").PgColumn<{
            name: "data";
            tableName: "audit_events";
            dataType: "json";
            columnType: "PgJsonb";
            data: Readonly<Record<string, unknown>>;
            driverParam: unknown;
            notNull: false;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: undefined;
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: Readonly<Record<string, unknown>>;
        }>;
        requestId: import("drizzle-orm/pg-core").PgColumn<{
            name: "requestId";
            tableName: "audit_events";
            dataType: "string";
            columnType: "PgText";
            data: string;
            driverParam: string;
            notNull: false;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: [string, ...string[]];
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
        createdAt: import("drizzle-orm/pg-core").PgColumn<{
            name: "createdAt";
            tableName: "audit_events";
            dataType: "date";
            columnType: "PgTimestamp";
            data: Date;
            driverParam: string;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: undefined;
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
    };
    dialect: 'pg';
}>;
