/** @module What is wrong with the settings of an application: each by itself, and what one asks of another. Pure. */

import type { Environment } from "../core.js";
import type { AddressRules } from "../outgoing/address-rules.js";
import {
  type ApplicationChanges,
  type ApplicationSettings,
  hasSecret,
  listScopes,
  MAX_LISTED,
  type Resource,
  signInScopes,
} from "./application.js";
import { problemWithBackchannelUri, problemWithHomeUrl, problemWithRedirectUri } from "./check-uris.js";

export interface ApplicationProblem {
  /** As the caller wrote it: `redirectUris.0`. */
  path: string;
  problem: string;
}

/**
 * `settings` are whole, `given` is what of them was said now: addresses that are stored already are not looked at again, since a
 * production may have got them from development. `known`: those of its resources that there are.
 */
export function checkApplication(
  settings: ApplicationSettings,
  given: ApplicationChanges,
  {
    environment,
    known,
    ...rules
  }: AddressRules & { environment: Environment; known: readonly Pick<Resource, "indicator" | "scopes">[] },
): ApplicationProblem[] {
  return [
    ...checkRedirectUris(settings, given, environment),
    ...checkLogoutAndHome(given, rules),
    ...checkAbilities(settings),
    ...checkResources(settings, known),
  ];
}

function checkRedirectUris(
  { type, redirectUris }: ApplicationSettings,
  given: ApplicationChanges,
  environment: Environment,
): ApplicationProblem[] {
  const problems: ApplicationProblem[] = [];
  if (given.redirectUris && redirectUris.length === 0 && type !== "machine")
    problems.push({ path: "redirectUris", problem: "name at least one address that people come back to" });
  for (const path of ["redirectUris", "postLogoutRedirectUris"] as const) {
    const uris = given[path] ?? [];
    if (uris.length > MAX_LISTED) problems.push({ path, problem: `it must have at most ${MAX_LISTED} addresses` });
    if (uris.length > 0 && type === "machine")
      problems.push({ path, problem: "a machine signs nobody in: it has none" });
    else
      for (const [index, uri] of uris.entries()) {
        const isSecond = uris.indexOf(uri) < index;
        const problem = isSecond ? "it is named twice" : problemWithRedirectUri(uri, { type, environment });
        if (problem) problems.push({ path: `${path}.${index}`, problem });
      }
  }
  return problems;
}

function checkLogoutAndHome(
  { backchannelLogoutUri, homeUrl }: ApplicationChanges,
  rules: AddressRules,
): ApplicationProblem[] {
  const logout = backchannelLogoutUri && problemWithBackchannelUri(backchannelLogoutUri, rules);
  const home = homeUrl && problemWithHomeUrl(homeUrl);
  return [
    ...(logout ? [{ path: "backchannelLogoutUri", problem: logout }] : []),
    ...(home ? [{ path: "homeUrl", problem: home }] : []),
  ];
}

function checkAbilities({ type, requirePkce, mayIntrospect }: ApplicationSettings): ApplicationProblem[] {
  if (hasSecret(type)) return [];
  return [
    ...(requirePkce ? [] : [{ path: "requirePkce", problem: "pages and apps have no secret: they always use PKCE" }]),
    ...(mayIntrospect
      ? [{ path: "mayIntrospect", problem: "pages and apps have no secret: anybody could introspect in their name" }]
      : []),
  ];
}

function checkResources(
  { type, resources, defaultResource, defaultScopes }: ApplicationSettings,
  known: readonly Pick<Resource, "indicator" | "scopes">[],
): ApplicationProblem[] {
  const problems: ApplicationProblem[] = [];
  const byIndicator = new Map(known.map((one) => [one.indicator, one]));
  for (const [index, indicator] of resources.entries())
    if (!byIndicator.has(indicator))
      problems.push({
        path: `resources.${index}`,
        problem: "there is no resource of this indicator; make it first (`POST /api/resources`)",
      });
  if (defaultResource !== null && !resources.includes(defaultResource))
    problems.push({ path: "defaultResource", problem: "it must be one of `resources`, or null" });
  const scopes = listScopes(defaultScopes);
  const allowed = new Set<string>([...signInScopes, ...known.flatMap((one) => one.scopes)]);
  if (!scopes.every((scope) => allowed.has(scope)))
    problems.push({
      path: "defaultScopes",
      problem: `it may have ${signInScopes.join(", ")} and the scopes of its \`resources\`, separated by blanks`,
    });
  else if (type !== "machine" && !scopes.includes("openid"))
    problems.push({ path: "defaultScopes", problem: "it must have openid, without which nobody is signed in" });
  return problems;
}
