/** @module Events out: the addresses that are told, what each hears, and every delivery with its outcome. */
import { TagsInput, TextInput, Switch as Toggle } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Route, Switch, useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { Badge, Empty, Loaded, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
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

export function WebhookForm({
  known,
  onClose,
  onMade,
}: {
  known: Webhook | undefined;
  onClose: () => void;
  onMade?: (id: string) => void;
}) {
  const t = useWords(webhookWords);
  const api = useApi();
  const [url, setUrl] = useState(known?.url ?? "");
  const [description, setDescription] = useState(known?.description ?? "");
  const [events, setEvents] = useState<string[]>(known?.events ?? ["verification.*", "message.*"]);
  const [includeNumbers, setNumbers] = useState(known?.includeNumbers ?? false);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const save = useAction(
    async () => {
      const body = { url, events, includeNumbers, description: description.trim() === "" ? null : description };
      if (known) {
        await api.patch("/api/webhooks/{id}", { path: { id: known.id }, body });
        return onClose();
      }
      setMade(await api.post("/api/webhooks", { body }));
    },
    { stale: [["webhooks"]] },
  );
  if (made) return <ShownOnce title={t.secret} secrets={[[t.secret, made.secret]]} onClose={() => onMade?.(made.id)} />;
  return (
    <FormDialog
      title={known ? t.edit : t.make}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      isWide
    >
      <TextInput
        label={t.url}
        type="url"
        placeholder="https://api.example.kr/munjigi"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t.description}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <TagsInput
        label={t.events}
        description={t.eventsHint}
        value={events}
        onChange={setEvents}
        data={[
          "*",
          "user.*",
          "session.*",
          "sign_in.refused",
          "verification.*",
          "message.*",
          "invitation.*",
          "limit.alarm",
          "organization.*",
        ]}
      />
      <Toggle
        label={t.numbers}
        description={t.numbersHint}
        checked={includeNumbers}
        onChange={(event) => setNumbers(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
