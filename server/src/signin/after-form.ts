/** @module Where a form leads. Pure. */

/**
 * A browser follows no redirect of a form to where the page's policy does not name (CSP `form-action`), so another site, and what leads
 * there, has a page in between.
 */
export function afterForm(location: string): string {
  const isOurs = location.startsWith("/") && !location.startsWith("/oidc/");
  return isOurs ? location : `/sign-in/leave?${new URLSearchParams({ return: location })}`;
}
