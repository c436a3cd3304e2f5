/** @module Conversion over time, as a line: uPlot, which is loaded with this file alone. */
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Schema } from "../../kit/api.js";
import { type Language, useLanguage, useWords } from "../../kit/language.js";
import { writeShare } from "../../kit/time.js";
import { insightWords } from "./words.js";

type Insight = Schema<"Insight">;
type Group = Insight["groups"][number];

const HEIGHT = 220;
const FONT = "12px system-ui, sans-serif";
const locale = (language: Language) => (language === "ko" ? "ko-KR" : "en-GB");

export default function Trend({ insight }: { insight: Insight }) {
  const t = useWords(insightWords);
  const { language } = useLanguage();
  const scheme = useComputedColorScheme();
  const place = useRef<HTMLDivElement>(null);
  const { groups, by } = insight;
  const known = groups.filter(({ conversion }) => conversion !== null);
  const byShare = known.toSorted((one, other) => (one.conversion ?? 0) - (other.conversion ?? 0));
  const [lowest, highest] = [byShare[0], byShare.at(-1)];
  const write = (key: string) =>
    new Date(key).toLocaleString(
      locale(language),
      by === "hour" ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : { month: "numeric", day: "numeric" },
    );
  const share = (group: Group) => writeShare(group.verified, group.begun);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a scheme has other colours, which are read here
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const times = groups.map(({ key }) => Date.parse(key) / 1000);
    const low = groups.findIndex(({ key }) => key === lowest?.key);
    const axis = {
      stroke: colour("quiet"),
      font: FONT,
      ticks: { show: false },
      grid: { stroke: colour("line"), width: 1 },
    };
    const plot = new uPlot(
      {
        ...{ width: element.clientWidth, height: HEIGHT },
        cursor: { y: false, points: { size: 8 }, drag: { x: false, y: false } },
        legend: { show: false },
        scales: {
          x: { time: true, range: () => spanOf(times.at(0) ?? 0, times.at(-1) ?? 0, by) },
          y: { range: (_plot, min, max) => rangeOf(min, max) },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            space: 70,
            values: (_plot, splits) => splits.map((second) => write(new Date(second * 1000).toISOString())),
          },
          {
            ...axis,
            size: 52,
            space: 36,
            incrs: [1, 2, 5, 10, 20, 50],
            values: (_plot, splits) => splits.map((value) => `${Math.round(value)}%`),
          },
        ],
        series: [
          {},
          {
            stroke: colour("bar"),
            width: 2,
            fill: colour("tint"),
            spanGaps: true,
            points: {
              show: true,
              size: 8,
              fill: colour("bar"),
              filter: () => (groups.length < 2 ? null : low < 0 ? [] : [low]),
            },
          },
        ],
      },
      [times, groups.map(({ conversion }) => (conversion === null ? null : conversion * 100))],
      element,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [insight, language, scheme]);

  const text = lowest && highest ? t.trendText(share(lowest), write(lowest.key), share(highest)) : t.none;
  return (
    <figure className="stack">
      <div ref={place} className="plot" role="img" aria-label={text} />
      <figcaption className="small quiet">{text}</figcaption>
    </figure>
  );
}

/**
 * From the first to the last; around a point that is alone, one before and one after it, where the library would take two years. In seconds.
 */
function spanOf(first: number, last: number, by: Insight["by"]): [number, number] {
  const step = by === "hour" ? 3600 : 86_400;
  return first === last ? [first - step, last + step] : [first, last];
}

/** Some air around the line, within 0 and 100. */
function rangeOf(min: number, max: number): [number, number] {
  const air = Math.max(2, (max - min) * 0.2);
  return [Math.max(0, min - air), Math.min(100, max + air)];
}
