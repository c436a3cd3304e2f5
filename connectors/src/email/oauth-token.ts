/**
 * @module The access token an SMTP server takes in place of a password: for a refresh token (RFC 6749 §6), or for an assertion
 * signed with a service account's key (RFC 7523 §2.1). Asked for by our own guarded fetch, not by nodemailer's.
 */
import { createPrivateKey, createSign, type KeyObject } from "node:crypto";
import { callVendor, isSuccess } from "../kit/call-vendor.js";
import { type SendContext, SendFailure } from "../message-connector.js";
import type { SmtpSettings } from "./smtp-settings.js";

type Auth = SmtpSettings["auth"];
type OAuth = Exclude<Auth, { pass?: string | undefined; type?: "login" | "Login" | "LOGIN" | undefined }>;
type ServiceAccount = Extract<Auth, { serviceClient: string }>;

/** https://developers.google.com/identity/protocols/oauth2/service-account */
const GOOGLE = "https://oauth2.googleapis.com/token";
const GMAIL = "https://mail.google.com/";
const ASSERTION_SECONDS = 300;

export const isOAuth = (auth: Auth): auth is OAuth =>
  "serviceClient" in auth || "refreshToken" in auth || "accessToken" in auth || /^oauth2$/i.test(auth.type ?? "");

/** Throws `SendFailure`, of which all are sure that nothing was sent. */
export async function accessTokenOf(auth: OAuth, context: SendContext): Promise<string> {
  if ("serviceClient" in auth) {
    const assertion = signAssertion(auth, context);
    return await ask(auth.accessUrl ?? GOOGLE, context, {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion,
    });
  }
  const { accessToken, refreshToken, expires = Number.POSITIVE_INFINITY } = auth;
  if (accessToken !== undefined && (refreshToken === undefined || expires > context.clock().getTime()))
    return accessToken;
  if (refreshToken === undefined)
    throw new SendFailure("auth", "neither a refresh token nor an access token", { vendorCode: "no_token" });
  return await ask(auth.accessUrl ?? GOOGLE, context, {
    grant_type: "refresh_token",
    client_id: auth.clientId,
    client_secret: auth.clientSecret,
    refresh_token: refreshToken,
  });
}

async function ask(url: string, context: SendContext, form: Record<string, string | undefined>): Promise<string> {
  const answer = await callVendor(context, url, { form, headers: { accept: "application/json" } }).catch((cause) => {
    const vendorCode = cause instanceof SendFailure ? cause.vendorCode : undefined;
    throw new SendFailure("transient", "no answer from the token's server", { vendorCode, cause });
  });
  const { access_token: token, error } = answer.json ?? {};
  if (isSuccess(answer) && typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
  const vendorCode = typeof error === "string" && /^[a-z_]{1,64}$/.test(error) ? error : `token ${answer.status}`;
  throw new SendFailure(isRefused ? "auth" : "transient", "no token was given", { vendorCode });
}

function signAssertion({ user, serviceClient, privateKey, accessUrl }: ServiceAccount, { clock }: SendContext): string {
  const now = Math.floor(clock().getTime() / 1000);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const claims = { iss: serviceClient, sub: user, scope: GMAIL, aud: accessUrl ?? GOOGLE };
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ ...claims, iat: now, exp: now + ASSERTION_SECONDS })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(readKey(privateKey)).toString("base64url")}`;
}

function readKey(privateKey: ServiceAccount["privateKey"]): KeyObject {
  const { key, passphrase } = typeof privateKey === "string" ? { key: privateKey } : privateKey;
  let read: KeyObject | undefined;
  try {
    // As it stands in Google's JSON file, where line breaks are written \n.
    read = createPrivateKey({ key: key.replaceAll("\\n", "\n"), ...(passphrase !== undefined && { passphrase }) });
  } catch {}
  if (read?.asymmetricKeyType !== "rsa")
    throw new SendFailure("auth", "the private key cannot be read", { vendorCode: "private_key" });
  return read;
}
