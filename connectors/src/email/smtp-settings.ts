/** @module The settings of an SMTP server, as Logto has them: what nodemailer takes, and the templates. */
import { z } from "zod";
import { additions, type FieldMeta, line, problem, secretLine } from "../kit/settings.js";
import { emailTemplates } from "../kit/templates.js";

/** `team@example.com` or `Team <team@example.com>`. */
const ADDRESS = /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

const address = (meta: FieldMeta) =>
  z
    .string()
    .trim()
    .max(320)
    .refine(
      (text) => ADDRESS.test(text),
      problem({
        ko: "team@example.com 또는 Team <team@example.com> 형식이어야 합니다",
        en: "must look like team@example.com or Team <team@example.com>",
      }),
    )
    .meta(meta);

const flag = (ko: string, en: string, hint?: FieldMeta["hint"]) =>
  z
    .boolean()
    .optional()
    .meta({ label: { ko, en }, ...(hint && { hint }) } satisfies FieldMeta);

const milliseconds = (fallback: number, ko: string, en: string) =>
  z
    .number()
    .nonnegative()
    .default(fallback)
    .meta({
      label: { ko, en },
      hint: {
        ko: "제한 시간(timeoutMs)보다 길어도 그 안에서 끝납니다.",
        en: "Ends with the time limit at the latest.",
      },
    } satisfies FieldMeta);

const unused = { ko: "받지만 쓰지 않습니다.", en: "Accepted, and without effect." };

const oauth2 = z.enum(["oauth2", "OAuth2", "OAUTH2"]).optional();
const passphrase = secretLine({ label: { ko: "키 암호", en: "Passphrase" } });
const pem = z
  .string()
  .trim()
  .min(1)
  .max(20_000)
  .meta({ label: { ko: "비공개 키", en: "Private key" }, secret: true } satisfies FieldMeta);
const user = line({ label: { ko: "사용자", en: "User" } });
const accessUrl = z
  .url({ protocol: /^https?$/ })
  .optional()
  .meta({
    label: { ko: "토큰 주소", en: "Token URL" },
    hint: { ko: "비우면 Google입니다.", en: "Google's unless set." },
  } satisfies FieldMeta);

/** By password, by a service account's key, or by a refresh token. */
const auth = z
  .union([
    z.strictObject({
      user: user.optional(),
      pass: secretLine({ label: { ko: "비밀번호", en: "Password" } }).optional(),
      type: z.enum(["login", "Login", "LOGIN"]).optional(),
    }),
    z.object({
      type: oauth2,
      user,
      privateKey: z.union([pem, z.object({ key: pem, passphrase })]),
      serviceClient: line({ label: { ko: "서비스 계정", en: "Service account" } }),
      accessUrl,
    }),
    z.object({
      type: oauth2,
      user,
      clientId: line({ label: { ko: "클라이언트 ID", en: "Client ID" } }).optional(),
      clientSecret: secretLine({ label: { ko: "클라이언트 보안 비밀", en: "Client secret" } }).optional(),
      refreshToken: secretToken({ ko: "리프레시 토큰", en: "Refresh token" }),
      accessToken: secretToken({ ko: "액세스 토큰", en: "Access token" }),
      expires: z.number().optional(),
      accessUrl,
    }),
  ])
  .meta({
    label: { ko: "인증", en: "Authentication" },
    hint: {
      ko: "user와 pass, 또는 OAuth2: user, clientId, clientSecret, refreshToken. 서비스 계정이면 user, serviceClient, privateKey.",
      en: "user and pass; or OAuth2: user, clientId, clientSecret, refreshToken; or of a service account: user, serviceClient, privateKey.",
    },
  } satisfies FieldMeta);

/** May be longer than other lines, since some tokens are JWTs. */
function secretToken(label: FieldMeta["label"]) {
  return z.string().trim().min(1).max(8000).optional().meta({ label, secret: true });
}

/** The ones of Node's TLS options that say whom to trust. Others could lead the connection elsewhere, and are left out. */
const tls = z
  .object({
    rejectUnauthorized: z.boolean().optional(),
    servername: z.string().optional(),
    minVersion: z.enum(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]).optional(),
    maxVersion: z.enum(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]).optional(),
    ciphers: z.string().optional(),
    ca: z.union([z.string(), z.array(z.string())]).optional(),
  })
  .default({})
  .meta({
    label: { ko: "TLS 옵션", en: "TLS options" },
    hint: {
      ko: "rejectUnauthorized, servername, minVersion, maxVersion, ciphers, ca만 씁니다.",
      en: "rejectUnauthorized, servername, minVersion, maxVersion, ciphers and ca; others are left out.",
    },
  } satisfies FieldMeta);

const headerValue = z.string().regex(/^[^\r\n]*$/);
const customHeaders = z
  .record(z.string().regex(/^[A-Za-z0-9-]{1,76}$/), z.union([headerValue, z.array(headerValue)]))
  .optional()
  .meta({
    label: { ko: "추가 헤더", en: "Further headers" },
    hint: { ko: "모든 메일에 넣습니다.", en: "Put into every message." },
  } satisfies FieldMeta);

export const smtpSettings = z.object({
  host: line({
    label: { ko: "호스트", en: "Host" },
    hint: { ko: "SMTP 서버의 이름입니다.", en: "The SMTP server's name." },
    placeholder: "smtp.example.com",
  }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .meta({
      label: { ko: "포트", en: "Port" },
      hint: { ko: "보통 587(STARTTLS) 또는 465(TLS)입니다.", en: "587 (STARTTLS) or 465 (TLS) as a rule." },
    } satisfies FieldMeta),
  auth,
  fromEmail: address({ label: { ko: "보내는 주소", en: "From" }, placeholder: "Team <team@example.com>" }),
  replyTo: address({ label: { ko: "답장 받을 주소", en: "Reply to" } }).optional(),
  templates: emailTemplates(),
  secure: z
    .boolean()
    .default(false)
    .meta({
      label: { ko: "처음부터 TLS", en: "TLS from the start" },
      hint: { ko: "465 포트에서 켭니다.", en: "For port 465." },
    } satisfies FieldMeta),
  requireTLS: flag("STARTTLS 필수", "STARTTLS required", {
    ko: "비우면 인증 정보가 있을 때 필수입니다.",
    en: "Unless set: whenever there are credentials to protect.",
  }),
  ignoreTLS: flag("STARTTLS 쓰지 않기", "No STARTTLS", {
    ko: "모두 평문으로 보냅니다.",
    en: "Everything is sent in clear.",
  }),
  tls,
  servername: line({
    label: { ko: "인증서 이름", en: "Name on the certificate" },
    hint: { ko: "비우면 호스트입니다.", en: "The host unless set." },
  }).optional(),
  name: line({
    label: { ko: "EHLO 이름", en: "EHLO name" },
    hint: {
      ko: "비우면 배포의 호스트, 없으면 fromEmail의 도메인입니다.",
      en: "The deployment's host unless set, else the domain of fromEmail.",
    },
  }).optional(),
  localAddress: line({ label: { ko: "로컬 주소", en: "Local address" } }).optional(),
  maxConnections: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({
      label: { ko: "동시 연결 수", en: "Connections at once" },
      hint: {
        ko: "서버 프로세스마다 이만큼까지 연결합니다. 메일 서버가 더 적게 받으면 그만큼으로 줄입니다.",
        en: "At most so many from each server process; fewer where the mail server takes fewer.",
      },
    } satisfies FieldMeta),
  customHeaders,
  connectionTimeout: milliseconds(120_000, "연결 시간(ms)", "Time to connect (ms)"),
  greetingTimeout: milliseconds(30_000, "인사 시간(ms)", "Time to greet (ms)"),
  socketTimeout: milliseconds(600_000, "무응답 시간(ms)", "Time of silence (ms)"),
  dnsTimeout: milliseconds(30_000, "이름 조회 시간(ms)", "Time to resolve (ms)"),
  logger: flag("로그", "Logger", unused),
  debug: flag("디버그", "Debug", unused),
  disableFileAccess: flag("파일 접근 막기", "No access to files", { ko: "늘 막습니다.", en: "Never has any." }),
  disableUrlAccess: flag("URL 접근 막기", "No access to URLs", { ko: "늘 막습니다.", en: "Never has any." }),
  timeoutMs: additions.timeoutMs,
});

export type SmtpSettings = z.infer<typeof smtpSettings>;
