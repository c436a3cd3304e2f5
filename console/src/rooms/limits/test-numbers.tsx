/** @module Test numbers: looked at here; they are set where the server is started. */
import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../kit/api.js";
import { useWords } from "../../kit/language.js";
import { Empty, Loaded, Section } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { maskNumber } from "../../kit/time.js";
import { limitWords } from "./words.js";

type TestNumber = Schema<"TestNumbers">["numbers"][number];

export function TestNumbers() {
  const t = useWords(limitWords);
  const api = useApi();
  const found = useQuery({ queryKey: ["test-numbers"], queryFn: () => api.get("/api/test-numbers") });
  return (
    <Section title={t.tests} lead={t.testsLead}>
      <Loaded query={found}>
        {({ numbers, setting }) => (
          <>
            {numbers.length === 0 ? (
              <Empty icon="list" title={t.noTests} />
            ) : (
              <Table<TestNumber>
                label={t.tests}
                rows={numbers}
                keyOf={({ phoneNumber }) => phoneNumber}
                columns={[
                  {
                    head: t.number,
                    cell: ({ phoneNumber }) => <span className="num">{maskNumber(phoneNumber)}</span>,
                  },
                  { head: t.code, cell: () => <span className="soft">{t.codeFixed}</span> },
                ]}
              />
            )}
            <p className="small quiet top8">
              {t.testsWhere} <code className="mono">{setting}</code>
            </p>
          </>
        )}
      </Loaded>
    </Section>
  );
}
