/**
 * @module What signing in is like, as one document: whose brand, which ways in, what a new account needs, for how long. Every
 * member has a default, so an empty document is a complete one. What one member asks of another is in `find-problems.ts`.
 */
import { z } from "zod";
export declare const identifierTypes: readonly ["phone", "email", "username"];
export type IdentifierType = (typeof identifierTypes)[number];
/** Plain http is for a developer's own machine; `find-problems.ts` refuses it in production. */
export declare const isPlainHttp: (url: string) => boolean;
/** A document as somebody writes it may leave out whatever has a default; `Experience` is what comes out. */
export declare const experienceSchema: z.ZodObject<{
    serviceSid: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    languages: z.ZodDefault<z.ZodArray<z.ZodEnum<{
        en: "en";
        ko: "ko";
    }>>>;
    brand: z.ZodPrefault<z.ZodObject<{
        name: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        homeUrl: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        logoUrl: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        termsUrl: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        privacyUrl: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        supportUrl: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        colour: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        darkColour: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    signIn: z.ZodPrefault<z.ZodObject<{
        methods: z.ZodDefault<z.ZodArray<z.ZodObject<{
            identifier: z.ZodEnum<{
                email: "email";
                phone: "phone";
                username: "username";
            }>;
            code: z.ZodBoolean;
            password: z.ZodBoolean;
            first: z.ZodEnum<{
                code: "code";
                password: "password";
            }>;
        }, z.core.$strict>>>;
        rememberLast: z.ZodDefault<z.ZodBoolean>;
    }, z.core.$strict>>;
    signUp: z.ZodPrefault<z.ZodObject<{
        enabled: z.ZodDefault<z.ZodBoolean>;
        identifiers: z.ZodDefault<z.ZodArray<z.ZodEnum<{
            email: "email";
            phone: "phone";
            username: "username";
        }>>>;
        password: z.ZodDefault<z.ZodBoolean>;
        profile: z.ZodPrefault<z.ZodObject<{
            name: z.ZodDefault<z.ZodEnum<{
                off: "off";
                optional: "optional";
                required: "required";
            }>>;
        }, z.core.$strict>>;
    }, z.core.$strict>>;
    terms: z.ZodDefault<z.ZodArray<z.ZodObject<{
        id: z.ZodString;
        version: z.ZodString;
        required: z.ZodBoolean;
        title: z.ZodObject<{
            ko: z.ZodString;
            en: z.ZodString;
        }, z.core.$strict>;
        url: z.ZodDefault<z.ZodNullable<z.ZodUnion<readonly [z.ZodObject<{
            ko: z.ZodString;
            en: z.ZodString;
        }, z.core.$strict>, z.ZodString]>>>;
    }, z.core.$strict>>>;
    minimumAge: z.ZodDefault<z.ZodNullable<z.ZodInt>>;
    sessions: z.ZodPrefault<z.ZodObject<{
        idleDays: z.ZodDefault<z.ZodInt>;
        absoluteDays: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>;
    recycled: z.ZodPrefault<z.ZodObject<{
        afterDays: z.ZodDefault<z.ZodInt>;
        phoneOnlyStale: z.ZodDefault<z.ZodEnum<{
            ask: "ask";
            new: "new";
            open: "open";
        }>>;
    }, z.core.$strict>>;
    notices: z.ZodPrefault<z.ZodObject<{
        newDevice: z.ZodDefault<z.ZodBoolean>;
    }, z.core.$strict>>;
    password: z.ZodPrefault<z.ZodObject<{
        minLength: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>;
    origins: z.ZodDefault<z.ZodArray<z.ZodString>>;
}, z.core.$strict>;
export type Experience = z.output<typeof experienceSchema>;
export type SignInMethod = Experience["signIn"]["methods"][number];
export type Term = Experience["terms"][number];
/** What a deployment has that has set nothing. */
export declare const experienceDefaults: Experience;
