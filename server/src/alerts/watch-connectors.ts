/**
 * @module Connectors that this process sees fail: its breakers are open, or it cannot read the settings. Other processes may be well, so
 * each looks for itself, and such an alert ends when none has found it for a minute.
 */
import type { Sender } from "../connectors/watch-connectors.js";
import type { Finding } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { settle } from "./settle.js";
import type { TellDependencies } from "./tell.js";

export interface WatchConnectorsDependencies extends TellDependencies {
  senders: () => readonly Sender[];
  /** Versions of settings whose breakers are open, and for which countries. */
  resting: () => ReadonlyMap<string, ReadonlySet<string>>;
}

/** Longer than a breaker stays open between two tries, and than any process takes from one look to the next. */
const UNSEEN_SECONDS = 60;
const MAX_COUNTRIES = 20;

export async function watchConnectorHealth(
  dependencies: WatchConnectorsDependencies,
  settings: AlertSettings,
): Promise<void> {
  const senders = dependencies.senders();
  const overBecause = goneOr(senders, () => "recovered" as const);
  const { resting } = dependencies;
  await settle(dependencies, settings, {
    ...{ kind: "breaker_open", enabled: settings.breakerOpen.enabled, overBecause, unseenSeconds: UNSEEN_SECONDS },
    findings: senders.flatMap((sender) => {
      const countries = resting().get(sender.ready?.versionId ?? "");
      if (!countries?.size) return [];
      const named = [...countries].sort().slice(0, MAX_COUNTRIES);
      return [findingAbout(sender, "breaker_open", { channel: sender.channel, countries: named })];
    }),
  });
  await settle(dependencies, settings, {
    ...{ kind: "connector_unusable", enabled: settings.connectorUnusable.enabled, overBecause },
    unseenSeconds: UNSEEN_SECONDS,
    findings: senders
      .filter(({ ready }) => !ready)
      .map((sender) => findingAbout(sender, "connector_unusable", { channel: sender.channel })),
  });
}

/** An alert about a connector that is in force no more is over, whatever its figures were. */
export const goneOr =
  <Reason>(senders: readonly Sender[], otherwise: (open: { subjectId: string }) => Reason) =>
  (open: { subjectId: string }): Reason | "gone" =>
    senders.some(({ id }) => id === open.subjectId) ? otherwise(open) : "gone";

export const findingAbout = (
  { id, factoryId }: Sender,
  kind: Finding["kind"],
  facts: Record<string, unknown>,
): Finding => ({
  ...{ kind, subject: { kind: "connector", id }, part: "", serviceSid: null, name: factoryId },
  facts: { connector: factoryId, ...facts },
});
