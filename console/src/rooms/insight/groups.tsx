/** @module The same counts for each country, kind of connector or service. */
import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../kit/api.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useConnectorName, useCountryName, useServiceName } from "../../kit/names.js";
import { Loaded } from "../../kit/page.js";
import { Scroll } from "../../kit/scroll.js";
import { useApi } from "../../kit/session.js";
import { writeCount, writeSeconds, writeShare } from "../../kit/time.js";
import { insightWords } from "./words.js";

type Insight = Schema<"Insight">;
type Group = Insight["groups"][number];
const MAX_ROWS = 20;
/** Below this share of all, a group is marked. */
const LOW = 0.75;

export function Groups({
  by,
  span,
  service,
}: {
  by: "country" | "connector" | "carrier" | "service";
  span: { since: string; until: string };
  service: string | null;
}) {
  const t = useWords(insightWords);
  const { language } = useLanguage();
  const api = useApi();
  const countryName = useCountryName();
  const connectorName = useConnectorName();
  const serviceName = useServiceName();
  const found = useQuery({
    queryKey: ["insight", by, span, service],
    queryFn: () => api.get("/api/insight", { query: { ...span, by, ...(service && { service }) } }),
  });
  const carrierName = (name: string) => t.carriers[name] ?? name;
  const names = { country: countryName, connector: connectorName, carrier: carrierName, service: serviceName };
  const nameOf = ({ key }: Group) => names[by](key);
  const hasRefusals = by === "country";
  return (
    <Loaded query={found}>
      {({ groups, refusals }) => {
        const refused = refusedByCountry(refusals);
        const unbegun = [...refused.keys()].filter(
          (country) => country !== "" && !groups.some(({ key }) => key === country),
        );
        const rows = hasRefusals ? [...groups, ...unbegun.map((key) => ({ ...nothing, key }))] : groups;
        return (
          <Scroll label={t.by[by]}>
            <table className="table" aria-label={t.by[by]}>
              <thead>
                <tr>
                  <th scope="col">{t.by[by]}</th>
                  <th scope="col" className="right">
                    {t.asked}
                  </th>
                  {hasRefusals && (
                    <th scope="col" className="right">
                      {t.refused}
                    </th>
                  )}
                  <th scope="col" className="right">
                    {t.delivered}
                  </th>
                  <th scope="col" className="right">
                    {t.verified}
                  </th>
                  <td aria-hidden="true" />
                  <th scope="col" className="right">
                    {t.median}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, MAX_ROWS).map((group) => (
                  <tr key={group.key}>
                    <th scope="row" className="ink">
                      {nameOf(group)}
                      {hasRefusals && <Reasons refusals={refusals} country={group.key} />}
                    </th>
                    <td className="right num">{writeCount(group.begun, language)}</td>
                    {hasRefusals && <td className="right num">{writeCount(refused.get(group.key) ?? 0, language)}</td>}
                    <td className="right num">{writeShare(group.delivered, group.sent)}</td>
                    <td className="right num">{writeShare(group.verified, group.begun)}</td>
                    <td>
                      <span className="meter">
                        <i
                          className={`funnelpart ${(group.conversion ?? 0) < LOW ? "low" : ""}`}
                          style={{ width: `${100 * (group.conversion ?? 0)}%` }}
                        />
                      </span>
                    </td>
                    <td className="right num">{writeSeconds(group.secondsToVerify?.median, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        );
      }}
    </Loaded>
  );
}

const nothing = {
  begun: 0,
  sent: 0,
  delivered: 0,
  verified: 0,
  conversion: null,
  secondsToVerify: null,
  secondsToDeliver: null,
};

function refusedByCountry(refusals: Insight["refusals"]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { countries } of refusals)
    for (const { country, times } of countries) sums.set(country, (sums.get(country) ?? 0) + times);
  return sums;
}

const MAX_REASONS = 2;

/** Why numbers of a country were refused, the most frequent first. */
function Reasons({ refusals, country }: { refusals: Insight["refusals"]; country: string }) {
  const t = useWords(insightWords);
  const { language } = useLanguage();
  const reasons = refusals
    .flatMap(({ code, sentence, countries }) => {
      const times = countries.find((one) => one.country === country)?.times;
      return times ? [{ name: t.refusals[code] ?? sentence[language], times }] : [];
    })
    .sort((one, other) => other.times - one.times);
  if (reasons.length === 0) return null;
  const shown = reasons.slice(0, MAX_REASONS).map(({ name, times }) => `${name} ${writeCount(times, language)}`);
  return (
    <span className="block small quiet plainweight">
      {t.refused}: {shown.join(" · ")}
    </span>
  );
}
