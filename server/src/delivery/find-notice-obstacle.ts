/** @module Why a notice could not be sent now: asked before it is promised. Pure. */
import { measureText } from "@munjigi/connectors/kit/measure-text";
import type { ActiveConnector, ReadyConnector } from "../connectors/ready-connector.js";
import type { AcceptedRecipient } from "../recipient.js";
import { composeNotice, type NoticeText } from "./compose-notice.js";
import { maxBytesOf } from "./find-unsendable.js";
import { canCarryNotice } from "./write-notice.js";

/** `too_long`: by how much, in bytes of the vendor's charset. */
export type NoticeObstacle =
  | { because: "no_connector" }
  | { because: "codes_only" }
  | { because: "too_long"; bytes: number; maxBytes: number };

/** Where there is a standby, it is enough that one of the two can. */
export function findNoticeObstacle(
  notice: NoticeText,
  to: AcceptedRecipient,
  active: ActiveConnector | undefined,
): NoticeObstacle | undefined {
  if (!active) return { because: "no_connector" };
  const first = obstacleOf(notice, to, active);
  return first && active.standby && !obstacleOf(notice, to, active.standby) ? undefined : first;
}

function obstacleOf(notice: NoticeText, to: AcceptedRecipient, ready: ReadyConnector): NoticeObstacle | undefined {
  if (!canCarryNotice(ready, notice)) return { because: "codes_only" };
  const { bytes } = measureText(composeNotice(notice, to), ready.connector.limits);
  const maxBytes = maxBytesOf(ready);
  return bytes > maxBytes ? { because: "too_long", bytes, maxBytes } : undefined;
}
