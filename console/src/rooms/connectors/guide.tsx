/** @module What one needs from the vendor, beside the form: a few lines of Markdown, as numbered steps. */
import type { ReactNode } from "react";
import { Copyable } from "../../kit/copy.js";
import { useLanguage, useWords } from "../../kit/language.js";
import type { Connector, Factory } from "./schema.js";

const words = {
  ko: {
    title: (name: string) => `${name}에서 할 일`,
    none: "따로 준비할 것이 없습니다.",
    receipt: "도착 결과를 받을 주소",
    receiptText: "업체가 보낼 때마다 이 주소를 함께 받으므로 따로 등록하지 않아도 되는 곳이 많습니다.",
    redirect: "등록할 주소 (Redirect URI)",
    later: "초안으로 저장하면 등록할 주소가 여기에 나옵니다.",
    noAnswer: "제공자가 답하지 않아 등록할 주소를 아직 알 수 없습니다.",
    notice: "연결 끊김을 알릴 주소",
    noticeText: "둘만 아는 주소입니다. 다른 곳에 보이지 않게 해 주세요.",
  },
  en: {
    title: (name: string) => `At ${name}`,
    none: "Nothing has to be prepared.",
    receipt: "Address for delivery reports",
    receiptText: "Many vendors are told of it with each message and need no registration.",
    redirect: "Address to register (redirect URI)",
    later: "Save a draft, and the address to register stands here.",
    noAnswer: "The provider does not answer, so the address to register is not known yet.",
    notice: "Address for ended connections",
    noticeText: "Keep it between you and the provider.",
  },
};

export function Guide({ kind, connector }: { kind: Factory; connector: Connector | undefined }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const lines = (kind.guide?.[language] ?? "").split("\n").filter((line) => line.trim() !== "");
  return (
    <aside className="card vendorguide" aria-labelledby="guide-title">
      <h2 id="guide-title">{t.title(kind.name[language])}</h2>
      {lines.length === 0 && kind.type !== "Social" && <p className="small soft">{t.none}</p>}
      <ol>
        {lines.map((line) => (
          <li key={line}>
            <p>{writeInline(line.replace(/^\s*(\d+\.|[-*])\s+/, ""))}</p>
          </li>
        ))}
      </ol>
      {kind.type === "Social" && (
        <div className="stack">
          <h3>{t.redirect}</h3>
          {connector?.redirectUri ? (
            <Copyable text={connector.redirectUri} label={t.redirect} />
          ) : (
            <p className="small soft">{connector ? t.noAnswer : t.later}</p>
          )}
        </div>
      )}
      {connector?.noticeUrl && (
        <div className="stack">
          <h3>{t.notice}</h3>
          <Copyable text={connector.noticeUrl} label={t.notice} />
          <p className="small soft">{t.noticeText}</p>
        </div>
      )}
      {connector?.receiptUrl && (
        <div className="stack">
          <h3>{t.receipt}</h3>
          <Copyable text={connector.receiptUrl} label={t.receipt} />
          <p className="small soft">{t.receiptText}</p>
        </div>
      )}
    </aside>
  );
}

const INLINE = /\[([^\]]+)\]\((https:\/\/[^)\s]+)\)|`([^`]+)`|\*\*([^*]+)\*\*/g;

/** Links, code and bold; anything else is text. */
function writeInline(line: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, label, url, code, bold] = match;
    parts.push(line.slice(end, match.index));
    const key = match.index;
    if (url)
      parts.push(
        <a key={key} className="link" href={url} target="_blank" rel="noreferrer">
          {label}
        </a>,
      );
    else if (code) parts.push(<code key={key}>{code}</code>);
    else parts.push(<b key={key}>{bold}</b>);
    end = match.index + whole.length;
  }
  return [...parts, line.slice(end)];
}
