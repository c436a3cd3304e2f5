/** @module What a look has found, against what is open: what is new is raised, what is over ended. */
import { type Alert, type AlertKind, type EndReason, type Finding, isSame } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { selectOpen, touchAlerts } from "./store.js";
import { closeAlert, raiseAlert, type TellDependencies } from "./tell.js";

export interface Look {
  kind: AlertKind;
  enabled: boolean;
  /** What is wrong now. */
  findings: readonly Finding[];
  /** Why an open alert that was not found is over; `undefined`: it is not, as where a figure has come back only a little. */
  overBecause(open: Alert): EndReason | undefined;
  /** For so long no process may have found it before it ends; 0: whoever looks sees all there is. */
  unseenSeconds?: number;
}

/** What was deleted or is in use no more: another process may know of it a second earlier than this one. */
const GONE_SECONDS = 10;

export async function settle(dependencies: TellDependencies, settings: AlertSettings, look: Look): Promise<void> {
  const { kind, enabled, overBecause, unseenSeconds = 0 } = look;
  const findings = enabled ? look.findings : [];
  const open = await selectOpen(dependencies.sql, kind);
  const found = open.filter((alert) => findings.some((finding) => isSame(alert, finding)));
  if (found.length > 0)
    await touchAlerts(
      dependencies.sql,
      found.map(({ sid }) => sid),
    );
  for (const finding of findings)
    if (!found.some((alert) => isSame(alert, finding))) await raiseAlert(dependencies, settings, finding);
  for (const alert of open) {
    if (found.includes(alert)) continue;
    const reason = enabled ? overBecause(alert) : "switched_off";
    if (reason === undefined) continue;
    // Whoever switches a kind off has decided; everything else may look otherwise to another process.
    const waitSeconds = reason === "gone" ? Math.max(GONE_SECONDS, unseenSeconds) : unseenSeconds;
    const seconds = reason === "switched_off" ? 0 : waitSeconds;
    await closeAlert(dependencies, settings, alert, reason, seconds);
  }
}
