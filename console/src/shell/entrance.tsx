/** @module The entrance: who is not signed in comes here, and so does whoever could not enter, with the reason. */
import { useEffect } from "react";
import { Icon } from "../kit/icons.js";
import { useWords } from "../kit/language.js";

const words = {
  ko: {
    title: "문지기 콘솔",
    lead: "패스키로 들어갑니다.",
    go: "로그인하기",
    lost: "패스키를 잃어버렸거나 처음이라면 서버에서 아래 명령을 실행해 링크를 만드세요.",
    reasons: {
      "console.not_admin": "이 계정은 콘솔에 들어갈 수 없습니다. 관리자에게 초대를 부탁하세요.",
      "console.passkey_needed": "콘솔에는 패스키로 들어갑니다. 로그인할 때 패스키를 골라 주세요.",
      "console.sign_in_over": "로그인을 시작한 지 오래되었습니다. 다시 시작해 주세요.",
    } as Record<string, string>,
    other: "들어가지 못했습니다. 다시 시작해 주세요.",
  },
  en: {
    title: "Munjigi console",
    lead: "You enter with a passkey.",
    go: "Sign in",
    lost: "Lost your passkey, or here for the first time? Run this on the server: it prints a link.",
    reasons: {
      "console.not_admin": "This account may not enter the console. Ask an admin to invite you.",
      "console.passkey_needed": "The console is opened with a passkey. Choose it when you sign in.",
      "console.sign_in_over": "This sign-in began too long ago. Begin again.",
    } as Record<string, string>,
    other: "You could not enter. Begin again.",
  },
};

export function Entrance() {
  const t = useWords(words);
  const query = new URLSearchParams(location.search);
  const error = query.get("error");
  const path =
    query.get("path") ??
    (location.pathname.startsWith("/console/entrance") ? "/console" : location.pathname + location.search);
  useEffect(() => {
    document.title = t.title;
  }, [t]);
  return (
    <main className="gate">
      <div className="card gatecard">
        <span className="mun" aria-hidden="true">
          문
        </span>
        <h1>{t.title}</h1>
        {error ? (
          <p className="badc" role="alert">
            {t.reasons[error] ?? t.other}
          </p>
        ) : (
          <p className="soft">{t.lead}</p>
        )}
        <a className="btn go" href={`/console/sign-in?${new URLSearchParams({ path })}`}>
          <Icon name="passkey" />
          {t.go}
        </a>
        <div className="small quiet">
          <p>{t.lost}</p>
          <p>
            <code className="mono">npm run munjigi admin-link</code>
          </p>
        </div>
      </div>
    </main>
  );
}
