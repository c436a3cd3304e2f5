/** @module The paces of this process, one for each version of a connector's settings. */
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { Metrics } from "../metrics.js";
import { Pace } from "./pace.js";

/** Connectors and versions of their settings that are remembered. */
const MAX_PACES = 500;
const TELL_MS = 60_000;

/** Modules of a team's own may say anything of their calls at once; what is no count is left out. */
function readMaxCalls(connector: MessageConnector, settings: unknown): number | undefined {
  try {
    const calls: unknown = connector.maxCalls?.(settings);
    return Number.isInteger(calls) && (calls as number) > 0 ? (calls as number) : undefined;
  } catch {
    return undefined;
  }
}

export class Paces {
  private readonly paces = new LRUCache<string, Pace>({ max: MAX_PACES });
  private readonly toldAt = new Map<string, number>();
  private readonly metrics: Pick<Metrics, "throttles">;
  private readonly log: Logger;

  constructor({ metrics, log }: { metrics: Pick<Metrics, "throttles">; log: Logger }) {
    this.metrics = metrics;
    this.log = log;
  }

  of(key: string, { connector, settings }: Pick<ReadyConnector, "connector" | "settings">): Pace {
    let pace = this.paces.get(key);
    if (!pace) {
      pace = new Pace(readMaxCalls(connector, settings));
      this.paces.set(key, pace);
    }
    return pace;
  }

  /** A connector's vendor has refused a call for rate: counted, and logged once a minute. */
  tellThrottle(connector: string): void {
    this.metrics.throttles.inc({ connector });
    const now = performance.now();
    if (now - (this.toldAt.get(connector) ?? Number.NEGATIVE_INFINITY) < TELL_MS) return;
    this.toldAt.set(connector, now);
    this.log.warn({ connector }, "the vendor takes no more for now: messages wait for its pace");
  }

  stop(): void {
    for (const pace of this.paces.values()) pace.stop();
  }
}
