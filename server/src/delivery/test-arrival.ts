/** @module Whether a test message arrived: by the vendor's report, or by asking the vendor, seldom enough for any of them. */
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import {
  type DeliveryReport,
  type FailureClass,
  type MessageConnector,
  readFailureClass,
} from "@munjigi/connectors/message-connector";
import type { NewEvent } from "../audit/event.js";
import { recordEvent } from "../audit/record.js";
import { callConnector } from "../connectors/call-connector.js";
import { type Factories, isMessageKind } from "../connectors/factories.js";
import type { TestSubject } from "../connectors/resolve-test-subject.js";
import type { Outside } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import { cleanCode } from "./clean-answer.js";
import {
  insertTestMessage,
  leaseTestAsk,
  selectTestMessage,
  type TestMessage,
  updateTestReported,
} from "./test-store.js";
import type { TestTells } from "./test-tells.js";

export interface TestArrival {
  id: string;
  status: TestMessage["status"];
  tells: TestTells;
  /** Of one that the vendor took and could not deliver. */
  failure: ({ class: FailureClass; vendorCode: string | null } & ReturnType<typeof explainFailure>) | null;
  sentAt: Date;
  reportedAt: Date | null;
}

export interface TestArrivals {
  /** Asks the vendor, if it is one that is asked and the last time is long enough ago. Throws `connector.test_not_found`. */
  fetch(connector: string, testId: string): Promise<TestArrival>;
}

interface ArrivalDependencies extends Outside {
  sql: Database;
  keyring: Keyring;
  factories: Factories;
}

const ASK_MS = 5000;

/** In the transaction of its event: the vendor took the message. Resolves to how its arrival will be told. */
export async function keepTestMessage(
  { sql, keyring, random }: Pick<ArrivalDependencies, "sql" | "keyring" | "random">,
  { sid, subject, vendorMessageId }: { sid: string; subject: TestSubject; vendorMessageId: string | null },
  event: NewEvent,
): Promise<TestTells> {
  const { kind, settings, connectorId } = subject;
  const tells = howItTells(kind, subject, vendorMessageId);
  const sealedSettings = tells === "asked" ? seal(keyring, JSON.stringify(settings), contextOf(sid), random) : null;
  await inTransaction(sql, async (tx) => {
    await recordEvent(tx, event);
    await insertTestMessage(tx, {
      ...{ sid, vendorMessageId, sealedSettings, tells },
      factoryId: kind.id,
      connectorId: connectorId ?? null,
    });
  });
  return tells;
}

function howItTells(kind: MessageConnector, { receiptUrl }: TestSubject, vendorMessageId: string | null): TestTells {
  if (vendorMessageId === null) return "never";
  if (kind.status) return "asked";
  if (receiptUrl !== undefined) return "reported";
  return kind.receipt ? "unreachable" : "never";
}

const contextOf = (sid: string) => `test-message\n${sid}`;

export function createTestArrivals(dependencies: ArrivalDependencies): TestArrivals {
  const { sql, factories } = dependencies;
  return {
    async fetch(connector, testId) {
      let found = await selectTestMessage(sql, testId);
      if (!found || (found.connectorId ?? found.factoryId) !== connector)
        throw new AppError("connector.test_not_found");
      if (found.status === "sent" && (await askForTest(dependencies, found)))
        found = (await selectTestMessage(sql, testId)) ?? found;
      return toArrival(found, factories);
    },
  };
}

/** Resolves to whether the vendor has told something. Whatever goes wrong, it is asked again later. */
async function askForTest(dependencies: ArrivalDependencies, { sid, factoryId }: TestMessage): Promise<boolean> {
  const { sql, keyring, factories } = dependencies;
  const kind = factories.find(factoryId);
  if (!kind || !isMessageKind(kind) || !kind.status) return false;
  const lease = await leaseTestAsk(sql, sid);
  if (!lease) return false;
  let report: DeliveryReport | undefined;
  try {
    const settings: unknown = JSON.parse(unseal(keyring, lease.sealedSettings, contextOf(sid)));
    report = await callConnector(dependencies, ASK_MS, (context) =>
      kind.status?.(lease.vendorMessageId, settings, context),
    );
  } catch {
    return false;
  }
  const stored = toStored(report);
  return stored !== undefined && (await updateTestReported(sql, { sid }, stored)) > 0;
}

/** `undefined`: it is still on its way, or a module of a team's own says what nobody can read. */
function toStored(report: DeliveryReport | undefined) {
  const { status, failureClass, vendorCode } = report ?? {};
  if (status !== "delivered" && status !== "failed") return undefined;
  return {
    status,
    errorClass: status === "failed" ? readFailureClass(failureClass) : null,
    errorCode: status === "failed" && typeof vendorCode === "string" ? cleanCode(vendorCode) : null,
  };
}

function toArrival(found: TestMessage, factories: Factories): TestArrival {
  const { sid, status, tells, errorClass, errorCode, sentAt, reportedAt, factoryId } = found;
  const kind = factories.find(factoryId);
  const failureClass = readFailureClass(errorClass);
  const failure =
    status === "failed"
      ? {
          ...{ class: failureClass, vendorCode: errorCode },
          ...explainFailure(failureClass, errorCode ?? undefined, kind),
        }
      : null;
  return { id: sid, ...{ status, tells, failure, sentAt, reportedAt } };
}
