/** @module Applications that sign people in here: made, shown with what their library needs, changed, their secrets renewed. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Route, Switch, useLocation } from "wouter";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import { Badge, Empty, Loaded, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { ApplicationPage } from "./application-page.js";
import { NewApplication } from "./new-application.js";
import { typeWords } from "./words.js";

const words = {
  ko: {
    title: "앱",
    lead: "OpenID Connect로 로그인하는 앱과, 사람 없이 API를 부르는 프로그램입니다.",
    make: "앱 등록",
    none: "등록한 앱이 없습니다",
    noneText: "앱을 등록하면 client_id와 설정을 바로 복사할 수 있습니다.",
    name: "이름",
    type: "종류",
    id: "client_id",
    demo: "데모",
    third: "외부 앱",
  },
  en: {
    title: "Applications",
    lead: "Applications that sign in by OpenID Connect, and programs that call APIs without people.",
    make: "Register an application",
    none: "No application yet",
    noneText: "Register one: its client_id and settings are there to be copied at once.",
    name: "Name",
    type: "Type",
    id: "client_id",
    demo: "Demo",
    third: "Third party",
  },
};

export default function Applications() {
  return (
    <Switch>
      <Route path="/" component={ApplicationList} />
      <Route path="/:id">{({ id }) => <ApplicationPage id={id} />}</Route>
    </Switch>
  );
}

function ApplicationList() {
  const t = useWords(words);
  const types = useWords(typeWords);
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [isMaking, setMaking] = useState(false);
  const applications = useQuery({ queryKey: ["applications"], queryFn: () => api.get("/api/applications") });
  const make = may("admin") && (
    <Button tone="go" icon="plus" onClick={() => setMaking(true)}>
      {t.make}
    </Button>
  );
  return (
    <Page title={t.title} lead={t.lead} actions={make}>
      <Loaded query={applications}>
        {({ applications: rows }) =>
          rows.length === 0 ? (
            <Empty icon="apps" title={t.none} text={t.noneText} />
          ) : (
            <Table
              label={t.title}
              rows={rows}
              keyOf={({ clientId }) => clientId}
              onOpen={({ clientId }) => go(`/${clientId}`)}
              columns={[
                {
                  head: t.name,
                  cell: ({ name, isDemo, firstParty }) => (
                    <span className="row">
                      {name}
                      {isDemo && <Badge>{t.demo}</Badge>}
                      {!firstParty && <Badge tone="warn">{t.third}</Badge>}
                    </span>
                  ),
                },
                { head: t.type, cell: ({ type }) => types[type].name },
                { head: t.id, cell: ({ clientId }) => <span className="mono">{clientId}</span> },
              ]}
            />
          )
        }
      </Loaded>
      {isMaking && <NewApplication onClose={() => setMaking(false)} />}
    </Page>
  );
}
