/** @module A trial sign-in: an administrator goes to the provider as people do, and sees what came and what did not. */
import type { AnswerOf } from "@munjigi/client/management";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Failure, Note, Section } from "../../kit/page.js";
import { useApi, useBackgroundApi } from "../../kit/session.js";
import "./trial.css";

const words = {
  ko: {
    title: "시험 로그인",
    lead: "새 창에서 실제로 로그인하고, 어떤 항목이 오는지 봅니다. 저장한 설정 가운데 가장 새것으로 하며, 누구도 로그인되거나 가입되지 않습니다.",
    begin: "시험 로그인 하기",
    again: "다시 하기",
    waiting: "새 창에서 로그인을 마치면 여기에 결과가 보입니다.",
    open: "새 창이 열리지 않았다면 여기를 눌러 주세요",
    over: "10분 안에 마치지 않아 끝났습니다. 다시 해 주세요.",
    told: "로그인했습니다",
    failed: "로그인하지 못했습니다",
    result: "받은 항목",
    items: { subject: "회원 번호", name: "이름", email: "이메일", phone: "휴대전화 번호", picture: "프로필 사진" },
    states: { came: "받음", missing: "받지 못함", untold: "주지 않는 항목" },
    verified: "업체가 확인함",
    unverified: "확인되지 않음",
    once: "이 결과는 지금 이 화면에서만 보입니다.",
    code: "업체 코드",
    reasons: {
      cancelled: "로그인 화면에서 취소했습니다.",
      consent_needed: "꼭 필요한 항목에 동의하지 않았습니다.",
      expired: "인가 코드가 이미 쓰였거나 너무 늦었습니다.",
      provider_down: "업체가 답하지 않거나 답을 읽을 수 없습니다.",
      misconfigured: "업체의 콘솔이나 여기 설정 가운데 맞지 않는 것이 있습니다.",
      refused: "업체의 답을 믿을 수 없어 받지 않았습니다.",
    },
  },
  en: {
    title: "Trial sign-in",
    lead: "Signs in for real in a window of its own and shows what comes, with the newest settings that are saved. Nobody is signed in or registered here.",
    begin: "Try signing in",
    again: "Try again",
    waiting: "Once you have signed in there, the result is shown here.",
    open: "If no window opened, press here",
    over: "It was not finished within ten minutes. Try again.",
    told: "Signed in",
    failed: "Did not sign in",
    result: "What came",
    items: { subject: "Subject", name: "Name", email: "E-mail", phone: "Mobile number", picture: "Picture" },
    states: { came: "Came", missing: "Did not come", untold: "Never told" },
    verified: "Vouched for",
    unverified: "Not verified",
    once: "This result is shown here and now only.",
    code: "Provider's code",
    reasons: {
      cancelled: "It was cancelled on the provider's page.",
      consent_needed: "An item that is required was refused there.",
      expired: "The code was used already, or is too old.",
      provider_down: "The provider does not answer, or its answer cannot be read.",
      misconfigured: "Something is wrong in the provider's console or in these settings.",
      refused: "The provider's answer is not to be believed.",
    },
  },
};

type Result = AnswerOf<"get", "/api/connectors/{id}/trials/{trialId}">;

const LOOK_MS = 1500;
const WINDOW = "popup,width=480,height=720";

export function Trial({ connectorId }: { connectorId: string }) {
  const t = useWords(words);
  const api = useApi();
  const background = useBackgroundApi();
  const [isBlocked, setBlocked] = useState(false);
  const begin = useMutation({
    mutationFn: async () => {
      // In the click itself: a window that is opened later is blocked.
      const opened = window.open("about:blank", "_blank", WINDOW);
      setBlocked(opened === null);
      try {
        const started = await api.post("/api/connectors/{id}/trial", { path: { id: connectorId } });
        opened?.location.replace(started.url);
        return started;
      } catch (error) {
        opened?.close();
        throw error;
      }
    },
  });
  const trialId = begin.data?.id;
  const result = useQuery({
    queryKey: ["connector-trials", connectorId, trialId],
    queryFn: () =>
      background.get("/api/connectors/{id}/trials/{trialId}", { path: { id: connectorId, trialId: trialId ?? "" } }),
    enabled: trialId !== undefined,
    // It is told once: what was heard is not asked for again.
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data, status } }) =>
      status === "error" || (data && data.status !== "waiting") ? false : LOOK_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  const isWaiting = trialId !== undefined && !result.error && (result.data?.status ?? "waiting") === "waiting";
  return (
    <Section title={t.title}>
      <Card>
        <div className="stack">
          <p className="soft">{t.lead}</p>
          <div>
            <Button icon="person" isBusy={begin.isPending} onClick={() => begin.mutate()}>
              {trialId === undefined ? t.begin : t.again}
            </Button>
          </div>
          <div className="stack" aria-live="polite">
            {begin.error && <Failure error={begin.error} />}
            {isWaiting && (
              <Note>
                <p>{t.waiting}</p>
                {isBlocked && begin.data && (
                  <p>
                    <a href={begin.data.url} target="_blank" rel="noreferrer">
                      {t.open}
                    </a>
                  </p>
                )}
              </Note>
            )}
            {trialId !== undefined && result.error && <Note tone="warn">{t.over}</Note>}
            {!begin.isPending && result.data && result.data.status !== "waiting" && <Outcome result={result.data} />}
          </div>
        </div>
      </Card>
    </Section>
  );
}

function Outcome({ result: { items, failure } }: { result: Result }) {
  const t = useWords(words);
  const { language } = useLanguage();
  if (failure)
    return (
      <Note tone="bad">
        <p>
          <b>{t.failed}</b> {t.reasons[failure.reason]}
        </p>
        {failure.remedy && <p>{failure.remedy[language]}</p>}
        {failure.code && (
          <p className="small">
            {t.code} <code>{failure.code}</code>
          </p>
        )}
      </Note>
    );
  return (
    <>
      <p className="row wrap">
        <Badge tone="ok">{t.told}</Badge> <span className="small quiet">{t.once}</span>
      </p>
      <ul className="lines tried" aria-label={t.result}>
        {items?.map(({ item, state, value, isVerified, remedy }) => (
          <li key={item}>
            <span className={state === "came" ? "good" : state === "missing" ? "warnc" : "quiet"}>
              <Icon name={state === "came" ? "check" : state === "missing" ? "alert" : "cross"} />
            </span>
            <div className="grow">
              <p className="row wrap">
                <b>{t.items[item]}</b>
                {value && <span className={item === "subject" ? "mono" : "num"}>{value}</span>}
                {state === "came" && isVerified !== null && (
                  <Badge tone={isVerified ? "ok" : "rest"}>{isVerified ? t.verified : t.unverified}</Badge>
                )}
              </p>
              {state === "missing" && remedy && <p className="small soft">{remedy[language]}</p>}
            </div>
            <span className="small quiet">{t.states[state]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
