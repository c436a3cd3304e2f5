/** @module What several pages of connectors say. */
import type { Connector, Factory } from "./schema.js";

export const statusTone = {
  active: "ok",
  standby: "ok",
  tested: "rest",
  draft: "warn",
  retired: "rest",
} as const satisfies Record<Connector["status"], "ok" | "warn" | "rest">;

export const connectorWords = {
  ko: {
    title: "연결",
    lead: "문자와 메일을 보내고, 다른 계정으로 로그인하게 하는 곳들입니다.",
    add: "연결 추가",
    types: { Sms: "문자", Email: "이메일", Social: "다른 계정으로 로그인" } satisfies Record<Factory["type"], string>,
    statuses: { active: "사용 중", standby: "대기", tested: "준비됨", draft: "초안", retired: "쉬는 중" },
    socialStatuses: { active: "켜짐", standby: "켜짐", tested: "초안", draft: "초안", retired: "꺼짐" },
    waiting: "바뀐 설정이 기다립니다",
    problem: "쓸 수 없습니다",
    steps: { choose: "업체 고르기", settings: "설정", templates: "문구", test: "시험 발송", activate: "켜기" },
    uses: {
      SignIn: "로그인",
      Register: "가입",
      ForgotPassword: "비밀번호 재설정",
      BindNewIdentifier: "번호 바꾸기",
      UserPermissionValidation: "다시 확인",
      OrganizationInvitation: "초대",
      Generic: "앱에서 보낸 인증",
    } as Record<string, string>,
    back: "목록",
    test: "시험 발송",
    activate: "켜기",
    settings: "설정",
    goOn: "이어서 하기",
  },
  en: {
    title: "Connectors",
    lead: "Where texts and mails go out, and where people come from with another account.",
    add: "Add a connector",
    types: { Sms: "Text messages", Email: "E-mail", Social: "Sign-in with another account" } satisfies Record<
      Factory["type"],
      string
    >,
    statuses: { active: "In use", standby: "Standby", tested: "Ready", draft: "Draft", retired: "Resting" },
    socialStatuses: { active: "On", standby: "On", tested: "Draft", draft: "Draft", retired: "Off" },
    waiting: "Changed settings wait",
    problem: "Cannot be used",
    steps: { choose: "Vendor", settings: "Settings", templates: "Message", test: "Test send", activate: "Switch on" },
    uses: {
      SignIn: "Sign-in",
      Register: "Sign-up",
      ForgotPassword: "Password reset",
      BindNewIdentifier: "Number change",
      UserPermissionValidation: "One more check",
      OrganizationInvitation: "Invitation",
      Generic: "Codes your apps send",
    } as Record<string, string>,
    back: "List",
    test: "Test send",
    activate: "Switch on",
    settings: "Settings",
    goOn: "Continue",
  },
};

export const statusOf = (
  words: (typeof connectorWords)["ko"],
  { type, status }: Pick<Connector, "type" | "status">,
): string => (type === "Social" ? words.socialStatuses : words.statuses)[status];
