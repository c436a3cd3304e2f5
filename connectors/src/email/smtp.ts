/** @module E-mail by SMTP: any mail server or service. */

import { requiredUsageTypes } from "../kit/templates.js";
import type { MessageConnector, Template } from "../message-connector.js";
import { type SmtpSettings, smtpSettings } from "./smtp-settings.js";

const exampleTemplates: readonly Template[] = requiredUsageTypes.flatMap((usageType) => [
  {
    usageType,
    locale: "ko",
    contentType: "text/plain",
    subject: "[{{brand}}] 인증번호 {{code}}",
    content: "{{brand}} 인증번호는 {{code}}입니다. {{minutes}}분 안에 입력해 주세요.",
  },
  {
    usageType,
    contentType: "text/plain",
    subject: "Your {{brand}} verification code",
    content: "Your {{brand}} verification code is {{code}}. It expires in {{minutes}} minutes.",
  },
]);

const signIn = {
  ko: "user와 pass를 확인해 주세요. Gmail과 네이버는 2단계 인증을 켠 뒤 만든 앱 비밀번호가 필요하고, 회사 메일은 관리자가 SMTP를 허용해야 합니다.",
  en: "Check user and pass. Gmail and Naver want an app password, made after two-step verification is on; in a company the administrator has to allow SMTP.",
};
const certificate = {
  ko: "서버의 인증서를 확인할 수 없습니다. host가 인증서에 있는 이름인지 보고, 사설 인증서면 tls.ca에 넣어 주세요.",
  en: "The server's certificate could not be verified. See whether host is the name on it; put a private authority into tls.ca.",
};
const token = {
  ko: "리프레시 토큰이 취소되었거나 만료되었습니다. OAuth2 동의를 다시 받아 refreshToken을 새로 넣어 주세요.",
  en: "The refresh token was revoked or has expired. Consent again and put the new refreshToken in.",
};
const reach = {
  ko: "서버에 연결되지 않습니다. host와 port를 확인해 주세요. 25번 포트는 클라우드에서 막혀 있을 때가 많으니 587이나 465를 쓰세요.",
  en: "The server cannot be reached. Check host and port; clouds often block port 25: use 587 or 465.",
};
const remedies = {
  EAUTH: signIn,
  530: signIn,
  534: signIn,
  535: signIn,
  538: signIn,
  "5.4.5": {
    ko: "이 계정이 오늘 보낼 수 있는 양을 다 썼습니다. 발송 전용 서비스를 쓰거나 한도를 올려 주세요.",
    en: "The account has sent all it may today. Use a service made for sending, or have the limit raised.",
  },
  ETLS: {
    ko: "서버가 TLS를 지원하지 않거나 협상에 실패했습니다. 465 포트면 secure를 켜고, 587이면 끄세요.",
    en: "The server has no TLS, or it failed. With port 465 switch secure on, with 587 off.",
  },
  ECONNREFUSED: reach,
  ETIMEDOUT: reach,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  CERT_HAS_EXPIRED: certificate,
  invalid_grant: token,
};

export const smtp: MessageConnector<SmtpSettings> = {
  id: "simple-mail-transfer-protocol",
  type: "Email",
  name: { ko: "이메일(SMTP)", en: "E-mail (SMTP)" },
  docs: "docs/connectors/smtp.md",
  settings: smtpSettings,
  example: {
    host: "smtp.example.com",
    port: 587,
    auth: { user: "<user>", pass: "<password>" },
    fromEmail: "Team <team@example.com>",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. 메일 서비스에서 SMTP 호스트, 포트, 사용자, 비밀번호를 확인합니다. Gmail과 네이버는 앱 비밀번호를 만듭니다.\n2. 465 포트면 secure를 켜고, 587이면 끕니다.\n3. 보내는 주소의 도메인에 SPF와 DKIM을 설정해야 스팸함으로 가지 않습니다.",
    en: "1. Find host, port, user and password for SMTP with your mail service. Gmail and Naver want an app password.\n2. With port 465 switch secure on, with 587 off.\n3. Set up SPF and DKIM for the domain you send from, or messages end up as spam.",
  },
  limits: { maxBytes: 100_000, charset: "utf-8" },
  maxCalls: ({ maxConnections }) => maxConnections,
  remedies,

  async send(message, own, context) {
    // nodemailer takes 18 MB and 45 ms, which servers that send no mail need not spend.
    const { deliverMail } = await import("./deliver-mail.js");
    return await deliverMail(message, own, context);
  },
};
