/** @module A text as it arrives: on a phone, or as a mail. */
import { type Language, useWords } from "../../kit/language.js";
import type { TextPreview } from "./use-check.js";

const words = {
  ko: { title: "미리 보기", kind: "문자 메시지", fill: "자동 입력", none: "문구를 고치면 여기에 보입니다." },
  en: { title: "Preview", kind: "Text message", fill: "Fill in", none: "The text shows here." },
};

/** What Korean carriers put before a text that a program sent. */
const WEB = "[Web발신]";

export function PhonePreview({
  language,
  isEmail,
  sender,
  preview,
}: {
  language: Language;
  isEmail: boolean;
  sender: string;
  preview: TextPreview | undefined;
}) {
  const t = useWords(words);
  const time = new Date().toLocaleTimeString(language === "ko" ? "ko-KR" : "en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (isEmail)
    return (
      <section className="mailview" aria-label={t.title}>
        <p className="small quiet">{sender}</p>
        <h3>{preview?.subject ?? "–"}</h3>
        <p className="bubble">{preview?.text ?? t.none}</p>
      </section>
    );
  const code = /\b\d{6}\b/.exec(preview?.text ?? "")?.[0];
  return (
    <section className="handset" aria-label={t.title}>
      <div>
        <p className="sender">
          {sender && <span className="block">{sender}</span>}
          <span className="quiet">
            {t.kind} · <span className="num">{time}</span>
          </span>
        </p>
        <p className="bubble">{preview ? `${preview.priceClass ? `${WEB}\n` : ""}${preview.text}` : t.none}</p>
        {code && (
          <p className="autofill">
            {t.fill} <b className="num">{code}</b>
          </p>
        )}
      </div>
    </section>
  );
}
