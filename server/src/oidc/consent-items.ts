/** @module What an application asks for, in the words of the consent page. Pure. */
import type { AuthorizeView } from "@munjigi/pages/view";
import type { CachedApplication } from "../applications/application.js";
import { maskOf } from "../signin/show-flow.js";
import type { User } from "../users/user.js";

type Item = AuthorizeView["items"][number];

/** The scopes that are to be allowed: those that there are, in their order; a refresh token only where it may be had. */
export function requestedScopes(query: URLSearchParams, { defaultScopes }: Pick<CachedApplication, "defaultScopes">, mayRefresh: boolean): string[] {
  const scopes = new Set((query.get("scope") ?? defaultScopes).split(" ").filter((scope) => scope !== ""));
  return [...scopes].filter((scope) => scope !== "offline_access" || mayRefresh);
}

export function consentItemsOf(scopes: readonly string[], user: User, isRestricted: boolean): Item[] {
  const valueOf = (kind: string) => {
    const value = user.identifiers.find((one) => one.kind === kind)?.value;
    return value === undefined ? undefined : maskOf(value);
  };
  return scopes.flatMap((scope): Item[] => {
    switch (scope) {
      case "openid":
        return [];
      case "profile":
        return [{ scope, name: scope, value: isRestricted ? undefined : (user.name ?? undefined) }];
      case "phone":
      case "email":
        return [{ scope, name: scope, value: isRestricted ? undefined : valueOf(scope) }];
      case "offline_access":
        return [{ scope, name: scope, value: undefined }];
      default:
        return [{ scope: "other", name: scope, value: undefined }];
    }
  });
}
