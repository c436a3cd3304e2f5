/** @module A question to a vendor about the account: asked when somebody wants to know, and seldom, since vendors throttle. */
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { type MessageConnector, type SendContext, SendFailure } from "@munjigi/connectors/message-connector";
import { AppError, type ErrorCode, type Language } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import { hashLimitKey } from "../secrets.js";
import { callConnector, timeoutOf } from "./call-connector.js";
import type { ConnectorDependencies } from "./connector.js";
import { makeReady, type ReadyConnector } from "./ready-connector.js";
import { type ConnectorRow, selectConnector } from "./store.js";

export interface AskDependencies
  extends Pick<
    ConnectorDependencies,
    "sql" | "keyring" | "factories" | "environment" | "origin" | "fetch" | "lookup" | "clock" | "random"
  > {
  limits: Pick<Limits, "admitAndCount">;
}

/** What is asked of it, if its kind can be asked. */
export interface Question<Answer> {
  name: string;
  find(connector: MessageConnector): ((settings: unknown, context: SendContext) => Promise<Answer>) | undefined;
  /** Of a kind that cannot tell. */
  impossible: ErrorCode;
  /** With what mends it. */
  failed: ErrorCode;
  /** The settings that are asked with; those in force unless told. */
  choose?: (row: ConnectorRow) => ConnectorRow;
}

const PER_MINUTE = 10;

/** Throws `connector.not_found`, `connector.unusable`, `limits.exceeded` after ten a minute, and the question's own. */
export async function askVendor<Answer>(
  dependencies: AskDependencies,
  id: string,
  language: Language,
  { name, find, impossible, failed, choose = (row) => row }: Question<Answer>,
): Promise<Answer> {
  const { sql, keyring, limits } = dependencies;
  const row = await selectConnector(sql, id);
  if (!row) throw new AppError("connector.not_found");
  let ready: ReadyConnector;
  try {
    ready = makeReady(dependencies, choose(row));
  } catch (cause) {
    if (row.type === "Social") throw new AppError(impossible);
    throw new AppError("connector.unusable", { problem: (cause as Error).message }, { cause });
  }
  const { connector, settings } = ready;
  const ask = find(connector);
  if (!ask) throw new AppError(impossible);
  const key = hashLimitKey(keyring.naming, name);
  await limits.admitAndCount([{ name, key, windows: [{ n: PER_MINUTE, seconds: 60 }] }]);
  try {
    return await callConnector(dependencies, timeoutOf(settings), (context) => ask(settings, context));
  } catch (cause) {
    const failure = cause instanceof SendFailure ? cause : new SendFailure("unknown", "", { cause });
    const { sentence, remedy } = explainFailure(failure.failureClass, failure.vendorCode, connector);
    throw new AppError(failed, { problem: `${sentence[language]} ${remedy[language]}` }, { cause: failure });
  }
}

const MAX_LENGTH = 60;

/** What a module of a team's own says may be anything. */
export const cut = (told: unknown) => String(told).slice(0, MAX_LENGTH);
