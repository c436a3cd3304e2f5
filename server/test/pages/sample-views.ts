/** @module Every page and its variants, as the server would show them to people of a fictional market. Names are hostile on request. */
import type { ConsentItem, Country, Frame, Language, SocialBrand, SocialButton, View, Way } from "@munjigi/pages/view";

export const LOGO =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'%3E%3Crect width='28' height='28' rx='8' fill='%23b4471d'/%3E%3Cpath d='M8 9h12l1.500 4H6.500zM8 15h12v6H8z' fill='%23fff'/%3E%3C/svg%3E";

/** Where the browser of a test goes and does not leave its page (204). */
export const STAY = "/stay";

export const frames: Record<Language, Frame> = {
  ko: frameOf("ko", "우리동네마켓"),
  en: frameOf("en", "Uri Market"),
};

function frameOf(language: Language, name: string): Frame {
  return {
    language,
    otherLanguageHref: `/sign-in?flow=f1&lang=${language === "ko" ? "en" : "ko"}`,
    brand: { name, homeUrl: "/home", logoUrl: LOGO },
    coloursHref: undefined,
    links: { terms: "/terms", privacy: "/privacy", support: undefined },
  };
}

export const KR: Country = { code: "KR", callingCode: "82" };
export const COUNTRIES: readonly Country[] = [
  KR,
  { code: "US", callingCode: "1" },
  { code: "JP", callingCode: "81" },
  { code: "GB", callingCode: "44" },
];

/** What `fraud-guard/challenge.ts` makes, but cheap: one round of PBKDF2, and a prefix that is found at once. */
export function challengeFor(action: "send" | "check") {
  return {
    parameters: {
      ...{ algorithm: "PBKDF2/SHA-256", cost: 1, keyLength: 32, keyPrefix: "0", nonce: "00ff", salt: "aa11" },
      data: { id: "1", keyId: "k", action, network: "n", expiresAt: 4_000_000_000 },
    },
    signature: "ab".repeat(32),
  };
}

const byMail: Way = { kind: "email", href: "/sign-in/use-email?flow=f1", method: "post" };
const byPassword: Way = { kind: "password", href: "/sign-in/use-password?flow=f1", method: "get" };
const byPhone: Way = { kind: "phone", href: "/sign-in/use-phone?flow=f1", method: "post" };
const byCode: Way = { kind: "code", href: "/sign-in/use-code?flow=f1", method: "post" };

/** As on the sign-in page. */
export function socialButton(brand: SocialBrand, changes: Partial<SocialButton> = {}): SocialButton {
  return {
    brand,
    label: brand === "other" ? "사내 계정" : undefined,
    form: "/social/start",
    fields: { provider: brand, action: "sign-in", return: "/account" },
    wasLast: false,
    ...changes,
  };
}

const SOCIAL = (["kakao", "naver", "google", "apple"] as const).map((brand) => socialButton(brand));

const WORDS = {
  ko: {
    retired: "011·016 등은 더 이상 쓰이지 않습니다. 010 번호를 입력해 주세요.",
    wrong: "인증번호가 맞지 않습니다. (3번 남음)",
    notSent: "문자를 보내지 못했습니다. 다른 방법으로 받아 주세요.",
    password: "아이디나 비밀번호가 맞지 않습니다.",
    common: "흔한 비밀번호입니다. 다른 비밀번호를 정해 주세요.",
    consent: "필수 항목에 모두 동의해 주세요.",
    taken: "이미 쓰이는 아이디입니다. 다른 아이디를 적어 주세요.",
    nameless: "이름을 적어 주세요.",
    email: "이메일 주소를 확인해 주세요.",
    refused: "이 방법으로는 확인하지 못했습니다. 다른 방법을 써 주세요.",
    busy: "서버가 잠시 쉬고 있습니다. 잠시 뒤 다시 해 주세요.",
    done: "휴대전화 번호를 바꿨습니다.",
    cancelled: "로그인을 그만두셨습니다. 언제든 다시 할 수 있습니다.",
    name: "김하늘",
    passkey: "갤럭시 S26",
    wrongTotp: "코드가 맞지 않습니다. 앱에 지금 보이는 코드를 입력해 주세요.",
    wrongRecovery: "복구 코드가 맞지 않거나 이미 쓴 것입니다.",
    changedCodes: "그 사이 복구 코드가 바뀌었습니다. 가지고 계시지 않으면 새로 만들어 주세요.",
    terms: [
      "만 14세 이상입니다",
      "서비스 이용약관",
      "개인정보 수집·이용",
      "개인정보 제3자 제공",
      "혜택·소식 문자 받기",
    ],
    organization: "한빛상사",
    inviter: "김민지",
    role: "주문 담당",
    phone: "010-1234-5678",
    maskedPhone: "010-****-5678",
  },
  en: {
    retired: "01X numbers were retired. Enter a 010 number.",
    wrong: "That code isn't right. 3 tries left.",
    notSent: "We couldn't send the text. Try another way.",
    password: "The username or password isn't right.",
    common: "That is a common password. Choose another.",
    consent: "Please agree to all required items.",
    taken: "That username is taken. Choose another.",
    nameless: "Enter your name.",
    email: "Check the e-mail address.",
    refused: "That didn't work. Use another way.",
    busy: "The server is resting. Try again in a moment.",
    done: "Your mobile number has changed.",
    cancelled: "You left before it was done. You can do it again at any time.",
    name: "Haneul Kim",
    passkey: "Galaxy S26",
    wrongTotp: "That code isn't right. Enter the one your app shows now.",
    wrongRecovery: "This recovery code isn't right, or was used already.",
    changedCodes: "Your recovery codes were changed meanwhile. Make new ones if you don't have them.",
    terms: [
      "I am 14 or older",
      "Terms of service",
      "Collection of personal data",
      "Sharing with partners",
      "Offers by text",
    ],
    organization: "Hanbit Trading",
    inviter: "Minji Kim",
    role: "Orders",
    phone: "+82 10-1234-5678",
    maskedPhone: "+82 10-****-5678",
  },
} as const;

const ASK = { form: "/sign-in?do=passkey", optionsHref: "/options" };

/** By name: `page` or `page-variant`. */
export function sampleViews(language: Language): Record<string, View> {
  const words = WORDS[language];
  const identify: View = {
    page: "identify",
    purpose: "sign-in",
    identifier: "phone",
    next: "code",
    form: "/sign-in/identify?flow=f1",
    countries: [KR],
    country: "KR",
    value: "",
    error: undefined,
    wasLast: false,
    isReturning: false,
    others: [byMail, byPassword],
    social: [],
    challenge: undefined,
    passkey: undefined,
  };
  const code: View = {
    page: "code",
    channel: "sms",
    recipient: words.phone,
    codeLength: 6,
    secondsLeft: 576,
    minutes: 10,
    form: "/sign-in/code?flow=f1",
    resend: { form: "/sign-in/resend?flow=f1", secondsToWait: 24, sendsLeft: 3 },
    changeHref: "/sign-in/change?flow=f1",
    changes: "recipient",
    webOtp: true,
    error: undefined,
    others: [byMail],
    challenge: undefined,
  };
  const password: View = {
    page: "password",
    identifier: "haneul",
    form: "/sign-in/password?flow=f1",
    changeHref: "/sign-in/change?flow=f1",
    forgotHref: "/reset-password",
    error: undefined,
    others: [byCode],
    challenge: undefined,
  };
  const item = (at: number, isRequired: boolean, isTicked = false): ConsentItem => ({
    id: `item-${at}`,
    isRequired,
    title: words.terms[at] ?? "",
    href: at === 0 ? undefined : `/terms/${at}`,
    isTicked,
  });
  const consent: View = {
    page: "consent",
    form: "/sign-up/consent?flow=f1",
    items: [item(0, true), item(1, true), item(2, true), item(3, false), item(4, false)],
    error: undefined,
  };
  const name = { name: "name", value: "", isRequired: true, error: undefined } as const;
  const profile: View = {
    page: "profile",
    minLength: 10,
    countries: [{ code: "KR", callingCode: "82" }],
    country: undefined,
    form: "/sign-up/profile?flow=f1",
    fields: [name],
    isLast: true,
    error: undefined,
    challenge: undefined,
  };
  const newPassword: View = {
    page: "new-password",
    form: "/reset-password/new?flow=f1",
    identifier: words.phone,
    minLength: 10,
    cancelHref: undefined,
    error: undefined,
  };
  const recycled: View = {
    page: "recycled",
    proofs: [byMail, byPassword],
    openForm: undefined,
    newForm: "/sign-in/new?flow=f1",
    error: undefined,
    challenge: undefined,
    passkey: undefined,
    totpForm: undefined,
  };
  const wait: View = { page: "wait", seconds: 42, href: "/sign-in?flow=f1", others: [byMail] };
  const ended: View = { page: "ended", because: "expired", againHref: "/sign-in", purpose: "sign-in" };
  const stepUp: View = {
    page: "step-up",
    reason: "link",
    proofs: [
      { ...byPhone, label: words.maskedPhone },
      { ...byPassword, label: undefined },
    ],
    social: [],
    cancelHref: "/account",
    error: undefined,
    challenge: undefined,
    passkey: undefined,
    totpForm: undefined,
  };
  const totp: View = {
    page: "totp",
    kind: "app",
    form: "/step-up?flow=f1&do=check-totp",
    otherForm: "/step-up?flow=f1&do=prove&with=recovery",
    changeHref: "/step-up?flow=f1&change=1",
    secondsToWait: undefined,
    error: undefined,
  };
  const newTotp: View = {
    page: "totp-new",
    form: "/account/totp",
    batch: ".AAAAAAAAAAAAAAAAAAAAAA",
    secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    uri: `otpauth://totp/${encodeURIComponent("우리동네마켓")}:010-****-5678?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=${encodeURIComponent("우리동네마켓")}&algorithm=SHA1&digits=6&period=30`,
    secondsToWait: undefined,
    cancelHref: "/account",
    error: undefined,
  };
  const totpCodes: View = {
    page: "totp-codes",
    codes: Array.from({ length: 10 }, (_, n) => `${n}k3f-9wxq-7hjm-2vzt`),
    batch: ".AAAAAAAAAAAAAAAAAAAAAA",
    downloadForm: "/account/totp/codes.txt",
    doneHref: "/account?done=totp",
  };
  const totpDetail: View = {
    page: "totp-detail",
    addedAt: "2026-11-03T01:00:00Z",
    usedAt: "2026-11-28T05:20:00Z",
    codesLeft: 8,
    codesForm: "/account/totp/codes",
    batch: "1.AAAAAAAAAAAAAAAAAAAAAA",
    removeForm: "/account/totp/remove",
    cancelHref: "/account",
    error: undefined,
  };
  const newPasskey: View = {
    page: "passkey",
    form: "/account/passkeys?return=%2Faccount",
    optionsHref: "/options",
    laterHref: "/account",
    isAsked: false,
    error: undefined,
  };
  const passkeyDetail: View = {
    page: "passkey-detail",
    form: "/account/passkeys/1/name",
    value: words.passkey,
    createdAt: "2026-11-03T01:00:00Z",
    usedAt: "2026-11-28T05:20:00Z",
    isBackedUp: true,
    removeForm: "/account/passkeys/1/remove",
    cancelHref: "/account",
    error: undefined,
  };
  const account: View = {
    page: "account",
    name: words.name,
    since: "2024-03-05T01:00:00Z",
    restrictedUntil: undefined,
    nameHref: "/account/name",
    identifiers: [
      { kind: "phone", value: words.phone, isVerified: true, changeHref: "/account/phone", removeForm: undefined },
      {
        kind: "email",
        value: "haneul@example.com",
        isVerified: false,
        changeHref: "/account/email",
        removeForm: "/account/email/remove",
      },
      { kind: "username", value: "haneul", isVerified: false, changeHref: undefined, removeForm: undefined },
    ],
    addHrefs: [{ kind: "email", href: "/account/email" }],
    password: { isSet: true, href: "/account/password" },
    passkeys: {
      list: [
        { name: words.passkey, createdAt: "2026-11-03T01:00:00Z", href: "/account/passkeys/1" },
        { name: "Google Password Manager", createdAt: "2026-11-20T01:00:00Z", href: "/account/passkeys/2" },
      ],
      addHref: "/account/passkeys/new",
    },
    totp: { addedAt: "2026-11-03T01:00:00Z", href: "/account/totp" },
    social: { connected: [], addable: [] },
    sessions: [
      { device: "Chrome · Android", isThis: true, usedAt: "2026-11-28T05:20:00Z", endForm: undefined },
      { device: "Safari · macOS", isThis: false, usedAt: "2026-11-27T05:20:00Z", endForm: "/account/sessions/2/end" },
    ],
    endAllForm: "/account/sessions/end",
    consents: { required: 3, optional: 1, href: "/account/consents" },
    applications: [
      {
        name: "동네배달",
        scopes: ["profile", "phone"],
        at: "2026-11-03T01:00:00Z",
        endForm: "/account/applications/1/end",
      },
    ],
    organizations: [
      {
        name: words.organization,
        roles: [{ name: "owner", description: undefined }],
        leaveForm: "/account/organizations/1/leave",
      },
    ],
    exportHref: "/account/export",
    signOutForm: "/sign-out",
    deleteHref: "/account/delete",
    done: undefined,
  };
  const invitation = {
    page: "invitation",
    organization: words.organization,
    inviter: words.inviter,
    channel: "sms",
    recipient: words.maskedPhone,
    roles: [
      { name: "admin", description: undefined },
      { name: "orders", description: words.role },
    ],
    expiresAt: "2026-12-03T05:20:00Z",
  } as const;
  const consents: View = {
    page: "consents",
    items: words.terms.map((title, at) => ({
      title,
      isRequired: at < 3,
      isAgreed: at !== 4,
      version: "3",
      at: "2026-11-03T01:00:00Z",
      href: at === 0 ? undefined : `/terms/${at}`,
      changeForm: at < 3 ? undefined : `/account/consents/${at}`,
    })),
    backHref: "/account",
  };
  const nameView: View = {
    page: "name",
    form: "/account/name",
    value: words.name,
    cancelHref: "/account",
    error: undefined,
  };
  const candidate: View = {
    page: "social-candidate",
    brand: "kakao",
    label: undefined,
    ways: [
      { kind: "phone", masked: words.maskedPhone, form: "/sign-in/prove?flow=f1&with=phone" },
      { kind: "email", masked: "h***@example.com", form: "/sign-in/prove?flow=f1&with=email" },
    ],
    newForm: "/sign-in/new?flow=f1",
    cancelHref: "/sign-in",
    error: undefined,
    challenge: undefined,
  };
  const socialEnded: View = {
    page: "social-ended",
    brand: "kakao",
    label: undefined,
    text: words.cancelled,
    retry: socialButton("kakao"),
    otherHref: "/sign-in",
  };
  const verified: View = {
    page: "social-verified",
    brand: "kakao",
    label: undefined,
    phone: words.phone,
    isProved: true,
    missing: ["email", "picture"],
    nextHref: "/account",
    codeHref: undefined,
  };
  return {
    identify,
    "identify-passkey": { ...identify, passkey: ASK },
    "identify-social": { ...identify, others: [], social: SOCIAL },
    "identify-social-other": { ...identify, social: [...SOCIAL, socialButton("other")] },
    "identify-social-last": {
      ...identify,
      isReturning: true,
      social: SOCIAL.map((button) => ({ ...button, wasLast: button.brand === "naver" })),
    },
    "identify-social-error": {
      ...identify,
      value: "011-234-5678",
      error: { field: "phone", text: words.retired },
      social: SOCIAL,
    },
    "identify-last": { ...identify, isReturning: true, wasLast: true },
    "identify-countries": { ...identify, countries: COUNTRIES },
    "identify-error": {
      ...identify,
      countries: COUNTRIES,
      value: "011-234-5678",
      error: { field: "phone", text: words.retired },
    },
    "identify-page-error": { ...identify, value: "010-1234-5678", error: { field: undefined, text: words.notSent } },
    "identify-challenge": {
      ...identify,
      value: "010-1234-5678",
      challenge: challengeFor("send"),
      challengeForm: identify.form,
      challengeSeconds: 200,
    },
    "identify-email": { ...identify, identifier: "email", others: [byPhone] },
    "identify-email-error": {
      ...identify,
      identifier: "email",
      value: "haneul@",
      error: { field: "email", text: words.email },
    },
    "identify-username": { ...identify, identifier: "username", next: "password", others: [byPhone] },
    "identify-password": { ...identify, next: "password", others: [byCode] },
    "identify-sign-up": { ...identify, purpose: "sign-up", others: [] },
    "identify-reset": { ...identify, purpose: "reset", others: [byMail] },
    "identify-verify": { ...identify, purpose: "verify", cancelHref: "/account", others: [] },
    "identify-link": { ...identify, purpose: "link", cancelHref: "/account", others: [] },
    code,
    "code-wrong": {
      ...code,
      secondsLeft: 432,
      resend: { ...code.resend, secondsToWait: 0 },
      error: { field: "code", text: words.wrong },
    },
    "code-expired": { ...code, secondsLeft: 0, resend: { ...code.resend, secondsToWait: 0 } },
    "code-email": { ...code, channel: "email", recipient: "haneul@example.com", webOtp: false, others: [byPhone] },
    "code-hidden": {
      ...code,
      channel: "email",
      recipient: undefined,
      changes: "way",
      others: [],
      resend: { ...code.resend, sendsLeft: 0 },
    },
    "code-challenge": { ...code, challenge: challengeFor("check"), challengeForm: code.form },
    "code-resend-challenge": {
      ...code,
      resend: { ...code.resend, secondsToWait: 0 },
      challenge: challengeFor("send"),
      challengeForm: code.resend.form,
    },
    password,
    "password-hidden": { ...password, identifier: undefined, others: [] },
    "password-wrong": { ...password, error: { field: "password", text: words.password } },
    "password-challenge": {
      ...password,
      challenge: challengeFor("send"),
      challengeForm: byCode.href,
      challengeSeconds: 60,
    },
    consent,
    "consent-error": {
      ...consent,
      items: [item(0, true, true), item(1, true), item(2, true, true), item(3, false), item(4, false)],
      error: { field: undefined, text: words.consent },
    },
    "consent-required": { ...consent, items: [item(0, true), item(1, true)] },
    profile,
    "profile-error": { ...profile, fields: [{ ...name, error: words.nameless }] },
    "profile-many": {
      ...profile,
      isLast: false,
      fields: [
        name,
        { name: "username", value: "haneul", isRequired: true, error: words.taken },
        { name: "email", value: "", isRequired: false, error: undefined },
        { name: "password", value: "", isRequired: true, error: undefined },
      ],
    },
    "profile-challenge": {
      ...profile,
      fields: [{ name: "email", value: "haneul@example.com", isRequired: true, error: undefined }],
      isLast: false,
      challenge: challengeFor("send"),
      challengeForm: profile.form,
      challengeSeconds: 200,
    },
    "new-password": newPassword,
    "new-password-none": { ...newPassword, cancelHref: "/sign-in", isNewAccount: true },
    "new-password-change": { ...newPassword, cancelHref: "/account" },
    "new-password-error": { ...newPassword, error: { field: "password", text: words.common } },
    recycled,
    "recycled-number-only": { ...recycled, proofs: [], openForm: "/sign-in/open?flow=f1" },
    "recycled-new-only": { ...recycled, proofs: [] },
    "recycled-error": { ...recycled, error: { field: undefined, text: words.refused } },
    "recycled-challenge": { ...recycled, challenge: challengeFor("send"), challengeForm: byMail.href },
    wait,
    "wait-long": { ...wait, seconds: 570, others: [] },
    ended,
    "ended-finished": { ...ended, because: "finished", purpose: "reset" },
    "ended-verify": { ...ended, because: "expired", purpose: "verify" },
    "ended-elsewhere": { ...ended, because: "elsewhere", purpose: "sign-up" },
    "signed-out": { page: "signed-out", isDeleted: false, connections: [], everywhere: false, againHref: "/sign-in" },
    "signed-out-everywhere": {
      page: "signed-out",
      isDeleted: false,
      connections: [],
      everywhere: true,
      againHref: "/sign-in",
    },
    "signed-out-connections": {
      ...{ page: "signed-out", isDeleted: true, everywhere: true, againHref: "/sign-in" },
      connections: [
        { brand: "naver", label: undefined, href: "https://nid.naver.com/internalToken/view/tokenList/pc/ko" },
        { brand: "other", label: "하늘상점", href: undefined },
      ],
    },
    choose: {
      page: "choose",
      accounts: [
        { name: words.name, detail: words.maskedPhone, form: "/sign-in/choose?flow=f1&account=1" },
        { name: "하늘상점", detail: "010-****-0421", form: "/sign-in/choose?flow=f1&account=2" },
      ],
      otherHref: "/sign-in?other",
    },
    "step-up": stepUp,
    "step-up-social": { ...stepUp, social: [socialButton("kakao"), socialButton("other")] },
    "step-up-passkey": { ...stepUp, passkey: ASK },
    "recycled-passkey": { ...recycled, passkey: ASK, proofs: [byMail] },
    "recycled-passkey-only": { ...recycled, passkey: ASK, proofs: [], openForm: "/sign-in/open?flow=f1" },
    "step-up-totp": { ...stepUp, totpForm: "/step-up?flow=f1&do=prove&with=totp" },
    "recycled-totp": { ...recycled, totpForm: "/sign-in?flow=f1&do=prove&with=totp", proofs: [byMail] },
    totp,
    "totp-wrong": { ...totp, error: { field: "code", text: words.wrongTotp } },
    "totp-locked": { ...totp, secondsToWait: 200, error: { field: "code", text: words.wrongTotp } },
    "totp-recovery": { ...totp, kind: "recovery" },
    "totp-recovery-wrong": { ...totp, kind: "recovery", error: { field: "code", text: words.wrongRecovery } },
    "totp-new": newTotp,
    "totp-new-wrong": { ...newTotp, error: { field: "code", text: words.wrongTotp } },
    "totp-codes": totpCodes,
    "totp-detail": totpDetail,
    "totp-detail-none": { ...totpDetail, codesLeft: 0, usedAt: undefined },
    "totp-detail-changed": { ...totpDetail, error: { field: undefined, text: words.changedCodes } },
    "account-no-totp": { ...account, totp: { addedAt: undefined, href: "/account/totp" } },
    passkey: newPasskey,
    "passkey-asked": { ...newPasskey, isAsked: true },
    "passkey-refused": { ...newPasskey, error: { field: undefined, text: words.refused } },
    "passkey-detail": passkeyDetail,
    "passkey-detail-nameless": {
      ...passkeyDetail,
      ...{ value: "", usedAt: undefined, isBackedUp: false },
      error: { field: "name", text: words.nameless },
    },
    "step-up-social-delete": { ...stepUp, reason: "delete", social: [socialButton("naver")] },
    "step-up-error": { ...stepUp, reason: "delete", error: { field: undefined, text: words.refused } },
    "step-up-challenge": { ...stepUp, challenge: challengeFor("send"), challengeForm: byPhone.href },
    "error-refused": { page: "error", text: words.refused, href: "/account", leadsTo: "account" },
    invitation: {
      ...invitation,
      next: { standing: "ready", acceptForm: "/invitations/1?do=accept", declineForm: "/invitations/1?do=decline" },
    },
    "invitation-sign-in": { ...invitation, next: { standing: "sign-in", href: "/sign-in?return=1" } },
    "invitation-other": {
      ...invitation,
      inviter: undefined,
      roles: [{ name: "member", description: undefined }],
      next: { standing: "other", account: "010-****-0421", href: "/sign-in?other=1", linkHref: undefined },
    },
    "invitation-by-mail": {
      ...invitation,
      channel: "email",
      recipient: "h***@example.com",
      roles: [{ name: "shift-lead", description: undefined }],
      next: {
        standing: "other",
        account: "010-****-0421",
        href: "/sign-in?other=1",
        linkHref: "/account/link?to=email",
      },
    },
    "invitation-restricted": { ...invitation, next: { standing: "restricted", href: "/account" } },
    "invitation-joined": {
      ...{
        page: "invitation-joined",
        organization: words.organization,
        roles: invitation.roles,
        accountHref: "/account",
      },
    },
    ...Object.fromEntries(
      (["unknown", "elsewhere", "expired", "revoked", "declined", "accepted"] as const).map((because) => [
        `invitation-ended-${because}`,
        { page: "invitation-ended", because, accountHref: "/account" } as const,
      ]),
    ),
    authorize: {
      page: "authorize",
      application: "동네배달",
      destination: "baedal.example.com",
      items: [
        { scope: "profile", name: "profile", value: words.name },
        { scope: "phone", name: "phone", value: words.maskedPhone },
        { scope: "email", name: "email", value: undefined },
        { scope: "organizations", name: "organizations", value: undefined },
        { scope: "offline_access", name: "offline_access", value: undefined },
        { scope: "other", name: "orders:read", value: undefined },
      ],
      form: "/oidc/consent/1?do=allow",
      cancelForm: "/oidc/consent/1?do=decline",
      otherHref: "/sign-in?other=1",
    },
    "sign-out": { page: "sign-out", application: "동네배달", form: "/oidc/logout/confirm", cancelHref: "/account" },
    "sign-out-unnamed": {
      page: "sign-out",
      application: undefined,
      form: "/oidc/logout/confirm",
      cancelHref: "/account",
    },
    demo: { page: "demo", clientId: "AP1", inboxHref: "/dev/inbox" },
    leave: { page: "leave", href: "/ko/ended" },
    delete: { page: "delete", form: "/account/delete", social: [], cancelHref: "/account", error: undefined },
    "delete-social": {
      page: "delete",
      form: "/account/delete",
      social: [socialButton("kakao"), socialButton("google")],
      cancelHref: "/account",
      error: undefined,
    },
    "delete-error": {
      page: "delete",
      form: "/account/delete",
      social: [],
      cancelHref: "/account",
      error: { field: undefined, text: words.busy },
    },
    account,
    "account-done": { ...account, done: words.done },
    "account-social": {
      ...account,
      social: {
        connected: (["kakao", "google", "other"] as const).map((brand, at) => ({
          brand,
          label: brand === "other" ? "사내 계정" : undefined,
          detail: at === 0 ? "" : "h***@example.com",
          at: "2026-10-12T01:00:00Z",
          unlinkForm: at === 1 ? undefined : "/social/start",
          unlinkFields: { provider: brand, action: "unlink", return: "/account" },
        })),
        addable: [socialButton("naver"), socialButton("apple")],
      },
    },
    "account-restricted": {
      ...account,
      restrictedUntil: "2026-11-30T05:20:00Z",
      identifiers: [],
      addHrefs: [],
      sessions: [],
      password: undefined,
      consents: undefined,
    },
    consents,
    name: nameView,
    "name-error": { ...nameView, value: "", error: { field: "name", text: words.nameless } },
    "social-candidate": candidate,
    "social-candidate-error": { ...candidate, error: { field: undefined, text: words.refused } },
    "social-candidate-challenge": {
      ...candidate,
      challenge: challengeFor("send"),
      challengeForm: "/sign-in/prove?flow=f1&with=phone",
    },
    "social-candidate-link": { ...candidate, brand: "other", label: "사내 계정", newForm: undefined },
    "social-ended": socialEnded,
    "social-ended-unknown": { ...socialEnded, brand: undefined, retry: undefined },
    "social-begin": { page: "social-begin", button: socialButton("kakao"), cancelHref: "/sign-in" },
    "social-return": {
      page: "social-return",
      channel: "sg:AAAA",
      message: { type: "munjigi:social", id: "j1", ticket: "t1", href: "/social/sign-in?ticket=t1" },
      openerOrigin: "https://auth.example.com",
      // A page that is gone a second later cannot be looked at.
      nextHref: STAY,
    },
    "social-trial": { page: "social-trial", isTold: true, consoleHref: "/console/connectors" },
    "social-trial-failed": { page: "social-trial", isTold: false, consoleHref: "/console/connectors" },
    "social-verified": verified,
    "social-verified-unproved": { ...verified, isProved: false, missing: [], codeHref: "/verify-number?flow=FL0" },
    "social-verified-none": {
      ...verified,
      ...{ phone: undefined, isProved: false },
      missing: ["name", "email", "phone"],
      codeHref: "/verify-number?flow=FL0",
    },
    error: { page: "error", text: words.busy, href: "/sign-in" },
  };
}
