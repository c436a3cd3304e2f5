/** @module The last step: the settings are in force from here on, at once or when the active connector fails. */
import { useState } from "react";
import { MunjigiError } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Card, Failure, Note } from "../../kit/page.js";
import type { Connector, Factory } from "./schema.js";

const words = {
  ko: {
    title: (name: string) => `${name} 켜기`,
    takesOver: (name: string) => `지금 쓰는 ${name} 대신 바로 보냅니다. 보내던 메시지는 끊기지 않습니다.`,
    first: "이제부터 이 업체로 보냅니다.",
    same: "바뀐 설정으로 바로 보냅니다. 앞 설정은 남아 있어 언제든 되돌릴 수 있습니다.",
    social: "로그인 화면에 버튼이 나옵니다. 등록할 주소를 제공자에 먼저 넣어 주세요.",
    tested: "한 시간 안에 시험 발송을 받았습니다.",
    untested: "이 설정으로 보낸 시험 발송이 아직 없습니다.",
    complete: "설정에 빠진 것이 없습니다.",
    incomplete: "설정에 고칠 것이 있습니다.",
    go: "켜기",
    standby: "대기로 두기",
    standbyText: "대기로 두면 쓰는 업체가 보내지 못할 때 대신 보냅니다.",
    toTest: "시험 발송하기",
    toSettings: "설정 고치기",
    anyway: "시험 없이 켜기",
    anywayText: "시험하지 않은 설정을 켜면 인증번호가 가지 않을 수 있습니다.",
    onlyAdmin: "관리자만 켤 수 있습니다.",
    inbox: "개발용 수신함은 시험 없이 켤 수 있습니다.",
  },
  en: {
    title: (name: string) => `Switch on ${name}`,
    takesOver: (name: string) => `It sends at once in place of ${name}. What is on its way is not cut off.`,
    first: "From here on this vendor sends.",
    same: "The changed settings send at once. The ones before stay, and can be restored at any time.",
    social: "Its button appears on the sign-in pages. Register the address at the provider first.",
    tested: "A test message was accepted within the hour.",
    untested: "These settings have sent no test message yet.",
    complete: "Nothing is missing in the settings.",
    incomplete: "Something in the settings is to be mended.",
    go: "Switch on",
    standby: "Let it stand by",
    standbyText: "On standby it sends what the vendor in use cannot.",
    toTest: "Send a test",
    toSettings: "Mend the settings",
    anyway: "Switch on untested",
    anywayText: "Settings that were not tested may send no code.",
    onlyAdmin: "Only an admin can switch it on.",
    inbox: "The development inbox can be switched on without a test.",
  },
};

export function ActivateStep({
  kind,
  connector,
  active,
  activeName,
  isTested,
  isComplete,
  canChange,
  base,
  onActivate,
}: {
  kind: Factory;
  connector: Connector | undefined;
  /** What sends by this channel now. */
  active: Connector | undefined;
  activeName: string;
  isTested: boolean;
  isComplete: boolean;
  canChange: boolean;
  /** Where the steps of this set-up are. */
  base: string;
  onActivate: (how: { force: boolean; standby: boolean }) => Promise<void>;
}) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [work, setWork] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const [isAsking, setAsking] = useState(false);
  const isSocial = kind.type === "Social";
  const needsTest = !isSocial && !kind.developmentOnly;
  const activate = async (how: { force: boolean; standby: boolean }) => {
    setWork({ isBusy: true });
    try {
      await onActivate(how);
    } catch (error) {
      setWork({ isBusy: false, error });
      if (error instanceof MunjigiError && error.code === "connector.untested") setAsking(true);
    }
  };
  const isOwn = active !== undefined && active.id === connector?.id;
  const canStandBy = !isSocial && !isOwn && active !== undefined && !kind.developmentOnly;
  return (
    <div className="slim">
      <Card>
        <div className="stack">
          <h2>{t.title(kind.name[language])}</h2>
          <p>
            {isSocial ? t.social : isOwn ? t.same : active ? t.takesOver(activeName) : t.first}
            {canStandBy && ` ${t.standbyText}`}
          </p>
          <ul className="checklist">
            <Check isGood={isComplete} text={isComplete ? t.complete : t.incomplete} />
            {needsTest && <Check isGood={isTested} text={isTested ? t.tested : t.untested} />}
            {kind.developmentOnly && <Check isGood text={t.inbox} />}
          </ul>
          {work.error !== undefined && <Failure error={work.error} />}
          {isAsking && <Note tone="warn">{t.anywayText}</Note>}
          {canChange ? (
            <div className="row wrap">
              <Button
                tone={!isComplete || (needsTest && !isTested) ? "plain" : "go"}
                isBusy={work.isBusy}
                disabled={!isComplete}
                onClick={() => void activate({ force: false, standby: false })}
              >
                {t.go}
              </Button>
              {canStandBy && (
                <Button disabled={!isComplete} onClick={() => void activate({ force: false, standby: true })}>
                  {t.standby}
                </Button>
              )}
              {!isComplete && (
                <ButtonLink tone="go" href={`${base}/settings`}>
                  {t.toSettings}
                </ButtonLink>
              )}
              {isComplete && needsTest && !isTested && (
                <ButtonLink tone="go" href={`${base}/test`}>
                  {t.toTest}
                </ButtonLink>
              )}
              {isAsking && (
                <Button tone="bad" onClick={() => void activate({ force: true, standby: false })}>
                  {t.anyway}
                </Button>
              )}
            </div>
          ) : (
            <p className="quiet">{t.onlyAdmin}</p>
          )}
        </div>
      </Card>
    </div>
  );
}

function Check({ isGood, text }: { isGood: boolean; text: string }) {
  return (
    <li className={isGood ? "" : "badc"}>
      <Icon name={isGood ? "check" : "alert"} />
      {text}
    </li>
  );
}
