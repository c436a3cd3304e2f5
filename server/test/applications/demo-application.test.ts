/** @module The demo of a new deployment: one, whoever starts first, made by the server, and gone for good once it was deleted. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { loadConfig } from "../../dist/config.js";
import { openDatabase } from "../../dist/db/open.js";
import { openDeployment } from "../../dist/start/start.js";
import { withDatabase } from "../global-setup.js";
import { SECRET_KEY } from "../harness.js";

test("of two that start at once one makes it; a later start does not make it again", async () => {
  const adminUrl = inject("adminUrl");
  const name = `munjigi_demo_${randomBytes(6).toString("hex")}`;
  const admin = openDatabase({ url: adminUrl, max: 1, statementTimeoutMs: 60_000 });
  await admin`create database ${admin(name)}`;
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  const config = loadConfig({
    ...{ DATABASE_URL: withDatabase(adminUrl, name), MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_DATA_DIR: folder },
    MUNJIGI_URL: "https://id.example",
  });
  try {
    const [one, other] = await Promise.all([openDeployment(config), openDeployment(config)]);
    const { sql } = one;
    const uris = ["https://id.example/demo"];
    expect(await sql`select * from applications where not is_console`).toMatchObject([
      {
        ...{ name: "Munjigi demo", type: "spa", isDemo: true, redirectUris: uris, postLogoutRedirectUris: uris },
        ...{ requirePkce: true, defaultScopes: "openid profile phone email offline_access" },
      },
    ]);
    expect(await sql`select type, actor_kind from audit_events order by sid desc limit 1`).toEqual([
      { type: "application.created", actorKind: "server" },
    ]);
    await sql`delete from applications`;
    await other.close();
    const again = await openDeployment(config);
    expect(await sql`select from applications where not is_console`).toHaveLength(0);
    await Promise.all([again.close(), one.close()]);
  } finally {
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
    await rm(folder, { recursive: true });
  }
});
