/** @module Everything about a person, for that person: PIPA article 35, GDPR article 20. */
import type { User } from "../users/user.js";
import type { SigninDependencies } from "./visit.js";
export declare function exportAccount({ users, sessions }: Pick<SigninDependencies, "users" | "sessions">, user: User): Promise<{
    id: string;
    name: string | null;
    language: string | null;
    createdAt: Date;
    hasPassword: boolean;
    identifiers: {
        kind: import("../users/schema.js").IdentifierKind;
        value: string;
        createdAt: Date;
        verifiedAt: Date | null;
        provedAt: Date | null;
        id: string;
    }[];
    consents: import("../users/user.js").Consent[];
    sessions: {
        amr: import("../sessions/schema.js").AuthenticationMethod[];
        authTime: Date;
        createdAt: Date;
        usedAt: Date;
        device: string;
        restrictedUntil: Date | null;
        id: string;
    }[];
}>;
