/** @module One message that arrives: a test through the vendor in use, or a sign-in with the demo, whose code comes to the inbox. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import { Card, Failure, Loaded } from "../../kit/page.js";
import { useApi, useMay, useSession } from "../../kit/session.js";
import { Passage } from "../connectors/passage.js";
import { progressKey } from "./progress.js";
import type { StepProps } from "./start.js";

const words = {
  ko: {
    title: "한 통 받아 보세요",
    lead: "휴대전화로 로그인해 보세요. 인증번호가 오면 이 단계는 끝납니다.",
    leadDevelopment:
      "데모 앱에 아무 휴대전화 번호나 넣고, 수신함에 온 인증번호로 로그인해 보세요. 문자는 실제로 나가지 않습니다.",
    page: "로그인 화면에서 받기",
    demo: "데모 앱에서 로그인해 보기",
    inbox: "개발용 수신함",
    open: "열기",
    test: "업체로 시험 발송",
    number: "휴대전화 번호",
    send: "시험 문자 보내기",
    check: "왔는지 다시 보기",
    next: "계속",
  },
  en: {
    title: "Receive a message",
    lead: "Sign in with your own phone. Once the code has arrived, this step is done.",
    leadDevelopment:
      "Sign in to the demo with any mobile number, and take the code from the inbox. No text leaves this server.",
    page: "On the sign-in page",
    demo: "Sign in with the demo application",
    inbox: "Development inbox",
    open: "Open",
    test: "A test through the vendor",
    number: "Mobile number",
    send: "Send a test message",
    check: "Look again",
    next: "Continue",
  },
};

export function MessageStep({ onDone }: StepProps) {
  const t = useWords(words);
  const { deployment } = useSession();
  const api = useApi();
  const may = useMay();
  const isDevelopment = deployment.environment === "development";
  const look = useAction(async () => undefined, { stale: [progressKey] });
  const connectors = useQuery({
    queryKey: ["connectors", "sms-to-test"],
    queryFn: async () =>
      (await api.get("/api/connectors")).filter(({ type, status }) => type === "Sms" && status === "active"),
  });
  const places = isDevelopment
    ? [
        [t.demo, "/demo"],
        [t.inbox, "/dev/inbox"],
      ]
    : [[t.page, "/sign-in"]];
  return (
    <section className="stack">
      <h2 className="big">{t.title}</h2>
      <p className="soft">{isDevelopment ? t.leadDevelopment : t.lead}</p>
      <ul className="card lines">
        {places.map(([name, href]) => (
          <li key={href}>
            <span className="grow">
              {name} <span className="mono quiet">{href}</span>
            </span>
            <a className="btn sm" href={href} target="_blank" rel="noreferrer" aria-label={`${t.open}: ${name}`}>
              {t.open}
            </a>
          </li>
        ))}
      </ul>
      <Loaded query={connectors}>
        {([active]) => (active && may("operator") ? <TestSend id={active.id} /> : null)}
      </Loaded>
      <div className="row end">
        <Button isBusy={look.isPending} onClick={() => look.mutate(undefined)}>
          {t.check}
        </Button>
        <Button tone="go" onClick={onDone}>
          {t.next}
        </Button>
      </div>
    </section>
  );
}

function TestSend({ id }: { id: string }) {
  const t = useWords(words);
  const api = useApi();
  const [phone, setPhone] = useState("");
  const send = useAction(() => api.post("/api/connectors/{id}/test", { path: { id }, body: { phone } }), {
    stale: [progressKey],
  });
  return (
    <Card>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(undefined);
        }}
      >
        <h3>{t.test}</h3>
        <TextInput
          type="tel"
          label={t.number}
          placeholder="010-1234-5678"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        {send.error && <Failure error={send.error} />}
        {send.data && (
          <Passage
            subject={id}
            testId={send.data.testId}
            tells={send.data.tells}
            acceptedMs={send.data.latencyMs}
            isMail={false}
          />
        )}
        <div>
          <Button type="submit" icon="send" isBusy={send.isPending}>
            {t.send}
          </Button>
        </div>
      </form>
    </Card>
  );
}
