/** @module What an application asks for, in the words of the consent page. Pure. */
import type { AuthorizeView } from "@munjigi/pages/view";
import { signInScopes } from "../applications/application.js";
import { maskOf } from "../signin/show-flow.js";
import type { User } from "../users/user.js";

type Item = AuthorizeView["items"][number];

/** How the scope of a resource is written down: its indicator has no fragment (RFC 8707 §2). */
export const ofResource = (indicator: string, scope: string) => `${indicator}#${scope}`;

/**
 * What is to be allowed, in its order: scopes of sign-in, and those of the resources that are asked for, each with its resource; a
 * refresh token only where it may be had.
 */
export function requestedScopes(
  query: URLSearchParams,
  resources: readonly { indicator: string; scopes: readonly string[] }[],
  mayRefresh: boolean,
): string[] {
  const asked = new Set((query.get("scope") ?? "").split(" "));
  return [
    ...signInScopes.filter((scope) => asked.has(scope) && (scope !== "offline_access" || mayRefresh)),
    ...resources.flatMap(({ indicator, scopes }) =>
      scopes.filter((scope) => asked.has(scope)).map((scope) => ofResource(indicator, scope)),
    ),
  ];
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
      case "organizations":
      case "offline_access":
        return [{ scope, name: scope, value: undefined }];
      default:
        return [{ scope: "other", name: nameOf(scope), value: undefined }];
    }
  });
}

/** `orders:read · api.shop.example` */
function nameOf(scope: string): string {
  const at = scope.indexOf("#");
  const indicator = scope.slice(0, Math.max(at, 0));
  return `${scope.slice(at + 1)} · ${URL.parse(indicator)?.host || indicator}`;
}
