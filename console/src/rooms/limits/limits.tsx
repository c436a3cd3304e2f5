/** @module Limits of a service: countries, figures, alarms; and the numbers that rules about prefixes and countries do not stop. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { useWords } from "../../kit/language.js";
import { Empty, Loaded, Page } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import { Alarms } from "./alarms.js";
import { BlockList } from "./block-list.js";
import { Countries } from "./countries.js";
import { Figures } from "./figures.js";
import { SafeList } from "./safe-list.js";
import { TestNumbers } from "./test-numbers.js";
import { limitWords } from "./words.js";

export default function Limits() {
  const t = useWords(limitWords);
  const api = useApi();
  const [query, setQuery] = useSearchParams();
  const services = useQuery({
    queryKey: ["services", "all"],
    queryFn: async () => (await api.get("/api/services", { query: { size: 200 } })).services,
  });
  return (
    <Loaded query={services}>
      {(all) => {
        const service = all.find(({ sid }) => sid === query.get("service")) ?? all.at(-1);
        return (
          <Page
            title={t.title}
            lead={t.lead}
            actions={
              all.length > 1 && (
                <Select
                  aria-label={t.service}
                  allowDeselect={false}
                  value={service?.sid ?? null}
                  data={all.map(({ sid: value, name: label }) => ({ value, label }))}
                  onChange={(sid) => setQuery(sid ? { service: sid } : {}, { replace: true })}
                />
              )
            }
          >
            {service ? (
              <div key={service.sid}>
                <Countries service={service} />
                <Alarms sid={service.sid} />
                <Figures sid={service.sid} />
              </div>
            ) : (
              <Empty icon="shield" title={t.noService} />
            )}
            <SafeList />
            <BlockList />
            <TestNumbers />
          </Page>
        );
      }}
    </Loaded>
  );
}
