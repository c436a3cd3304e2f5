/** @module The first run: a name and colour, who sends the texts, one that arrives, and code that runs here. */
import { useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useWords } from "../../kit/language.js";
import { Loaded, Note, Page } from "../../kit/page.js";
import { AttachStep } from "./attach-step.js";
import { BrandStep } from "./brand-step.js";
import { ConnectorStep } from "./connector-step.js";
import { MessageStep } from "./message-step.js";
import { isDone, type Progress, putOff, type Step, steps, useProgress } from "./progress.js";

const words = {
  ko: {
    title: "시작하기",
    lead: "네 단계면 앱에서 로그인이 됩니다.",
    all: "모두 마쳤습니다. 여기에서 정한 것은 언제든 바꿀 수 있습니다.",
    later: "나중에 하기",
    steps: { brand: "이름과 색", connector: "문자 업체", message: "시험 발송", application: "앱에 붙이기" },
    done: "했습니다",
    open: "아직입니다",
    list: "단계",
    note: "여기서 정한 것은 모두 나중에 바꿀 수 있습니다. 운영으로 옮길 때는 환경에서 내보내 운영 서버에서 가져옵니다.",
  },
  en: {
    title: "Start",
    lead: "Four steps, and people sign in to your application.",
    all: "All done. What was set here can be changed at any time.",
    later: "Later",
    steps: {
      brand: "Name and colour",
      connector: "SMS vendor",
      message: "Test message",
      application: "Your application",
    },
    done: "Done",
    open: "Not yet",
    list: "Steps",
    note: "All of it can be changed later. To take it to production, export it in Environments and import it there.",
  },
};

const bodies = { brand: BrandStep, connector: ConnectorStep, message: MessageStep, application: AttachStep };

export default function Start() {
  const t = useWords(words);
  const [, go] = useLocation();
  const progress = useProgress();
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Button
          onClick={() => {
            putOff();
            go("~/console");
          }}
        >
          {t.later}
        </Button>
      }
    >
      <Loaded query={progress}>{(reached) => <Steps progress={reached} />}</Loaded>
    </Page>
  );
}

function Steps({ progress }: { progress: Progress }) {
  const t = useWords(words);
  const [chosen, choose] = useState<Step>(() => steps.find((step) => !progress[step]) ?? "application");
  const place = steps.indexOf(chosen);
  const Body = bodies[chosen];
  const following = steps[place + 1];
  return (
    <div className="g-start">
      <div className="stack">
        <ol className="steps" aria-label={t.list}>
          {steps.map((step, index) => (
            <li key={step}>
              <button type="button" aria-current={step === chosen ? "step" : undefined} onClick={() => choose(step)}>
                <span className={`mark ${progress[step] ? "ok" : ""}`} aria-hidden="true">
                  {progress[step] ? <Icon name="check" /> : index + 1}
                </span>
                <span>
                  <b>{t.steps[step]}</b>
                  <small className="quiet block">{progress[step] ? t.done : t.open}</small>
                </span>
              </button>
            </li>
          ))}
        </ol>
        <Note>{t.note}</Note>
      </div>
      <div className="stack">
        {isDone(progress) && <Note tone="ok">{t.all}</Note>}
        <Body onDone={() => following && choose(following)} />
      </div>
    </div>
  );
}

export interface StepProps {
  /** On to the next. */
  onDone: () => void;
}
