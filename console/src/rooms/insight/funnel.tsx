/** @module From the request to the right code, step by step: the loss is the news, in red and with its reasons. */
import type { Schema } from "../../kit/api.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { writeCount, writeShare } from "../../kit/time.js";
import { insightWords } from "./words.js";

type Insight = Schema<"Insight">;
const MAX_REASONS = 4;

export function Funnel({ insight }: { insight: Insight }) {
  const t = useWords(insightWords);
  const { language } = useLanguage();
  const { asked, total, losses, refusals, refused } = insight;
  const lossesAt = (at: Insight["losses"][number]["at"]) =>
    losses
      .filter((loss) => loss.at === at)
      .map(({ reason, count, sentence }) => ({ name: t.reasons[reason] ?? sentence?.[language] ?? reason, count }));
  const refusalsByName = refusals.map(({ code, times, sentence }) => ({
    name: t.refusals[code] ?? sentence[language],
    count: times,
  }));
  const steps = [
    { name: t.asked, count: asked, before: asked, lost: "", reasons: [] },
    {
      ...{ name: t.sent, count: total.sent, before: asked },
      lost: t.unsent(writeCount(refused + total.begun - total.sent, language)),
      reasons: [...refusalsByName, ...lossesAt("unsent")],
    },
    {
      ...{ name: t.delivered, count: total.delivered, before: total.sent },
      lost: t.undelivered(writeCount(total.sent - total.delivered, language)),
      reasons: lossesAt("undelivered"),
    },
    {
      ...{ name: t.verified, count: total.verified, before: total.delivered },
      lost: t.unverified(writeCount(total.delivered - total.verified, language)),
      reasons: lossesAt("unverified"),
    },
  ];
  const share = (n: number) => `${(100 * n) / Math.max(asked, 1)}%`;
  return (
    <section className="card" aria-label={t.flow}>
      <div className="cardhead row wrap between">
        <h2>{t.flow}</h2>
        <p className="small quiet">{t.flowHint}</p>
      </div>
      <ol className="pad funnel">
        {steps.map(({ name, count, before, lost, reasons }, index) => (
          <li key={name} className="funnelstep">
            {before > count && (
              <p className="funnelloss small">
                <b className="badc">{lost}</b>{" "}
                <span className="soft">
                  {sumByName(reasons)
                    .slice(0, MAX_REASONS)
                    .map((one) => `${one.name} ${writeCount(one.count, language)}`)
                    .join(" · ")}
                </span>
              </p>
            )}
            <b>{name}</b>
            <span className="funnelbar">
              <i className="funnelpart" style={{ width: share(count) }} />
              <i className="funnelpart lost" style={{ width: share(before - count) }} />
            </span>
            <b className="num right">{writeCount(count, language)}</b>
            <span className="num right soft">{index === 0 ? "" : writeShare(count, before)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Reasons that people need not tell apart have one name. */
function sumByName(reasons: readonly { name: string; count: number }[]): { name: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { name, count } of reasons) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
}
