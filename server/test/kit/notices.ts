/** @module Notices as another room writes them. */
import { systemClock, systemRandom } from "../../dist/clock.js";
import { type Database, inTransaction } from "../../dist/db/open.js";
import type { NoticeContent } from "../../dist/delivery/notice.js";
import { createNotices, type NoticeRequest } from "../../dist/delivery/notices.js";
import { findRecipient } from "../../dist/recipient.js";
import { parseKeyring } from "../../dist/secrets.js";
import { credentials, SECRET_KEY, type TestDatabase } from "../harness.js";

export const TEST_NUMBER = "+821000000001";

/** Unless told nobody is woken, so messages go out with the next poll. */
export const noticesOn = (sql: Database, wake: () => void = () => {}) =>
  createNotices({
    ...{
      sql,
      clock: systemClock,
      random: systemRandom,
      keyring: parseKeyring(SECRET_KEY),
      connectors: () => undefined,
    },
    dispatcher: { wake },
    testNumbers: new Map([[TEST_NUMBER, "123456"]]),
    retentionDays: 90,
  });

const content: NoticeContent = { kind: "phone_changed", values: { ending: "34" } };

export function requestTo(to: string, more: Partial<NoticeRequest> = {}): NoticeRequest {
  const recipient = findRecipient(to);
  if (!recipient) throw new Error(`${to} is no recipient`);
  const { serviceSid } = credentials;
  return { serviceSid, brand: "문지기", recipient, locale: "ko", ...content, ...more } as NoticeRequest;
}

export const messageOf = (noticeSid: string) => noticeSid.replace(/^NO/, "VL");

/** A notice, committed; its message. */
export async function tell(
  { sql }: Pick<TestDatabase, "sql">,
  to: string,
  more: Partial<NoticeRequest> = {},
): Promise<string> {
  const notices = noticesOn(sql);
  const notice = notices.prepare(requestTo(to, more));
  if (!notice) throw new Error("there is nothing to tell");
  await inTransaction(sql, async (tx) => await notices.insert(tx, [notice]));
  return messageOf(notice.sid);
}
