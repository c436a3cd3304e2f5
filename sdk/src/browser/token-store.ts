/** @module Where a browser keeps the tokens of whoever is signed in. */
import { isObject } from "../call.js";

/** `local`: all tabs, until sign-out. `session`: one tab, also when it is loaded anew. `memory`: one page. */
export type StorageKind = "local" | "session" | "memory";

export interface SignedIn {
  idToken: string;
  refreshToken?: string | undefined;
  /** By resource indicator; "" is the token that names none, for user info. */
  access: Record<string, { token: string /** Milliseconds since 1970. */; expiresAt: number }>;
}

/** Nothing is kept in between: what another tab has written is what the next `read` gives. */
export interface TokenStore {
  read(): SignedIn | undefined;
  write(signedIn: SignedIn): void;
  clear(): void;
}

export function createTokenStore(kind: StorageKind, name: string): TokenStore {
  let kept: string | undefined;
  // Each time anew: where storage is blocked, only looking at it throws.
  const storage = () => (kind === "local" ? localStorage : sessionStorage);
  const inMemory = kind === "memory";
  return {
    read() {
      try {
        const value: unknown = JSON.parse((inMemory ? kept : storage().getItem(name)) ?? "null");
        return isObject(value) && isObject(value.access) ? (value as unknown as SignedIn) : undefined;
      } catch {
        return undefined;
      }
    },
    write(signedIn) {
      if (inMemory) kept = JSON.stringify(signedIn);
      else storage().setItem(name, JSON.stringify(signedIn));
    },
    clear() {
      kept = undefined;
      if (!inMemory) storage().removeItem(name);
    },
  };
}
