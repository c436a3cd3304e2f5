/** @module How many passkeys were made for another relying party than this one: they open nothing here. */
import type { Database } from "../db/open.js";
import { selectOthers } from "./store.js";

export const countOthers = (sql: Database, rpId: string | undefined): Promise<number> =>
  selectOthers(sql, rpId ?? null);
