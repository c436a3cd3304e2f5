/** @module What an alert is: its kinds, what it is about, when it is over. */
import type { Facts } from "../audit/event.js";

export const alertKinds = [
  "balance_low",
  "failure_spike",
  "conversion_drop",
  "breaker_open",
  "connector_unusable",
  "budget",
  "limit_alarm",
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** `recovered`: it is measured to be well again; `quiet`: nothing happens any more that could be measured. */
export const endReasons = ["recovered", "quiet", "gone", "switched_off"] as const;
export type EndReason = (typeof endReasons)[number];

/**
 * What became of the e-mail when it was raised. `through_itself`: it is on its way by the very connector that fails. `with_graver`: the
 * one about the same subject that is mailed says more.
 */
export const mailOutcomes = [
  "queued",
  "through_itself",
  "with_graver",
  "no_addresses",
  "no_connector",
  "no_service",
] as const;
export type MailOutcome = (typeof mailOutcomes)[number];

export type AlertSubject = { kind: "connector" | "service" | "api_key"; id: string };

/** Something that is wrong now, as a watch has measured it. */
export interface Finding {
  kind: AlertKind;
  subject: AlertSubject;
  /** Tells alerts of one kind about one subject apart: of a budget the share in percent, of a limit's alarm its rule; else empty. */
  part: string;
  serviceSid: string | null;
  /** What people call the subject. */
  name: string;
  /** Figures and words of closed lists: no number, address, text or name. */
  facts: Facts;
  /** A graver one about the same subject was found in the same look: only that is mailed. */
  isMinor?: true;
}

export interface Alert {
  /** `AL…` */
  sid: string;
  kind: AlertKind;
  subjectKind: AlertSubject["kind"];
  subjectId: string;
  part: string;
  serviceSid: string | null;
  name: string;
  /** As they were when it was raised. */
  facts: Facts;
  mail: MailOutcome;
  raisedAt: Date;
  endedAt: Date | null;
  endReason: EndReason | null;
}

export const isSame = (alert: Pick<Alert, "kind" | "subjectId" | "part">, finding: Finding): boolean =>
  alert.kind === finding.kind && alert.subjectId === finding.subject.id && alert.part === finding.part;
