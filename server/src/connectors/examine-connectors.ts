/** @module What `munjigi doctor` says of the connectors in force: can they be opened, what do their vendors say, how do they fare. */
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { readFailureClass, SendFailure } from "@munjigi/connectors/message-connector";
import type { Environment, Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import { callConnector } from "./call-connector.js";
import { type Factories, isMessageKind } from "./factories.js";
import { makeReady } from "./ready-connector.js";
import { redirectUriOf } from "./redirect-uri.js";
import { makeReadySocial } from "./social-in-use.js";
import { type ConnectorRow, selectConnectorsInForce } from "./store.js";

export type Finding = ["ok" | "warn" | "fail", string];

/** Sends of a connector that have failed one after another, up to now. */
export interface FailingSends {
  failed: number;
  since: Date;
  /** The newest first. */
  failures: readonly { class: string; code: string | null }[];
}

interface ExamineDependencies extends Outside {
  sql: Database;
  keyring: Keyring;
  factories: Factories;
  environment: Environment;
  origin: string;
  /** By the connector's id. */
  failing: ReadonlyMap<string, FailingSends>;
}

const ASK_MS = 5000;
/** What takes the messages in development where no connector is active. */
const INBOXES = [
  ["Sms", "SMS connector: outbox (texts stay in /dev/inbox)"],
  ["Email", "E-mail connector: outbox-email (mails stay in /dev/inbox)"],
] as const;

export async function examineConnectors(dependencies: ExamineDependencies): Promise<Finding[]> {
  const rows = await selectConnectorsInForce(dependencies.sql);
  const findings = (
    await Promise.all(
      rows.map(async (row) => [...(await examine(dependencies, row)), ...judgeSends(dependencies, row)]),
    )
  ).flat();
  const isActive = (wanted: string) => rows.some(({ type, status }) => type === wanted && status === "active");
  if (dependencies.environment === "development") {
    const inboxes = INBOXES.filter(([type]) => !isActive(type)).map(([, text]): Finding => ["ok", text]);
    return [...inboxes, ...findings];
  }
  // A deployment without e-mail is fine, one without texts is not.
  return isActive("Sms") ? findings : [["fail", "No SMS connector is active: no text can be sent"], ...findings];
}

const TYPE_NAMES = { Sms: "SMS", Email: "E-mail", Social: "Social sign-in" };

async function examine(dependencies: ExamineDependencies, row: ConnectorRow): Promise<Finding[]> {
  const name = `${TYPE_NAMES[row.type]} connector (${row.status}): ${row.factoryId}, version ${row.version}`;
  try {
    if (row.type === "Social") return [await examineSocial(dependencies, row, name)];
    const { connector, settings } = makeReady(dependencies, row);
    if (!connector.balance) return [["ok", name]];
    const ask = connector.balance.bind(connector);
    const { amount, unit } = await callConnector(dependencies, ASK_MS, (context) => ask(settings, context));
    const isEmpty = Number(amount) <= 0;
    return [[isEmpty ? "warn" : "ok", `${name}; ${amount} ${unit} left`]];
  } catch (error) {
    if (!(error instanceof SendFailure)) return [["fail", `${name}: ${(error as Error).message}`]];
    const kind = dependencies.factories.find(row.factoryId);
    const { sentence, remedy } = explainFailure(
      error.failureClass,
      error.vendorCode,
      kind && isMessageKind(kind) ? kind : undefined,
    );
    return [["fail", `${name}: ${sentence.en} ${remedy.en}`]];
  }
}

/** What has failed of late, by class, and what its vendor's last answer calls for. */
function judgeSends({ failing, factories }: ExamineDependencies, row: ConnectorRow): Finding[] {
  const sends = failing.get(row.id);
  const last = sends?.failures[0];
  if (!sends || !last) return [];
  const counts = new Map<string, number>();
  for (const { class: name } of sends.failures) counts.set(name, (counts.get(name) ?? 0) + 1);
  const classes = [...counts].sort(([, one], [, other]) => other - one).map(([name, count]) => `${count} × ${name}`);
  const kind = factories.find(row.factoryId);
  const { sentence, remedy } = explainFailure(
    readFailureClass(last.class),
    last.code ?? undefined,
    kind && isMessageKind(kind) ? kind : undefined,
  );
  const code = last.code === null ? "" : `, the last with the vendor's code ${last.code}`;
  const what = `${row.factoryId}: the last ${sends.failed} sends all failed, since ${sends.since.toISOString()} (${classes.join(", ")}${code})`;
  return [["fail", `${TYPE_NAMES[row.type]} connector (${row.status}): ${what}. ${sentence.en} ${remedy.en}`]];
}

/** Whether its settings can be opened, its provider's metadata be had where it needs them, and what failed of late. */
async function examineSocial(dependencies: ExamineDependencies, row: ConnectorRow, name: string): Promise<Finding> {
  const redirectUri = await redirectUriOf(makeReadySocial(dependencies, row), dependencies);
  if (row.failedAt === null) return ["ok", `${name}; people come back to ${redirectUri}`];
  const remedy =
    row.failureCode === null ? undefined : dependencies.factories.find(row.factoryId)?.remedies?.[row.failureCode];
  const failure = [row.failureReason, row.failureCode].filter(Boolean).join(", ");
  return ["warn", `${name}; it failed at ${row.failedAt.toISOString()}: ${failure}. ${remedy?.en ?? ""}`.trim()];
}
