/**
 * @module Raises and ends alerts. What is true and the telling of it are one transaction: the row, the event, which the audit log has and
 * webhooks hear, and the e-mails, which are sent once it is committed, by whatever process is there then.
 */
import type { Logger } from "pino";
import type { NewEvent } from "../audit/event.js";
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import { theServer } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import type { NewNotice } from "../delivery/notice.js";
import type { Notices } from "../delivery/notices.js";
import { findRecipient } from "../recipient.js";
import { createSid } from "../sid.js";
import type { Alert, EndReason, Finding, MailOutcome } from "./alert.js";
import { type AlertMail, writeAlertMail } from "./alert-texts.js";
import type { AlertSettings } from "./settings.js";
import { endAlert, insertAlert } from "./store.js";

export interface TellDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
  log: Logger;
  origin: string;
  connectors: ActiveConnectors;
  notices: Pick<Notices, "prepare" | "insert" | "wake" | "findObstacle">;
  /** In whose name is mailed. Throws `service.not_found` where there is no service. */
  sender: () => Promise<{ serviceSid: string; brand: string }>;
}

/** Ways that end in a mail; whoever heard of the beginning that way hears of the end. */
const MAILED: readonly MailOutcome[] = ["queued", "through_itself"];

/** Resolves to whether this call raised it. */
export async function raiseAlert(
  dependencies: TellDependencies,
  settings: AlertSettings,
  { isMinor, ...finding }: Finding,
): Promise<boolean> {
  const { sql, clock, random, log, notices } = dependencies;
  const sid = createSid("AL", clock, random);
  const way = await findWay(dependencies, settings, finding);
  const mail = isMinor && way.mail !== "no_addresses" ? "with_graver" : way.mail;
  const alert = await inTransaction(sql, async (tx) => {
    const made = await insertAlert(tx, { ...finding, sid, mail });
    if (!made) return undefined;
    await recordEvent(tx, eventOf(made));
    if (MAILED.includes(mail)) await notices.insert(tx, way.write(writeMail(dependencies, settings, made)));
    return made;
  });
  if (!alert) return false;
  if (MAILED.includes(mail)) notices.wake();
  const { kind, subjectId, part } = alert;
  log.warn({ alert: sid, kind, subject: subjectId, ...(part && { part }), mail }, "alert raised");
  if (mail === "no_connector" || mail === "no_service" || mail === "through_itself")
    log.warn({ alert: sid, mail }, "nobody may hear of this alert by e-mail");
  return true;
}

/** `unseenSeconds`: see `endAlert`. Resolves to whether this call ended it. */
export async function closeAlert(
  dependencies: TellDependencies,
  settings: AlertSettings,
  open: Alert,
  reason: EndReason,
  unseenSeconds: number,
): Promise<boolean> {
  const { sql, log, notices } = dependencies;
  const isMailed = settings.tellEnds && MAILED.includes(open.mail);
  const way = isMailed ? await findWay(dependencies, settings, findingOf(open)) : undefined;
  const ended = await inTransaction(sql, async (tx) => {
    const alert = await endAlert(tx, open.sid, reason, unseenSeconds);
    if (!alert) return undefined;
    await recordEvent(tx, eventOf(alert));
    if (way && MAILED.includes(way.mail)) await notices.insert(tx, way.write(writeMail(dependencies, settings, alert)));
    return alert;
  });
  if (!ended) return false;
  if (way) notices.wake();
  log.info({ alert: ended.sid, kind: ended.kind, subject: ended.subjectId, reason }, "alert ended");
  return true;
}

const writeMail = ({ origin }: TellDependencies, { language }: AlertSettings, alert: Alert): AlertMail =>
  writeAlertMail(alert, language, origin);

const findingOf = ({
  kind,
  subjectKind,
  subjectId,
  part,
  serviceSid,
  name,
  facts,
}: Alert): Omit<Finding, "isMinor"> => ({
  ...{ kind, subject: { kind: subjectKind, id: subjectId }, part, serviceSid, name, facts },
});

/** Without its name, which a team has chosen. */
function eventOf(alert: Alert): NewEvent {
  const { sid, kind, subjectKind, subjectId, part, serviceSid, facts, mail, raisedAt, endedAt, endReason } = alert;
  const isOver = endedAt !== null;
  return {
    ...{ type: isOver ? "alert.ended" : "alert.raised", actor: theServer, serviceSid },
    subject: { kind: subjectKind, id: subjectId },
    data: {
      ...{ alert: sid, kind, ...(part && { part }), ...facts },
      ...(isOver ? { reason: endReason, raisedAt: raisedAt.toISOString() } : { mail }),
    },
  };
}

export interface Way {
  mail: MailOutcome;
  /** The notices that carry a mail. */
  write(mail: AlertMail): NewNotice[];
}

/** How an alert can be mailed now. `about`: what is wrong; absent: nothing is. */
export async function findWay(
  { connectors, notices, sender }: Omit<TellDependencies, "sql">,
  { emails, language }: AlertSettings,
  about?: Omit<Finding, "isMinor">,
): Promise<Way> {
  const nothing = (mail: MailOutcome): Way => ({ mail, write: () => [] });
  if (emails.length === 0) return nothing("no_addresses");
  const active = connectors("email");
  const from = await sender().catch(() => undefined);
  if (!from) return nothing("no_service");
  const requestOf = (recipient: NonNullable<ReturnType<typeof findRecipient>>, values: AlertMail) => ({
    ...{ ...from, recipient, locale: language, kind: "operator_alert" as const, values: { ...values } },
  });
  const recipients = emails.map((email) => findRecipient(email)).filter((one) => one !== undefined);
  const isRefused = recipients.some((one) => notices.findObstacle(requestOf(one, { subject: "-", text: "-" })));
  if (isRefused) return nothing("no_connector");
  const isItself = about !== undefined && active?.id === about.subject.id && !active.standby;
  return {
    mail: isItself ? "through_itself" : "queued",
    write: (mail) =>
      recipients.map((one) => notices.prepare(requestOf(one, mail))).filter((notice) => notice !== undefined),
  };
}
