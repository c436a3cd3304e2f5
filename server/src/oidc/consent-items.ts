/** @module What an application asks for, in the words of the consent page. Pure. */
import type { AuthorizeView } from "@munjigi/pages/view";
import { signInScopes } from "../applications/application.js";
import { maskOf } from "../signin/show-flow.js";
import type { User } from "../users/user.js";

type Item = AuthorizeView["items"][number];

/**
 * The scopes that are to be allowed, in their order: those that there are, `ofResources` among them; a refresh token only where it may
 * be had.
 */
export function requestedScopes(query: URLSearchParams, ofResources: readonly string[], mayRefresh: boolean): string[] {
  const known: readonly string[] = [
    ...signInScopes.filter((one) => one !== "offline_access" || mayRefresh),
    ...ofResources,
  ];
  const asked = new Set((query.get("scope") ?? "").split(" "));
  return known.filter((scope) => asked.has(scope));
}

export function consentItemsOf(scopes: readonly string[], user: User, isRestricted: boolean): Item[] {
  const maskedOf = (kind: string) => {
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
        return [{ scope, name: scope, value: isRestricted ? undefined : maskedOf(scope) }];
      case "offline_access":
        return [{ scope, name: scope, value: undefined }];
      default:
        return [{ scope: "other", name: scope, value: undefined }];
    }
  });
}
