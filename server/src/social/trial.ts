/**
 * @module A trial of a provider: an administrator goes there and back as people do, and sees what comes. It signs nobody in, makes
 * nothing and keeps no token. Pure.
 */
import type { Bilingual } from "@munjigi/connectors/contract";
import {
  type ProfileItem,
  profileItems,
  type SocialConnector,
  type SocialFailure,
  type SocialFailureReason,
  type SocialProfile,
} from "@munjigi/connectors/social/contract";
import { maskRecipient } from "../delivery/message.js";

export interface TriedItem {
  item: "subject" | ProfileItem;
  /** `untold`: this provider never tells it · `missing`: it might, and did not. */
  state: "came" | "missing" | "untold";
  /** Masked, of a number or an address; absent: it did not come, or is a picture. */
  value: string | null;
  /** Whether the provider vouches for it: of a number and an address. */
  isVerified: boolean | null;
  /** What makes it come. */
  remedy: Bilingual | null;
}

export type TrialResult =
  | { status: "told"; items: readonly TriedItem[]; failure: null }
  | {
      status: "failed";
      items: null;
      failure: { reason: SocialFailureReason; code: string | null; remedy: Bilingual | null };
    };

export function toTold(profile: SocialProfile, { items: known }: Pick<SocialConnector, "items">): TrialResult {
  const { subject, email, emailVerified, phone, phoneVerified, name, picture } = profile;
  const values: Record<ProfileItem, string | undefined> = {
    name,
    email: email && maskRecipient(email),
    phone: phone && maskRecipient(phone),
    picture,
  };
  const verified = { email: emailVerified, phone: phoneVerified } as Partial<Record<ProfileItem, boolean>>;
  const items = profileItems.map((item): TriedItem => {
    if (values[item] === undefined) {
      const isUntold = known !== undefined && known[item] === undefined;
      return {
        item,
        state: isUntold ? "untold" : "missing",
        ...{ value: null, isVerified: null, remedy: known?.[item] ?? null },
      };
    }
    const value = item === "picture" ? null : (values[item] ?? null);
    return { item, state: "came", value, isVerified: verified[item] ?? null, remedy: null };
  });
  const who: TriedItem = { item: "subject", state: "came", value: subject, isVerified: null, remedy: null };
  return { status: "told", items: [who, ...items], failure: null };
}

/** `code`: the provider's own, fit to be shown. */
export function toFailed(
  { reason }: Pick<SocialFailure, "reason">,
  code: string | null,
  { remedies = {} }: Pick<SocialConnector, "remedies">,
): TrialResult {
  const remedy = code !== null && Object.hasOwn(remedies, code) ? (remedies[code] ?? null) : null;
  return { status: "failed", items: null, failure: { reason, code, remedy } };
}
