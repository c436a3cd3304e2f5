/** @module An application as it holds in this deployment: what follows from its row, from where we are and from what we are. Pure. */
import type { Deployment } from "../core.js";
import type { Application, ApplicationFacts, ApplicationRow, CachedApplication } from "./application.js";
import { hasWildcard, originsOf } from "./check-uris.js";
import type { StoredApplication } from "./store.js";

export type Place = Pick<Deployment, "environment" | "origin">;

export function toApplication({ secrets, ...row }: StoredApplication, place: Place): Application {
  return { ...factsOf(row, place), secrets: secrets.map(({ hash, ...secret }) => secret) };
}

export function toCached({ secrets, ...row }: StoredApplication, place: Place): CachedApplication {
  return { ...factsOf(row, place), secretHashes: secrets.map(({ hash }) => hash) };
}

/** What development left with a `*` means nobody in production. */
function factsOf(row: ApplicationRow, { environment, origin }: Place): ApplicationFacts {
  const holds = (uri: string) => environment === "development" || !hasWildcard(uri);
  const own = row.isConsole ? consoleUris(origin) : row.isDemo ? demoUris(origin) : undefined;
  const redirectUris = own ?? row.redirectUris.filter(holds);
  return {
    ...row,
    redirectUris,
    postLogoutRedirectUris: own ?? row.postLogoutRedirectUris.filter(holds),
    allowedOrigins: row.allowedOrigins ?? (row.type === "spa" ? originsOf(redirectUris) : []),
  };
}

/** Where our own console is led back to. */
export const consoleUris = (origin: string): string[] => [`${origin}/console/callback`];

/** Of the page that shows a sign-in. */
export const demoUris = (origin: string): string[] => [`${origin}/demo`];
