/** @module "Why did this number get no text?": the cause and when it ends in one sentence, then what can be done about it. */
import { useQuery } from "@tanstack/react-query";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { CopyButton } from "../../kit/copy.js";
import { Icon } from "../../kit/icons.js";
import { type Language, useLanguage, useWords } from "../../kit/language.js";
import { Badge, Failure, Loaded, Note } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { displayMasked, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "왜 문자가 안 왔나요?",
    held: "지금은 보내지 않음",
    was: "막힌 적 있음",
    free: "막는 것 없음",
    nothing: "지난 하루 동안 이 번호를 막은 것이 없습니다.",
    until: "풀리는 때",
    sent: (n: number, delivered: number) => `지난 하루 ${n}건을 보냈고 ${delivered}건이 도착했습니다.`,
    unsent: "지난 하루 동안 보낸 것이 없습니다.",
    spam: "보냈는데 보이지 않는다면 스팸함과 수신거부를 확인해 달라고 알려 주세요.",
    others: "다른 까닭",
    times: (n: number) => `${n}번`,
    lift: "풀기",
    allow: "늘 허용",
    test: "시험 발송",
    lifted: "풀었습니다. 이제 다시 요청하면 바로 보냅니다.",
    notUp: "이미 풀려 있었습니다.",
    allowed: "안전 목록에 넣었습니다. 번호대와 나라의 규칙을 지나갑니다.",
    tested: "시험 문자를 보냈습니다.",
    noConnector: "문자를 보낼 연결이 켜져 있지 않습니다.",
    reply: "안내 문구 복사",
    limits: "한도 보기",
    replyHeld: (when: string) =>
      `요청이 잦아 인증번호를 잠시 보내지 않고 있습니다. ${when || "잠시"} 뒤에 다시 시도해 주세요.`,
    replySent: "인증번호를 문자로 보냈습니다. 스팸함과 수신거부 목록을 확인하시고, 없으면 다시 받기를 눌러 주세요.",
    replyFree: "지금은 인증번호를 받으실 수 있습니다. 다시 한 번 시도해 주세요.",
  },
  en: {
    title: "Why no text?",
    held: "Nothing is sent now",
    was: "Was held up",
    free: "Nothing in the way",
    nothing: "Nothing held this number up in the last day.",
    until: "Ends",
    sent: (n: number, delivered: number) => `${n} sent in the last day, ${delivered} known to have arrived.`,
    unsent: "Nothing was sent in the last day.",
    spam: "If it was sent and is not seen, ask them to look into spam and blocked numbers.",
    others: "Other reasons",
    times: (n: number) => `${n} times`,
    lift: "Lift",
    allow: "Always allow",
    test: "Test send",
    lifted: "Lifted. The next request is sent at once.",
    notUp: "It was lifted already.",
    allowed: "It is on the safe list, and passes the rules about prefixes and countries.",
    tested: "A test text was sent.",
    noConnector: "No connector that sends texts is active.",
    reply: "Copy a reply",
    limits: "Show the limits",
    replyHeld: (when: string) =>
      `Codes were asked for too often, so we pause for a while. Please try again after ${when || "a few minutes"}.`,
    replySent: "We sent you a code by text. Please look into spam and blocked numbers, then ask for another one.",
    replyFree: "You can receive a code now. Please try once more.",
  },
};

type Cause = Schema<"Cause">;
type Diagnosis = Schema<"Diagnosis">;

export function Why({ to }: { to: string }) {
  const api = useApi();
  const diagnosis = useQuery({
    queryKey: ["why", to],
    queryFn: () => api.get("/api/why", { query: { to } }),
    refetchOnMount: "always",
  });
  return (
    <section className="card" aria-live="polite">
      <Loaded query={diagnosis}>{(found) => <Answer to={to} diagnosis={found} />}</Loaded>
    </section>
  );
}

const ALARMS = /^\/api\/services\/(VA[0-9a-f]{32})\/alarms(?:\?(.*))?$/;
const NUMBER = /^\/api\/services\/(VA[0-9a-f]{32})\/limits\/lift$/;

/** A call that ends what holds: an alarm is taken back, or a number's own limits and waits. */
type LiftCall = { of: "alarm"; sid: string; query: { [name: string]: string } } | { of: "number"; sid: string };

/** Of all causes that hold, each call once. */
function liftsOf(causes: readonly Cause[]): LiftCall[] {
  const calls = new Map<string, LiftCall>();
  for (const { lift, holds } of causes)
    for (const { method, path } of holds ? lift : []) {
      const [, alarmSid, query = ""] = (method === "DELETE" && ALARMS.exec(path)) || [];
      const [, numberSid] = (method === "POST" && NUMBER.exec(path)) || [];
      if (alarmSid)
        calls.set(path, { of: "alarm", sid: alarmSid, query: Object.fromEntries(new URLSearchParams(query)) });
      if (numberSid) calls.set(path, { of: "number", sid: numberSid });
    }
  return [...calls.values()];
}

function Answer({ to, diagnosis }: { to: string; diagnosis: Diagnosis }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const { causes, sent, channel } = diagnosis;
  // The inbox holds everything up, and says nothing of this number.
  const first = causes.find(({ code, holds }) => holds && code !== "connector.inbox") ?? causes[0];
  const others = causes.filter((cause) => cause !== first);
  const holds = first?.holds === true;
  const calls = liftsOf(causes);
  const limits = causes.find(({ lift }) => lift.some(({ path }) => path.endsWith("/limits")))?.serviceSid;
  const stale = [["why"], ["verifications"]] as const;
  const lift = useAction(
    async () => {
      const answers = [];
      for (const call of calls)
        answers.push(
          call.of === "alarm"
            ? await api.delete("/api/services/{sid}/alarms", { path: { sid: call.sid }, query: call.query })
            : await api.post("/api/services/{sid}/limits/lift", { path: { sid: call.sid }, body: { to } }),
        );
      return { lifted: answers.some(({ lifted }) => lifted) };
    },
    { stale },
  );
  const allow = useAction(() => api.post("/api/safe-list", { body: { phoneNumber: to } }), {
    stale: [...stale, ["safe-list"]],
  });
  const test = useAction(
    async () => {
      const type = channel === "sms" ? "Sms" : "Email";
      const active = (await api.get("/api/connectors")).find((one) => one.type === type && one.status === "active");
      if (!active) return t.noConnector;
      const body = channel === "sms" ? { phone: to } : { email: to };
      await api.post("/api/connectors/{id}/test", { path: { id: active.id }, body });
      return t.tested;
    },
    { stale: [] },
  );
  const told = lift.data && (lift.data.lifted ? t.lifted : t.notUp);
  const done = test.data ?? (allow.data ? t.allowed : told);
  const error = lift.error ?? allow.error ?? test.error;
  return (
    <>
      <div className="cardhead row wrap">
        <Badge tone={holds ? "bad" : first ? "warn" : "ok"}>{holds ? t.held : first ? t.was : t.free}</Badge>
        <h2>
          {t.title} <span className="num">{diagnosis.to === null ? "" : displayMasked(diagnosis.to)}</span>
        </h2>
      </div>
      <div className="pad stack">
        {first ? (
          <div>
            <p>
              <b>{first.sentence[language]}</b>{" "}
              {first.until && (
                <span className="nowrap">
                  {t.until}: {writeTime(first.until, language)}
                </span>
              )}
            </p>
            <p className="soft">{first.remedy[language]}</p>
          </div>
        ) : (
          <p>
            <b>{t.nothing}</b>
          </p>
        )}
        <p className="soft">{sent.messages === 0 ? t.unsent : `${t.sent(sent.messages, sent.delivered)} ${t.spam}`}</p>
        {others.length > 0 && (
          <ul className="causes" aria-label={t.others}>
            {others.slice(0, MAX_OTHERS).map((cause) => (
              <li
                key={`${cause.code} ${cause.serviceSid} ${cause.at}`}
                className={`cause ${cause.holds ? "badc" : "soft"}`}
              >
                <Icon name={cause.holds ? "cross" : "alert"} />
                <span>
                  {cause.sentence[language]} <span className="quiet nowrap">{writeTime(cause.at, language)}</span>
                  {cause.times > 1 && <span className="quiet nowrap"> · {t.times(cause.times)}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
        {error && <Failure error={error} />}
        {done && !error && <Note tone={done === t.noConnector || done === t.notUp ? "warn" : "ok"}>{done}</Note>}
        <div className="row wrap">
          {may("operator") && calls.length > 0 && (
            <Button tone="go" isBusy={lift.isPending} onClick={() => lift.mutate(undefined)}>
              {t.lift}
            </Button>
          )}
          {may("operator") && channel === "sms" && diagnosis.to !== null && (
            <Button isBusy={allow.isPending} onClick={() => allow.mutate(undefined)}>
              {t.allow}
            </Button>
          )}
          {may("operator") && diagnosis.to !== null && (
            <Button icon="send" isBusy={test.isPending} onClick={() => test.mutate(undefined)}>
              {t.test}
            </Button>
          )}
          {limits && (
            <ButtonLink href={`~/console/limits?${new URLSearchParams({ service: limits })}`}>{t.limits}</ButtonLink>
          )}
          <span className="push">
            <CopyButton text={replyOf(diagnosis, t, language)}>{t.reply}</CopyButton>
          </span>
        </div>
      </div>
    </>
  );
}

const MAX_OTHERS = 6;

/** What to tell whoever asked: nothing about rules, only what to do. */
function replyOf({ causes, sent }: Diagnosis, t: (typeof words)["ko"], language: Language): string {
  const holding = causes.find(({ holds }) => holds);
  if (holding) return t.replyHeld(holding.until ? writeTime(holding.until, language) : "");
  return sent.messages > 0 ? t.replySent : t.replyFree;
}
