/** @module A message to oneself, with the settings as they stand: what was said to the vendor, what it answered, and what mends a failure. */
import { Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { MunjigiError } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Empty, Failure } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import { maskNumber, writeTime } from "../../kit/time.js";
import { Passage } from "./passage.js";
import { type Config, type Factory, hasTemplates } from "./schema.js";
import { type TestFailure, type TestReport, type Try, useTries } from "./tries.js";
import { useArrival } from "./use-arrival.js";
import { connectorWords } from "./words.js";

const words = {
  ko: {
    title: { Sms: "시험 문자 보내기", Email: "시험 메일 보내기" },
    to: { Sms: "받는 번호", Email: "받는 주소" },
    use: "문구",
    language: "문구의 언어",
    languages: { "": "번호에 맞게", ko: "한국어", en: "English" },
    send: "보내기",
    again: "다시 보내기",
    cost: "실제로 보내며 한 건 값이 듭니다. 저장하기 전의 설정으로 보냅니다.",
    past: "이번에 해 본 것",
    none: "아직 보내지 않았습니다",
    noneText: "내 번호로 한 번 보내 보세요. 한 시간 안에 성공한 설정만 켤 수 있습니다.",
    accepted: "접수",
    failed: "보내지 못함",
    delivered: "도착",
    lost: "도착하지 못함",
    length: "길이",
    bytes: (n: number) => `${n}바이트`,
    class: "종류",
    parts: "건수",
    id: "업체의 번호",
    sent: "보낸 것",
    received: "받은 것",
    masked: "비밀은 가림",
    noCall: "업체를 부르지 않았습니다.",
    vendorCode: "업체 코드",
  },
  en: {
    title: { Sms: "Send a test text", Email: "Send a test mail" },
    to: { Sms: "To this number", Email: "To this address" },
    use: "Text",
    language: "Language of the text",
    languages: { "": "As fits the number", ko: "한국어", en: "English" },
    send: "Send",
    again: "Send again",
    cost: "It is really sent, at the price of one message, with the settings as they stand here.",
    past: "Tries of this visit",
    none: "Nothing was sent yet",
    noneText: "Send one to yourself. Only settings that did so within the hour can be switched on.",
    accepted: "Accepted",
    failed: "Not sent",
    delivered: "Delivered",
    lost: "Not delivered",
    length: "Length",
    bytes: (n: number) => `${n} bytes`,
    class: "Class",
    parts: "Parts",
    id: "The vendor's ID",
    sent: "Sent",
    received: "Received",
    masked: "secrets masked",
    noCall: "The vendor was not called.",
    vendorCode: "Vendor's code",
  },
};

const USES = [
  ...(["SignIn", "Register", "ForgotPassword", "Generic"] as const),
  ...(["BindNewIdentifier", "UserPermissionValidation"] as const),
];
type Use = (typeof USES)[number];

interface Props {
  kind: Factory;
  /** What is asked: the kind, or the stored connector. */
  id: string;
  /** Absent: as they are stored. */
  config: Config | undefined;
  configKey: string;
}

export function TestStep({ kind, id, config, configKey }: Props) {
  const t = useWords(words);
  const api = useApi();
  const queries = useQueryClient();
  const { tries, add } = useTries();
  const own = tries.filter(({ of }) => of === kind.id);
  const [to, setTo] = useState(own[0]?.to ?? "");
  const [locale, setLocale] = useState("");
  const [usageType, setUse] = useState<Use>("SignIn");
  const w = useWords(connectorWords);
  const [openAt, setOpen] = useState<string>();
  const type = kind.type === "Email" ? "Email" : "Sms";
  const send = useMutation({
    mutationFn: async () => {
      const body = {
        ...(type === "Email" ? { email: to } : { phone: to }),
        ...(config && { config }),
        ...(locale !== "" && { locale }),
        ...(hasTemplates(kind) && { usageType }),
      };
      const made = { of: kind.id, subject: id, at: new Date().toISOString(), to, config: configKey };
      try {
        add({ ...made, report: await api.post("/api/connectors/{id}/test", { path: { id }, body }) });
      } catch (error) {
        add({ ...made, ...readFailure(error) });
      }
      setOpen(made.at);
      // Settings that sent one may be switched on for an hour, which the connector tells.
      await queries.invalidateQueries({ queryKey: ["connectors"] });
    },
  });
  const shown = own.find(({ at }) => at === openAt) ?? own[0];
  return (
    <div className="testgrid">
      <div className="stack">
        <form
          className="card pad stack"
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <h2>{t.title[type]}</h2>
          <TextInput
            label={t.to[type]}
            type={type === "Email" ? "email" : "tel"}
            autoComplete={type === "Email" ? "email" : "tel"}
            placeholder={type === "Email" ? "me@example.kr" : "010-1234-5678"}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
          {hasTemplates(kind) && (
            <Select
              label={t.use}
              value={usageType}
              data={USES.map((value) => ({ value, label: w.uses[value] ?? value }))}
              onChange={(value) => value && setUse(value)}
              allowDeselect={false}
            />
          )}
          <Select
            label={t.language}
            value={locale}
            data={Object.entries(t.languages).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setLocale(value ?? "")}
            allowDeselect={false}
          />
          <Button
            type="submit"
            icon="send"
            tone={own.some(({ failure, error }) => !failure && !error) ? "plain" : "go"}
            isBusy={send.isPending}
          >
            {own.length > 0 ? t.again : t.send}
          </Button>
          <p className="small quiet">{t.cost}</p>
        </form>
        {own.length > 0 && (
          <section className="card" aria-labelledby="tries">
            <h2 id="tries" className="padhead">
              {t.past}
            </h2>
            <ul className="lines">
              {own.map((one) => (
                <PastTry key={one.at} one={one} isShown={one === shown} onOpen={() => setOpen(one.at)} />
              ))}
            </ul>
          </section>
        )}
      </div>
      <div className="stack" aria-live="polite">
        {shown ? <Result one={shown} type={type} /> : <Empty icon="send" title={t.none} text={t.noneText} />}
      </div>
    </div>
  );
}

function readFailure(error: unknown): Partial<Try> {
  if (!(error instanceof MunjigiError) || error.code !== "connector.test_failed" || !error.answer) return { error };
  const { request, response, bytes, parts, priceClass, latencyMs, failure } = error.answer as unknown as TestReport & {
    failure: TestFailure;
  };
  return { report: { request, response, bytes, parts, priceClass, latencyMs }, failure };
}

const maskTo = (to: string, type: "Sms" | "Email") =>
  type === "Email" ? to.replace(/^(.).*(@.*)$/, "$1***$2") : maskNumber(to.replace(/[\s-]/g, ""));

/** How far it came, as far as is known. */
function useEnd({ subject, report, failure }: Try): "failed" | "accepted" | "delivered" | "lost" {
  const { data } = useArrival({ subject, testId: report?.testId, tells: report?.tells });
  if (!report || failure) return "failed";
  if (data?.status === "delivered") return "delivered";
  return data?.status === "failed" ? "lost" : "accepted";
}

function PastTry({ one, isShown, onOpen }: { one: Try; isShown: boolean; onOpen: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const end = useEnd(one);
  const isFine = end === "accepted" || end === "delivered";
  return (
    <li>
      <span className={isFine ? "good" : "badc"}>
        <Icon name={isFine ? "check" : "cross"} />
      </span>
      <button type="button" className="opener grow" aria-current={isShown ? "true" : undefined} onClick={onOpen}>
        {one.failure?.sentence[language] ?? t[end]}
        <span className="block small quiet num">{writeTime(one.at, language)}</span>
      </button>
      <span className="quiet">
        <Icon name="next" />
      </span>
    </li>
  );
}

function Result({ one, type }: { one: Try; type: "Sms" | "Email" }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { report, failure, error } = one;
  const end = useEnd(one);
  if (!report) return <Failure error={error} />;
  const { request, response, bytes, parts, priceClass, latencyMs, vendorMessageId } = report;
  return (
    <>
      <section className="card">
        <div className="pad stack">
          <div className="row wrap between">
            <span className="row">
              <Badge tone={end === "failed" || end === "lost" ? "bad" : "ok"}>{t[end]}</Badge>
              <b className="num">{maskTo(one.to, type)}</b>
            </span>
            <span className="small quiet num">{writeTime(one.at, language)}</span>
          </div>
          {failure ? (
            <div>
              <p>
                <b>{failure.sentence[language]}</b>
              </p>
              <p>{failure.remedy[language]}</p>
              {failure.vendorCode && (
                <p className="small quiet">
                  {t.vendorCode} <code>{failure.vendorCode}</code>
                </p>
              )}
            </div>
          ) : (
            <Passage
              subject={one.subject}
              testId={one.report?.testId}
              tells={one.report?.tells ?? "never"}
              acceptedMs={latencyMs ?? 0}
              isMail={type === "Email"}
            />
          )}
          <dl className="kv4">
            {bytes !== undefined && bytes > 0 && <Fact name={t.length} value={t.bytes(bytes)} />}
            {priceClass && <Fact name={t.class} value={priceClass} />}
            {parts !== undefined && <Fact name={t.parts} value={parts} />}
            {vendorMessageId && <Fact name={t.id} value={<code>{vendorMessageId}</code>} />}
          </dl>
        </div>
      </section>
      {request ? (
        <div className="g2">
          <Exchange
            title={t.sent}
            note={t.masked}
            first={`${request.method} ${request.url}`}
            headers={request.headers}
            body={request.body}
          />
          {response && (
            <Exchange
              title={t.received}
              first={String(response.status)}
              headers={response.headers}
              body={response.body}
            />
          )}
        </div>
      ) : (
        failure && <p className="small quiet">{t.noCall}</p>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Exchange({
  title,
  note,
  first,
  headers,
  body,
}: {
  title: string;
  note?: string;
  first: string;
  headers: Record<string, string>;
  body: string;
}) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <section className="ed" aria-label={title}>
      <div className="edhead">
        <span className="grow">{title}</span>
        {note && <span className="quiet">{note}</span>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>{[first, ...lines, "", tidy(body)].join("\n")}</pre>
    </section>
  );
}

/** JSON with its members below each other, a form with its fields; anything else as it came. */
function tidy(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    const isForm = /^[\w.-]+=[^\s]*(&[\w.-]+=[^\s]*)+$/.test(body);
    return isForm ? [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`).join("\n") : body;
  }
}
