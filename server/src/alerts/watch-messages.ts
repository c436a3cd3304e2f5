/** @module Messages that connectors were given and did not bring: too many of them, or for want of money. One process looks at a time. */
import type { Sender } from "../connectors/watch-connectors.js";
import type { ConnectorOutcomes, Messages } from "../delivery/messages.js";
import type { Alert, EndReason, Finding } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { settle } from "./settle.js";
import { takeLook } from "./store.js";
import type { TellDependencies } from "./tell.js";
import { findingAbout, goneOr } from "./watch-connectors.js";

export interface WatchMessagesDependencies extends TellDependencies {
  senders: () => readonly Sender[];
  messages: Pick<Messages, "countOutcomes">;
}

const LOOK_SECONDS = 15;
/** Below three quarters of the limit it is well: not while it dances around it. */
const WELL_PART = 0.75;
/** The vendor has refused, whatever it says of the balance when it is asked. */
const REFUSED = "refused";

export async function watchMessages(dependencies: WatchMessagesDependencies, settings: AlertSettings): Promise<void> {
  const { sql, clock, messages } = dependencies;
  if (!(await takeLook(sql, "messages", LOOK_SECONDS))) return;
  const senders = dependencies.senders();
  const { minutes, ...spike } = settings.failureSpike;
  const outcomes = await messages.countOutcomes(new Date(clock().getTime() - minutes * 60_000));
  const of = (id: string) => outcomes.find(({ connectorId }) => connectorId === id);
  const each = (find: (one: ConnectorOutcomes, sender: Sender) => Finding | undefined) =>
    senders.flatMap((sender) => {
      const one = of(sender.id);
      return (one && find(one, sender)) ?? [];
    });

  await settle(dependencies, settings, {
    ...{ kind: "failure_spike", enabled: spike.enabled },
    findings: each((one, sender) => {
      if (one.messages < spike.messages || shareOf(one) < spike.share) return undefined;
      const { messages: given, failed, failureClass } = one;
      return findingAbout(sender, "failure_spike", {
        ...{ messages: given, failed, share: shareOf(one), minutes, class: failureClass },
      });
    }),
    overBecause: goneOr(senders, ({ subjectId }): EndReason | undefined => {
      const one = of(subjectId);
      if (!one) return "quiet";
      return shareOf(one) < spike.share * WELL_PART ? "recovered" : undefined;
    }),
  });

  const isRefused = ({ outOfBalance }: ConnectorOutcomes) => outOfBalance > 0;
  const overBecause = goneOr(senders, ({ subjectId }): EndReason | undefined => {
    const one = of(subjectId);
    if (!one) return "quiet";
    return isRefused(one) ? undefined : "recovered";
  });
  await settle(dependencies, settings, {
    ...{ kind: "balance_low", enabled: settings.balanceLow.enabled },
    findings: each((one, sender) =>
      isRefused(one)
        ? { ...findingAbout(sender, "balance_low", { refused: one.outOfBalance, minutes }), part: REFUSED }
        : undefined,
    ),
    overBecause: (open: Alert) => (open.part === REFUSED ? overBecause(open) : undefined),
  });
}

const shareOf = ({ failed, messages }: ConnectorOutcomes) => Math.round((failed / messages) * 1000) / 1000;
