/** @module The link of a notice: sealed while it is kept, since whoever has it has what its recipient was sent. Pure. */
import type { Random } from "../clock.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import type { NoticeText } from "./compose-notice.js";
import type { NoticeValues } from "./notice.js";

/** Sealed for its recipient: in another's row it cannot be opened. */
export function sealLink(
  keyring: Pick<Keyring, "current">,
  { link, ...values }: NoticeValues,
  recipient: string,
  random: Random,
): NoticeValues {
  return link === undefined ? values : { ...values, link: seal(keyring, link, recipient, random) };
}

/** The notice with its link; without one where `MUNJIGI_SECRET_KEY` has lost the key it was sealed by. */
export function openNotice(
  keyring: Keyring,
  { notice, recipient }: { notice: NoticeText; recipient: string },
): NoticeText {
  const { link, ...values } = notice.values;
  if (link === undefined) return notice;
  try {
    return { ...notice, values: { ...values, link: unseal(keyring, link, recipient) } };
  } catch {
    return { ...notice, values };
  }
}
