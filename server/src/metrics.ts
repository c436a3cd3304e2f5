/** @module What `/metrics` shows: counts and durations, labelled with routes, channels and countries, never with numbers or addresses. (Country `ZZ`: of e-mail addresses.) */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requestSeconds: new Histogram({
      name: "munjigi_http_request_duration_seconds",
      help: "Time from a request's arrival to its answer",
      labelNames: ["method", "route", "status"] as const,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    verificationsStarted: new Counter({
      name: "munjigi_verification_sends_total",
      help: "Codes asked for, by what became of the request",
      labelNames: ["purpose", "country", "outcome"] as const,
      registers,
    }),
    verificationsChecked: new Counter({
      name: "munjigi_verification_checks_total",
      help: "Codes checked, by result",
      labelNames: ["purpose", "outcome"] as const,
      registers,
    }),
    limits: new Counter({
      name: "munjigi_limits_total",
      help: "Requests that a limit stopped, by rule: refused, or asked for a proof of work; would_…: sent, because its alarm only observes",
      labelNames: ["rule", "outcome"] as const,
      registers,
    }),
    alarms: new Counter({
      name: "munjigi_abuse_alarms_total",
      help: "Times that a pattern of abuse was found, by rule; mode enforce, or observe where nothing follows",
      labelNames: ["rule", "mode"] as const,
      registers,
    }),
    messages: new Counter({
      name: "munjigi_messages_total",
      help: "Messages handed to a connector, by result",
      labelNames: ["connector", "outcome"] as const,
      registers,
    }),
    messageSeconds: new Histogram({
      name: "munjigi_message_queue_seconds",
      help: "Time from a message's creation to the connector's accept",
      labelNames: ["connector"] as const,
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    webhooks: new Counter({
      name: "munjigi_webhook_deliveries_total",
      help: "Tries at telling an endpoint of an event, by result",
      labelNames: ["outcome"] as const,
      registers,
    }),
    throttles: new Counter({
      name: "munjigi_connector_throttles_total",
      help: "Calls that a connector's vendor refused because there were too many",
      labelNames: ["connector"] as const,
      registers,
    }),
    breakers: new Counter({
      name: "munjigi_connector_breaks_total",
      help: "Times that a connector failed so often that it is left alone for ten seconds",
      labelNames: ["connector", "country"] as const,
      registers,
    }),
    receipts: new Counter({
      name: "munjigi_delivery_reports_total",
      help: "What vendors told of messages they had taken",
      labelNames: ["connector", "outcome"] as const,
      registers,
    }),
    historyDeleted: new Counter({
      name: "munjigi_history_deleted_total",
      help: "Verifications, notices and messages that were deleted because they are old",
      labelNames: ["kind"] as const,
      registers,
    }),
    alertsOpen: new Gauge({
      name: "munjigi_alerts_open",
      help: "Alerts that were raised and have not ended",
      labelNames: ["kind"] as const,
      registers,
    }),
    messagesWaiting: new Gauge({
      name: "munjigi_messages_waiting",
      help: "Messages queued or being sent",
      registers,
    }),
    oldestMessageSeconds: new Gauge({
      name: "munjigi_oldest_message_seconds",
      help: "How long the oldest overdue message has been waiting",
      registers,
    }),
  };
}
