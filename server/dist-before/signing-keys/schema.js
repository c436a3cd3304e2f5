/** @module The table of signing keys. */
import { integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
/** ES256 keys. The private half is encrypted under `MUNJIGI_SECRET_KEY`. */
export const signingKeys = pgTable("signing_keys", {
    kid: text().primaryKey(),
    /** Counts up: of two processes that rotate at once one wins. */
    generation: integer().notNull().unique(),
    publicJwk: jsonb().$type().notNull(),
    sealedPrivateKey: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** It is published before it signs, so that those who keep our keys for a while know it by then. */
    signsFrom: timestamp({ withTimezone: true }).notNull(),
    /** No longer published from then on. */
    retiresAt: timestamp({ withTimezone: true }),
});
//# sourceMappingURL=schema.js.map