/**
 * @module The words of notices, Korean and English side by side. A text is one sentence, then what to do if it was somebody else; it
 * holds no link, so that a link in such a text is known to be somebody else's. An invitation alone is a sentence and its link. What
 * whoever runs the deployment is told is written by its own room.
 */
import type { Language } from "../errors.js";
import type { NoticeKind, NoticeValues } from "./notice.js";

export interface NoticeWords {
  /** Of an e-mail, after the brand; of a kind whose words are in its values, where retention has emptied those. */
  subject: string;
  /** The sentence of an e-mail. `account`: the brand's, or just the account. */
  mail(values: NoticeValues, account: string): string;
  /** The sentence of a text, the longest first: a Korean one holds 80 bytes with the brand and what to do. */
  sms: readonly ((values: NoticeValues) => string)[];
}

/** What to do if it was somebody else. */
export const ifNotYou: Readonly<Record<Language, { sms: string; mail: string }>> = {
  ko: {
    sms: "본인이 아니면 고객센터로 알려 주세요.",
    mail: "본인이 하신 일이면 아무것도 하지 않으셔도 됩니다. 본인이 아니면 바로 고객센터로 알려 주세요.",
  },
  en: {
    sms: "Not you? Contact support.",
    mail: "If this was you, there is nothing to do. If it was not, contact support right away.",
  },
};

/** Under the link of an invitation: whoever does not expect it loses nothing. */
export const ifNotExpected: Readonly<Record<Language, string>> = {
  ko: "모르는 곳에서 온 초대라면 아무것도 하지 않으셔도 됩니다.",
  en: "If you do not expect this invitation, there is nothing to do.",
};

const account = {
  ko: (brand: string) => (brand ? `${brand} 계정` : "계정"),
  en: (brand: string) => (brand ? `your ${brand} account` : "your account"),
};
export const accountOf = (language: Language, brand: string) => account[language](brand);

/** In a text of 80 bytes a number is its last two digits. */
const koEnding = ({ ending }: NoticeValues) => (ending ? `(**${ending})` : "");
const enEnding = ({ ending }: NoticeValues) => (ending ? ` (ends in ${ending})` : "");
const koMailEnding = ({ ending }: NoticeValues) => (ending ? ` 끝자리가 ${ending}인 번호로` : "");
const enMailEnding = ({ ending }: NoticeValues) => (ending ? ` ending in ${ending}` : "");
const koAddress = ({ address }: NoticeValues) => (address ? ` ${address}(으)로` : "");
const enAddress = ({ address }: NoticeValues) => (address ? ` (${address})` : "");

const SEOUL_MS = 9 * 3600_000;
const koTime = (time: string) => new Date(Date.parse(time) + SEOUL_MS).toISOString().slice(0, 16).replace("T", " ");
const enTime = (time: string) => `${time.slice(0, 16).replace("T", " ")} UTC`;

/** `(Chrome, Windows, 2026-11-29 15:04)`; empty where nothing is known. */
const inBrackets = (parts: readonly (string | undefined)[]) => {
  const known = parts.filter((one) => one !== undefined);
  return known.length > 0 ? `(${known.join(", ")})` : "";
};
const koSignIn = ({ device, time }: NoticeValues) => inBrackets([device, time && koTime(time)]);
const enSignIn = ({ device, time }: NoticeValues) => inBrackets([device, time && enTime(time)]);

const identifiers = {
  ko: {
    phone: "전화번호가",
    email: "이메일이",
    username: "아이디가",
    social: "소셜 로그인이",
    passkey: "패스키가",
    totp: "인증 앱이",
  },
  en: {
    phone: "phone number",
    email: "e-mail address",
    username: "username",
    social: "social sign-in",
    passkey: "passkey",
    totp: "authenticator app",
  },
};
const koRemoved = ({ identifier }: NoticeValues) => (identifier ? identifiers.ko[identifier] : "로그인 수단이");
const enRemoved = ({ identifier }: NoticeValues) => (identifier ? identifiers.en[identifier] : "sign-in method");
/** Before a vowel that is heard. */
const enArticle = ({ identifier }: NoticeValues) => (identifier === "email" || identifier === "totp" ? "An" : "A");

export const noticeWords: Readonly<Record<NoticeKind, Readonly<Record<Language, NoticeWords>>>> = {
  phone_changed: {
    ko: {
      subject: "전화번호가 변경되었습니다",
      mail: (values, account) => `${account}의 전화번호가${koMailEnding(values)} 변경되었습니다.`,
      sms: [(values) => `번호가 바뀌었습니다${koEnding(values)}.`],
    },
    en: {
      subject: "Your phone number was changed",
      mail: (values, account) =>
        `The phone number of ${account} was changed${values.ending ? ` to one${enMailEnding(values)}` : ""}.`,
      sms: [(values) => `Your phone number was changed${enEnding(values)}.`],
    },
  },
  phone_added: {
    ko: {
      subject: "전화번호가 추가되었습니다",
      mail: ({ ending }, account) => `${account}에 ${ending ? `끝자리가 ${ending}인 ` : ""}전화번호가 추가되었습니다.`,
      sms: [(values) => `전화번호가 추가됐습니다${koEnding(values)}.`],
    },
    en: {
      subject: "A phone number was added",
      mail: (values, account) => `A phone number${enMailEnding(values)} was added to ${account}.`,
      sms: [(values) => `A phone number was added${enEnding(values)}.`],
    },
  },
  email_changed: {
    ko: {
      subject: "이메일이 변경되었습니다",
      mail: (values, account) => `${account}의 이메일이${koAddress(values)} 변경되었습니다.`,
      sms: [() => "이메일이 변경됐습니다."],
    },
    en: {
      subject: "Your e-mail address was changed",
      mail: (values, account) => `The e-mail address of ${account} was changed${enAddress(values)}.`,
      sms: [() => "Your e-mail address was changed."],
    },
  },
  email_added: {
    ko: {
      subject: "이메일이 추가되었습니다",
      mail: ({ address }, account) => `${account}에 이메일${address ? ` ${address}` : ""}이(가) 추가되었습니다.`,
      sms: [() => "이메일이 추가됐습니다."],
    },
    en: {
      subject: "An e-mail address was added",
      mail: (values, account) => `An e-mail address${enAddress(values)} was added to ${account}.`,
      sms: [() => "An e-mail address was added."],
    },
  },
  social_added: {
    ko: {
      subject: "소셜 로그인이 연결되었습니다",
      mail: (_, account) => `${account}에 소셜 로그인이 연결되었습니다.`,
      sms: [() => "소셜 로그인이 연결됐습니다."],
    },
    en: {
      subject: "A social sign-in was connected",
      mail: (_, account) => `A social sign-in was connected to ${account}.`,
      sms: [() => "A social sign-in was connected."],
    },
  },
  passkey_added: {
    ko: {
      subject: "패스키가 추가되었습니다",
      mail: (_, account) => `${account}에 패스키가 추가되었습니다.`,
      sms: [() => "패스키가 추가됐습니다."],
    },
    en: {
      subject: "A passkey was added",
      mail: (_, account) => `A passkey was added to ${account}.`,
      sms: [() => "A passkey was added."],
    },
  },
  totp_added: {
    ko: {
      subject: "인증 앱이 추가되었습니다",
      mail: (_, account) => `${account}에 인증 앱이 추가되었습니다.`,
      sms: [() => "인증 앱이 추가됐습니다."],
    },
    en: {
      subject: "An authenticator app was added",
      mail: (_, account) => `An authenticator app was added to ${account}.`,
      sms: [() => "An authenticator app was added."],
    },
  },
  recovery_codes_made: {
    ko: {
      subject: "복구 코드를 새로 만들었습니다",
      mail: (_, account) => `${account}의 복구 코드를 새로 만들었습니다. 전에 만든 것은 쓸 수 없습니다.`,
      sms: [() => "복구 코드를 새로 만들었습니다."],
    },
    en: {
      subject: "New recovery codes were made",
      mail: (_, account) => `New recovery codes of ${account} were made. Earlier ones are good no more.`,
      sms: [() => "New recovery codes were made."],
    },
  },
  recovery_code_used: {
    ko: {
      subject: "복구 코드를 사용했습니다",
      mail: (_, account) => `${account}에서 복구 코드 하나를 사용했습니다.`,
      sms: [() => "복구 코드를 사용했습니다."],
    },
    en: {
      subject: "A recovery code was used",
      mail: (_, account) => `A recovery code of ${account} was used.`,
      sms: [() => "A recovery code was used."],
    },
  },
  identifier_removed: {
    ko: {
      subject: "로그인 수단이 삭제되었습니다",
      mail: (values, account) => `${account}에서 ${koRemoved(values)} 삭제되었습니다.`,
      sms: [(values) => `${koRemoved(values)} 삭제됐습니다.`],
    },
    en: {
      subject: "A sign-in method was removed",
      mail: (values, account) => `${enArticle(values)} ${enRemoved(values)} was removed from ${account}.`,
      sms: [(values) => `${enArticle(values)} ${enRemoved(values)} was removed.`],
    },
  },
  password_changed: {
    ko: {
      subject: "비밀번호가 변경되었습니다",
      mail: (_, account) => `${account}의 비밀번호가 변경되었습니다.`,
      sms: [() => "비밀번호가 변경됐습니다."],
    },
    en: {
      subject: "Your password was changed",
      mail: (_, account) => `The password of ${account} was changed.`,
      sms: [() => "Your password was changed."],
    },
  },
  new_device: {
    ko: {
      subject: "새 기기에서 로그인했습니다",
      mail: (values, account) => `${account}에 새 기기에서 로그인했습니다${koSignIn(values)}.`,
      sms: [
        (values) => `새 기기 로그인${koSignIn(values)}.`,
        ({ device }) => `새 기기 로그인${inBrackets([device])}.`,
        () => "새 기기에서 로그인했습니다.",
      ],
    },
    en: {
      subject: "New sign-in to your account",
      mail: (values, account) => `A new device signed in to ${account} ${enSignIn(values)}`.trim().concat("."),
      sms: [
        (values) => `New sign-in ${enSignIn(values)}`.trim().concat("."),
        ({ device }) => `New sign-in ${inBrackets([device])}`.trim().concat("."),
        () => "New sign-in to your account.",
      ],
    },
  },
  account_deleted: {
    ko: {
      subject: "계정이 삭제되었습니다",
      mail: (_, account) => `${account}이 삭제되었습니다.`,
      sms: [() => "계정이 삭제됐습니다."],
    },
    en: {
      subject: "Your account was deleted",
      mail: (_, account) => `${account} was deleted.`.replace(/^y/, "Y"),
      sms: [() => "Your account was deleted."],
    },
  },
  organization_invitation: {
    ko: {
      subject: "초대장이 도착했습니다",
      mail: ({ organization }) =>
        `${organization ? `${organization}에서 함께하자고 초대했습니다.` : "함께하자는 초대가 왔습니다."} 아래 주소에서 받거나 거절할 수 있습니다.`,
      sms: [({ organization }) => (organization ? `${organization} 초대:` : "초대장:"), () => "초대장:"],
    },
    en: {
      subject: "You are invited",
      mail: ({ organization }) =>
        `${organization ? `${organization} invites you to join.` : "You are invited to join."} Accept or decline here:`,
      sms: [
        ({ organization }) => (organization ? `${organization} invites you:` : "Your invitation:"),
        () => "Your invitation:",
      ],
    },
  },
  operator_alert: {
    ko: {
      subject: "알림",
      mail: ({ text }) => text ?? "",
      sms: [({ subject }) => subject ?? "알림"],
    },
    en: {
      subject: "Alert",
      mail: ({ text }) => text ?? "",
      sms: [({ subject }) => subject ?? "Alert"],
    },
  },
};
