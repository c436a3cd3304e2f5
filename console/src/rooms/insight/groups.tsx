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

type Group = Schema<"Insight">["groups"][number];
const MAX_ROWS = 20;
/** Below this share of all, a group is marked. */
const LOW = 0.75;

export function Groups({
  by,
  span,
  service,
}: {
  by: "country" | "connector" | "service";
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
  const names = { country: countryName, connector: connectorName, service: serviceName };
  const nameOf = ({ key }: Group) => names[by](key);
  return (
    <Loaded query={found}>
      {({ groups }) => (
        <Scroll label={t.by[by]}>
          <table className="table" aria-label={t.by[by]}>
            <thead>
              <tr>
                <th scope="col">{t.by[by]}</th>
                <th scope="col" className="right">
                  {t.asked}
                </th>
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
              {groups.slice(0, MAX_ROWS).map((group) => (
                <tr key={group.key}>
                  <th scope="row" className="ink">
                    {nameOf(group)}
                  </th>
                  <td className="right num">{writeCount(group.begun, language)}</td>
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
      )}
    </Loaded>
  );
}
