import { defineConfig } from "vitest/config";

/** Ends a test that hangs. Limits of what a test proves are its own, relative to this machine: server/test/kit/pace.ts. */
const HANGS_MS = 900_000;

export default defineConfig({
  test: {
    include: ["server/test/**/*.test.ts", "connectors/test/**/*.test.ts", "sdk/test/**/*.test.ts"],
    globalSetup: ["server/test/global-setup.ts"],
    reporters: ["default", "./scripts/count-reporter.mjs"],
    pool: "forks",
    // On two cores: a third of the suites waits for vendors, kills and lifetimes rather than for a processor.
    maxWorkers: 3,
    // A worker keeps the modules of the server from suite to suite: a fifth less work. What a suite changes in its process it puts
    // back; numbers count on from suite to suite, so they stay new.
    isolate: false,
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
  },
});
