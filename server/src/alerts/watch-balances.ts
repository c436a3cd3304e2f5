/**
 * @module What is left on the accounts at vendors that tell it. Each is asked four times an hour, by one process; a vendor that does not
 * answer is asked the next time, and no alert.
 */
import { callConnector } from "../connectors/call-connector.js";
import type { Sender } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { EndReason, Finding } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { settle } from "./settle.js";
import { takeLook } from "./store.js";
import type { TellDependencies } from "./tell.js";
import { findingAbout } from "./watch-connectors.js";

export interface WatchBalancesDependencies extends TellDependencies, Outside {
  senders: () => readonly Sender[];
}

const ASK_SECONDS = 900;
const ASK_WITHIN_MS = 5000;
/** Back above the limit by a fifth it is well: not while it dances around it. */
const WELL_FACTOR = 1.2;
const MAX_UNIT_LENGTH = 10;

interface Balance {
  amount: number;
  below: number;
  unit: string;
}

export async function watchBalances(dependencies: WatchBalancesDependencies, settings: AlertSettings): Promise<void> {
  const { enabled, below } = settings.balanceLow;
  const senders = dependencies.senders();
  const asked = new Map<string, Balance>();
  for (const sender of enabled ? senders : []) {
    const balance = await askBalance(dependencies, sender);
    if (balance) asked.set(sender.id, { ...balance, below: limitOf(below, balance.unit) });
  }
  const findings = senders.flatMap((sender): Finding[] => {
    const balance = asked.get(sender.id);
    if (!balance || !isLow(balance)) return [];
    const { amount, unit, below: limit } = balance;
    return [findingAbout(sender, "balance_low", { amount, unit, below: limit })];
  });
  await settle(dependencies, settings, {
    ...{ kind: "balance_low", enabled, findings },
    overBecause({ subjectId, part }): EndReason | undefined {
      // One of what the vendor refused, and not of what it says, is `watchMessages`' to end.
      if (part !== "") return undefined;
      if (!senders.some(({ id }) => id === subjectId)) return "gone";
      const balance = asked.get(subjectId);
      return balance && isWell(balance) ? "recovered" : undefined;
    },
  });
}

/** 0: there is none. The unit is a vendor's word. */
const limitOf = (below: Readonly<Record<string, number>>, unit: string): number =>
  Object.hasOwn(below, unit) ? (below[unit] ?? 0) : 0;

/** Where there is no limit for the unit, nothing left is too little. */
const isLow = ({ amount, below }: Balance) => (below === 0 ? amount <= 0 : amount < below);
const isWell = ({ amount, below }: Balance) => (below === 0 ? amount > 0 : amount >= below * WELL_FACTOR);

/** `undefined`: it tells none, was asked not long ago, or does not answer. */
async function askBalance(
  dependencies: WatchBalancesDependencies,
  { id, factoryId, ready }: Sender,
): Promise<Omit<Balance, "below"> | undefined> {
  const { sql, log } = dependencies;
  const ask = ready?.connector.balance;
  if (!ready || !ask || !(await takeLook(sql, `balance ${id}`, ASK_SECONDS))) return undefined;
  try {
    const { connector, settings } = ready;
    const answer = await callConnector(dependencies, ASK_WITHIN_MS, (context) =>
      ask.call(connector, settings, context),
    );
    const amount = Number(answer.amount);
    const unit = String(answer.unit)
      .replace(/[^A-Za-z]/g, "")
      .slice(0, MAX_UNIT_LENGTH);
    if (answer.amount !== "" && Number.isFinite(amount)) return { amount, unit };
  } catch {
    // Of every kind: what a vendor says may hold what it was asked with.
  }
  log.debug({ connector: id, kind: factoryId }, "a vendor did not tell what is left on the account");
  return undefined;
}
