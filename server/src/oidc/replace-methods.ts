/**
 * @module The methods of the library's classes that are ours. They are replaced on each new `Provider`; a test holds their names to the
 * version of the library.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import Provider, { type Client } from "oidc-provider";
import type { CachedApplication } from "../applications/application.js";
import type { Random } from "../clock.js";
import { hashToken, type Keyring } from "../secrets.js";
import { memoryOf } from "./adapter.js";
import { isRegistered } from "./redirect-uri.js";
import { sealToken } from "./seal-token.js";

type Method = (this: never, ...given: never[]) => unknown;

export const applicationOf = (client: Client): CachedApplication => client.munjigi as CachedApplication;

export function replaceMethods(provider: Provider, { keyring, random }: { keyring: Keyring; random: Random }): void {
  replace(provider.Client.prototype, {
    redirectUriAllowed(this: Client, uri: string) {
      return isRegistered(uri, applicationOf(this).redirectUris, addressRules(applicationOf(this)));
    },
    postLogoutRedirectUriAllowed(this: Client, uri: string) {
      return isRegistered(uri, applicationOf(this).postLogoutRedirectUris, addressRules(applicationOf(this)));
    },
    compareClientSecret(this: Client, given: string) {
      const hash = Buffer.from(hashToken(given));
      // All are looked at, so that the time tells nothing.
      const equal = applicationOf(this).secretHashes.map((one) => timingSafeEqual(Buffer.from(one), hash));
      return equal.includes(true);
    },
  });
  const addressRules = ({ type }: CachedApplication) => ({ isNative: type === "native" });

  // Of one refresh token used several times at once, or again because an answer was lost, there is one successor, on every process.
  const randomId = (provider.RefreshToken.prototype as unknown as { generateTokenId(this: unknown): string })
    .generateTokenId;
  replace(provider.RefreshToken.prototype, {
    generateTokenId(this: unknown) {
      const used = Provider.ctx?.oidc.entities.RotatedRefreshToken;
      const keyId = used && memoryOf().keyIds.get(used.jti);
      if (!keyId || !keyring.has(keyId)) return randomId.call(this);
      const key = keyring.get(keyId).refresh;
      return createHmac("sha256", key).update(`${used.grantId}\n${used.jti}`).digest("base64url");
    },
  });

  // Opaque access tokens are sealed instead of stored.
  for (const model of [provider.AccessToken, provider.ClientCredentials]) {
    const original = (model.prototype as unknown as Valued).getValueAndPayload;
    replace(model.prototype, {
      async getValueAndPayload(this: unknown) {
        const { value, payload } = await original.call(this);
        return payload ? { value: sealToken({ keyring, random }, payload) } : { value };
      },
    });
  }
}

/** A method that the library's types do not have. */
interface Valued {
  getValueAndPayload(this: unknown): Promise<{ value: string; payload?: object }>;
}

/** Fails where the library has no method of that name, so that nothing is silently left to it. */
function replace(prototype: object, methods: Readonly<Record<string, Method>>): void {
  for (const [name, value] of Object.entries(methods)) {
    if (!(name in prototype)) throw new Error(`oidc-provider has no ${name}`);
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  }
}
