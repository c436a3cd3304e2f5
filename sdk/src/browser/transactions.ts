/** @module Sign-ins on their way, one entry for each `state`: what two tabs or two sign-ins begin never mixes. */
import { isObject } from "../call.js";
import { MunjigiError } from "../errors.js";

/** As long as the server keeps a sign-in page open. */
const KEEP_MS = 86_400_000;

export interface Transaction {
  /** Milliseconds since 1970. */
  startedAt: number;
  returnTo: string;
  nonce: string;
  codeVerifier: string;
}

/** A sign-in whose answer was taken: only where it led to is left. */
export interface UsedTransaction {
  startedAt: number;
  returnTo: string;
  isUsed: true;
}

export interface Transactions {
  /** Throws `storage_unavailable`: without it nobody can come back. */
  begin(state: string, transaction: Transaction): void;
  /** Gives it once; after that what is left of it. */
  take(state: string): Transaction | UsedTransaction | undefined;
}

/** In sessionStorage: of this tab, and there after the redirects. */
export function createTransactions(prefix: string): Transactions {
  const read = (name: string) => {
    try {
      const value: unknown = JSON.parse(sessionStorage.getItem(name) ?? "null");
      return isObject(value) ? (value as unknown as Transaction | UsedTransaction) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    begin(state, transaction) {
      try {
        for (const name of Object.keys(sessionStorage))
          if (name.startsWith(prefix) && (read(name)?.startedAt ?? 0) < Date.now() - KEEP_MS)
            sessionStorage.removeItem(name);
        sessionStorage.setItem(prefix + state, JSON.stringify(transaction));
      } catch (cause) {
        throw new MunjigiError("storage_unavailable", "This browser keeps nothing for this page.", { cause });
      }
    },
    take(state) {
      const found = read(prefix + state);
      if (!found) return undefined;
      const { startedAt, returnTo } = found;
      sessionStorage.setItem(prefix + state, JSON.stringify({ startedAt, returnTo, isUsed: true }));
      return found;
    },
  };
}
