/** @module Events out: endpoints, what each was told, and the carrier that tells them. The face of this room. */
import { recordChange } from "../audit/record.js";
import type { Actor } from "../core.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import { type Carrier, type CarryDependencies, createCarrier } from "./carry-deliveries.js";
import { deleteDeliveries, replayDeadRows, replayRow, selectDeliveries, selectDelivery } from "./delivery-store.js";
import type { Delivery, DeliveryStatus } from "./endpoint.js";
import { createEndpoints, type EndpointDependencies, type Endpoints, eventOf } from "./endpoints.js";

export interface DeliveryQuery {
  status?: DeliveryStatus | undefined;
  /** The identifier that the page before ended with. */
  after?: string | undefined;
  size: number;
}

export interface Webhooks extends Endpoints {
  /** Newest first; `next`: the `after` of the next page, or `null`. Throws `webhook.not_found`. */
  deliveries(sid: string, query: DeliveryQuery): Promise<{ deliveries: Delivery[]; next: string | null }>;
  /**
   * Tells it again of something that was told or given up. One that is under way, or was replayed within a minute, stays as it is: many
   * at once are one. Throws `webhook.not_found` and `webhook.delivery_not_found`.
   */
  replay(sid: string, deliverySid: string, by: Actor): Promise<Delivery>;
  /** The same for all that were given up. Resolves to how many. Throws `webhook.not_found`. */
  replayDead(sid: string, by: Actor): Promise<number>;
  carrier: Carrier;
  /** What every process repeats. */
  jobs: readonly Job[];
}

/** Deliveries are kept for so many days. */
const KEPT_DAYS = { delivered: 3, others: 30 };
const SWEEP_SECONDS = 600;
const BATCH = 1000;

export function createWebhooks(dependencies: EndpointDependencies & CarryDependencies): Webhooks {
  const { sql } = dependencies;
  const endpoints = createEndpoints(dependencies);
  const carrier = createCarrier(dependencies);

  async function sweep(): Promise<void> {
    while ((await deleteDeliveries(sql, KEPT_DAYS, BATCH)) === BATCH);
  }

  return {
    ...endpoints,
    async resume(sid, by) {
      const resumed = await endpoints.resume(sid, by);
      carrier.wake();
      return resumed;
    },
    async deliveries(sid, { status, after, size }) {
      await endpoints.find(sid);
      const rows = await selectDeliveries(sql, sid, { status, after, limit: size + 1 });
      const deliveries = rows.slice(0, size);
      return { deliveries, next: rows.length > size ? (deliveries.at(-1)?.sid ?? null) : null };
    },
    async replay(sid, deliverySid, by) {
      const { serviceSid } = await endpoints.find(sid);
      const event = { ...eventOf("webhook.replayed", sid, serviceSid, by), data: { delivery: deliverySid } };
      await recordChange(
        sql,
        (tx) => replayRow(tx, sid, deliverySid),
        (replayed) => (replayed ? event : undefined),
      );
      carrier.wake();
      const delivery = await selectDelivery(sql, sid, deliverySid);
      if (!delivery) throw new AppError("webhook.delivery_not_found");
      return delivery;
    },
    async replayDead(sid, by) {
      const { serviceSid } = await endpoints.find(sid);
      let replayed = 0;
      for (;;) {
        const n = await recordChange(
          sql,
          (tx) => replayDeadRows(tx, sid, BATCH),
          (count) =>
            count > 0
              ? { ...eventOf("webhook.replayed", sid, serviceSid, by), data: { deliveries: count } }
              : undefined,
        );
        replayed += n;
        carrier.wake();
        if (n < BATCH) return replayed;
      }
    },
    carrier,
    jobs: [{ name: "forget deliveries", seconds: SWEEP_SECONDS, work: sweep }],
  };
}
