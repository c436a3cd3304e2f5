/** @module The application of a new deployment's demo: made with its first credentials, and never again once it was deleted. */
import type { Clock, Random } from "../clock.js";
import { theServer } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { createSid } from "../sid.js";
import { withDefaults } from "./application.js";
import { insertApplication } from "./store.js";
import { recordCreated } from "./tell-application.js";
import { demoUris } from "./to-application.js";

/** To be called in the transaction of `ensureCredentials`, on the very first start. Resolves to its identifier. */
export async function ensureDemoApplication(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  origin: string,
): Promise<string> {
  const sid = createSid("AP", clock, random);
  const settings = withDefaults({
    name: "Munjigi demo",
    type: "spa",
    redirectUris: demoUris(origin),
    postLogoutRedirectUris: demoUris(origin),
    defaultScopes: "openid profile phone email offline_access",
  });
  await inTransaction(sql, async (tx) => {
    await insertApplication(tx, sid, { ...settings, isDemo: true });
    await recordCreated(tx, sid, settings, theServer);
  });
  return sid;
}
