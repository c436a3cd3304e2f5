/** A public key as RFC 7517 writes it. */
export interface PublicJwk {
    kty: "EC";
    crv: "P-256";
    x: string;
    y: string;
}
/** ES256 keys. The private half is encrypted under `MUNJIGI_SECRET_KEY`. */
export declare const signingKeys: import("drizzle-orm/pg-core").PgTableWithColumns<{
    name: "signing_keys";
    schema: undefined;
    columns: {
        kid: import("drizzle-orm/pg-core").PgColumn<{
            name: "kid";
            tableName: "signing_keys";
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
        generation: import("drizzle-orm/pg-core").PgColumn<{
            name: "generation";
            tableName: "signing_keys";
            dataType: "number";
            columnType: "PgInteger";
            data: number;
            driverParam: string | number;
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
        publicJwk: import("drizzle-orm/pg-core").PgColumn<{
            name: "publicJwk";
            tableName: "signing_keys";
            dataType: "json";
            columnType: "PgJsonb";
            data: PublicJwk;
            driverParam: unknown;
            notNull: true;
            hasDefault: false;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: undefined;
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {
            $type: PublicJwk;
        }>;
        sealedPrivateKey: import("drizzle-orm/pg-core").PgColumn<{
            name: "sealedPrivateKey";
            tableName: "signing_keys";
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
        createdAt: import("drizzle-orm/pg-core").PgColumn<{
            name: "createdAt";
            tableName: "signing_keys";
            dataType: "date";
            columnType: "PgTimestamp";
            data: Date;
            driverParam: string;
            notNull: true;
            hasDefault: true;
            isPrimaryKey: false;
            isAutoincrement: false;
            hasRuntimeDefault: false;
            enumValues: undefined;
            baseColumn: never;
            identity: undefined;
            generated: undefined;
        }, {}, {}>;
        signsFrom: import("drizzle-orm/pg-core").PgColumn<{
            name: "signsFrom";
            tableName: "signing_keys";
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
        retiresAt: import("drizzle-orm/pg-core").PgColumn<{
            name: "retiresAt";
            tableName: "signing_keys";
            dataType: "date";
            columnType: "PgTimestamp";
            data: Date;
            driverParam: string;
            notNull: false;
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
