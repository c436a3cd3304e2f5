/** @module The way of a test message: asked, accepted, and whether it arrived, as far as its vendor tells. */
import { useLanguage, useWords } from "../../kit/language.js";
import { Note } from "../../kit/page.js";
import { writeSeconds } from "../../kit/time.js";
import type { TestReport } from "./tries.js";
import { secondsOf, useArrival } from "./use-arrival.js";
import "./passage.css";

const words = {
  ko: {
    asked: "요청",
    accepted: "접수",
    delivered: "도착",
    failed: "도착하지 못함",
    waiting: "도착 확인 중",
    look: "업체가 받았습니다. 휴대전화에 왔는지 확인해 주세요.",
    lookMail: "메일 서버가 받았습니다. 받은편지함과 스팸함을 확인해 주세요.",
    came: "휴대전화에 도착했다고 업체가 알려 왔습니다.",
    waits: {
      asked: "도착했는지 업체에 묻고 있습니다. 이 화면을 떠나도 됩니다.",
      reported: "업체가 도착 결과를 보내 주기를 기다리고 있습니다. 이 화면을 떠나도 됩니다.",
    },
    late: "아직 업체의 답이 없습니다. 휴대전화에 왔는지 확인해 주세요.",
    never: "이 업체는 도착 결과를 알려 주지 않습니다.",
    neverMail: "메일 서버는 도착 결과를 알려 주지 않습니다.",
    unreachable: "이 업체는 저장한 연결의 공개 https 주소로만 도착 결과를 보내므로 이번 결과는 받을 수 없습니다.",
    vendorCode: "업체 코드",
    forgotten: "도착 결과를 더는 물을 수 없습니다.",
  },
  en: {
    asked: "Asked",
    accepted: "Accepted",
    delivered: "Delivered",
    failed: "Not delivered",
    waiting: "Waiting for arrival",
    look: "The vendor took it. See whether it reached your phone.",
    lookMail: "The mail server took it. Look into your inbox, and into spam.",
    came: "The vendor says that it reached the phone.",
    waits: {
      asked: "The vendor is being asked whether it arrived. You need not stay.",
      reported: "Waiting for the vendor's delivery report. You need not stay.",
    },
    late: "The vendor has not said anything yet. See whether it reached your phone.",
    never: "This vendor does not tell whether a message arrives.",
    neverMail: "A mail server does not tell whether a message arrives.",
    unreachable:
      "This vendor reports arrivals only to a saved connector's public https address, so nothing can be heard of this one.",
    vendorCode: "Vendor's code",
    forgotten: "Its arrival can no longer be asked for.",
  },
};

interface Props {
  /** What the test was of: the kind, or the stored connector. */
  subject: string;
  testId: string | undefined;
  tells: TestReport["tells"];
  acceptedMs: number;
  isMail: boolean;
}

export function Passage({ subject, testId, tells, acceptedMs, isMail }: Props) {
  const t = useWords(words);
  const { language } = useLanguage();
  const arrival = useArrival({ subject, testId, tells });
  const { data, isLate } = arrival;
  const isWaiting = tells === "asked" || tells === "reported";
  return (
    <>
      <ol className="passage">
        <li>
          <b>{t.asked}</b>
        </li>
        <li>
          <b>{t.accepted}</b> <span className="quiet num">{writeSeconds(acceptedMs / 1000, language)}</span>
        </li>
        {isWaiting && (
          <li className={data?.status === "failed" ? "no" : data?.status === "delivered" ? undefined : "wait"}>
            <b>{data?.status === "failed" ? t.failed : data?.status === "delivered" ? t.delivered : t.waiting}</b>{" "}
            {data?.reportedAt && <span className="quiet num">{writeSeconds(secondsOf(data), language)}</span>}
          </li>
        )}
      </ol>
      {data?.failure ? (
        <Note tone="bad">
          <p>
            <b>{data.failure.sentence[language]}</b>
          </p>
          <p>{data.failure.remedy[language]}</p>
          {data.failure.vendorCode && (
            <p className="small">
              {t.vendorCode} <code>{data.failure.vendorCode}</code>
            </p>
          )}
        </Note>
      ) : data?.status === "delivered" ? (
        <Note tone="ok">{t.came}</Note>
      ) : tells === "asked" || tells === "reported" ? (
        <Note>{arrival.error ? t.forgotten : isLate ? t.late : t.waits[tells]}</Note>
      ) : (
        <Note>
          <p>{isMail ? t.lookMail : t.look}</p>
          <p className="small">{tells === "unreachable" ? t.unreachable : isMail ? t.neverMail : t.never}</p>
        </Note>
      )}
    </>
  );
}
