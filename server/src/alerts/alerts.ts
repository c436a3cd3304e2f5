/**
 * @module Alerts: what whoever runs the deployment must hear of, raised once, ended once, told by webhook and e-mail with what to do. The
 * face of this room.
 */
import { cacheBriefly } from "../brief-cache.js";
import type { Outside } from "../core.js";
import { AppError, type Language } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import type { Metrics } from "../metrics.js";
import { type Alert, type AlertKind, alertKinds } from "./alert.js";
import {
  changeSettings,
  type SettingsChange,
  showSettings,
  type VersionedSettings,
  type Warning,
  warningsOf,
} from "./change-settings.js";
import { sendTest, type TestDependencies } from "./send-test.js";
import type { AlertSettings } from "./settings.js";
import { type AlertFilter, countOpen, deleteEnded, deleteOldLooks, selectAlert, selectAlerts } from "./store.js";
import { findWay } from "./tell.js";
import { type WatchBalancesDependencies, watchBalances } from "./watch-balances.js";
import { type WatchBudgetsDependencies, watchBudgets } from "./watch-budgets.js";
import { type WatchConnectorsDependencies, watchConnectorHealth } from "./watch-connectors.js";
import { createConversionWatch, type WatchConversionDependencies } from "./watch-conversion.js";
import { type WatchLimitAlarmsDependencies, watchLimitAlarms } from "./watch-limit-alarms.js";
import { type WatchMessagesDependencies, watchMessages } from "./watch-messages.js";

export interface Alerts {
  /** Open ones first, then the newest. `next`: the `after` of the next page, or `null`. */
  list(query: Omit<AlertFilter, "limit"> & { size: number }): Promise<{ alerts: Alert[]; next: string | null }>;
  /** Throws `alert.not_found`. */
  fetch(sid: string): Promise<Alert>;
  settings: {
    show(): Promise<VersionedSettings>;
    /** See `changeSettings`. Every process goes by it within seconds. */
    change(change: SettingsChange): Promise<VersionedSettings>;
    /** What is acceptable and cannot work as things are. */
    warnings(settings: AlertSettings, language: Language): Promise<Warning[]>;
  };
  /** See `sendTest`. */
  test(): Promise<string[]>;
  /** Measured when somebody looks at the metrics. */
  refreshGauges(): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export type AlertDependencies = TestDependencies &
  Outside &
  WatchBalancesDependencies &
  WatchBudgetsDependencies &
  WatchConnectorsDependencies &
  WatchConversionDependencies &
  WatchLimitAlarmsDependencies &
  WatchMessagesDependencies & { metrics: Pick<Metrics, "alertsOpen"> };

/** From one look to the next of what this process sees by itself: shorter than a breaker stays open. */
const OWN_SECONDS = 5;
/** The looks that processes share have waits of their own, which are not shorter. */
const SHARED_SECONDS = 5;
const SWEEP_SECONDS = 3600;
const KEPT_DAYS = 90;
const BATCH = 1000;

export function createAlerts(dependencies: AlertDependencies): Alerts {
  const { sql, metrics } = dependencies;
  const cache = cacheBriefly(() => showSettings(sql));
  const watchConversion = createConversionWatch(dependencies);
  const watch = (name: string, seconds: number, look: (settings: AlertSettings) => Promise<void>): Job => ({
    ...{ name, seconds },
    work: async () => await look(await cache.get("live")),
  });
  return {
    async list({ size, ...filter }) {
      const rows = await selectAlerts(sql, { ...filter, limit: size + 1 });
      const alerts = rows.slice(0, size);
      return { alerts, next: rows.length > size ? (alerts.at(-1)?.sid ?? null) : null };
    },
    async fetch(sid) {
      const alert = await selectAlert(sql, sid);
      if (!alert) throw new AppError("alert.not_found");
      return alert;
    },
    settings: {
      show: () => showSettings(sql),
      async change(change) {
        try {
          return await changeSettings(sql, change);
        } finally {
          cache.forget("live");
        }
      },
      async warnings(settings, language) {
        const { mail } = await findWay(dependencies, settings);
        return warningsOf(settings, mail !== "no_connector", language);
      },
    },
    test: async () => await sendTest(dependencies, await showSettings(sql)),
    async refreshGauges() {
      const open = new Map<AlertKind, number>((await countOpen(sql)).map((one) => [one.kind, one.open]));
      for (const kind of alertKinds) metrics.alertsOpen.set({ kind }, open.get(kind) ?? 0);
    },
    jobs: [
      watch("watch connectors for alerts", OWN_SECONDS, (settings) => watchConnectorHealth(dependencies, settings)),
      watch("watch balances", SHARED_SECONDS, (settings) => watchBalances(dependencies, settings)),
      watch("watch messages", SHARED_SECONDS, (settings) => watchMessages(dependencies, settings)),
      watch("watch conversion", SHARED_SECONDS, watchConversion),
      watch("watch budgets", SHARED_SECONDS, (settings) => watchBudgets(dependencies, settings)),
      watch("watch alarms of limits", SHARED_SECONDS, (settings) => watchLimitAlarms(dependencies, settings)),
      {
        name: "forget alerts",
        seconds: SWEEP_SECONDS,
        async work() {
          while ((await deleteEnded(sql, KEPT_DAYS, BATCH)) === BATCH);
          await deleteOldLooks(sql);
        },
      },
    ],
  };
}
