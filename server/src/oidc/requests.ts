/** @module Requests that a page stands before, kept sealed for a day. */
import { LRUCache } from "lru-cache";
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Take } from "../limits/rule.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import type { AuthorizationRequest } from "./authorization-request.js";
import { insertRequest, selectRequest } from "./store.js";

export interface Requests {
  /** Resolves to its name, 128 random bits; `undefined`: one of `takes` has no room. */
  keep(applicationSid: string, query: URLSearchParams, takes: readonly Take[]): Promise<string | undefined>;
  /** `query: undefined`: its day is over. `undefined`: there is none of this name. */
  find(id: string): Promise<(Omit<AuthorizationRequest, "query"> & { query: URLSearchParams | undefined }) | undefined>;
}

const ID = /^[\w-]{22}$/;
const ID_BYTES = 16;
const DAY_MS = 86_400_000;
/** A request never changes, so a page need not ask for it again. In all so many, and so many characters: anybody may make long ones. */
const MAX_KEPT = 5000;
const MAX_KEPT_LENGTH = 5_000_000;

export function createRequests(parts: { sql: Database; keyring: Keyring; clock: Clock; random: Random }): Requests {
  const { sql, keyring, clock, random } = parts;
  const kept = new LRUCache<string, AuthorizationRequest>({
    ...{ max: MAX_KEPT, ttl: DAY_MS, maxSize: MAX_KEPT_LENGTH },
    sizeCalculation: ({ query }) => query.toString().length + 1,
  });
  const open = (sealed: string, id: string) => {
    try {
      return new URLSearchParams(unseal(keyring, sealed, id));
    } catch {
      // Sealed by a key that is gone.
      return undefined;
    }
  };
  return {
    async keep(applicationSid, query, takes) {
      const id = random(ID_BYTES).toString("base64url");
      const sealedQuery = seal(keyring, query.toString(), id, random);
      const createdAt = await insertRequest(sql, { id, applicationSid, sealedQuery, takes });
      if (!createdAt) return undefined;
      kept.set(id, { id, applicationSid, createdAt, query });
      return id;
    },
    async find(id) {
      if (!ID.test(id)) return undefined;
      const known = kept.get(id);
      if (known && clock().getTime() - known.createdAt.getTime() < DAY_MS) return known;
      const row = await selectRequest(sql, id);
      if (!row) return undefined;
      const { applicationSid, createdAt, sealedQuery } = row;
      const query = sealedQuery === null ? undefined : open(sealedQuery, id);
      if (query) kept.set(id, { id, applicationSid, createdAt, query });
      return { id, applicationSid, createdAt, query };
    },
  };
}
