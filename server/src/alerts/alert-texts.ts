/** @module What each kind of alert means to whoever runs the deployment, and what to do: Korean and English side by side. Pure. */
import type { Bilingual } from "@munjigi/connectors/contract";
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { failureClasses } from "@munjigi/connectors/message-connector";
import type { Facts } from "../audit/event.js";
import type { Language } from "../errors.js";
import type { Alert, AlertKind, EndReason } from "./alert.js";

interface KindWords {
  /** Of an e-mail: a few words, after which stands whom it is about. */
  title: Bilingual;
  /** What happened, with its figures. */
  sentence(facts: Facts): Bilingual;
  remedy(facts: Facts): Bilingual;
}

const percent = (share: unknown) => `${Math.round(Number(share) * 1000) / 10}%`;
const many = (count: unknown) => Number(count).toLocaleString("en-US");
/** What a class of failures means and what mends it; `undefined` of those that are ours. */
function reasonOf(name: unknown) {
  const known = failureClasses.find((one) => one === name);
  return known && explainFailure(known, undefined, undefined);
}
const list = (words: unknown) => (Array.isArray(words) ? words.join(", ") : "");

export const alertWords: Readonly<Record<AlertKind, KindWords>> = {
  balance_low: {
    title: { ko: "잔액 부족", en: "Low balance" },
    sentence: ({ amount, unit, below }) =>
      amount === undefined
        ? {
            ko: "업체가 잔액이 모자라 메시지를 받지 않았습니다.",
            en: "The vendor refused messages because the account has no balance left.",
          }
        : {
            ko: `업체에 남은 잔액이 ${many(amount)} ${unit}입니다(기준 ${many(below)} ${unit}).`,
            en: `The account at the vendor has ${many(amount)} ${unit} left; the limit is ${many(below)} ${unit}.`,
          },
    remedy: () => ({
      ko: "업체 콘솔에서 충전하거나 자동 충전을 켜 주세요. 잔액이 없어지면 대기 커넥터가 보냅니다. 없다면 하나 두세요.",
      en: "Top the account up in the vendor's console, or switch its automatic top-up on. When nothing is left, the standby sends: have one.",
    }),
  },
  failure_spike: {
    title: { ko: "발송 실패 급증", en: "Many messages fail" },
    sentence: ({ messages, failed, share, minutes, class: name }) => {
      const why = reasonOf(name)?.sentence;
      return {
        ko: `지난 ${minutes}분 동안 ${many(messages)}건 가운데 ${many(failed)}건(${percent(share)})을 보내지 못했습니다. 가장 잦은 까닭(${name}): ${why?.ko ?? name}`,
        en: `Of ${many(messages)} messages in the last ${minutes} minutes ${many(failed)} did not go through (${percent(share)}). Most of them (${name}): ${why?.en ?? name}`,
      };
    },
    remedy: ({ class: name }) => ({
      ko: `${reasonOf(name)?.remedy.ko ?? ""} GET /api/messages?status=failed 에서 업체가 말한 까닭과 고치는 법을 보고, 커넥터를 시험해 주세요. 고쳐지지 않으면 다른 커넥터를 켜 주세요.`.trim(),
      en: `${reasonOf(name)?.remedy.en ?? ""} GET /api/messages?status=failed has what the vendor said of each; test the connector. If that does not help, activate another one.`.trim(),
    }),
  },
  conversion_drop: {
    title: { ko: "인증 완료율 하락", en: "Fewer codes are used" },
    sentence: ({ sends, converted, share, usualShare }) => ({
      ko: `한 시간 동안 인증번호 ${many(sends)}건 가운데 ${many(converted)}건(${percent(share)})만 인증되었습니다. 지난 7일은 ${percent(usualShare)}입니다.`,
      en: `Of ${many(sends)} codes in an hour ${many(converted)} were used (${percent(share)}); the mean of the last seven days is ${percent(usualShare)}.`,
    }),
    remedy: () => ({
      ko: "문자가 도착하는지 실제 휴대전화로 확인하고(GET /api/messages), 화면이 바뀌지 않았는지, 낯선 번호로 몰려 나가지 않는지 살펴 주세요(docs/limits.md).",
      en: "See on a real phone whether texts arrive (GET /api/messages), whether your page has changed, and whether many texts go to strange numbers (docs/limits.md).",
    }),
  },
  breaker_open: {
    title: { ko: "커넥터 차단기 열림", en: "A connector rests after failures" },
    sentence: ({ countries }) => ({
      ko: `실패가 이어져 커넥터를 잠시 쉬게 했습니다(국가: ${list(countries)}). 10초마다 한 번 다시 시도하고, 그동안 대기 커넥터가 보냅니다.`,
      en: `It failed so often that it is left alone (countries: ${list(countries)}). It is tried once every ten seconds; meanwhile the standby sends, if there is one.`,
    }),
    remedy: () => ({
      ko: "커넥터를 시험해 까닭을 보고(POST /api/connectors/{id}/test), 업체의 장애 공지를 확인해 주세요. 대기 커넥터가 없다면 하나 두세요.",
      en: "Test the connector (POST /api/connectors/{id}/test) and look at the vendor's status page. Have a standby if there is none.",
    }),
  },
  connector_unusable: {
    title: { ko: "커넥터를 쓸 수 없음", en: "A connector cannot be used" },
    sentence: () => ({
      ko: "켜 둔 커넥터의 설정을 읽을 수 없어 보내지 못합니다.",
      en: "It is in force and its settings cannot be read, so it sends nothing.",
    }),
    remedy: () => ({
      ko: "munjigi doctor로 까닭을 보고, 설정을 다시 저장하거나 MUNJIGI_SECRET_KEY, MUNJIGI_CONNECTORS를 되돌려 주세요. 서버 한 대에서만 그럴 수도 있습니다.",
      en: "munjigi doctor says why: save the settings anew, or bring back what MUNJIGI_SECRET_KEY or MUNJIGI_CONNECTORS had. It may be so on one server alone.",
    }),
  },
  budget: {
    title: { ko: "하루 예산", en: "Budget of the day" },
    sentence: ({ percent: reached, used, forNewNumbers, budget }) =>
      Number(reached) >= 100
        ? {
            ko: `24시간 예산을 다 썼습니다(${many(used)}건, 예산 ${many(budget)}건). 처음 보는 번호는 인증번호를 받지 못합니다. 남은 몫은 인증한 적이 있는 번호의 것입니다.`,
            en: `The budget of 24 hours is used up (${many(used)} of ${many(budget)}): new numbers get no code. The rest is kept for numbers that were verified before.`,
          }
        : {
            ko: `처음 보는 번호가 24시간에 쓸 수 있는 ${many(forNewNumbers)}건 가운데 ${many(used)}건(${reached}%)을 썼습니다.`,
            en: `${many(used)} of the ${many(forNewNumbers)} codes that new numbers may have in 24 hours are used (${reached}%).`,
          },
    remedy: () => ({
      ko: "실제 이용자라면 예산을 올려 주세요(공개 키는 PATCH /api/keys/{id}의 dailyBudget, 서비스는 PATCH /api/services/{sid}/limits). 아니라면 docs/limits.md를 봐 주세요.",
      en: "If these are real people, raise it: dailyBudget by PATCH /api/keys/{id}, a service's figures by PATCH /api/services/{sid}/limits. If not, see docs/limits.md.",
    }),
  },
  limit_alarm: {
    title: { ko: "남용 경보", en: "Alarm of a limit" },
    sentence: ({ rule, action }) => ({
      ko: `남용으로 보이는 요청이 있어 경보가 울렸습니다(규칙: ${rule}${action === "challenge" ? ", 작업 증명을 요구함" : action === "block" ? ", 막음" : ""}).`,
      en: `Requests that look like abuse raised an alarm (rule: ${rule}${action === "challenge" ? "; a proof of work is asked for" : action === "block" ? "; nothing passes" : ""}).`,
    }),
    remedy: () => ({
      ko: "감사 기록에서 limit.alarm을 보고, 오해라면 DELETE /api/services/{sid}/alarms로 풀어 주세요. 한도는 docs/limits.md에 있습니다.",
      en: "Look at limit.alarm in the audit log. If it is wrong, lift it by DELETE /api/services/{sid}/alarms. The limits are in docs/limits.md.",
    }),
  },
};

const endWords: Readonly<Record<EndReason, Bilingual>> = {
  recovered: { ko: "다시 괜찮아졌습니다.", en: "It is well again." },
  quiet: {
    ko: "그 뒤로 더 보이지 않습니다.",
    en: "Nothing more was seen of it.",
  },
  gone: {
    ko: "알림의 대상이 지워졌거나 더는 쓰이지 않습니다.",
    en: "What it was about was deleted, or is in use no more.",
  },
  switched_off: { ko: "이 종류의 알림을 껐습니다.", en: "Alerts of this kind were switched off." },
};

const SEOUL_MS = 9 * 3600_000;
const timeIn = (language: Language, at: Date): string =>
  language === "ko"
    ? `${new Date(at.getTime() + SEOUL_MS).toISOString().slice(0, 16).replace("T", " ")}(한국 시각)`
    : `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

export interface AlertMail {
  subject: string;
  text: string;
}

export function writeAlertMail(alert: Alert, language: Language, origin: string): AlertMail {
  const { title, sentence, remedy } = alertWords[alert.kind];
  const { sid, name, subjectId, facts, raisedAt, endedAt, endReason } = alert;
  const link = `${origin}/api/alerts/${sid}`;
  const is = (ko: string, en: string) => (language === "ko" ? ko : en);
  const about = `${is("대상", "About")}: ${name} (${subjectId})`;
  const what = sentence(facts)[language];
  if (endedAt !== null)
    return {
      subject: `${is("끝남", "Over")}: ${title[language]} - ${name}`,
      text: [
        `${title[language]}: ${endWords[endReason ?? "recovered"][language]}`,
        "",
        about,
        `${is("시작", "Since")}: ${timeIn(language, raisedAt)}`,
        `${is("끝", "Until")}: ${timeIn(language, endedAt)}`,
        `${is("처음 내용", "What it was")}: ${what}`,
        "",
        `${is("기록", "Record")}: ${link}`,
      ].join("\n"),
    };
  return {
    subject: `${title[language]} - ${name}`,
    text: [
      what,
      "",
      about,
      `${is("시작", "Since")}: ${timeIn(language, raisedAt)}`,
      "",
      `${is("할 일", "What to do")}: ${remedy(facts)[language]}`,
      "",
      `${is("기록", "Record")}: ${link}`,
    ].join("\n"),
  };
}

export const testMail: Readonly<Record<Language, AlertMail>> = {
  ko: {
    subject: "알림 시험",
    text: "알림이 이 주소로 오는지 시험하는 메일입니다. 아무 일도 일어나지 않았습니다.",
  },
  en: { subject: "Test of alerts", text: "This is a test of whether alerts reach this address. Nothing has happened." },
};
