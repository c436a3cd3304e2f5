/** @module Which page of ours stands before an answer. Pure. */

export interface Interaction {
  prompt: string;
  reasons: readonly string[];
  /** The library's parameters: `screen`, `provider`, `ui_locales`. */
  query: URLSearchParams;
  /** `restricted`: by a number alone that may be lost, which proves nothing more. */
  session: "none" | "live" | "restricted";
}

/** Where a request is gone on with. */
export const continuePath = (id: string, answer?: "chosen" | "declined") =>
  `/oidc/continue/${id}${answer ? `?${answer}=1` : ""}`;

export function pageOf(id: string, { prompt, reasons, query, session }: Interaction): string {
  const language = (query.get("ui_locales") ?? "")
    .split(" ")
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "ko" || tag === "en");
  const page = (path: string, more: Readonly<Record<string, string>> = {}, back = continuePath(id)) =>
    `${path}?${new URLSearchParams({ return: back, ...more, ...(language && { lang: language }) })}`;
  if (prompt === "consent") return `/oidc/consent/${id}${language ? `?lang=${language}` : ""}`;
  if (prompt === "create") return page("/sign-up", {}, continuePath(id, "chosen"));
  if (prompt === "select_account") return page("/sign-in", {}, continuePath(id, "chosen"));
  const provider = query.get("provider");
  if (session === "none" && provider) return page("/social/begin", { provider });
  if (session === "none") return page(query.get("screen") === "sign-up" ? "/sign-up" : "/sign-in");
  // Somebody else than the one who is signed in here, or not surely them.
  const isOther = reasons.includes("id_token_hint") || reasons.includes("claims_id_token_sub_value");
  if (isOther || session === "restricted") return page("/sign-in", { other: "1" });
  const asksForMore = reasons.some((reason) => /^(acr_values|essential_acrs?)$/.test(reason));
  return page("/step-up", { reason: "asked", ...(asksForMore && { level: "2" }) });
}
