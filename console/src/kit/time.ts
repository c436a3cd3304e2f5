/** @module Times, figures and numbers as people write them. Times are the browser's own. */
import type { Language } from "./language.js";

const locale = (language: Language) => (language === "ko" ? "ko-KR" : "en-GB");

/** `오늘 10:39:02`, `11. 24. 08:11`. */
export function writeTime(text: string | null | undefined, language: Language): string {
  if (!text) return "–";
  const date = new Date(text);
  const isToday = date.toDateString() === new Date().toDateString();
  const time = date.toLocaleTimeString(locale(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  if (isToday) return `${language === "ko" ? "오늘" : "Today"} ${time}`;
  const day = date.toLocaleDateString(locale(language), { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${day} ${time}`;
}

/** `10:39:02`. */
export const writeClock = (text: string, language: Language): string =>
  new Date(text).toLocaleTimeString(locale(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });

export function writeDay(text: string | null | undefined, language: Language): string {
  return text
    ? new Date(text).toLocaleDateString(locale(language), { year: "numeric", month: "long", day: "numeric" })
    : "–";
}

/** In the largest unit that is right: `4.2초`, `3분`. */
export function writeSeconds(seconds: number | null | undefined, language: Language): string {
  if (seconds === null || seconds === undefined) return "–";
  const [unit, value] =
    seconds < 90 ? ["second", seconds] : seconds < 5400 ? ["minute", seconds / 60] : ["hour", seconds / 3600];
  return new Intl.NumberFormat(locale(language), {
    style: "unit",
    unit: unit as string,
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(value as number);
}

export const writeCount = (n: number, language: Language): string => n.toLocaleString(locale(language));

export function writeShare(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = (100 * part) / whole;
  // 99.96 is not all.
  return `${part < whole ? Math.min(percent, 99.9).toFixed(1) : "100"}%`;
}

/** `010-****-5678`: of a number only what tells two apart. */
export function maskNumber(number: string): string {
  const national = number.startsWith("+82") ? `0${number.slice(3)}` : number;
  if (/^010\d{8}$/.test(national)) return `010-****-${national.slice(-4)}`;
  return national.length <= 6
    ? national
    : `${national.slice(0, 3)}${"*".repeat(national.length - 7)}${national.slice(-4)}`;
}

/** What the server has masked, as people here write it: `010-****-5678`. */
export const displayMasked = (masked: string): string => masked.replace(/^\+8210•{4}(\d{4})$/, "010-****-$1");

export const shortId = (sid: string): string => `${sid.slice(0, 4)}…${sid.slice(-4)}`;

/** A number as people write it: `010-1234-5678`, `+1 202 555 0143`. */
export function displayNumber(number: string): string {
  const mobile = /^\+82(10)(\d{4})(\d{4})$/.exec(number);
  return mobile ? `0${mobile[1]}-${mobile[2]}-${mobile[3]}` : number;
}
