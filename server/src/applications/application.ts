/** @module What an application and a resource are, and what they are when nothing was said. Pure. */
import { hasInvisible } from "../text.js";
import type { applicationSecrets, applications, resources } from "./schema.js";

export type ApplicationRow = typeof applications.$inferSelect;
export type ApplicationType = ApplicationRow["type"];
export const applicationTypes = ["spa", "web", "native", "machine"] as const satisfies readonly ApplicationType[];

/** A secret as an administrator sees it. */
export type ApplicationSecret = Pick<
  typeof applicationSecrets.$inferSelect,
  "sid" | "hint" | "createdAt" | "expiresAt"
>;

/** With what follows from its settings: the origins of a `spa`, the addresses of the demo. */
export type ApplicationFacts = Omit<ApplicationRow, "allowedOrigins"> & { allowedOrigins: string[] };

/** An application with its living secrets, the newest first. */
export type Application = ApplicationFacts & { secrets: ApplicationSecret[] };

/** An application as those need it who let it in: with what its living secrets hash to (`hashToken`). */
export type CachedApplication = ApplicationFacts & { secretHashes: string[] };

/** All that can be set; `type` once. `allowedOrigins` `null`: the origins of the redirect URIs of a `spa`. */
export type ApplicationSettings = Omit<ApplicationRow, "sid" | "isDemo" | "isConsole" | "createdAt" | "updatedAt">;

/** What is absent is the default. */
export type NewApplication = Pick<ApplicationSettings, "name" | "type"> & ApplicationChanges;

/** What is absent stays. */
export type ApplicationChanges = { [K in keyof ApplicationSettings]?: ApplicationSettings[K] | undefined };

export type Resource = Readonly<typeof resources.$inferSelect>;
export type NewResource = Pick<Resource, "indicator" | "name" | "scopes"> & { accessTokenSeconds?: number | undefined };
export type ResourceChanges = { [K in keyof NewResource]?: NewResource[K] | undefined };

/** https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims, refresh tokens (§11), and ours: organizations. */
export const signInScopes = ["openid", "profile", "phone", "email", "organizations", "offline_access"] as const;

export const MAX_LISTED = 20;
export const MAX_NAME_LENGTH = 100;
export const MAX_GRACE_SECONDS = 300;
export const ACCESS_TOKEN_SECONDS = { min: 60, max: 3600, usual: 300 } as const;
export const KEEP_OLD_HOURS = { max: 720, usual: 24 } as const;

/** It authenticates at the token endpoint. Pages and apps on devices cannot keep a secret (RFC 6749 §2.1). */
export const hasSecret = (type: ApplicationType): boolean => type === "web" || type === "machine";

export function withDefaults({ name, type, ...given }: NewApplication): ApplicationSettings {
  return {
    ...{ name, type, redirectUris: [], postLogoutRedirectUris: [], allowedOrigins: null, serviceSid: null },
    // People are nobody's business where there are none.
    defaultScopes: type === "machine" ? "" : "openid profile phone",
    ...{ resources: [], defaultResource: null, firstParty: true, requirePkce: true, idTokenSigningAlg: "RS256" },
    ...{ refreshGraceSeconds: 30, backchannelLogoutUri: null, homeUrl: null, mayIntrospect: false },
    ...withoutAbsent(given),
  };
}

/** What is to be changed, of what was given. */
export function withoutAbsent<Values extends object>(
  values: Values,
): { [K in keyof Values]?: Exclude<Values[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** What is wrong with a name, in words, or `undefined` if it will do. */
export function problemWithName(name: string): string | undefined {
  if (!name.trim()) return "it must not be empty";
  if ([...name].length > MAX_NAME_LENGTH) return `it must be at most ${MAX_NAME_LENGTH} characters`;
  return hasInvisible(name) ? "it must not contain control or invisible characters" : undefined;
}

/** What is wrong with the name of a scope of a resource (RFC 6749 §3.3). */
export function problemWithScope(scope: string): string | undefined {
  if (!/^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/.test(scope))
    return 'it must be 1 to 64 ASCII characters without blanks, " and \\';
  if ((signInScopes as readonly string[]).includes(scope))
    return "this scope is of signing in itself; name it otherwise";
  return undefined;
}

/** The text of a wire's `scope` as a list without doubles. */
export const listScopes = (text: string): string[] => [...new Set(text.split(" ").filter(Boolean))];
