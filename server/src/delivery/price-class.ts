/** @module How a Korean vendor charges for a text, where it does not tell what it costs. Pure. */
import { measureText } from "@munjigi/connectors/kit/measure-text";
import type { MessageConnector } from "@munjigi/connectors/message-connector";

export const priceClasses = ["SMS", "LMS", "abroad"] as const;
export type PriceClass = (typeof priceClasses)[number];

/** `null`: the vendor counts parts, or writes the text itself, or it goes nowhere. */
export function priceClassOf(
  { type, limits, inbox }: Pick<MessageConnector, "type" | "limits" | "inbox">,
  { body, country }: { body: string; country: string },
): PriceClass | null {
  if (type !== "Sms" || inbox || limits.charset !== "euc-kr" || body === "") return null;
  return country === "KR" ? measureText(body, limits).priceClass : "abroad";
}
