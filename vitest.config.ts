import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["server/test/**/*.test.ts", "connectors/test/**/*.test.ts"],
    globalSetup: ["server/test/global-setup.ts"],
    reporters: ["default", "./scripts/count-reporter.mjs"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
