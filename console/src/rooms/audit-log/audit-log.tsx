/** @module What happened: who did it, to what, what was before and after. */
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Schema } from "../../kit/api.js";
import { Drawer } from "../../kit/drawer.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Empty, Facts, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { shortId, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "감사 기록",
    lead: "무엇이 언제 누구 손에 바뀌었는지 봅니다. 번호와 비밀은 적히지 않습니다.",
    type: "종류 (user. 처럼 점으로 끝나면 그 종류 모두)",
    actor: "한 사람 (식별자)",
    subject: "대상 (식별자)",
    time: "시각",
    what: "일",
    who: "한 사람",
    whom: "대상",
    kinds: {
      admin: "관리자 토큰",
      account: "계정 토큰",
      secret: "API 키",
      user: "사용자",
      server: "서버",
      visitor: "손님",
    } as Record<string, string>,
    none: "맞는 기록이 없습니다",
    noneText: "조건을 지우거나 넓혀 보세요.",
    before: "앞",
    after: "뒤",
    data: "더",
    request: "요청 번호",
    service: "서비스",
    download: "내려받기",
  },
  en: {
    title: "Audit log",
    lead: "What was changed, when, and by whom. It has no numbers and no secrets.",
    type: "Type (with a dot at the end all of them: user.)",
    actor: "Who (identifier)",
    subject: "To what (identifier)",
    time: "Time",
    what: "What",
    who: "Who",
    whom: "To what",
    kinds: {
      admin: "Admin token",
      account: "Account token",
      secret: "API key",
      user: "User",
      server: "Server",
      visitor: "Visitor",
    } as Record<string, string>,
    none: "Nothing fits",
    noneText: "Take a condition away.",
    before: "Before",
    after: "After",
    data: "More",
    request: "Request",
    service: "Service",
    download: "Download",
  },
};

type Event = Schema<"AuditEvent">;
const fields = ["type", "actor", "subject"] as const;

export default function AuditLog() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [query, setQuery] = useSearchParams();
  const [open, setOpen] = useState<Event>();
  const given = Object.fromEntries(
    fields.flatMap((name) => {
      const value = query.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  ) as { [name in (typeof fields)[number]]?: string };
  const [filter] = useDebouncedValue(given, 300);
  const events = usePages<Event>(["audit-log", filter], async (after) => {
    const { events: rows, next } = await api.get("/api/audit-log", { query: { ...filter, ...(after && { after }) } });
    return { rows, next };
  });
  const set = (name: string, value: string) =>
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === "") after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const who = ({ actor }: Event) =>
    `${t.kinds[actor.kind] ?? actor.kind}${actor.id && actor.kind !== "admin" ? ` ${shortId(actor.id)}` : ""}`;
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may("operator") && (
          <a className="btn" href={`/api/audit-log.csv?${new URLSearchParams(filter)}`} download>
            <Icon name="down" />
            {t.download}
          </a>
        )
      }
    >
      <div className="stack">
        <div className="g3">
          {fields.map((name) => (
            <TextInput
              key={name}
              placeholder={t[name]}
              aria-label={t[name]}
              defaultValue={query.get(name) ?? ""}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
        </div>
        <Pages query={events} empty={<Empty icon="log" title={t.none} text={t.noneText} />}>
          {(rows) => (
            <Table
              label={t.title}
              rows={rows}
              keyOf={({ id }) => id}
              onOpen={setOpen}
              openKey={open?.id}
              columns={[
                { head: t.what, cell: ({ type }) => <span className="mono">{type}</span> },
                {
                  head: t.time,
                  cell: ({ createdAt }) => <span className="num nowrap">{writeTime(createdAt, language)}</span>,
                },
                { head: t.who, cell: who },
                {
                  head: t.whom,
                  cell: ({ subject }) => <span className="mono">{`${subject.kind} ${shortId(subject.id)}`}</span>,
                },
              ]}
            />
          )}
        </Pages>
      </div>
      {open && (
        <Drawer onClose={() => setOpen(undefined)} title={open.type}>
          <div className="stack">
            <Facts
              facts={[
                [t.time, writeTime(open.createdAt, language)],
                [t.who, who(open)],
                [t.whom, <span key="whom" className="mono">{`${open.subject.kind} ${open.subject.id}`}</span>],
                [t.service, open.serviceSid ?? "–"],
                [
                  t.request,
                  <span key="request" className="mono">
                    {open.requestId ?? "–"}
                  </span>,
                ],
              ]}
            />
            {(["before", "after", "data"] as const).map(
              (part) =>
                open[part] && (
                  <div key={part}>
                    <h3>{t[part]}</h3>
                    <pre className="sunken">{JSON.stringify(open[part], null, 2)}</pre>
                  </div>
                ),
            )}
          </div>
        </Drawer>
      )}
    </Page>
  );
}
