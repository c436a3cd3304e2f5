/** @module Makes a key. Its secret is returned here and never again. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { hashToken } from "../secrets.js";
import { createSid } from "../sid.js";
import { insertApiKey } from "./store.js";

/** An `SK…` key, which may do what the account may. */
export async function createApiKey(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  name: string,
): Promise<{ sid: string; secret: string }> {
  const sid = createSid("SK", clock, random);
  const secret = random(24).toString("base64url");
  await insertApiKey(sql, { id: sid, kind: "secret", secretHash: hashToken(secret), serviceSid: null, name });
  return { sid, secret };
}
