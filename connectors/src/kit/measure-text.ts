/** @module How long a text is for a vendor, and what class of message it makes. */
import { SendFailure, type SmsLimits } from "../message-connector.js";
import { eucKrBytes, notInEucKr } from "./euc-kr.js";

/** A Korean short message. */
const SMS_BYTES = 90;
/** A Korean long message. */
const LMS_BYTES = 2000;

export interface Measure {
  /** In the vendor's charset. */
  bytes: number;
  /** Messages billed. */
  parts: number;
  /** Korean classes; LMS costs about three times an SMS. */
  priceClass: "SMS" | "LMS" | null;
  /** Characters the vendor cannot carry. */
  unsendable: string[];
}

// 3GPP TS 23.038 §6.2.1: the default alphabet, and its extension, each character of which takes two places.
const GSM_7 =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_7_EXTENSION = "^{}\\[~]|€\f";

/** Whether a text can go out in the default alphabet, for vendors that have to be told when it cannot. */
export const isGsm7 = (text: string) => [...text].every((one) => GSM_7.includes(one) || GSM_7_EXTENSION.includes(one));

export function measureText(text: string, { charset }: Pick<SmsLimits, "charset">): Measure {
  if (charset === "euc-kr") {
    const bytes = eucKrBytes(text);
    return { bytes, parts: 1, priceClass: bytes <= SMS_BYTES ? "SMS" : "LMS", unsendable: notInEucKr(text) };
  }
  if (charset === "utf-8") return { bytes: Buffer.byteLength(text), parts: 1, priceClass: null, unsendable: [] };
  const places = [...text].map((one) => (GSM_7.includes(one) ? 1 : GSM_7_EXTENSION.includes(one) ? 2 : Number.NaN));
  const septets = places.reduce((sum, place) => sum + place, 0);
  if (!Number.isNaN(septets))
    return { bytes: septets, parts: countParts(places, 160, 153), priceClass: null, unsendable: [] };
  const units = [...text].map((one) => one.length);
  const parts = countParts(units, 70, 67);
  return { bytes: text.length * 2, parts, priceClass: null, unsendable: [] };
}

/**
 * How many messages hold characters of these sizes. Concatenated ones lose six bytes of each to the header that says which part
 * this is, and no character is split: an escape and what it escapes, or the halves of a surrogate pair, go to the next one together.
 */
function countParts(sizes: readonly number[], whole: number, each: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= whole) return 1;
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}

/**
 * The class of a Korean message. Throws `SendFailure` (`content`) for characters that carriers cannot send, and for a text too
 * long for what the settings allow: vendors would cut it, or bill three times as much, without a word.
 */
export function koreanClass(text: string, settings: { allowLms?: boolean | undefined }): "SMS" | "LMS" {
  const { bytes, priceClass, unsendable } = measureText(text, { charset: "euc-kr" });
  if (unsendable.length > 0) throw new SendFailure("content", "characters outside EUC-KR", { vendorCode: "charset" });
  if (bytes > (settings.allowLms ? LMS_BYTES : SMS_BYTES))
    throw new SendFailure("content", `${bytes} bytes`, { vendorCode: "too_long" });
  return priceClass === "LMS" ? "LMS" : "SMS";
}
