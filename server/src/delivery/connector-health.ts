/** @module How connectors have fared in the last hour: what vendors took, what arrived and how soon, what went wrong last. */
import type { Bilingual } from "@munjigi/connectors/contract";
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { readFailureClass } from "@munjigi/connectors/message-connector";
import type { Clock } from "../clock.js";
import type { Connector } from "../connectors/connector.js";
import type { Connectors } from "../connectors/connectors.js";
import { type Factories, isMessageKind } from "../connectors/factories.js";
import type { Database } from "../db/open.js";
import { firstSid } from "../sid.js";
import { type HealthRow, selectHealth } from "./connector-health-store.js";

const SPAN_SECONDS = 3600;
const PART_SECONDS = 300;
const PARTS = SPAN_SECONDS / PART_SECONDS;

interface Figures {
  tried: number;
  accepted: number;
  delivered: number;
}

export interface ConnectorHealth extends Figures {
  connectorId: string;
  /** Whether its vendor tells what became of a message at all: otherwise nothing is known of what arrived. */
  tellsDelivery: boolean;
  /** From the making of a message to the vendor's word of its arrival, in seconds: 95 of 100 were as fast. */
  p95Seconds: number | null;
  lastFailure: { at: Date; class: string; code: string | null; sentence: Bilingual; remedy: Bilingual } | null;
  /** The same figures for each five minutes, oldest first. */
  parts: Figures[];
}

export interface HealthOfConnectors {
  /** Of all that send. */
  list(): Promise<ConnectorHealth[]>;
}

interface HealthDependencies {
  sql: Database;
  clock: Clock;
  factories: Factories;
  connectors: Pick<Connectors, "listSenders">;
}

export function createConnectorHealth({ sql, clock, factories, connectors }: HealthDependencies): HealthOfConnectors {
  return {
    async list() {
      const since = new Date(clock().getTime() - SPAN_SECONDS * 1000);
      const bounds = { from: firstSid("VL", since), since, partSeconds: PART_SECONDS };
      const [known, rows] = await Promise.all([connectors.listSenders(), selectHealth(sql, bounds)]);
      return known.map((connector) =>
        toHealth(
          factories,
          connector,
          rows.filter(({ connectorId }) => connectorId === connector.id),
        ),
      );
    },
  };
}

function toHealth(
  factories: Factories,
  { id, factoryId }: Pick<Connector, "id" | "factoryId">,
  rows: readonly HealthRow[],
): ConnectorHealth {
  const found = factories.find(factoryId);
  const kind = found && isMessageKind(found) ? found : undefined;
  const whole = rows.find(({ part }) => part === null);
  const failure = whole?.lastFailure;
  return {
    connectorId: id,
    tellsDelivery: kind?.receipt !== undefined || kind?.status !== undefined,
    ...figuresOf(whole),
    p95Seconds: whole?.p95Seconds ?? null,
    lastFailure: failure
      ? {
          ...{ at: new Date(failure.at), class: failure.class, code: failure.code },
          ...explainFailure(readFailureClass(failure.class), failure.code ?? undefined, kind),
        }
      : null,
    parts: Array.from({ length: PARTS }, (_, n) => figuresOf(rows.find(({ part }) => part === n))),
  };
}

const figuresOf = (row: HealthRow | undefined): Figures => ({
  tried: row?.tried ?? 0,
  accepted: row?.accepted ?? 0,
  delivered: row?.delivered ?? 0,
});
