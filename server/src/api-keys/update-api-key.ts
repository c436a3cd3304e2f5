/** @module Changes a key's name, and of publishable keys what they may do. */
import { changesBetween } from "../audit/changes.js";
import { recordEvent } from "../audit/record.js";
import type { Actor, Expectation } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { ApiKeyChanges, ApiKeyRecord } from "./api-key.js";
import type { ForgetKeys } from "./authenticate-key.js";
import { lockApiKey, selectKeyState, updateApiKeyRow } from "./store.js";

/** Members that are absent keep their value. Throws `key.not_found`, also for a revoked key, `request.invalid`, and what `expect` does. */
export async function updateApiKey(
  { sql, forget }: { sql: Database; forget: ForgetKeys },
  id: string,
  changes: ApiKeyChanges,
  by: Actor,
  expect?: Expectation,
): Promise<ApiKeyRecord> {
  const record = await inTransaction(sql, async (tx) => {
    const before = await lockApiKey(tx, id);
    if (before) expect?.(before);
    const after = before && (await updateApiKeyRow(tx, id, changes));
    const told =
      after &&
      changesBetween(settingsOf(before), settingsOf(after), (path) => path === "origins" || path === "challenge");
    const subject = { kind: "api_key", id } as const;
    if (told)
      await recordEvent(tx, { type: "api_key.updated", actor: by, subject, serviceSid: after.serviceSid, ...told });
    return after;
  });
  forget();
  if (record) return record;
  const state = await selectKeyState(sql, id);
  if (!state || state.isRevoked) throw new AppError("key.not_found");
  const parameter = (["origins", "challenge", "dailyBudget"] as const).find((name) => changes[name] !== undefined);
  throw new AppError("request.invalid", { parameter: parameter ?? "body", problem: "only publishable keys have it" });
}

/** That it was changed is told by the event itself. */
const settingsOf = ({ updatedAt, ...settings }: ApiKeyRecord) => settings;
