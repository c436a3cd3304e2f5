/** @module The list of people, and what they are looked for by. */
import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import type { Schema } from "../../kit/api.js";
import { ButtonLink } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Empty, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { maskNumber, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "사용자",
    lead: "번호, 이메일, 이름의 앞부분으로 찾습니다.",
    find: "번호, 이메일, 아이디, 이름",
    status: "상태",
    statuses: { active: "사용 중", suspended: "정지" },
    all: "모든 상태",
    name: "이름",
    noName: "이름 없음",
    phone: "휴대전화",
    email: "이메일",
    made: "가입",
    none: "아직 아무도 없습니다",
    noneText: "누군가 로그인하면 여기에 보입니다.",
    noMatch: "찾는 사람이 없습니다",
    noMatchText: "번호는 010부터, 이름은 성부터 적어 보세요.",
    download: "내려받기",
    import: "사용자 가져오기",
  },
  en: {
    title: "Users",
    lead: "Found by the beginning of a number, an address or a name.",
    find: "Number, e-mail, user name, name",
    status: "Status",
    statuses: { active: "Active", suspended: "Suspended" },
    all: "Any status",
    name: "Name",
    noName: "No name",
    phone: "Mobile number",
    email: "E-mail",
    made: "Signed up",
    none: "Nobody yet",
    noneText: "Whoever signs in is seen here.",
    noMatch: "Nobody found",
    noMatchText: "Write a number from its first digit, a name from its first letter.",
    download: "Download",
    import: "Import people",
  },
};

type User = Schema<"User">;

/** What somebody typed, as the API looks for it. */
export function searchOf(text: string): { phone?: string; email?: string; username?: string; name?: string } {
  const asked = text.trim();
  if (asked === "") return {};
  if (/^[+\d][\d\s()-]*$/.test(asked)) return { phone: asked };
  if (asked.includes("@")) return { email: asked };
  return /^[\w.-]{3,32}$/.test(asked) && /[\d._-]/.test(asked) ? { username: asked } : { name: asked };
}

export const identifierOf = (user: Pick<User, "identifiers">, kind: "phone" | "email" | "username") =>
  user.identifiers.find((one) => one.kind === kind)?.value;

export function UserList() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState(query.get("find") ?? "");
  const [find] = useDebouncedValue(text, 250);
  const asked = query.get("status");
  const status: "active" | "suspended" | null = asked === "active" || asked === "suspended" ? asked : null;
  const filter = { ...searchOf(find), ...(status !== null && { status }) };
  const users = usePages<User>(["users", filter], async (after) => {
    const { users: rows, next } = await api.get("/api/users", { query: { ...filter, ...(after && { after }) } });
    return { rows, next };
  });
  const isAsked = find.trim() !== "" || status !== null;
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <>
          {may("admin") && <ButtonLink href="/import">{t.import}</ButtonLink>}
          {may("operator") && (
            <a
              className="btn"
              href={`/api/users.csv?${new URLSearchParams(filter as Record<string, string>)}`}
              download
            >
              <Icon name="down" />
              {t.download}
            </a>
          )}
        </>
      }
    >
      <div className="stack">
        <div className="row wrap">
          <TextInput
            className="grow"
            type="search"
            leftSection={<Icon name="search" />}
            placeholder={t.find}
            aria-label={t.find}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            aria-label={t.status}
            placeholder={t.all}
            clearable
            value={status}
            data={Object.entries(t.statuses).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setQuery(value ? { status: value } : {}, { replace: true })}
          />
        </div>
        <Pages
          query={users}
          empty={
            <Empty icon="person" title={isAsked ? t.noMatch : t.none} text={isAsked ? t.noMatchText : t.noneText} />
          }
        >
          {(rows) => (
            <Table
              label={t.title}
              rows={rows}
              keyOf={({ sid }) => sid}
              onOpen={({ sid }) => go(`/${sid}`)}
              columns={[
                {
                  head: t.name,
                  cell: ({ name, status: now }) => (
                    <span className="row">
                      {name ?? t.noName}
                      {now === "suspended" && <Badge tone="bad">{t.statuses.suspended}</Badge>}
                    </span>
                  ),
                },
                {
                  head: t.phone,
                  cell: (user) => <span className="num">{maskNumber(identifierOf(user, "phone") ?? "–")}</span>,
                },
                { head: t.email, cell: (user) => identifierOf(user, "email") ?? "–" },
                {
                  head: t.made,
                  cell: ({ createdAt }) => <span className="num">{writeTime(createdAt, language)}</span>,
                },
              ]}
            />
          )}
        </Pages>
      </div>
    </Page>
  );
}
