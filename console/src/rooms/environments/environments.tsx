/** @module Settings as a file: taken along, brought in with what it would change first, and taken back. */
import { FileButton, Textarea, TextInput, Switch as Toggle } from "@mantine/core";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { MunjigiError, type Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { Copyable } from "../../kit/copy.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Empty, Failure, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { shortId, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "환경",
    lead: "설정을 파일로 옮깁니다. 먼저 달라지는 것을 보여 주고, 한 번에 바꾸고, 되돌릴 수 있습니다.",
    export: "내보내기",
    exportText: "연결, 문구, 로그인 화면, 앱, 역할, 제한, 서비스가 파일 하나에 담깁니다. 비밀은 이름으로만 적힙니다.",
    yaml: "YAML 내려받기",
    json: "JSON 내려받기",
    import: "가져오기",
    importText: "파일을 고르거나 붙여 넣으면 무엇이 달라지는지 먼저 봅니다.",
    choose: "파일 고르기",
    paste: "설정 파일 (YAML이나 JSON)",
    prune: "파일에 없는 것은 지우기",
    diff: "달라지는 것 보기",
    apply: "이대로 바꾸기",
    same: "달라지는 것이 없습니다.",
    counts: (added: number, changed: number, removed: number) => `추가 ${added} · 변경 ${changed} · 삭제 ${removed}`,
    kinds: { added: "추가", changed: "변경", removed: "삭제" },
    path: "설정",
    old: "지금",
    new: "뒤",
    missing: "이 서버에 없는 비밀입니다. 값을 적어 주세요.",
    kept: "값을 적지 않은 비밀은 지금 것을 그대로 씁니다.",
    onlyHere: "파일에 없어 그대로 두는 것",
    problem: "비밀이 없어 시험하지 못한 것",
    done: "바꾸었습니다. 아래에서 되돌릴 수 있습니다.",
    credentials: "새로 만든 앱과 받을 곳의 비밀입니다. 다시 볼 수 없습니다.",
    history: "가져온 기록",
    none: "가져온 적이 없습니다",
    when: "때",
    who: "한 사람",
    what: "달라진 것",
    undo: "되돌리기",
    undone: "되돌림",
    undoText: "가져오기 전 설정으로 돌아갑니다.",
  },
  en: {
    title: "Environments",
    lead: "Settings move as a file: first you see what differs, then it changes at once, and it can be taken back.",
    export: "Export",
    exportText:
      "Connectors, texts, sign-in pages, applications, roles, limits and services in one file. Secrets only by name.",
    yaml: "Download YAML",
    json: "Download JSON",
    import: "Import",
    importText: "Choose a file or paste it: first you see what would differ.",
    choose: "Choose a file",
    paste: "Settings file (YAML or JSON)",
    prune: "Delete what the file does not have",
    diff: "Show what differs",
    apply: "Change it so",
    same: "Nothing differs.",
    counts: (added: number, changed: number, removed: number) =>
      `${added} added · ${changed} changed · ${removed} removed`,
    kinds: { added: "Added", changed: "Changed", removed: "Removed" },
    path: "Setting",
    old: "Now",
    new: "Then",
    missing: "This server does not have these secrets. Give their values.",
    kept: "Secrets without a value stay as they are.",
    onlyHere: "Not in the file, and kept",
    problem: "Could not be tried without its secret",
    done: "Changed. It can be taken back below.",
    credentials: "Secrets of new applications and endpoints. They are not shown again.",
    history: "Imports",
    none: "Nothing was imported yet",
    when: "When",
    who: "Who",
    what: "What differed",
    undo: "Take back",
    undone: "Taken back",
    undoText: "The settings become what they were before this import.",
  },
};

type Report = Schema<"SettingsImportReport">;
const tones = { added: "ok", changed: "warn", removed: "bad" } as const;
const show = (value: unknown) => (value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value));

export default function Environments() {
  const t = useWords(words);
  const may = useMay();
  return (
    <Page title={t.title} lead={t.lead}>
      {may("admin") && (
        <Section title={t.export}>
          <Card>
            <p className="soft">{t.exportText}</p>
            <div className="row wrap top8">
              <a className="btn" href="/api/settings/export?format=yaml" download="munjigi.yaml">
                <Icon name="down" />
                {t.yaml}
              </a>
              <a className="btn" href="/api/settings/export" download="munjigi.json">
                <Icon name="down" />
                {t.json}
              </a>
            </div>
          </Card>
        </Section>
      )}
      {may("admin") && <Import />}
      <History />
    </Page>
  );
}

function Import() {
  const t = useWords(words);
  const api = useApi();
  const [settings, setSettings] = useState("");
  const [prune, setPrune] = useState(false);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const body = () => ({
    settings,
    secrets: Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== "")),
  });
  const query = (dryRun: boolean) => ({ dryRun, prune });
  const tried = useAction(() => api.post("/api/settings/import", { query: query(true), body: body() }), { stale: [] });
  const applied = useAction(() => api.post("/api/settings/import", { query: query(false), body: body() }), {
    stale: [[]],
    onSuccess: () => tried.reset(),
  });
  const change = (text: string) => {
    setSettings(text);
    setSecrets({});
    tried.reset();
    applied.reset();
  };
  const report = tried.data;
  const isWhole = report?.missingSecrets.every(({ reference }) => secrets[reference]) ?? false;
  return (
    <Section title={t.import} lead={t.importText}>
      <Card>
        <div className="stack">
          <Textarea
            label={t.paste}
            value={settings}
            onChange={(event) => change(event.currentTarget.value)}
            autosize
            minRows={4}
            maxRows={14}
            spellCheck={false}
            className="monofield"
          />
          <div className="row wrap">
            <FileButton accept=".yaml,.yml,.json" onChange={(file) => void file?.text().then(change)}>
              {(props) => <Button {...props}>{t.choose}</Button>}
            </FileButton>
            <Toggle label={t.prune} checked={prune} onChange={(event) => setPrune(event.currentTarget.checked)} />
            <span className="push" />
            <Button
              tone={report ? "plain" : "go"}
              disabled={settings.trim() === ""}
              isBusy={tried.isPending}
              onClick={() => tried.mutate(undefined)}
            >
              {t.diff}
            </Button>
          </div>
          {(tried.error ?? applied.error) && <Refusal error={tried.error ?? applied.error} />}
          {report && <ReportView report={report} />}
          {report && report.missingSecrets.length > 0 && (
            <div className="stack">
              <Note tone="warn">{t.missing}</Note>
              {[...new Set(report.missingSecrets.map(({ reference }) => reference))].map((reference) => (
                <TextInput
                  key={reference}
                  type="password"
                  autoComplete="off"
                  label={<span className="mono">{reference}</span>}
                  value={secrets[reference] ?? ""}
                  onChange={(event) => setSecrets({ ...secrets, [reference]: event.currentTarget.value })}
                />
              ))}
            </div>
          )}
          {report && report.changes.length > 0 && (
            <div className="row end">
              <Button
                tone="go"
                disabled={!isWhole}
                isBusy={applied.isPending}
                onClick={() => applied.mutate(undefined)}
              >
                {t.apply}
              </Button>
            </div>
          )}
          {applied.data && <Note tone="ok">{t.done}</Note>}
          {applied.data && applied.data.credentials.length > 0 && (
            <div className="stack">
              <Note tone="warn">{t.credentials}</Note>
              {applied.data.credentials.map(({ path, id, secret }) => (
                <div key={path}>
                  <p className="small quiet mono">{path}</p>
                  <Copyable text={secret ?? id} label={path} />
                </div>
              ))}
            </div>
          )}
        </div>
      </Card>
    </Section>
  );
}

/** A file that cannot be read says where. */
function Refusal({ error }: { error: unknown }) {
  const parameter = error instanceof MunjigiError ? error.parameter : undefined;
  return (
    <>
      <Failure error={error} />
      {parameter && <p className="small mono quiet">{parameter}</p>}
    </>
  );
}

function ReportView({ report }: { report: Report }) {
  const t = useWords(words);
  const { added, changed, removed } = report.counts;
  return (
    <div className="stack">
      {report.changes.length === 0 ? (
        <Note tone="ok">{t.same}</Note>
      ) : (
        <>
          <p>
            <b>{t.counts(added, changed, removed)}</b>
          </p>
          <Table
            label={t.diff}
            rows={report.changes}
            keyOf={({ path }) => path}
            columns={[
              { head: "", cell: ({ change }) => <Badge tone={tones[change]}>{t.kinds[change]}</Badge> },
              { head: t.path, cell: ({ path }) => <span className="mono">{path}</span> },
              { head: t.old, cell: (one) => <span className="mono soft">{show(one.old)}</span> },
              { head: t.new, cell: (one) => <span className="mono">{show(one.new)}</span> },
            ]}
          />
        </>
      )}
      {report.problem && (
        <Note tone="warn">
          {t.problem}: {report.problem}
        </Note>
      )}
      {report.keptSecrets.length > 0 && <p className="small quiet">{t.kept}</p>}
      {report.onlyHere.length > 0 && (
        <p className="small quiet">
          {t.onlyHere}: <span className="mono">{report.onlyHere.join(", ")}</span>
        </p>
      )}
    </div>
  );
}

function History() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const queries = useQueryClient();
  const [undone, setUndone] = useState<string>();
  const imports = useQuery({ queryKey: ["imports"], queryFn: () => api.get("/api/settings/imports") });
  const undo = useAction((id: string) => api.post("/api/settings/imports/{id}/undo", { path: { id }, body: null }), {
    stale: [[]],
  });
  return (
    <Section title={t.history}>
      <Loaded query={imports}>
        {({ imports: rows }) =>
          rows.length === 0 ? (
            <Empty icon="layers" title={t.none} />
          ) : (
            <Table
              label={t.history}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: t.when,
                  cell: ({ createdAt }) => <span className="num">{writeTime(createdAt, language)}</span>,
                },
                { head: t.who, cell: ({ by }) => <span className="mono">{by.id ? shortId(by.id) : by.kind}</span> },
                {
                  head: t.what,
                  cell: ({ counts: { added, changed, removed } }) => t.counts(added, changed, removed),
                },
                {
                  head: "",
                  cell: ({ id, undoneAt }) =>
                    undoneAt ? (
                      <Badge>{t.undone}</Badge>
                    ) : (
                      may("admin") && (
                        <Button isSmall onClick={() => setUndone(id)}>
                          {t.undo}
                        </Button>
                      )
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {undone && (
        <Confirm
          title={`${t.undo}?`}
          verb={t.undo}
          onConfirm={async () => {
            // One at a time: the look at what would differ counts as one.
            await queries.ensureQueryData(undoDiff(api, undone)).catch(() => {});
            return await undo.mutateAsync(undone);
          }}
          onClose={() => setUndone(undefined)}
        >
          {/* Once it is taken back there is nothing to look at, and what is shown is read again. */}
          {!undo.isPending && <UndoDiff id={undone} />}
        </Confirm>
      )}
    </Section>
  );
}

const undoDiff = (api: ReturnType<typeof useApi>, id: string) =>
  queryOptions({
    queryKey: ["imports", id, "undo"],
    queryFn: () => api.post("/api/settings/imports/{id}/undo", { path: { id }, query: { dryRun: true }, body: null }),
    staleTime: 0,
  });

function UndoDiff({ id }: { id: string }) {
  const t = useWords(words);
  const diff = useQuery(undoDiff(useApi(), id));
  return (
    <div className="stack">
      <p>{t.undoText}</p>
      <Loaded query={diff}>
        {({ changes, counts: { added, changed, removed } }) => (
          <>
            <p>
              <b>{t.counts(added, changed, removed)}</b>
            </p>
            <ul className="small">
              {changes.slice(0, 20).map(({ change, path }) => (
                <li key={path}>
                  <Badge tone={tones[change]}>{t.kinds[change]}</Badge> <span className="mono">{path}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </div>
  );
}
