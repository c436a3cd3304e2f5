/** @module Alerts: what is wrong now and what to do about it, what was, and who is told from which figures on. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Empty, Failure, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useBackgroundApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { writeTime } from "../../kit/time.js";
import { AlertSettingsForm } from "./settings-form.js";
import { kindWords } from "./words.js";

const words = {
  ko: {
    title: "알림",
    lead: "손볼 일이 생기면 한 번 알리고, 무엇을 하면 되는지 함께 적습니다.",
    now: "지금",
    calm: "손볼 일이 없습니다",
    calmText: "잔액, 발송, 완료율, 예산을 계속 보고 있습니다.",
    since: "부터",
    todo: "할 일",
    before: "지난 알림",
    none: "지난 알림이 없습니다",
    kind: "종류",
    what: "무엇",
    raised: "생긴 때",
    ended: "끝난 때",
    settings: "누구에게, 언제",
    edit: "바꾸기",
    test: "시험 메일 보내기",
    tested: (n: number) => `메일 ${n}통을 보냈습니다. 잠시 뒤 받은 편지함을 보세요.`,
    emails: "받는 곳",
    nobody: "메일을 받을 사람이 없습니다. 이벤트와 감사 기록에는 남습니다.",
    off: "꺼 둔 알림",
  },
  en: {
    title: "Alerts",
    lead: "When something needs you, you are told once, with what to do.",
    now: "Now",
    calm: "Nothing needs you",
    calmText: "Balances, sending, conversion and budgets are being watched.",
    since: "since",
    todo: "What to do",
    before: "Before",
    none: "There was no alert yet",
    kind: "Kind",
    what: "What",
    raised: "Raised",
    ended: "Ended",
    settings: "Who is told, and when",
    edit: "Change",
    test: "Send a test mail",
    tested: (n: number) => `${n} mails were sent. Look into the inbox in a moment.`,
    emails: "Mailed to",
    nobody: "Nobody gets a mail. Events and the audit log have them all the same.",
    off: "Switched off",
  },
};

type Alert = Schema<"Alert">;
const POLL_MS = 15_000;

export default function Alerts() {
  const t = useWords(words);
  return (
    <Page title={t.title} lead={t.lead}>
      <Open />
      <Ended />
      <Settings />
    </Page>
  );
}

function Open() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useBackgroundApi();
  const open = useQuery({
    queryKey: ["alerts", "open"],
    queryFn: () => api.get("/api/alerts", { query: { status: "open", size: 200 } }),
    refetchInterval: POLL_MS,
  });
  return (
    <Section title={t.now}>
      <Loaded query={open}>
        {({ alerts }) =>
          alerts.length === 0 ? (
            <Empty icon="check" title={t.calm} text={t.calmText} />
          ) : (
            <div className="stack">
              {alerts.map((alert) => (
                <Card key={alert.id}>
                  <div className="row wrap">
                    <Kind alert={alert} />
                    <b className="grow">{alert.sentence[language]}</b>
                    <span className="small quiet num">
                      {writeTime(alert.raisedAt, language)} {t.since}
                    </span>
                  </div>
                  <p className="top8">
                    <span className="quiet">{t.todo}</span> {alert.remedy[language]}
                  </p>
                </Card>
              ))}
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}

function Kind({ alert }: { alert: Alert }) {
  const kinds = useWords(kindWords);
  return <Badge tone={alert.status === "open" ? "bad" : "rest"}>{kinds[alert.kind].name}</Badge>;
}

function Ended() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const ended = usePages<Alert>(["alerts", "ended"], async (after) => {
    const { alerts: rows, next } = await api.get("/api/alerts", {
      query: { status: "ended", ...(after && { after }) },
    });
    return { rows, next };
  });
  return (
    <Section title={t.before}>
      <Pages query={ended} empty={<p className="small quiet">{t.none}</p>}>
        {(rows) => (
          <Table
            label={t.before}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: t.kind, cell: (alert) => <Kind alert={alert} /> },
              { head: t.what, cell: ({ sentence }) => sentence[language] },
              { head: t.raised, cell: ({ raisedAt }) => <span className="num">{writeTime(raisedAt, language)}</span> },
              { head: t.ended, cell: ({ endedAt }) => <span className="num">{writeTime(endedAt, language)}</span> },
            ]}
          />
        )}
      </Pages>
    </Section>
  );
}

function Settings() {
  const t = useWords(words);
  const kinds = useWords(kindWords);
  const api = useApi();
  const may = useMay();
  const [isEditing, setEditing] = useState(false);
  const settings = useQuery({
    queryKey: ["alerts", "settings"],
    queryFn: () => api.send("get", "/api/alerts/settings"),
  });
  const test = useAction(() => api.post("/api/alerts/test", { body: null }), { stale: [] });
  return (
    <Section
      title={t.settings}
      actions={
        <>
          {may("operator") && (
            <Button isSmall icon="send" isBusy={test.isPending} onClick={() => test.mutate(undefined)}>
              {t.test}
            </Button>
          )}
          {may("admin") && (
            <Button isSmall onClick={() => setEditing(true)}>
              {t.edit}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={settings}>
        {({ data, etag }) => (
          <div className="stack">
            {test.error && <Failure error={test.error} />}
            {test.data && <Note tone="ok">{t.tested(test.data.messages.length)}</Note>}
            {data.warnings.map(({ path, problem }) => (
              <Note key={path} tone="warn">
                {problem}
              </Note>
            ))}
            <ul className="card lines">
              <li>
                <span className="small quiet lead">{t.emails}</span>
                <span className="grow">{data.emails.length === 0 ? t.nobody : data.emails.join(", ")}</span>
              </li>
              {(Object.keys(kinds) as Alert["kind"][]).map((kind) => (
                <li key={kind}>
                  <span className="small quiet lead">{kinds[kind].name}</span>
                  <span className="grow">{kinds[kind].from(data)}</span>
                  {!kinds[kind].isOn(data) && <Badge>{t.off}</Badge>}
                </li>
              ))}
            </ul>
            {isEditing && <AlertSettingsForm settings={data} etag={etag ?? ""} onClose={() => setEditing(false)} />}
          </div>
        )}
      </Loaded>
    </Section>
  );
}
