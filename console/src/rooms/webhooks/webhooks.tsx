import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Route, Switch, useLocation } from "wouter";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import { Badge, Empty, Loaded, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { WebhookForm } from "./webhook-form.js";
import { WebhookPage } from "./webhook-page.js";
import { statusTone, webhookWords } from "./words.js";

type Webhook = Schema<"Webhook">;

export default function Webhooks() {
  return (
    <Switch>
      <Route path="/" component={WebhookList} />
      <Route path="/:id">{({ id }) => <WebhookPage id={id} />}</Route>
    </Switch>
  );
}

function WebhookList() {
  const t = useWords(webhookWords);
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [isMaking, setMaking] = useState(false);
  const webhooks = useQuery({ queryKey: ["webhooks"], queryFn: () => api.get("/api/webhooks") });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may("admin") && (
          <Button tone="go" icon="plus" onClick={() => setMaking(true)}>
            {t.make}
          </Button>
        )
      }
    >
      <Loaded query={webhooks}>
        {({ webhooks: rows }) =>
          rows.length === 0 ? (
            <Empty icon="bell" title={t.none} text={t.noneText} />
          ) : (
            <Table<Webhook>
              label={t.title}
              rows={rows}
              keyOf={({ id }) => id}
              onOpen={({ id }) => go(`/${id}`)}
              columns={[
                { head: t.url, cell: ({ url, description }) => description ?? url },
                { head: t.status, cell: ({ status }) => <Badge tone={statusTone[status]}>{t.statuses[status]}</Badge> },
                { head: t.events, cell: ({ events }) => <span className="mono">{events.join(", ")}</span> },
                { head: t.waiting, cell: ({ waiting }) => waiting, isNumber: true },
                { head: t.dead, cell: ({ dead }) => dead, isNumber: true },
              ]}
            />
          )
        }
      </Loaded>
      {isMaking && <WebhookForm known={undefined} onClose={() => setMaking(false)} onMade={(id) => go(`/${id}`)} />}
    </Page>
  );
}
