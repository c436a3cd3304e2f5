/** @module One mail, with nodemailer's connection: https://nodemailer.com/extras/smtp-connection */
import { isIP } from "node:net";
import { Readable } from "node:stream";
import { domainToASCII } from "node:url";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection, { type SMTPConnectionAuth, type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import XOAuth2 from "nodemailer/lib/xoauth2";
import { MAX_TIMEOUT_MS } from "../kit/settings.js";
import { type Accepted, type SendContext, SendFailure, type SmsMessage } from "../message-connector.js";
import { textOf } from "./html-text.js";
import { accessTokenOf, isOAuth } from "./oauth-token.js";
import { failureOfSmtp } from "./smtp-failure.js";
import type { SmtpSettings } from "./smtp-settings.js";

/** The connections of all other vendors may take as long (`outgoing/`). */
const MAX_CONNECT_MS = 2000;

/** Throws `SendFailure`: nothing was sent unless the server had asked for the message by then. */
export async function deliverMail(message: SmsMessage, own: SmtpSettings, context: SendContext): Promise<Accepted> {
  const login = await loginOf(own, context);
  const address = await resolve(own.host, context);
  const mail = await compose(message, own, context);
  const name = own.name ?? message.host ?? domainOf(own.fromEmail);
  await deliver({ ...optionsOf(own, address, login !== undefined), name }, login, mail, context.signal);
  return { vendorMessageId: mail.id };
}

async function loginOf({ auth }: SmtpSettings, context: SendContext): Promise<SMTPConnectionAuth | undefined> {
  if (isOAuth(auth)) {
    const accessToken = await accessTokenOf(auth, context);
    return { user: auth.user, oauth2: new XOAuth2({ user: auth.user, accessToken }) };
  }
  const { user, pass } = auth as { user?: string; pass?: string };
  return user === undefined ? undefined : { user, pass };
}

/** Resolves the host once: the connection goes to this address, whatever the name resolves to a moment later. */
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
    // The certificate must be the host name's, not the address's.
    servername,
    tls: Object.fromEntries(Object.entries({ ...tls, servername }).filter(([, value]) => value !== undefined)),
    localAddress: own.localAddress,
    connectionTimeout: Math.min(own.connectionTimeout, MAX_CONNECT_MS),
    greetingTimeout: Math.min(own.greetingTimeout, MAX_TIMEOUT_MS),
    socketTimeout: Math.min(own.socketTimeout, MAX_TIMEOUT_MS),
    dnsTimeout: Math.min(own.dnsTimeout, MAX_TIMEOUT_MS),
    // A connection that is given up is closed at once.
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

/** In ASCII, as names stand in a greeting and in an identifier. */
function domainOf(fromEmail: string): string {
  const [, written = ""] = /@([^\s<>@]+)>?\s*$/.exec(fromEmail) ?? [];
  return domainToASCII(written) || "localhost";
}

/** RFC 5321 `Dot-string`. */
const DOT_STRING = /^[^.]+(\.[^.]+)*$/;

/** Some Japanese carriers gave out addresses with dots beside each other or before the `@`; they travel quoted. */
function quoteLocal(address: string): string {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  return DOT_STRING.test(local) ? address : `"${local}"${address.slice(at)}`;
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

/** The identifier is the message's own, so that a second try looks to mail servers like what it is. */
async function compose(message: SmsMessage, own: SmtpSettings, { clock }: SendContext): Promise<Mail> {
  const isHtml = message.template?.contentType === "text/html";
  const id = `${message.reference}@${domainOf(own.fromEmail)}`;
  const to = quoteLocal(message.to);
  const node = new MailComposer({
    from: own.fromEmail,
    to: { name: "", address: to },
    replyTo: own.replyTo,
    subject: oneLine(message.subject ?? ""),
    text: isHtml ? textOf(message.body) : message.body,
    ...(isHtml && { html: message.body }),
    messageId: `<${id}>`,
    date: clock(),
    // So that no holiday note answers it: RFC 3834 §5.
    headers: { "Auto-Submitted": "auto-generated", ...own.customHeaders },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from } = node.getEnvelope();
  return { id, from: from || own.fromEmail, to, content: await node.build() };
}

function deliver(
  options: SMTPConnectionOptions,
  login: SMTPConnectionAuth | undefined,
  mail: Mail,
  signal: AbortSignal,
): Promise<void> {
  const connection = new SMTPConnection(options);
  let began = false;
  // nodemailer reads this stream when the server has asked for the message, and not before: that is how we know it has.
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
    // To a server that offers no signing in the message is given all the same; it refuses what it must.
    connection.connect(then(() => (login && connection.allowsAuth ? connection.login(login, then(write)) : write())));
  });
  return delivery.finally(() => signal.removeEventListener("abort", abort));
}
