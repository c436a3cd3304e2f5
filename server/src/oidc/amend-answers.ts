/** @module What the library says besides, put right after it has spoken. */
import type Provider from "oidc-provider";
import type { KoaContextWithOIDC } from "oidc-provider";
import { toAppError } from "../http/to-app-error.js";
import { askedOf } from "./policy.js";

export function amendAnswers(
  provider: Provider,
  { origin, hasEnded }: { origin: string; hasEnded: (ctx: object) => boolean },
): void {
  provider.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      // A throw of ours, outside of its own handling.
      const { status } = toAppError(error);
      ctx.status = status;
      ctx.body = { error: status === 503 ? "temporarily_unavailable" : "server_error" };
      provider.emit("server_error", ctx, error as Error);
    }
    // Its session is ours, and a request goes on by its own row.
    ctx.remove("set-cookie");
    const { oidc } = ctx as KoaContextWithOIDC;
    if (ctx.status === 404 && !ctx.body) {
      ctx.status = 404;
      ctx.body = { error: "not_found", error_description: "there is nothing at this address" };
      return;
    }
    if (oidc?.route === "discovery" || ctx.path.startsWith("/.well-known/")) {
      const document = ctx.body as Record<string, unknown>;
      if (document?.issuer) ctx.body = { ...document, jwks_uri: `${origin}/.well-known/jwks.json` };
      ctx.set("cache-control", "public, max-age=300");
    }
    // Somebody signed out while the answer was made: as if the request came now.
    const asked = askedOf(ctx);
    if (asked && hasEnded(ctx)) {
      ctx.body = null;
      ctx.status = 303;
      ctx.redirect(`${origin}/oidc/auth?${asked.query}`);
    }
  });
}
