/** @module What `/metrics` shows: counts and durations, labelled with routes, channels and countries, never with numbers or addresses. (Country `ZZ`: of e-mail addresses.) */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
export type Metrics = ReturnType<typeof createMetrics>;
export declare function createMetrics(): {
    registry: Registry<"text/plain; version=0.0.4; charset=utf-8">;
    requestSeconds: Histogram<"method" | "route" | "status">;
    verificationsStarted: Counter<"country" | "outcome" | "purpose">;
    verificationsChecked: Counter<"outcome" | "purpose">;
    limits: Counter<"outcome" | "rule">;
    alarms: Counter<"rule">;
    messages: Counter<"connector" | "outcome">;
    messageSeconds: Histogram<"connector">;
    throttles: Counter<"connector">;
    breakers: Counter<"connector" | "country">;
    receipts: Counter<"connector" | "outcome">;
    messagesWaiting: Gauge<string>;
    oldestMessageSeconds: Gauge<string>;
};
