/** @module The application that our own console is: made where there is none yet, at any start. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { createSid } from "../sid.js";
import { withDefaults } from "./application.js";
import { insertConsole } from "./store.js";
import { consoleUris } from "./to-application.js";

export async function ensureConsoleApplication(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  origin: string,
): Promise<void> {
  const redirectUris = consoleUris(origin);
  const settings = withDefaults({ name: "Munjigi console", type: "spa", redirectUris, defaultScopes: "openid" });
  await insertConsole(sql, createSid("AP", clock, random), settings);
}
