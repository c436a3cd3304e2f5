/** @module The order of rooms is checked: each kind of wrong step, taken in a copy of the source, is refused by name. */
import { spawnSync } from "node:child_process";
import { appendFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../scripts/check-rooms.mjs", import.meta.url));
const source = fileURLToPath(new URL("../src", import.meta.url));

let copy: string;

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), "munjigi-rooms-"));
  await cp(source, copy, { recursive: true });
});

afterEach(async () => {
  await rm(copy, { recursive: true, force: true });
});

function check() {
  const { status, stderr } = spawnSync(process.execPath, [script, copy], { encoding: "utf8" });
  return { status, problems: stderr.trim().split("\n").filter(Boolean) };
}

const append = (path: string, line: string) => appendFile(join(copy, path), `\n${line}\n`);

test("the source as it is passes", () => {
  expect(check()).toEqual({ status: 0, problems: [] });
});

const steps: [string, path: string, line: string, ...problems: string[]][] = [
  [
    "a room that imports one below it",
    "limits/rule.ts",
    'import type { Verification } from "../verify/verification.js";',
    "limits/rule.ts imports verify/verification.ts: verify is not above limits",
  ],
  [
    "an import that happens while running",
    "limits/rule.ts",
    'export const late = () => import("../admin/operations.js");',
    "limits/rule.ts imports admin/operations.ts: admin is not above limits",
  ],
  [
    "an import for its effects",
    "limits/rule.ts",
    'import "../verify/verification.js";',
    "limits/rule.ts imports verify/verification.ts: verify is not above limits",
  ],
  [
    "an import in single quotes",
    "limits/rule.ts",
    "import type { Verification } from '../verify/verification.js';",
    "limits/rule.ts imports verify/verification.ts: verify is not above limits",
  ],
  [
    "a file outside server/src",
    "limits/rule.ts",
    'import { messageConnectors } from "../../../connectors/src/all.js";',
    "limits/rule.ts imports ../../connectors/src/all.ts: it is not in server/src",
  ],
  [
    "a file of the ground that imports a room",
    "errors/key.ts",
    'import type { ApiKey } from "../api-keys/api-key.js";',
    "errors/key.ts imports api-keys/api-key.ts: api-keys is not above (ground)",
  ],
  [
    "another room's store",
    "twilio/paging.ts",
    'import { selectService } from "../services/store.js";',
    "twilio/paging.ts imports services/store.ts: that file is private to services",
  ],
  [
    "another room's second store",
    "fraud-guard/rules.ts",
    'import { countAndCheck } from "../verify/check-store.js";',
    "fraud-guard/rules.ts imports verify/check-store.ts: that file is private to verify",
  ],
  [
    "another room's tables, but from a schema",
    "verify/attempt.ts",
    'import { services } from "../services/schema.js";',
    "verify/attempt.ts imports services/schema.ts: that file is private to services",
  ],
  [
    "two files that need each other for a type only",
    "services/service.ts",
    'import type { SafeNumber } from "./store.js";',
    "services/service.ts imports services/store.ts imports services/service.ts: a ring",
  ],
  [
    "a statement that names another room's table",
    "templates/store.ts",
    "export const peek = (sql: Database) => sql`select 1 from api_keys`;",
    "templates/store.ts names the table api_keys, which belongs to api-keys",
  ],
  [
    "a fragment that joins another room's table",
    "limits/take.ts",
    "export const joined = fragment`left join messages m on true`;",
    "limits/take.ts names the table messages, which belongs to delivery",
  ],
  [
    "a table that is in no list",
    "limits/schema.ts",
    'export const extra = pgTable("extra_counters", { key: text().primaryKey() });',
    "limits/schema.ts has the table extra_counters: say so in `tables` of scripts/check-rooms.mjs",
  ],
];

test.each(steps)("refused: %s", async (_, path, line, ...expected) => {
  await append(path, line);
  const { status, problems } = check();
  expect(status).toBe(1);
  expect(problems).toHaveLength(expected.length);
  for (const problem of expected) expect(problems.join("\n")).toContain(problem);
});

test("refused: a room and a file that are in no list", async () => {
  await cp(join(copy, "limits"), join(copy, "misc"), { recursive: true });
  await writeFile(join(copy, "helpers.ts"), "export const help = 1;\n");
  const { status, problems } = check();
  expect(status).toBe(1);
  expect(problems.join("\n")).toContain("misc/rule.ts: this room or file is in no list of scripts/check-rooms.mjs");
  expect(problems.join("\n")).toContain("helpers.ts: this room or file is in no list of scripts/check-rooms.mjs");
});

test("a schema may import the schema of a room above", async () => {
  await append("verify/schema.ts", 'import { services } from "../services/schema.js";');
  expect(check()).toEqual({ status: 0, problems: [] });
});
