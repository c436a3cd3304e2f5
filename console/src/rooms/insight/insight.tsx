/** @module Insight: how many of those who asked for a code were sent one, got it and used it, and where the others were lost. */
import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useSearchParams } from "wouter";
import type { Schema } from "../../kit/api.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useServices } from "../../kit/names.js";
import { Card, Empty, Loaded, Loading, Page } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import { writeCount, writeSeconds, writeShare } from "../../kit/time.js";
import { Funnel } from "./funnel.js";
import { Groups } from "./groups.js";
import { insightWords } from "./words.js";

const Trend = lazy(() => import("./trend.js"));

type Insight = Schema<"Insight">;

const HOUR_MS = 3_600_000;
const MAX_REASONS = 3;
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whole hours, so that the same is asked for until the hour is over: `days` of them, and as many before. */
function spanOf(days: number, periodsBefore = 0): { since: string; until: string } {
  const end = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS - periodsBefore * days * 24 * HOUR_MS;
  return { since: new Date(end - days * 24 * HOUR_MS).toISOString(), until: new Date(end).toISOString() };
}

export default function InsightPage() {
  const t = useWords(insightWords);
  const api = useApi();
  const services = useServices();
  const [query, setQuery] = useSearchParams();
  const asked = query.get("days") ?? "";
  const days = asked in t.ranges ? asked : "14";
  const service = query.get("service");
  const by = days === "1" ? "hour" : "day";
  const read = (periodsBefore: number) => {
    const span = spanOf(Number(days), periodsBefore);
    return {
      queryKey: ["insight", by, span, service],
      queryFn: () => api.get("/api/insight", { query: { ...span, by, timeZone, ...(service && { service }) } }),
    } as const;
  };
  const now = useQuery(read(0));
  const before = useQuery(read(1));
  const set = (name: string, value: string | null) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <>
          {services.length > 1 && (
            <Select
              aria-label={t.service}
              placeholder={t.allServices}
              clearable
              value={service}
              data={services.map(({ sid: value, name: label }) => ({ value, label }))}
              onChange={(value) => set("service", value)}
            />
          )}
          <SegmentedControl
            aria-label={t.range}
            value={days}
            onChange={(value) => set("days", value)}
            data={Object.entries(t.ranges).map(([value, label]) => ({ value, label }))}
          />
        </>
      }
    >
      <Loaded query={now}>
        {(found) =>
          found.asked === 0 ? (
            <Card>
              <Empty icon="chart" title={t.none} text={t.noneText} />
            </Card>
          ) : (
            <Body insight={found} before={before.data} days={days} service={service} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Body({
  insight,
  before,
  days,
  service,
}: {
  insight: Insight;
  before: Insight | undefined;
  days: string;
  service: string | null;
}) {
  const t = useWords(insightWords);
  const { language } = useLanguage();
  const [by, setBy] = useState<keyof typeof t.by>("country");
  const { total, refused, refusals } = insight;
  const range = t.ranges[days] ?? days;
  return (
    <div className="stack">
      <div className="g4">
        <Figure name={t.conversion} value={writeShare(total.verified, total.begun)}>
          <Change now={total.conversion} before={before?.total.conversion} range={range} />
        </Figure>
        <Figure name={t.toVerify} value={writeSeconds(total.secondsToVerify?.median, language)}>
          {total.secondsToVerify && `p95 ${writeSeconds(total.secondsToVerify.p95, language)}`}
        </Figure>
        <Figure name={t.toDeliver} value={writeSeconds(total.secondsToDeliver?.median, language)}>
          {total.secondsToDeliver ? `p95 ${writeSeconds(total.secondsToDeliver.p95, language)}` : t.noReceipts}
        </Figure>
        <Figure name={t.refused} value={writeCount(refused, language)}>
          {refused === 0
            ? t.noRefusals
            : refusals
                .slice(0, MAX_REASONS)
                .map(({ code, times, sentence }) => {
                  return `${t.refusals[code] ?? sentence[language]} ${writeCount(times, language)}`;
                })
                .join(" · ")}
        </Figure>
      </div>
      <Funnel insight={insight} />
      <div className="g2 uneven">
        <div className="card">
          <div className="cardhead">
            <h2>{t.trend(range)}</h2>
          </div>
          <div className="pad">
            <Suspense fallback={<Loading />}>
              <Trend insight={insight} />
            </Suspense>
          </div>
        </div>
        <div className="card">
          <div className="cardhead row wrap">
            <SegmentedControl
              size="xs"
              aria-label={t.groups}
              value={by}
              onChange={(value) => setBy(value as typeof by)}
              data={Object.entries(t.by).map(([value, label]) => ({ value, label }))}
            />
          </div>
          <Groups by={by} span={{ since: insight.since, until: insight.until }} service={service} />
        </div>
      </div>
      {insight.spending.texts > 0 && <Spending spending={insight.spending} />}
      <p className="small quiet">
        {t.proof} {t.late}
      </p>
    </div>
  );
}

/** What texts were charged as, and what of it vendors gave a price for. */
function Spending({ spending: { texts, parts, classes, priced, prices } }: { spending: Insight["spending"] }) {
  const t = useWords(insightWords);
  const { language } = useLanguage();
  const count = (n: number) => writeCount(n, language);
  const byCount = [...classes].sort((one, other) => other.texts - one.texts);
  const figures = [
    [t.texts, count(texts)],
    ...byCount.map((one) => [t.classes[one.class] ?? one.class, count(one.texts)] as const),
    ...(parts > 0 ? [[t.parts, count(parts)] as const] : []),
    ...prices.map(({ amount, currency }) => [t.ofTexts(count(priced)), `${amount} ${currency}`] as const),
  ] as const;
  return (
    <section className="card" aria-label={t.cost}>
      <div className="cardhead row wrap between">
        <h2>{t.cost}</h2>
        <p className="small quiet">{prices.length === 0 ? t.noPrices : t.prices}</p>
      </div>
      <dl className="pad spending">
        {figures.map(([name, value]) => (
          <div key={`${name} ${value}`}>
            <dt className="small quiet">{name}</dt>
            <dd className="num">
              <b>{value}</b>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <Card>
      <p className="small quiet">{name}</p>
      <p className="figure num">{value}</p>
      <p className="small soft">{children}</p>
    </Card>
  );
}

function Change({ now, before, range }: { now: number | null; before: number | null | undefined; range: string }) {
  const t = useWords(insightWords);
  if (now === null || before === null || before === undefined) return t.noBefore;
  const points = Math.round((now - before) * 1000) / 10;
  const sign = points > 0 ? "+" : points < 0 ? "−" : "±";
  return (
    <>
      <span className={points < 0 ? "badc" : points > 0 ? "good" : ""}>
        {sign}
        {Math.abs(points).toFixed(1)}%p
      </span>{" "}
      {t.than(range)}
    </>
  );
}
