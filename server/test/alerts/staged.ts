/** @module A deployment that is told of alerts: an e-mail connector, a vendor with a balance, a receiver of webhooks, all stand-ins. */
import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import { mailCertificate } from "@munjigi/testkit/email/mail-certificate";
import { type AcceptedMail, type FakeMailServer, mailAccount } from "@munjigi/testkit/email/smtp";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { solapiAccount } from "@munjigi/testkit/sms/solapi";
import { expect } from "vitest";
import type { TestDatabase } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { force, manage } from "../kit/vendors.js";

export const SMTP = "simple-mail-transfer-protocol";
export const SOLAPI = "solapi-sms";
export const OPERATOR = "ops@shop.example";

export const mailConfig = ({ port }: Pick<FakeMailServer, "port">) => ({
  ...{
    host: "127.0.0.1",
    servername: mailAccount.host,
    port,
    auth: { user: mailAccount.user, pass: mailAccount.pass },
  },
  ...{ fromEmail: "Munjigi <team@example.com>", tls: { ca: mailCertificate } },
  templates: exampleTemplates.map((template) => ({ ...template, subject: "{{code}}", contentType: "text/plain" })),
});
export const solapiConfig = ({ origin }: Pick<FakeVendor, "origin">) => ({
  ...{ ...solapiAccount, endpoint: origin, templates: exampleTemplates },
});

export const useMail = (origin: string, mail: FakeMailServer) => force(origin, mailConfig(mail), { kind: SMTP });
export const useVendor = (origin: string, vendor: FakeVendor) => force(origin, solapiConfig(vendor), { kind: SOLAPI });

/** Changes settings of alerts, by the version that holds. */
export async function set(origin: string, patch: object) {
  const { headers } = await manage(origin, "GET", "/alerts/settings");
  const { status, body } = await manage(origin, "PATCH", "/alerts/settings", patch, {
    headers: { "if-match": headers.get("etag") as string },
  });
  expect([status, body.problems], "PATCH /alerts/settings").toEqual([200, undefined]);
  return body;
}

/** Whatever is looked at once in a while is looked at with the next round. */
export const due = ({ sql }: Pick<TestDatabase, "sql">) => sql`delete from alert_looks`;

/**
 * Everything has been looked at twice since: of a look that has begun, the one before is over. (What each process sees by itself is
 * looked at as often.)
 */
export async function lookedAgain(database: Pick<TestDatabase, "sql">): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await due(database);
    const looks = ["messages", "conversion", "budgets", "limit alarms", "balance"];
    await eventually(async () => {
      const rows = await database.sql<{ name: string }[]>`select name from alert_looks`;
      return looks.every((look) => rows.some(({ name }) => name.startsWith(look)));
    });
  }
}

/** No process has found any for so long, and none was raised of late. */
export const ageAlerts = ({ sql }: Pick<TestDatabase, "sql">, seconds: number) =>
  sql`update alerts set seen_at = seen_at - ${seconds}::int * interval '1 second',
    raised_at = raised_at - ${seconds}::int * interval '1 second', ended_at = ended_at - ${seconds}::int * interval '1 second'`;

export interface AlertResource {
  id: string;
  kind: string;
  status: "open" | "ended";
  subject: { kind: string; id: string; name: string };
  part: string | null;
  facts: Record<string, unknown>;
  mail: string;
  endReason: string | null;
  sentence: { ko: string; en: string };
  remedy: { ko: string; en: string };
}

export const listAlerts = async (origin: string, query = ""): Promise<AlertResource[]> =>
  (await manage(origin, "GET", `/alerts?size=200${query}`)).body.alerts;

/** Looks again and again until there is such an alert. */
export const alert = (
  database: Pick<TestDatabase, "sql">,
  origin: string,
  is: (alert: AlertResource) => boolean,
): Promise<AlertResource> =>
  eventually(async () => {
    await due(database);
    return (await listAlerts(origin)).find(is);
  });

export const mailsTo = ({ accepted }: FakeMailServer, address = OPERATOR): AcceptedMail[] =>
  accepted.filter(({ to }) => to === address);

/** The one mail to the operator with this in its subject; fails if there are two. */
export async function theMail(server: FakeMailServer, ...words: string[]): Promise<AcceptedMail> {
  const find = () => mailsTo(server).filter(({ mail }) => words.every((word) => mail.headers.subject?.includes(word)));
  const found = await eventually(async () => (find().length > 0 ? find() : undefined));
  expect(found).toHaveLength(1);
  return found[0] as AcceptedMail;
}
