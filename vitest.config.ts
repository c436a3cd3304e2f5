import { defineConfig } from "vitest/config";

/** Ends a test that hangs. Limits of what a test proves are its own, relative to this machine: server/test/kit/pace.ts. */
const HANGS_MS = 300_000;

export default defineConfig({
  test: {
    include: ["server/test/**/*.test.ts", "connectors/test/**/*.test.ts"],
    globalSetup: ["server/test/global-setup.ts"],
    reporters: ["default", "./scripts/count-reporter.mjs"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
  },
});
