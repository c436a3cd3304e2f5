/** @module Changes a key's name, and of publishable keys what they may do. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { ApiKeyChanges, ApiKeyRecord } from "./api-key.js";
import type { ForgetKeys } from "./authenticate-key.js";
import { selectKeyState, updateApiKeyRow } from "./store.js";

/** Members that are absent keep their value. Throws `key.not_found`, also for a revoked key, and `request.invalid`. */
export async function updateApiKey(
  { sql, forget }: { sql: Database; forget: ForgetKeys },
  id: string,
  changes: ApiKeyChanges,
): Promise<ApiKeyRecord> {
  const record = await updateApiKeyRow(sql, id, changes);
  forget();
  if (record) return record;
  const state = await selectKeyState(sql, id);
  if (!state || state.isRevoked) throw new AppError("key.not_found");
  const parameter = (["origins", "challenge", "dailyBudget"] as const).find((name) => changes[name] !== undefined);
  throw new AppError("request.invalid", { parameter: parameter ?? "body", problem: "only publishable keys have it" });
}
