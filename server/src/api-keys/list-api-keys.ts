/** @module All keys, newest first, the revoked ones too. */
import type { Database } from "../db/open.js";
import type { ApiKeyRecord } from "./api-key.js";
import { selectApiKeys } from "./store.js";

export async function listApiKeys(sql: Database): Promise<ApiKeyRecord[]> {
  return await selectApiKeys(sql);
}
