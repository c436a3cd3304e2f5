/** @module Lets in whoever brings an access token that Munjigi signed for this API (RFC 9068), with the scopes that the route asks for. */
import { type CanActivate, type ExecutionContext, Inject, Injectable } from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { type Kind, Refusal } from "./errors.js";
import { SETTINGS, type Settings } from "./settings.js";

/** What the token must grant: all of them. */
export const Scopes = Reflector.createDecorator<string[]>();

/** What the guard leaves in the request. */
export interface SignedInRequest {
  caller: { userId: string; clientId: string; scopes: string[] };
}

/** No keys could be read: nobody can tell whether the token is good. Every other error of `jose` means that it is not. */
const UNREADABLE_KEYS = ["ERR_JOSE_GENERIC", "ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID"];

@Injectable()
export class AccessTokenGuard implements CanActivate {
  private readonly issuer: string;
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(
    private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const origin = new URL(settings.munjigiUrl ?? "").origin;
    this.issuer = `${origin}/oidc`;
    // Fetched once, again when they are five minutes old, and when a token names a key that is not among them.
    this.keys = createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`), { cacheMaxAge: 300_000 });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const refuse = (kind: Kind, challenge: string): never => {
      // RFC 6750 §3
      http.getResponse().setHeader("WWW-Authenticate", challenge);
      throw new Refusal(kind);
    };
    const { authorization = "" } = http.getRequest().headers;
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1] ?? refuse("invalidToken", "Bearer");
    const claims = (await this.verify(token)) ?? refuse("invalidToken", 'Bearer error="invalid_token"');
    const scopes = String(claims.scope ?? "").split(" ");
    const wanted = this.reflector.get(Scopes, context.getHandler()) ?? [];
    if (!wanted.every((scope) => scopes.includes(scope)))
      refuse("missingScope", `Bearer error="insufficient_scope", scope="${wanted.join(" ")}"`);
    const caller = { userId: String(claims.sub), clientId: String(claims.client_id), scopes };
    Object.assign(http.getRequest(), { caller } satisfies SignedInRequest);
    return true;
  }

  /** Its claims; `undefined` if it is not good. */
  private async verify(token: string): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.issuer,
        audience: this.settings.apiAudience,
        algorithms: ["ES256"],
        // An id_token and a verificationToken are of other types.
        typ: "at+jwt",
        requiredClaims: ["sub", "client_id", "exp"],
        clockTolerance: 5,
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError && !UNREADABLE_KEYS.includes(error.code)) return undefined;
      throw new Refusal("keysUnavailable", 5);
    }
  }
}
