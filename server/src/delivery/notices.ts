/**
 * @module Notices: messages that are no codes, for rooms that have something to tell a person. A notice is written in the
 * transaction of what it is about, so neither is there without the other, and sent once that is committed:
 *
 *     const notice = notices.prepare({ serviceSid, brand, recipient, locale, kind: "phone_changed", values: { ending } });
 *     await inTransaction(sql, async (tx) => {
 *       await changePhone(tx, …);
 *       await notices.insert(tx, [notice]);
 *     });
 *     notices.wake();
 */
import type { Clock, Random } from "../clock.js";
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import { writtenLanguage } from "../language.js";
import type { AcceptedRecipient } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import { createSid } from "../sid.js";
import type { Dispatcher } from "./dispatcher.js";
import { findNoticeObstacle, type NoticeObstacle } from "./find-notice-obstacle.js";
import { cleanBrand, cleanValues, type NewNotice, type NoticeContent, noticeKind } from "./notice.js";
import { sealLink } from "./notice-link.js";
import { emptyNotices, endNotices, forgetNoticesTo, insertNotices } from "./notice-store.js";

export type NoticeRequest = NoticeContent & {
  serviceSid: string;
  brand: string;
  recipient: AcceptedRecipient;
  /** BCP 47. */
  locale: string;
};

export interface Notices {
  /** `undefined` where nothing is to be sent: to a test number. No I/O; never throws. */
  prepare(request: NoticeRequest): NewNotice | undefined;
  /**
   * One statement, or none. `tx`: the transaction of what the notices are about. Whether they can be sent shows later, in their
   * messages: a channel without a connector undoes no transaction.
   */
  insert(tx: Database, notices: readonly (NewNotice | undefined)[]): Promise<void>;
  /** Why it could not be sent now: asked by whoever has nothing to tell without it. `undefined`: it can. */
  findObstacle(request: NoticeRequest): NoticeObstacle | undefined;
  /** What is not sent yet is not sent any more: what it tells is over. */
  end(tx: Database, sids: readonly string[]): Promise<void>;
  /** To be called after the commit; otherwise they go out within a second. */
  wake(): void;
  /** Empties the notices to numbers and addresses that no account has any more; what is still to be sent goes out first. */
  forgetRecipients(tx: Database, addresses: readonly string[]): Promise<void>;
  jobs: readonly Job[];
}

export interface NoticeDependencies {
  sql: Database;
  keyring: Keyring;
  connectors: ActiveConnectors;
  clock: Clock;
  random: Random;
  dispatcher: Pick<Dispatcher, "wake">;
  /** Numbers, in E.164, that get no text. */
  testNumbers: ReadonlyMap<string, string>;
  /** How long numbers and addresses are kept. */
  retentionDays: number;
}

const RETENTION_SECONDS = 3600;
const BATCH = 1000;

export function createNotices(dependencies: NoticeDependencies): Notices {
  const { sql, keyring, connectors, clock, random, dispatcher, testNumbers, retentionDays } = dependencies;
  return {
    prepare({ serviceSid, brand, recipient, locale, kind, values }) {
      const { address, country, channel } = recipient;
      if (channel === "sms" && testNumbers.has(address)) return undefined;
      return {
        sid: createSid("NO", clock, random),
        ...{ serviceSid, country, channel, kind },
        recipient: address,
        locale: writtenLanguage(locale),
        brand: cleanBrand(brand),
        values: sealLink(keyring, cleanValues(kind, { ...values }), address, random),
        lifetimeSeconds: noticeKind[kind].lifetimeSeconds,
        forgetWhenSent: noticeKind[kind].isLast === true,
      };
    },
    insert: (tx, notices) =>
      insertNotices(
        tx,
        notices.filter((one) => one !== undefined),
      ),
    findObstacle({ recipient, kind, locale, brand, values }) {
      const notice = { kind, locale, brand: cleanBrand(brand), values: cleanValues(kind, { ...values }) };
      return findNoticeObstacle(notice, recipient, connectors(recipient.channel));
    },
    end: (tx, sids) => endNotices(tx, sids),
    wake: () => dispatcher.wake(),
    forgetRecipients: (tx, addresses) => forgetNoticesTo(tx, addresses),
    jobs: [{ name: "empty notices", seconds: RETENTION_SECONDS, work: () => sweepNotices(sql, retentionDays) }],
  };
}

/** Empties the notices that were kept long enough. */
export async function sweepNotices(sql: Database, retentionDays: number): Promise<void> {
  while ((await emptyNotices(sql, retentionDays, BATCH)) === BATCH);
}
