/** @module One endpoint: its state, what was sent to it and how that ended. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { Badge, Card, Empty, Facts, Failure, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { writeTime } from "../../kit/time.js";
import { WebhookForm } from "./webhook-form.js";
import { deliveryTone, statusTone, webhookWords } from "./words.js";

type Webhook = Schema<"Webhook">;
type Delivery = Schema<"WebhookDelivery">;
type Status = keyof typeof deliveryTone;

export function WebhookPage({ id }: { id: string }) {
  const api = useApi();
  const webhook = useQuery({
    queryKey: ["webhooks", id],
    queryFn: () => api.get("/api/webhooks/{id}", { path: { id } }),
  });
  return <Loaded query={webhook}>{(found) => <Body webhook={found} />}</Loaded>;
}

function Body({ webhook }: { webhook: Webhook }) {
  const t = useWords(webhookWords);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [isEditing, setEditing] = useState(false);
  const [asked, setAsked] = useState<"rotate" | "remove">();
  const [secret, setSecret] = useState<string>();
  const path = { id: webhook.id };
  const stale = [["webhooks"], ["deliveries", webhook.id]] as const;
  const test = useAction(() => api.post("/api/webhooks/{id}/test", { path, body: null }), { stale });
  const change = useAction(async (work: () => Promise<unknown>) => await work(), { stale });
  const { status } = webhook;
  return (
    <Page
      title={webhook.description ?? new URL(webhook.url).host}
      badge={<Badge tone={statusTone[status]}>{t.statuses[status]}</Badge>}
      lead={<span className="mono quiet">{webhook.url}</span>}
      actions={
        <>
          <ButtonLink href="/">{t.back}</ButtonLink>
          {may("operator") && (
            <Button icon="send" isBusy={test.isPending} onClick={() => test.mutate(undefined)}>
              {t.test}
            </Button>
          )}
          {may("operator") && status !== "enabled" && (
            <Button
              tone="go"
              onClick={() => change.mutate(() => api.post("/api/webhooks/{id}/resume", { path, body: null }))}
            >
              {t.resume}
            </Button>
          )}
          {may("admin") && <Button onClick={() => setEditing(true)}>{t.edit}</Button>}
        </>
      }
    >
      <div className="stack" aria-live="polite">
        {(test.error ?? change.error) && <Failure error={test.error ?? change.error} />}
        {test.data && (
          <Note tone={test.data.delivered ? "ok" : "bad"}>
            {t.tested(test.data.answer, test.data.ms)}{" "}
            {test.data.problem && <span className="mono">{test.data.problem}</span>}
          </Note>
        )}
        {webhook.failingSince && status !== "disabled" && (
          <Note tone="warn">
            {t.failing} {writeTime(webhook.failingSince, language)}
          </Note>
        )}
        <Card>
          <Facts
            facts={[
              [
                t.events,
                <span key="events" className="mono">
                  {webhook.events.join(", ")}
                </span>,
              ],
              [t.numbers, webhook.includeNumbers ? "✓" : "–"],
              [t.waiting, webhook.waiting],
              [t.dead, webhook.dead],
            ]}
          />
          {may("admin") && (
            <div className="row wrap top8">
              <Button isSmall onClick={() => setAsked("rotate")}>
                {t.rotate}
              </Button>
              <Button
                isSmall
                onClick={() =>
                  change.mutate(() => api.patch("/api/webhooks/{id}", { path, body: { enabled: !webhook.enabled } }))
                }
              >
                {webhook.enabled ? t.disable : t.enable}
              </Button>
              <Button isSmall tone="bad" onClick={() => setAsked("remove")}>
                {t.remove}
              </Button>
            </div>
          )}
        </Card>
      </div>
      <Deliveries webhook={webhook} />
      {isEditing && <WebhookForm known={webhook} onClose={() => setEditing(false)} />}
      {asked === "rotate" && (
        <Confirm
          title={`${t.rotate}?`}
          verb={t.rotate}
          onConfirm={async () =>
            setSecret((await api.post("/api/webhooks/{id}/rotate-secret", { path, body: {} })).secret)
          }
          onClose={() => setAsked(undefined)}
        >
          <p>{t.rotateText}</p>
        </Confirm>
      )}
      {asked === "remove" && (
        <Confirm
          title={`${t.remove}?`}
          verb={t.remove}
          onConfirm={async () => {
            await api.delete("/api/webhooks/{id}", { path });
            go("/");
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>{t.removeText}</p>
        </Confirm>
      )}
      {secret && <ShownOnce title={t.secret} secrets={[[t.secret, secret]]} onClose={() => setSecret(undefined)} />}
    </Page>
  );
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useWords(webhookWords);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [status, setStatus] = useState<Status | null>(null);
  const path = { id: webhook.id };
  const stale = [["webhooks"], ["deliveries", webhook.id]] as const;
  const deliveries = usePages<Delivery>(["deliveries", webhook.id, status], async (after) => {
    const query = { ...(status && { status }), ...(after && { after }) };
    const { deliveries: rows, next } = await api.get("/api/webhooks/{id}/deliveries", { path, query });
    return { rows, next };
  });
  const replay = useAction(
    (deliveryId: string) =>
      api.post("/api/webhooks/{id}/deliveries/{deliveryId}/replay", { path: { ...path, deliveryId }, body: null }),
    { stale },
  );
  const replayAll = useAction(() => api.post("/api/webhooks/{id}/replay", { path, body: null }), { stale });
  return (
    <Section
      title={t.deliveries}
      actions={
        <>
          {may("operator") && webhook.dead > 0 && (
            <Button isSmall isBusy={replayAll.isPending} onClick={() => replayAll.mutate(undefined)}>
              {t.replayAll}
            </Button>
          )}
          <Select
            aria-label={t.status}
            placeholder={t.anyStatus}
            size="xs"
            clearable
            value={status}
            data={Object.entries(t.deliveryStatuses).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setStatus(value as Status | null)}
          />
        </>
      }
    >
      {(replay.error ?? replayAll.error) && <Failure error={replay.error ?? replayAll.error} />}
      <Pages query={deliveries} empty={<Empty icon="bell" title={t.noDeliveries} />}>
        {(rows) => (
          <Table
            label={t.deliveries}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: t.type, cell: ({ type }) => <span className="mono">{type}</span> },
              {
                head: t.status,
                cell: (one) => <Badge tone={deliveryTone[one.status]}>{t.deliveryStatuses[one.status]}</Badge>,
              },
              {
                head: t.time,
                cell: ({ happenedAt }) => <span className="num nowrap">{writeTime(happenedAt, language)}</span>,
              },
              { head: t.tries, cell: ({ tries }) => tries, isNumber: true },
              { head: t.answer, cell: ({ answer, problem }) => answer ?? problem ?? "–" },
              {
                head: t.next,
                cell: ({ nextTryAt }) => <span className="num nowrap">{writeTime(nextTryAt, language)}</span>,
              },
              {
                head: "",
                cell: ({ id, type, status: now }) =>
                  may("operator") &&
                  now !== "sending" && (
                    <Button isSmall onClick={() => replay.mutate(id)} aria-label={`${t.replay}: ${type}`}>
                      {t.replay}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Pages>
    </Section>
  );
}
