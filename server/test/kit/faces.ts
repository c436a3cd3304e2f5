/** @module The faces of the rooms behind a code, on a database of a suite's own and without a server: nothing sends or sweeps. */
import { systemClock, systemRandom } from "../../dist/clock.js";
import { loadFactories } from "../../dist/connectors/factories.js";
import { defaultConnectors } from "../../dist/connectors/watch-connectors.js";
import { shareCommits } from "../../dist/db/commit.js";
import { createFraudGuard } from "../../dist/fraud-guard/fraud-guard.js";
import { createLog } from "../../dist/http/log.js";
import { createLimits } from "../../dist/limits/limits.js";
import { createMetrics } from "../../dist/metrics.js";
import { type Keyring, parseKeyring } from "../../dist/secrets.js";
import { createBlockList } from "../../dist/services/block-list.js";
import { createSafeList } from "../../dist/services/safe-list.js";
import { createServices } from "../../dist/services/services.js";
import { createTemplates } from "../../dist/templates/templates.js";
import { createVerifications } from "../../dist/verify/verifications.js";
import { SECRET_KEY, type TestDatabase } from "../harness.js";

export async function createFaces({ sql }: Pick<TestDatabase, "sql">, keyring: Keyring = parseKeyring(SECRET_KEY)) {
  const common = { sql, keyring, clock: systemClock, random: systemRandom };
  const metrics = createMetrics();
  const log = createLog("silent");
  const services = createServices(common);
  const limits = createLimits({ ...common, metrics, log });
  const verifications = createVerifications({
    ...common,
    metrics,
    limits,
    commit: shareCommits(sql),
    connectors: defaultConnectors(await loadFactories([]), "development"),
    isUnusable: () => false,
    // Takes nothing: messages stay in the table.
    dispatcher: { reserve: () => undefined, wake() {} },
    safeList: createSafeList(common),
    blockList: createBlockList(common),
    templates: createTemplates(common),
    vendorCodes: { accepts: async () => false },
    testNumbers: new Map(),
    refusals: { note() {}, nameOf: () => "" },
    retentionDays: 90,
  });
  const fraudGuard = createFraudGuard({ ...common, metrics, log, limits, services, verifications });
  return { keyring, services, limits, verifications, fraudGuard };
}
