/** @module One person: what they are found by, how they come in, where they are signed in, what they agreed to. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import { MunjigiError, type Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Facts, Failure, Loaded, Page, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { displayNumber, writeDay, writeTime } from "../../kit/time.js";
import { AddIdentifier, Rename } from "./user-forms.js";

const words = {
  ko: {
    noName: "이름 없음",
    suspended: "정지",
    active: "사용 중",
    suspend: "정지하기",
    resume: "다시 허용",
    remove: "계정 삭제",
    rename: "이름 바꾸기",
    back: "목록",
    about: "계정",
    id: "식별자",
    made: "가입",
    language: "언어",
    password: "비밀번호",
    has: "있음",
    hasNot: "없음",
    identifiers: "찾는 값",
    kinds: { phone: "휴대전화", email: "이메일", username: "아이디" },
    verified: "확인됨",
    unverified: "확인 안 됨",
    proved: "마지막 확인",
    add: "추가",
    delete: "지우기",
    ways: "로그인 방법",
    passkey: "패스키",
    app: "인증 앱",
    codes: (n: number) => `복구 코드 ${n}개 남음`,
    social: "연결한 계정",
    none: "없습니다.",
    sessions: "로그인한 기기",
    used: "마지막 사용",
    end: "로그아웃",
    endAll: "모든 기기에서 로그아웃",
    restricted: "제한됨",
    consents: "약관",
    agreed: "동의",
    refused: "동의 안 함",
    log: "감사 기록 보기",
    why: "왜 문자가 안 왔나요?",
    confirm: {
      remove: "이 계정을 지울까요?",
      removeText: "모든 기기에서 바로 나가고, 번호와 주소를 잊습니다. 되돌릴 수 없습니다.",
      suspend: "이 계정을 정지할까요?",
      suspendText: "모든 기기에서 바로 나가고, 다시 허용할 때까지 들어올 수 없습니다.",
      identifier: "이 값을 지울까요?",
      passkey: "이 패스키를 지울까요?",
      app: "인증 앱을 지울까요?",
      appText: "복구 코드도 함께 없어집니다. 본인인지 먼저 확인하세요.",
      connection: "이 연결을 끊을까요?",
    },
  },
  en: {
    noName: "No name",
    suspended: "Suspended",
    active: "Active",
    suspend: "Suspend",
    resume: "Let in again",
    remove: "Delete account",
    rename: "Change name",
    back: "List",
    about: "Account",
    id: "Identifier",
    made: "Signed up",
    language: "Language",
    password: "Password",
    has: "Yes",
    hasNot: "No",
    identifiers: "Found by",
    kinds: { phone: "Mobile number", email: "E-mail", username: "User name" },
    verified: "Verified",
    unverified: "Not verified",
    proved: "Proved last",
    add: "Add",
    delete: "Remove",
    ways: "Ways to sign in",
    passkey: "Passkey",
    app: "Authenticator app",
    codes: (n: number) => `${n} recovery codes left`,
    social: "Linked accounts",
    none: "None.",
    sessions: "Signed in on",
    used: "Used last",
    end: "Sign out",
    endAll: "Sign out everywhere",
    restricted: "Restricted",
    consents: "Terms",
    agreed: "Agreed",
    refused: "Not agreed",
    log: "Audit log",
    why: "Why no text?",
    confirm: {
      remove: "Delete this account?",
      removeText:
        "It is signed out everywhere at once, and its numbers and addresses are forgotten. There is no way back.",
      suspend: "Suspend this account?",
      suspendText: "It is signed out everywhere at once, and may not sign in until you let it in again.",
      identifier: "Remove this one?",
      passkey: "Remove this passkey?",
      app: "Remove the authenticator app?",
      appText: "Its recovery codes go with it. Find out first that it is they who ask.",
      connection: "Disconnect this account?",
    },
  },
};

type User = Schema<"User">;

/** What is to be confirmed before it happens. */
interface Asked {
  title: string;
  text?: string;
  verb: string;
  work: () => Promise<unknown>;
}

export function UserPage({ sid }: { sid: string }) {
  const api = useApi();
  const user = useQuery({ queryKey: ["user", sid], queryFn: () => api.get("/api/users/{sid}", { path: { sid } }) });
  return <Loaded query={user}>{(found) => <Person user={found} />}</Loaded>;
}

function Person({ user }: { user: User }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [asked, setAsked] = useState<Asked>();
  const [form, setForm] = useState<"name" | "identifier">();
  const { sid } = user;
  const path = { sid };
  const stale = [["user", sid], ["users"]] as const;
  const resume = useAction(() => api.post("/api/users/{sid}/resume", { path }), { stale });
  const refresh = useAction(async (work: () => Promise<unknown>) => await work(), { stale });
  const ask = (one: Asked) => setAsked({ ...one, work: () => refresh.mutateAsync(one.work) });
  const phone = user.identifiers.find(({ kind }) => kind === "phone")?.value;

  return (
    <Page
      title={user.name ?? t.noName}
      badge={
        user.status === "suspended" ? <Badge tone="bad">{t.suspended}</Badge> : <Badge tone="ok">{t.active}</Badge>
      }
      lead={<span className="mono quiet">{sid}</span>}
      actions={
        <>
          <ButtonLink href="/">{t.back}</ButtonLink>
          {may("admin") && <Button onClick={() => setForm("name")}>{t.rename}</Button>}
          {may("operator") &&
            (user.status === "suspended" ? (
              <Button tone="go" isBusy={resume.isPending} onClick={() => resume.mutate(undefined)}>
                {t.resume}
              </Button>
            ) : (
              <Button
                onClick={() =>
                  ask({
                    ...{ title: t.confirm.suspend, text: t.confirm.suspendText, verb: t.suspend },
                    work: () => api.post("/api/users/{sid}/suspend", { path }),
                  })
                }
              >
                {t.suspend}
              </Button>
            ))}
        </>
      }
    >
      {resume.error && <Failure error={resume.error} />}
      <div className="stack">
        <Card>
          <Facts
            facts={[
              [t.made, writeDay(user.createdAt, language)],
              [t.language, user.language ?? "–"],
              [t.password, user.hasPassword ? t.has : t.hasNot],
            ]}
          />
          <div className="row wrap top8">
            <a className="link small" href={`/console/audit-log?${new URLSearchParams({ subject: sid })}`}>
              {t.log}
            </a>
            {phone && (
              <a className="link small" href={`/console/verifications?${new URLSearchParams({ find: phone })}`}>
                {t.why}
              </a>
            )}
          </div>
        </Card>
      </div>
      <Section
        title={t.identifiers}
        actions={
          may("admin") && (
            <Button isSmall icon="plus" onClick={() => setForm("identifier")}>
              {t.add}
            </Button>
          )
        }
      >
        <Rows
          items={user.identifiers.map((one) => ({
            key: one.sid,
            head: t.kinds[one.kind],
            text: one.kind === "phone" ? displayNumber(one.value) : one.value,
            note: one.verifiedAt ? `${t.verified} · ${t.proved} ${writeTime(one.provedAt, language)}` : t.unverified,
            verb: may("admin") && (
              <Button
                isSmall
                tone="bad"
                onClick={() =>
                  ask({
                    title: t.confirm.identifier,
                    verb: t.delete,
                    work: () =>
                      api.delete("/api/users/{sid}/identifiers/{identifierSid}", {
                        path: { sid, identifierSid: one.sid },
                      }),
                  })
                }
              >
                {t.delete}
              </Button>
            ),
          }))}
        />
      </Section>
      <Ways sid={sid} ask={ask} />
      <Sessions sid={sid} ask={ask} />
      <Consents sid={sid} />
      {may("admin") && (
        <div className="row end top8">
          <Button
            tone="bad"
            onClick={() =>
              setAsked({
                ...{ title: t.confirm.remove, text: t.confirm.removeText, verb: t.remove },
                work: async () => {
                  await api.delete("/api/users/{sid}", { path });
                  go("/");
                },
              })
            }
          >
            {t.remove}
          </Button>
        </div>
      )}
      {asked && (
        <Confirm title={asked.title} verb={asked.verb} onConfirm={asked.work} onClose={() => setAsked(undefined)}>
          {asked.text && <p>{asked.text}</p>}
        </Confirm>
      )}
      {form === "name" && <Rename user={user} onClose={() => setForm(undefined)} />}
      {form === "identifier" && <AddIdentifier sid={sid} onClose={() => setForm(undefined)} />}
    </Page>
  );
}

interface RowItem {
  key: string;
  head: string;
  text: ReactNode;
  note?: ReactNode;
  verb?: ReactNode;
}

function Rows({ items }: { items: readonly RowItem[] }) {
  const t = useWords(words);
  if (items.length === 0) return <p className="small quiet">{t.none}</p>;
  return (
    <ul className="card lines">
      {items.map(({ key, head, text, note, verb }) => (
        <li key={key}>
          <span className="small quiet lead">{head}</span>
          <span className="grow">
            {text}
            {note && <span className="small quiet block">{note}</span>}
          </span>
          {verb}
        </li>
      ))}
    </ul>
  );
}

function Ways({ sid, ask }: { sid: string; ask: (asked: Asked) => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const path = { sid };
  const ways = useQuery({
    queryKey: ["user", sid, "ways"],
    queryFn: async () => {
      const [{ passkeys }, { connections }, totp] = await Promise.all([
        api.get("/api/users/{sid}/passkeys", { path }),
        api.get("/api/users/{sid}/social", { path }),
        api.get("/api/users/{sid}/totp", { path }).catch((error: unknown) => {
          if (error instanceof MunjigiError && error.code === "user.totp_not_found") return undefined;
          throw error;
        }),
      ]);
      return { passkeys, connections, totp };
    },
  });
  const remove = (asked: Asked) =>
    may("admin") && (
      <Button isSmall tone="bad" onClick={() => ask(asked)}>
        {t.delete}
      </Button>
    );
  return (
    <Section title={t.ways}>
      <Loaded query={ways}>
        {({ passkeys, connections, totp }) => (
          <Rows
            items={[
              ...passkeys.map((one) => ({
                key: one.sid,
                head: t.passkey,
                text: one.name,
                note: `${writeDay(one.createdAt, language)} · ${t.used} ${writeTime(one.usedAt, language)}`,
                verb: remove({
                  title: t.confirm.passkey,
                  verb: t.delete,
                  work: () =>
                    api.delete("/api/users/{sid}/passkeys/{passkeySid}", { path: { sid, passkeySid: one.sid } }),
                }),
              })),
              ...(totp
                ? [
                    {
                      key: "totp",
                      head: t.app,
                      text: t.codes(totp.recoveryCodesLeft),
                      note: `${t.used} ${writeTime(totp.usedAt, language)}`,
                      verb: remove({
                        ...{ title: t.confirm.app, text: t.confirm.appText, verb: t.delete },
                        work: () => api.delete("/api/users/{sid}/totp", { path }),
                      }),
                    },
                  ]
                : []),
              ...connections.map((one) => ({
                key: one.sid,
                head: t.social,
                text: one.email ?? one.subject,
                note: `${new URL(one.issuer).host} · ${t.used} ${writeTime(one.usedAt, language)}`,
                verb: remove({
                  title: t.confirm.connection,
                  verb: t.delete,
                  work: () =>
                    api.delete("/api/users/{sid}/social/{connectionSid}", { path: { sid, connectionSid: one.sid } }),
                }),
              })),
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Sessions({ sid, ask }: { sid: string; ask: (asked: Asked) => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const sessions = useQuery({
    queryKey: ["user", sid, "sessions"],
    queryFn: () => api.get("/api/users/{sid}/sessions", { path: { sid } }),
  });
  return (
    <Section
      title={t.sessions}
      actions={
        may("operator") && (
          <Button
            isSmall
            onClick={() =>
              ask({
                title: `${t.endAll}?`,
                verb: t.endAll,
                work: () => api.delete("/api/users/{sid}/sessions", { path: { sid } }),
              })
            }
          >
            {t.endAll}
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {(found) => (
          <Rows
            items={found.sessions.map((one) => ({
              key: one.sid,
              head: one.amr.join(" "),
              text: one.device,
              note: `${t.used} ${writeTime(one.usedAt, language)}${one.restrictedUntil ? ` · ${t.restricted}` : ""}`,
              verb: may("operator") && (
                <Button
                  isSmall
                  onClick={() =>
                    ask({
                      title: `${one.device}: ${t.end}?`,
                      verb: t.end,
                      work: () =>
                        api.delete("/api/users/{sid}/sessions/{sessionSid}", { path: { sid, sessionSid: one.sid } }),
                    })
                  }
                >
                  {t.end}
                </Button>
              ),
            }))}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Consents({ sid }: { sid: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const consents = useQuery({
    queryKey: ["user", sid, "consents"],
    queryFn: () => api.get("/api/users/{sid}/consents", { path: { sid } }),
  });
  return (
    <Section title={t.consents}>
      <Loaded query={consents}>
        {(found) => (
          <Rows
            items={found.consents.map((one) => ({
              key: one.item,
              head: one.agreed ? t.agreed : t.refused,
              text: `${one.item} ${one.version}`,
              note: writeTime(one.at, language),
            }))}
          />
        )}
      </Loaded>
    </Section>
  );
}
