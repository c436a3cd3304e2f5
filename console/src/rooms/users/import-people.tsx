/** @module People who are brought along: a file is sent, tried first, and worked through while the page looks on; what became of each line. */
import { Checkbox, FileButton, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { ask, MunjigiError, type Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Empty, Failure, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useBackgroundApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "사용자 가져오기",
    lead: "다른 시스템에 있던 사람들을 번호, 비밀번호, 소셜 계정과 함께 옮깁니다. 아무에게도 문자를 보내지 않습니다.",
    back: "사용자",
    file: "파일",
    fileText: "한 사람을 한 줄의 JSON으로 적은 파일입니다(.ndjson). 있는 것은 바꾸지 않고, 없는 것만 더합니다.",
    choose: "파일 고르기",
    adopt: "확인된 번호나 이메일이 같은 계정은 같은 사람입니다",
    adoptHint:
      "이미 여기서 가입한 사람에게 파일의 비밀번호와 소셜 계정을 더합니다. 번호의 주인이 바뀌었을 수 있으면 표시하지 마세요.",
    dryRun: "시험 실행",
    start: "가져오기",
    tried: "시험 실행을 시작했습니다. 아래에서 결과를 보고 가져오세요.",
    started: "가져오기를 시작했습니다. 이 화면을 떠나도 계속됩니다.",
    jobs: "가져온 기록",
    none: "가져온 적이 없습니다",
    when: "때",
    status: "상태",
    statuses: { waiting: "기다림", running: "진행 중", done: "끝남", canceled: "취소됨" },
    dry: "시험",
    made: "새로",
    updated: "더함",
    same: "그대로",
    refused: "거절",
    progress: "진행",
    report: "보고서",
    cancel: "취소하기",
    cancelTitle: "가져오기를 취소할까요?",
    cancelText: "이미 만들어진 사람은 남고, 남은 줄은 지웁니다.",
  },
  en: {
    title: "Import people",
    lead: "Brings people along from another system, with their numbers, passwords and social accounts. Nobody is sent a text.",
    back: "Users",
    file: "File",
    fileText:
      "A JSON object for each person, one a line (.ndjson). What is there stays as it is; only what is missing is added.",
    choose: "Choose a file",
    adopt: "Accounts with the same verified number or address are the same people",
    adoptHint:
      "People who signed up here get the password and social accounts of the file. Leave it off where numbers may have a new owner.",
    dryRun: "Dry run",
    start: "Import",
    tried: "The dry run has begun. See below what it says, then import.",
    started: "The import has begun. It goes on when you leave this page.",
    jobs: "Imports",
    none: "Nobody was imported yet",
    when: "When",
    status: "Status",
    statuses: { waiting: "Waiting", running: "Running", done: "Done", canceled: "Cancelled" },
    dry: "Dry run",
    made: "Made",
    updated: "Added to",
    same: "Unchanged",
    refused: "Refused",
    progress: "Progress",
    report: "Report",
    cancel: "Cancel",
    cancelTitle: "Cancel this import?",
    cancelText: "People who were made stay; the other lines are forgotten.",
  },
};

type Job = Schema<"UserImport">;
const tones = { waiting: "rest", running: "warn", done: "ok", canceled: "bad" } as const;
const isOpen = ({ status }: Job) => status === "waiting" || status === "running";
const doneOf = ({ counts }: Job) => counts.created + counts.updated + counts.unchanged + counts.refused;
const POLL_MS = 1000;

export function ImportPeople() {
  const t = useWords(words);
  const may = useMay();
  return (
    <Page title={t.title} lead={t.lead} actions={<ButtonLink href="/">{t.back}</ButtonLink>}>
      {may("admin") && <Upload />}
      <Jobs />
    </Page>
  );
}

/** The browser reads the file from the disk as it sends it: it may be larger than its memory. */
async function sendFile(file: File, query: Record<string, string>, language: string): Promise<Job> {
  const isPacked = file.name.endsWith(".gz");
  const response = await ask(`/api/users/import?${new URLSearchParams(query)}`, {
    method: "POST",
    body: file,
    headers: {
      "content-type": "application/x-ndjson",
      "accept-language": language,
      ...(isPacked && { "content-encoding": "gzip" }),
    },
  });
  const answer = (await response.json()) as Job & { title?: string; detail?: string; requestId?: string };
  if (response.ok) return answer;
  throw new MunjigiError(answer.title ?? "answer_unreadable", answer.detail ?? String(response.status), {
    status: response.status,
    ...(answer.requestId && { requestId: answer.requestId }),
  });
}

function Upload() {
  const t = useWords(words);
  const { language } = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [adopt, setAdopt] = useState(false);
  const send = useAction(
    (dryRun: boolean) => sendFile(file as File, { dryRun: String(dryRun), adopt: String(adopt) }, language),
    { stale: [["user-imports"]] },
  );
  const wasDry = send.variables === true;
  return (
    <Section title={t.file} lead={t.fileText}>
      <Card>
        <div className="stack">
          <div className="row wrap">
            <FileButton
              accept=".ndjson,.jsonl,.gz"
              onChange={(chosen) => {
                setFile(chosen);
                send.reset();
              }}
            >
              {(props) => <Button {...props}>{t.choose}</Button>}
            </FileButton>
            {file && <span className="mono">{file.name}</span>}
          </div>
          <Checkbox
            label={t.adopt}
            description={t.adoptHint}
            checked={adopt}
            onChange={(event) => setAdopt(event.currentTarget.checked)}
          />
          {send.error && <Failure error={send.error} />}
          {send.data && <Note tone="ok">{send.data.dryRun ? t.tried : t.started}</Note>}
          <div className="row end">
            <Button disabled={!file} isBusy={send.isPending && wasDry} onClick={() => send.mutate(true)}>
              {t.dryRun}
            </Button>
            <Button tone="go" disabled={!file} isBusy={send.isPending && !wasDry} onClick={() => send.mutate(false)}>
              {t.start}
            </Button>
          </div>
        </div>
      </Card>
    </Section>
  );
}

function Jobs() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const background = useBackgroundApi();
  const may = useMay();
  const [canceling, setCanceling] = useState<Job | null>(null);
  const jobs = useQuery({
    queryKey: ["user-imports"],
    queryFn: async () => (await background.get("/api/users/imports", {})).imports,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? POLL_MS : false),
  });
  const cancel = useAction((id: string) => api.post("/api/users/imports/{id}/cancel", { path: { id } }), {
    stale: [["user-imports"]],
  });
  const number = (value: number) => value.toLocaleString(language);
  return (
    <Section title={t.jobs}>
      <Loaded query={jobs}>
        {(rows) =>
          rows.length === 0 ? (
            <Card isPadded={false}>
              <Empty icon="person" title={t.none} />
            </Card>
          ) : (
            <Table
              label={t.jobs}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: t.when,
                  cell: ({ createdAt }) => <span className="num">{writeTime(createdAt, language)}</span>,
                },
                {
                  head: t.status,
                  cell: ({ status, dryRun }) => (
                    <span className="row">
                      <Badge tone={tones[status]}>{t.statuses[status]}</Badge>
                      {dryRun && <Badge>{t.dry}</Badge>}
                    </span>
                  ),
                },
                {
                  head: t.progress,
                  cell: (job) =>
                    isOpen(job) ? (
                      <Progress
                        aria-label={t.progress}
                        value={(100 * doneOf(job)) / Math.max(job.counts.lines, 1)}
                        miw={80}
                      />
                    ) : (
                      <span className="num">{number(job.counts.lines)}</span>
                    ),
                },
                { head: t.made, isNumber: true, cell: ({ counts }) => number(counts.created) },
                { head: t.updated, isNumber: true, cell: ({ counts }) => number(counts.updated) },
                { head: t.same, isNumber: true, cell: ({ counts }) => number(counts.unchanged) },
                { head: t.refused, isNumber: true, cell: ({ counts }) => number(counts.refused) },
                {
                  head: "",
                  cell: (job) => (
                    <span className="row end">
                      <a className="btn sm" href={`/api/users/imports/${job.id}/report`} download>
                        <Icon name="down" />
                        {t.report}
                      </a>
                      {may("admin") && isOpen(job) && (
                        <Button isSmall tone="ghost" onClick={() => setCanceling(job)}>
                          {t.cancel}
                        </Button>
                      )}
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {canceling && (
        <Confirm
          title={t.cancelTitle}
          verb={t.cancel}
          onConfirm={() => cancel.mutateAsync(canceling.id)}
          onClose={() => setCanceling(null)}
        >
          <p>{t.cancelText}</p>
        </Confirm>
      )}
    </Section>
  );
}
