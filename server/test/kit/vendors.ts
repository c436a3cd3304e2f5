/** @module What suites of connectors share: configs that fit the fakes, and a word with the management API. */
import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import { sign } from "@munjigi/connectors/sms/twilio";
import type { AcceptedText, FakeVendor } from "@munjigi/testkit/fake-vendor";
import { twilioAccount } from "@munjigi/testkit/sms/twilio";
import { expect } from "vitest";
import { type Answer, ageLimits, credentials, newNumber, start, type TestDatabase } from "../harness.js";
import { eventually } from "./pace.js";

export const TWILIO = "twilio-short-message-service";

/** Fakes are on the loopback. */
export const PRIVATE = { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" };

/** An account like the fake's own, with credentials of its own. */
export const twilioAccountNo = (n: number) => ({
  ...twilioAccount,
  accountSID: `AC${String(n).padStart(32, "0")}`,
  authToken: `vendor-secret/+${n}=&"ÿ"-${"z".repeat(12)}`,
});

export const twilioConfig = (
  { origin }: Pick<FakeVendor, "origin">,
  account: Omit<typeof twilioAccount, "fromNumber"> = twilioAccount,
  more: Record<string, unknown> = {},
) => ({
  accountSID: account.accountSID,
  authToken: account.authToken,
  fromMessagingServiceSID: account.fromMessagingServiceSID,
  endpoint: origin,
  templates: exampleTemplates,
  ...more,
});

/** A request to `/api` with the admin token. `heard` gets the whole answer as a text. */
export async function manage(
  origin: string,
  method: string,
  path: string,
  body?: unknown,
  options: { headers?: Record<string, string>; heard?: (text: string) => void } = {},
): Promise<Answer> {
  const response = await fetch(`${origin}/api${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...options.headers,
    },
  });
  const text = await response.text();
  options.heard?.(text + [...response.headers].join());
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

/** Makes a connector and puts it in force, untested. */
export async function force(
  origin: string,
  config: object,
  options: { kind?: string; standby?: boolean } = {},
): Promise<string> {
  const { kind: connectorId = TWILIO, standby = false } = options;
  const made = await manage(origin, "POST", "/connectors", { connectorId, config, activate: !standby, force: true });
  expect([made.status, made.body.detail], "POST /connectors").toEqual([201, undefined]);
  if (!standby) return made.body.id;
  const stands = await manage(origin, "POST", `/connectors/${made.body.id}/standby`, { force: true });
  expect([stands.status, stands.body.status], "POST /connectors/:id/standby").toEqual([200, "standby"]);
  return made.body.id;
}

/** A test of a config, or of a stored connector; five of them are allowed a minute, so that minute is moved away. */
export async function tryOut(
  { sql }: Pick<TestDatabase, "sql">,
  origin: string,
  config: object | undefined,
  options: { id?: string; phone?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  await ageLimits(sql, 61);
  const { id = TWILIO, phone = newNumber(), headers = {} } = options;
  return await manage(origin, "POST", `/connectors/${id}/test`, { phone, ...(config && { config }) }, { headers });
}

/** Starts a verification; tells which of the fakes got its text. */
export async function findCarrier(
  origin: string,
  vendors: readonly FakeVendor[],
  to = newNumber(),
): Promise<{ vendor: number; text: AcceptedText; message: string }> {
  const { status, body } = await start(origin, to);
  expect([status, body.message], "POST Verifications").toEqual([201, undefined]);
  const message = body.send_code_attempts[0].attempt_sid as string;
  return await eventually(async () => {
    for (const [vendor, { accepted }] of vendors.entries()) {
      const text = accepted.find((one) => one.to === to);
      if (text) return { vendor, text, message };
    }
    return undefined;
  });
}

export interface MessageRow {
  status: string;
  tries: number;
  connector: string | null;
  connectorId: string | null;
  vendorMessageId: string | null;
  errorClass: string | null;
  errorCode: string | null;
  unknownOutcomes: number;
  failures: { connector_id?: string; class: string; code?: string }[] | null;
  reportedAt: Date | null;
  askAt: Date | null;
}

/** Waits until a message has this status. */
export async function reaches(
  { sql }: Pick<TestDatabase, "sql">,
  message: string,
  status: string,
): Promise<MessageRow> {
  let last: MessageRow | undefined;
  try {
    return await eventually(async () => {
      [last] = await sql<MessageRow[]>`select * from messages where sid = ${message}`;
      return last?.status === status && last;
    });
  } catch {
    throw new Error(`the message is not ${status} but ${JSON.stringify(last)}`);
  }
}

export interface Receipt {
  sid: string;
  status: string;
  errorCode?: string;
}

/** Posts what Twilio posts; the signature is Twilio's unless told otherwise. */
export async function postReceipt(
  receiptUrl: string,
  { sid, status, errorCode }: Receipt,
  options: {
    token?: string;
    signature?: string | null;
    /** In place of what was signed. */
    body?: string;
    /** Where to post it, if not to the URL that was signed. */
    to?: string;
  } = {},
): Promise<{ status: number; text: string }> {
  const form = new URLSearchParams({ MessageSid: sid, MessageStatus: status });
  if (errorCode) form.set("ErrorCode", errorCode);
  const token = options.token ?? twilioAccount.authToken;
  const { signature = sign(token, receiptUrl, form).toString("base64") } = options;
  const response = await fetch(options.to ?? receiptUrl, {
    method: "POST",
    body: options.body ?? form.toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(signature !== null && { "x-twilio-signature": signature }),
    },
  });
  return { status: response.status, text: await response.text() };
}
