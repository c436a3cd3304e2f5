/** @module How long a text is, by the measure of whoever carries it. */
import { useWords } from "../../kit/language.js";
import { Badge } from "../../kit/page.js";
import type { TextPreview } from "./use-check.js";

const words = {
  ko: {
    of: (limit: number) => ` / ${limit}바이트`,
    advice: "80 권장",
    limit: "90 한도",
    nearly: "SMS · 거의 다 참",
    parts: (n: number) => `${n}건`,
    abroad: (bytes: number) => `${bytes}바이트`,
    label: "문구 길이",
  },
  en: {
    of: (limit: number) => ` / ${limit} bytes`,
    advice: "80 advised",
    limit: "90 limit",
    nearly: "SMS · nearly full",
    parts: (n: number) => (n === 1 ? "1 part" : `${n} parts`),
    abroad: (bytes: number) => `${bytes} bytes`,
    label: "Length of the text",
  },
};

const ADVISED = 80;
const LIMIT = 90;
const WIDTH = 100;

export function ByteMeter({ preview }: { preview: TextPreview }) {
  const t = useWords(words);
  const { bytes, parts, priceClass } = preview;
  if (priceClass === null)
    return (
      <p className="row between">
        <span className="num">{t.abroad(bytes)}</span>
        <Badge tone={parts > 1 ? "warn" : "ok"}>{t.parts(parts)}</Badge>
      </p>
    );
  const tone = bytes > LIMIT ? "bad" : bytes > ADVISED ? "warn" : "ok";
  return (
    <div className="bytemeter">
      <p className="row between">
        <span className="num">
          <b className={tone === "ok" ? "" : `${tone}c`}>{bytes}</b>
          <span className="quiet">{t.of(LIMIT)}</span>
        </span>
        <Badge tone={tone}>{tone === "warn" ? t.nearly : priceClass}</Badge>
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} 4`}
        width="100%"
        height="8"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${t.label}: ${bytes}${t.of(LIMIT)}`}
      >
        <rect className="mt" width={WIDTH} height="4" rx="1" />
        <rect className={`mf ${tone}`} width={(WIDTH * Math.min(bytes, LIMIT)) / LIMIT} height="4" rx="1" />
        <line className="mk" x1={(WIDTH * ADVISED) / LIMIT} x2={(WIDTH * ADVISED) / LIMIT} y1="0" y2="4" />
      </svg>
      <p className="row meterk">
        <span>{t.advice}</span>
        <span>{t.limit}</span>
      </p>
    </div>
  );
}
