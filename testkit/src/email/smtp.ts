/** @module A mail server as a fake: STARTTLS or TLS, signing in, recipients it knows, and bad days. */
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { mailCertificate, mailKey } from "./mail-certificate.js";
import { type ReadMail, readMail } from "./read-mail.js";

export const mailAccount = {
  /** The name on its certificate; it listens on the loopback. */
  host: "mail.example.com",
  user: "team@example.com",
  pass: "smtp-password-0123456789",
  accessToken: "ya29.smtp-access-token-0123456789",
};

/** Recipients that the fake knows. */
export const UNKNOWN_ADDRESS = "unknown@example.com";
export const BLOCKED_ADDRESS = "blocked@example.com";
export const THROTTLED_ADDRESS = "throttled@example.com";
export const FULL_ADDRESS = "full@example.com";

export interface AcceptedMail {
  from: string;
  to: string;
  /** As whom it was signed in; `undefined`: it was not. */
  user: string | undefined;
  secure: boolean;
  /** The name in EHLO. */
  greeting: string;
  raw: string;
  mail: ReadMail;
}

export type MailFault =
  /** Never greets. */
  | "hangs"
  /** Takes the message and never says so. */
  | "hangs after data"
  /** Takes the message and cuts the connection. */
  | "resets after data"
  /** Cuts the connection instead of asking for the message. */
  | "resets before data"
  /** Answers this to the message. */
  | { afterData: string }
  /** Answers this to the sender. */
  | { mailFrom: string }
  /** Answers this to the recipient. */
  | { rcptTo: string };

export interface FakeMailServer {
  port: number;
  accepted: AcceptedMail[];
  fault: MailFault | undefined;
  /** Connections that are open now. */
  open(): number;
  close(): Promise<void>;
}

export interface MailServerOptions {
  /** TLS from the start. */
  secure?: boolean;
  /** Offers no STARTTLS. */
  plain?: boolean;
  /** Takes messages from anybody, and knows no signing in. */
  openRelay?: boolean;
  /** Connections at once; one more is told 421. */
  maxConnections?: number;
  /** What taking a message takes. */
  takesMs?: number;
}

/** A reply: `smtp-server` puts the number in front of the words. */
function reply(text: string): Error {
  const [, code, words] = /^(\d{3}) (.*)$/.exec(text) ?? [];
  return Object.assign(new Error(words), { responseCode: Number(code) });
}

export async function fakeSmtp(options: MailServerOptions = {}): Promise<FakeMailServer> {
  const { user, pass, accessToken } = mailAccount;
  const waiting: (() => void)[] = [];
  const disabled = [...(options.plain ? ["STARTTLS"] : []), ...(options.openRelay ? ["AUTH"] : [])];

  const server = new SMTPServer({
    secure: options.secure ?? false,
    key: mailKey,
    cert: mailCertificate,
    authMethods: ["PLAIN", "LOGIN", "XOAUTH2"],
    authOptional: options.openRelay ?? false,
    // Only where there is nothing else: a password in clear is refused otherwise.
    allowInsecureAuth: options.plain ?? false,
    disabledCommands: disabled,
    disableReverseLookup: true,
    // The strict parser refuses quoted local parts too, which RFC 5321 allows.
    lenientAddressParsing: true,
    logger: false,
    size: 1_000_000,
    ...(options.maxConnections !== undefined && { maxClients: options.maxConnections }),
    onConnect(_session, done) {
      if (fake.fault === "hangs") waiting.push(() => done());
      else done();
    },
    onAuth(given, _session, done) {
      const isRight =
        given.method === "XOAUTH2"
          ? given.username === user && given.accessToken === accessToken
          : given.username === user && given.password === pass;
      if (isRight) done(null, { user: given.username ?? "" });
      else done(reply("535 5.7.8 Error: authentication failed"));
    },
    onMailFrom({ address }, _session, done) {
      const { fault } = fake;
      if (typeof fault === "object" && "mailFrom" in fault) done(reply(fault.mailFrom));
      else if (!/@(?:[^@]+\.)?example\.com$/.test(address))
        done(reply("553 5.7.1 Sender address rejected: not owned by user"));
      else done();
    },
    onRcptTo({ address }, session, done) {
      const { fault } = fake;
      if (typeof fault === "object" && "rcptTo" in fault) return done(reply(fault.rcptTo));
      if (/^[^"].*(?:\.\.|\.@)/.test(address)) return done(reply("501 5.1.3 Bad recipient address syntax"));
      if (address === UNKNOWN_ADDRESS)
        return done(reply(`550 5.1.1 <${address}>: Recipient address rejected: User unknown`));
      if (address === BLOCKED_ADDRESS)
        return done(reply(`554 5.7.1 <${address}>: Recipient address rejected: blocked`));
      if (address === THROTTLED_ADDRESS) return done(reply(`450 4.2.0 <${address}>: Greylisted, try again`));
      if (address === FULL_ADDRESS) return done(reply(`552 5.2.2 <${address}>: Mailbox full`));
      if (fault === "resets before data") return socketOf(session)?.destroy();
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { fault } = fake;
        if (typeof fault === "object" && "afterData" in fault) return done(reply(fault.afterData));
        if (stream.sizeExceeded) return done(reply("552 5.3.4 Message size exceeds limit"));
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        fake.accepted.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address).join(),
          user: session.user ? String(session.user) : undefined,
          secure: session.secure,
          greeting: session.hostNameAppearsAs,
          raw: raw.toString("latin1"),
          mail: readMail(raw),
        });
        if (fault === "resets after data") return socketOf(session)?.destroy();
        if (fault === "hangs after data") return waiting.push(() => done());
        setTimeout(() => done(null, `2.0.0 Ok: queued as 4F${fake.accepted.length}`), options.takesMs ?? 0);
      });
    },
  });

  /** Not part of what `smtp-server` promises; there is no other way to cut a connection. */
  const connections = () => [
    ...(server as unknown as { connections: Set<{ session: SMTPServerSession; _socket: Socket }> }).connections,
  ];
  const socketOf = ({ id }: SMTPServerSession) => connections().find(({ session }) => session.id === id)?._socket;

  const fake: FakeMailServer = {
    port: 0,
    accepted: [],
    fault: undefined,
    open: () => connections().length,
    close: async () => {
      for (const done of waiting.splice(0)) done();
      for (const { _socket } of connections()) _socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
  // A client that refuses the certificate, or goes away, is what some tests are about.
  server.on("error", () => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  fake.port = (server.server.address() as AddressInfo).port;
  return fake;
}
