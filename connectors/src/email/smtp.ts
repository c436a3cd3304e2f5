/** @module E-mail by SMTP, with nodemailer's connection: https://nodemailer.com/extras/smtp-connection */
import { isIP } from "node:net";
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection, { type SMTPConnectionAuth, type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import XOAuth2 from "nodemailer/lib/xoauth2";
import { type SendContext, SendFailure, type SmsConnector, type SmsMessage, type Template } from "../sms/contract.js";
import { MOST_TIMEOUT_MS } from "../sms/settings.js";
import { requiredUsageTypes } from "../sms/templates.js";
import { textOf } from "./html-text.js";
import { accessTokenOf, isOAuth } from "./oauth-token.js";
import { failureOfSmtp } from "./smtp-failure.js";
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

export const smtp: SmsConnector<SmtpSettings> = {
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
  remedies,

  async send(message, own, context) {
    const login = await loginOf(own, context);
    const address = await resolve(own.host, context);
    const mail = await compose(message, own, context);
    await deliver(optionsOf(own, address, login !== undefined), login, mail, context.signal);
    return { vendorMessageId: mail.id };
  },
};

async function loginOf({ auth }: SmtpSettings, context: SendContext): Promise<SMTPConnectionAuth | undefined> {
  if (isOAuth(auth)) {
    const accessToken = await accessTokenOf(auth, context);
    return { user: auth.user, oauth2: new XOAuth2({ user: auth.user, accessToken }) };
  }
  const { user, pass } = auth as { user?: string; pass?: string };
  return user === undefined ? undefined : { user, pass };
}

/** Nothing but this address is connected to, whatever the name resolves to a moment later. */
async function resolve(host: string, context: SendContext): Promise<string> {
  try {
    return await context.lookup(host);
  } catch (cause) {
    const { code } = (cause ?? {}) as { code?: unknown };
    const vendorCode = typeof code === "string" ? code : "EDNS";
    throw new SendFailure("transient", "no address for the server's name", { vendorCode, cause });
  }
}

function optionsOf(own: SmtpSettings, address: string, signsIn: boolean): SMTPConnectionOptions {
  const { rejectUnauthorized, minVersion, maxVersion, ciphers, ca } = own.tls;
  const tls = { rejectUnauthorized, minVersion, maxVersion, ciphers, ca };
  const servername = own.tls.servername ?? own.servername ?? (isIP(own.host) ? undefined : own.host);
  return {
    host: address,
    port: own.port,
    secure: own.secure,
    // A password goes through TLS unless the team has said otherwise: a server's offer of it can be cut out on the way.
    requireTLS: own.requireTLS ?? (signsIn && own.ignoreTLS !== true),
    ignoreTLS: own.ignoreTLS,
    // The certificate is the name's, not the address's.
    servername,
    tls: Object.fromEntries(Object.entries({ ...tls, servername }).filter(([, value]) => value !== undefined)),
    name: own.name,
    localAddress: own.localAddress,
    connectionTimeout: Math.min(own.connectionTimeout, MOST_TIMEOUT_MS),
    greetingTimeout: Math.min(own.greetingTimeout, MOST_TIMEOUT_MS),
    socketTimeout: Math.min(own.socketTimeout, MOST_TIMEOUT_MS),
    dnsTimeout: Math.min(own.dnsTimeout, MOST_TIMEOUT_MS),
    // What is given up is given up at once.
    socketCloseTimeout: 0,
    logger: false,
    debug: false,
  };
}

interface Mail {
  id: string;
  from: string;
  to: string;
  content: Buffer;
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

/** The identifier is the message's own, so that a second try looks to mail servers like what it is. */
async function compose(message: SmsMessage, own: SmtpSettings, { clock }: SendContext): Promise<Mail> {
  const isHtml = message.template?.contentType === "text/html";
  const domain = /@([A-Za-z0-9.-]+)>?$/.exec(own.fromEmail)?.[1] ?? "localhost";
  const id = `${message.reference}@${domain}`;
  const node = new MailComposer({
    from: own.fromEmail,
    to: { name: "", address: message.to },
    replyTo: own.replyTo,
    subject: oneLine(message.subject ?? ""),
    text: isHtml ? textOf(message.body) : message.body,
    ...(isHtml && { html: message.body }),
    messageId: `<${id}>`,
    date: clock(),
    // Nobody's holiday note should answer it: RFC 3834 §5.
    headers: { "Auto-Submitted": "auto-generated", ...own.customHeaders },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from } = node.getEnvelope();
  return { id, from: from || own.fromEmail, to: message.to, content: await node.build() };
}

function deliver(
  options: SMTPConnectionOptions,
  login: SMTPConnectionAuth | undefined,
  mail: Mail,
  signal: AbortSignal,
): Promise<void> {
  const connection = new SMTPConnection(options);
  let began = false;
  // Read when the server has asked for the message, and not before.
  const content = new Readable({
    read() {
      began = true;
      this.push(mail.content);
      this.push(null);
    },
  });
  let abort = () => {};
  const delivery = new Promise<void>((done, reject) => {
    const fail = (error: unknown) => {
      reject(failureOfSmtp(error, mail.to, began));
      connection.close();
    };
    const then = (next: () => void) => (error?: Error | null) => (error ? fail(error) : next());
    const write = () =>
      connection.send(
        { from: mail.from, to: [mail.to], size: mail.content.length },
        content,
        then(() => {
          done();
          connection.quit();
        }),
      );
    abort = () => fail({ code: "ETIMEDOUT" });
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    connection.on("error", fail);
    // A server that knows no signing in gets the message all the same, and refuses it if it must.
    connection.connect(then(() => (login && connection.allowsAuth ? connection.login(login, then(write)) : write())));
  });
  return delivery.finally(() => signal.removeEventListener("abort", abort));
}
