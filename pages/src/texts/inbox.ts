/** @module Sentences of the development inbox, which a developer reads: apart from those of the pages that people see. */
export interface InboxTexts {
  title: string;
  heading: string;
  to: string;
  reload: string;
  live: string;
  away: string;
  empty: string;
  emptyHint: string;
  copy: string;
  channels: Readonly<Record<string, string>>;
  statuses: Readonly<Record<string, string>>;
}

export const inboxTexts: Readonly<Record<"ko" | "en", InboxTexts>> = {
  ko: {
    title: "수신함 · 문지기",
    heading: "수신함",
    to: "받는 사람",
    reload: "새로고침하면 새 메시지가 보입니다",
    live: "실시간",
    away: "서버가 응답하지 않아 다시 시도하고 있습니다",
    empty: "아직 메시지가 없습니다.",
    emptyHint: "인증을 시작하면 메시지가 여기에 나타납니다. 실제로 발송되는 것은 없습니다.",
    copy: "인증번호 복사",
    channels: { sms: "문자", email: "이메일" },
    statuses: { queued: "대기 중", sending: "보내는 중", sent: "보냄", delivered: "도착", failed: "실패" },
  },
  en: {
    title: "Inbox · Munjigi",
    heading: "Inbox",
    to: "To",
    reload: "Reload to see new texts",
    live: "Live",
    away: "The server does not answer; trying again",
    empty: "No texts yet.",
    emptyHint: "Start a verification and its text appears here. Nothing leaves this machine.",
    copy: "Copy the code",
    channels: { sms: "SMS", email: "E-mail" },
    statuses: {},
  },
};
