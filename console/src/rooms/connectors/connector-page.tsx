/** @module One connector: how it fares, what it is set to, the versions its settings had, and what can be done with it. */
import type { AnswerOf } from "@munjigi/client/management";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import { MunjigiError } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { Copyable } from "../../kit/copy.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Facts, Failure, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { tagOf } from "../../kit/tag.js";
import { writeTime } from "../../kit/time.js";
import { DeleteConnector } from "./delete-connector.js";
import { HealthFigures, LastFailure, useHealth } from "./health-figures.js";
import { type Config, type Factory, MASK, schemaOf } from "./schema.js";
import { Egress, Senders } from "./senders.js";
import { Trial } from "./trial.js";
import { connectorWords, statusOf, statusTone } from "./words.js";

const words = {
  ko: {
    change: "설정 바꾸기",
    standby: "대기로 두기",
    endStandby: "대기 풀기",
    off: "끄기",
    offText: "로그인 화면에서 버튼이 없어집니다. 연결한 사람은 그대로 남고, 다시 켜면 이어집니다.",
    remove: "지우기",
    untested: "한 시간 안에 시험 발송한 설정이 아닙니다.",
    toTest: "시험 발송하기",
    anyway: "시험 없이 켜기",
    waits: (n: number) => `${n}번째 설정이 기다립니다.`,
    tested: "시험 발송이 접수되었습니다.",
    notTested: "시험 발송이 접수되면 켤 수 있습니다.",
    goOn: "이어서 하기",
    settings: "지금 설정",
    templates: (n: number) => `문구 ${n}개`,
    versions: "지난 설정",
    version: "번호",
    made: "만든 때",
    served: "켠 때",
    inForce: "사용 중",
    restore: "되돌리기",
    restoreText: "켜진 적이 있는 설정은 시험 없이 바로 쓰입니다. 지금 설정도 남아 있어 다시 돌아올 수 있습니다.",
    restoreDraft: "켜진 적이 없는 설정이라 초안이 됩니다.",
    addresses: "주소",
    receipt: "도착 결과를 받을 주소",
    redirect: "등록할 주소 (Redirect URI)",
    notice: "연결 끊김을 알릴 주소",
    lastFailure: "마지막 로그인 실패",
    yes: "예",
    no: "아니요",
    last4: (hint: string | null) => (hint ? `••••${hint}` : "••••"),
  },
  en: {
    change: "Change settings",
    standby: "Let it stand by",
    endStandby: "End standby",
    off: "Switch off",
    offText:
      "Its button leaves the sign-in pages. Who is linked stays so, and it goes on when it is switched on again.",
    remove: "Delete",
    untested: "These settings have sent no test message within the hour.",
    toTest: "Send a test",
    anyway: "Switch on untested",
    waits: (n: number) => `Settings no. ${n} wait.`,
    tested: "Their test message was accepted.",
    notTested: "Once a test message is accepted they can be switched on.",
    goOn: "Continue",
    settings: "Settings now",
    templates: (n: number) => `${n} texts`,
    versions: "Earlier settings",
    version: "No.",
    made: "Made",
    served: "Switched on",
    inForce: "In use",
    restore: "Restore",
    restoreText: "Settings that were in use before are so again at once, without a test. The ones of now stay, too.",
    restoreDraft: "They were never in use, so they become the draft.",
    addresses: "Addresses",
    receipt: "For delivery reports",
    redirect: "To register (redirect URI)",
    notice: "For ended connections",
    lastFailure: "Last failed sign-in",
    yes: "Yes",
    no: "No",
    last4: (hint: string | null) => (hint ? `••••${hint}` : "••••"),
  },
};

type Whole = AnswerOf<"get", "/api/connectors/{id}">;

export function ConnectorPage({ id }: { id: string }) {
  const api = useApi();
  const connector = useQuery({
    queryKey: ["connectors", id],
    queryFn: () => api.get("/api/connectors/{id}", { path: { id } }),
  });
  const factories = useQuery({ queryKey: ["connector-factories"], queryFn: () => api.get("/api/connector-factories") });
  return (
    <Loaded query={connector}>
      {(found) => (
        <Loaded query={factories}>
          {(kinds) => <Body connector={found} kind={kinds.find((one) => one.id === found.connectorId)} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Body({ connector, kind }: { connector: Whole; kind: Factory | undefined }) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<"remove" | "off">();
  const health = useHealth().data?.find(({ connectorId }) => connectorId === connector.id);
  const { id, status, type, draft } = connector;
  const path = { id };
  const change = useAction(async (work: () => Promise<unknown>) => await work(), {
    stale: [["connectors"], ["connector-health"]],
  });
  const isSocial = type === "Social";
  const isSender = !isSocial && !kind?.developmentOnly;
  const canActivate = status !== "active" && connector.problem === null;
  const isUntested = change.error instanceof MunjigiError && change.error.code === "connector.untested";
  const name = kind?.name[language] ?? connector.connectorId;
  // What is put in force is what this page shows of it.
  const seen = { path, ifMatch: tagOf(connector) };
  const activate = (force: boolean) =>
    change.mutate(() => api.post("/api/connectors/{id}/activate", { ...seen, body: { force } }));
  const isChanged = change.error instanceof MunjigiError && change.error.code === "request.changed_meanwhile";
  const readAgain = () => void queries.invalidateQueries({ queryKey: ["connectors"] }).then(() => change.reset());
  return (
    <Page
      title={name}
      badge={
        <Badge tone={connector.problem ? "bad" : statusTone[status]}>
          {connector.problem ? w.problem : statusOf(w, connector)}
        </Badge>
      }
      lead={<span className="mono quiet">{id}</span>}
      actions={
        <>
          <ButtonLink tone="ghost" href="/">
            {w.back}
          </ButtonLink>
          {isSender && may("operator") && (
            <ButtonLink icon="send" href={`/${id}/test`}>
              {w.test}
            </ButtonLink>
          )}
          {may("admin") && (
            <ButtonLink tone={canActivate ? "plain" : "go"} href={`/${id}/settings`}>
              {t.change}
            </ButtonLink>
          )}
          {may("admin") && canActivate && (
            <Button tone="go" isBusy={change.isPending} onClick={() => activate(false)}>
              {w.activate}
            </Button>
          )}
        </>
      }
    >
      <div className="stack" aria-live="polite">
        {change.error && !isUntested && <Failure error={change.error} {...(isChanged && { onRetry: readAgain })} />}
        {isUntested && (
          <Note tone="warn">
            <p>{t.untested}</p>
            <div className="row wrap top8">
              <ButtonLink isSmall tone="go" href={`/${id}/test`}>
                {t.toTest}
              </ButtonLink>
              <Button isSmall tone="bad" onClick={() => activate(true)}>
                {t.anyway}
              </Button>
            </div>
          </Note>
        )}
        {connector.problem && <Note tone="bad">{connector.problem}</Note>}
        {draft && (
          <Note tone="warn">
            <p>
              {t.waits(draft.version)} {!isSocial && (draft.tested ? t.tested : t.notTested)}
            </p>
            {may("admin") && (
              <div className="top8">
                <ButtonLink isSmall href={`/${id}/${draft.tested || isSocial ? "activate" : "test"}`}>
                  {t.goOn}
                </ButtonLink>
              </div>
            )}
          </Note>
        )}
        {connector.lastFailure && (
          <Note tone="warn">
            <p>
              {t.lastFailure} · <span className="num">{writeTime(connector.lastFailure.at, language)}</span> ·{" "}
              <code>{connector.lastFailure.code ?? connector.lastFailure.reason}</code>
            </p>
            {connector.lastFailure.remedy && <p>{connector.lastFailure.remedy[language]}</p>}
          </Note>
        )}
        {health && status !== "draft" && status !== "tested" && (
          <article className="card">
            <HealthFigures id={id} kind={kind} health={health} />
            <p className="figfoot small">
              <LastFailure health={health} />
            </p>
          </article>
        )}
      </div>
      <Section title={t.settings}>
        <Card>
          <Facts facts={factsOf(connector, kind, t, language)} />
        </Card>
      </Section>
      {isSocial && connector.problem === null && may("operator") && <Trial connectorId={id} />}
      {kind?.abilities.includes("senders") && may("operator") && <Senders id={id} />}
      <Addresses connector={connector} />
      {isSender && <Egress kind={kind} />}
      <Versions connector={connector} />
      {may("admin") && (
        <div className="row end wrap top8">
          {isSender && status !== "active" && status !== "standby" && (
            <Button
              onClick={() =>
                change.mutate(() => api.post("/api/connectors/{id}/standby", { ...seen, body: { force: false } }))
              }
            >
              {t.standby}
            </Button>
          )}
          {status === "standby" && (
            <Button onClick={() => change.mutate(() => api.delete("/api/connectors/{id}/standby", { path }))}>
              {t.endStandby}
            </Button>
          )}
          {isSocial && status === "active" && <Button onClick={() => setAsked("off")}>{t.off}</Button>}
          <Button tone="bad" onClick={() => setAsked("remove")}>
            {t.remove}
          </Button>
        </div>
      )}
      {asked === "off" && (
        <Confirm
          title={`${t.off}?`}
          verb={t.off}
          onConfirm={() => change.mutateAsync(() => api.post("/api/connectors/{id}/deactivate", { path }))}
          onClose={() => setAsked(undefined)}
        >
          <p>{t.offText}</p>
        </Confirm>
      )}
      {asked === "remove" && (
        <DeleteConnector
          connector={connector}
          onClose={() => setAsked(undefined)}
          onDeleted={() => go("/")}
          onSwitchOff={isSocial && status === "active" ? () => setAsked("off") : undefined}
        />
      )}
    </Page>
  );
}

type Words = (typeof words)["ko"];

/** What is set, by the labels of the form; of a secret its last four. */
function factsOf(
  { config, secrets }: Whole,
  kind: Factory | undefined,
  t: Words,
  language: "ko" | "en",
): (readonly [string, string])[] {
  const fields = (kind && schemaOf(kind).properties) ?? {};
  const order = Object.keys(fields);
  const write = (value: unknown, path: string): string => {
    if (value === MASK) return t.last4(secrets[path]?.hint ?? null);
    if (typeof value === "boolean") return value ? t.yes : t.no;
    if (Array.isArray(value)) return value.map(String).join(", ");
    if (typeof value === "object" && value !== null)
      return Object.entries(value as Config)
        .map(([name, below]) => `${name}: ${write(below, `${path}.${name}`)}`)
        .join(" · ");
    return String(value);
  };
  return Object.entries(config ?? {})
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([name, value]) => {
      const label = fields[name]?.label?.[language] ?? name;
      if (name === "templates" && Array.isArray(value)) return [label, t.templates(value.length)] as const;
      return [label, write(value, name)] as const;
    });
}

function Addresses({ connector }: { connector: Whole }) {
  const t = useWords(words);
  const rows = [
    [t.redirect, connector.redirectUri],
    [t.notice, connector.noticeUrl],
    [t.receipt, connector.receiptUrl],
  ].flatMap(([name, url]) => (name && url ? [[name, url] as const] : []));
  if (rows.length === 0) return null;
  return (
    <Section title={t.addresses}>
      <Card>
        <div className="stack">
          {rows.map(([name, url]) => (
            <div key={name}>
              <p className="small quiet">{name}</p>
              <Copyable text={url} label={name} />
            </div>
          ))}
        </div>
      </Card>
    </Section>
  );
}

function Versions({ connector }: { connector: Whole }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [chosen, setChosen] = useState<Whole["versions"][number]>();
  const restore = useAction(
    (version: number) => api.post("/api/connectors/{id}/restore", { path: { id: connector.id }, body: { version } }),
    { stale: [["connectors"]] },
  );
  if (connector.versions.length < 2) return null;
  return (
    <Section title={t.versions}>
      <Table
        label={t.versions}
        rows={connector.versions}
        keyOf={({ version }) => String(version)}
        columns={[
          {
            head: t.version,
            cell: ({ version }) => (
              <span className="row">
                {version}
                {version === connector.version && <Badge tone="ok">{t.inForce}</Badge>}
              </span>
            ),
          },
          { head: t.made, cell: ({ createdAt }) => <span className="num">{writeTime(createdAt, language)}</span> },
          {
            head: t.served,
            cell: ({ activatedAt }) => <span className="num">{writeTime(activatedAt, language)}</span>,
          },
          {
            head: "",
            cell: (one) =>
              may("admin") &&
              one.version !== connector.version &&
              one.version !== connector.draft?.version && (
                <Button isSmall onClick={() => setChosen(one)} aria-label={`${t.restore}: ${one.version}`}>
                  {t.restore}
                </Button>
              ),
          },
        ]}
      />
      {chosen && (
        <Confirm
          title={`${t.restore}: ${chosen.version}`}
          verb={t.restore}
          onConfirm={() => restore.mutateAsync(chosen.version)}
          onClose={() => setChosen(undefined)}
        >
          <p>{chosen.activatedAt ? t.restoreText : t.restoreDraft}</p>
        </Confirm>
      )}
    </Section>
  );
}
