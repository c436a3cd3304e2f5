/** @module Gives the account another auth token. The old one dies at once in this process, within a second in every other. */
import { recordChange } from "../audit/record.js";
import type { Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import { hashToken } from "../secrets.js";
import type { ApiKeyRecord } from "./api-key.js";
import type { ForgetKeys } from "./authenticate-key.js";
import { actorRevoked } from "./create-api-key.js";
import { updateAuthToken } from "./store.js";

/**
 * Of several at once the last one counts. A revoked auth token comes back to life as another. `by` is the key of whoever asks;
 * throws `request.unauthenticated` if it is revoked.
 */
export async function replaceAuthToken(
  { sql, random, forget }: { sql: Database; random: Random; forget: ForgetKeys },
  name: string,
  by: Actor & { id: string },
): Promise<ApiKeyRecord & { secret: string }> {
  // 32 hex digits, as Twilio's are.
  const secret = random(16).toString("hex");
  const record = await recordChange(
    sql,
    (tx) => updateAuthToken(tx, hashToken(secret), name, by.id),
    (key) => key && { type: "api_key.replaced", actor: by, subject: { kind: "api_key", id: key.id } },
  );
  if (!record) throw actorRevoked();
  forget();
  return { ...record, secret };
}
