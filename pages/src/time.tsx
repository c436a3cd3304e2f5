/** @module A point in time in words. Here in the language's own time zone; pages.js says it in the reader's. */
import type { Language } from "./view.js";

/** pages.js has the same table. */
const FORMATS = {
  month: { year: "numeric", month: "long" },
  day: { year: "numeric", month: "short", day: "numeric" },
  minute: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

type Precision = keyof typeof FORMATS;

const formats = {
  ko: makeFormats("ko", { timeZone: "Asia/Seoul" }),
  en: makeFormats("en", { timeZone: "UTC" }),
};

function makeFormats(language: Language, zone: Intl.DateTimeFormatOptions): Record<Precision, Intl.DateTimeFormat> {
  // Who reads English may be anywhere.
  const named: Intl.DateTimeFormatOptions = language === "en" ? { timeZoneName: "short" } : {};
  return {
    month: new Intl.DateTimeFormat(language, { ...FORMATS.month, ...zone }),
    day: new Intl.DateTimeFormat(language, { ...FORMATS.day, ...zone }),
    minute: new Intl.DateTimeFormat(language, { ...FORMATS.minute, ...zone, ...named }),
  };
}

/** @param iso ISO 8601 */
export function writeTime(iso: string, precision: Precision, language: Language): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : formats[language][precision].format(date);
}

export function Time({
  iso,
  precision,
  language,
}: {
  iso: string;
  precision: "day" | "minute";
  language: Language;
}): JSX.Element {
  return (
    <time datetime={iso} data-as={precision} safe>
      {writeTime(iso, precision, language)}
    </time>
  );
}
