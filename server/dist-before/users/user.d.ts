/** @module What a person is here. */
import type { IdentifierKind } from "./schema.js";
export type { IdentifierKind };
export interface Identifier {
    sid: string;
    kind: IdentifierKind;
    /** E.164, an e-mail address, or a user name. */
    value: string;
    createdAt: Date;
    verifiedAt: Date | null;
    provedAt: Date | null;
}
export interface Consent {
    item: string;
    version: string;
    agreed: boolean;
    at: Date;
}
export interface User {
    sid: string;
    name: string | null;
    language: string | null;
    hasPassword: boolean;
    createdAt: Date;
    updatedAt: Date;
    suspendedAt: Date | null;
    identifiers: Identifier[];
}
