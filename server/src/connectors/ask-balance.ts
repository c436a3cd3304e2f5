/** @module What is left on the account with a vendor: asked when somebody wants to know it, and seldom, since vendors throttle. */
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { SendFailure } from "@munjigi/connectors/message-connector";
import { AppError, type Language } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import { hashLimitKey } from "../secrets.js";
import { callConnector, timeoutOf } from "./call-connector.js";
import type { ConnectorDependencies } from "./connector.js";
import { makeReady, type ReadyConnector } from "./ready-connector.js";
import { selectConnector } from "./store.js";

export interface Balance {
  /** As the vendor writes it. */
  amount: string;
  /** A currency, or what the vendor counts. */
  unit: string;
}

export interface Balances {
  /**
   * With the settings in force, not those that wait. Throws `connector.not_found`, `connector.no_balance`, `connector.unusable`,
   * `connector.balance_failed` with a remedy, and `limits.exceeded` after ten a minute.
   */
  ask(id: string, language: Language): Promise<Balance>;
}

interface BalanceDependencies
  extends Pick<
    ConnectorDependencies,
    "sql" | "keyring" | "factories" | "environment" | "origin" | "fetch" | "lookup" | "clock" | "random"
  > {
  limits: Pick<Limits, "admitAndCount">;
}

const PER_MINUTE = 10;
const MAX_LENGTH = 60;

export function createBalances(dependencies: BalanceDependencies): Balances {
  return { ask: (id, language) => askBalance(dependencies, id, language) };
}

async function askBalance(dependencies: BalanceDependencies, id: string, language: Language): Promise<Balance> {
  const { sql, keyring, limits } = dependencies;
  const row = await selectConnector(sql, id);
  if (!row) throw new AppError("connector.not_found");
  let ready: ReadyConnector;
  try {
    ready = makeReady(dependencies, row);
  } catch (cause) {
    if (row.type === "Social") throw new AppError("connector.no_balance");
    throw new AppError("connector.unusable", { problem: (cause as Error).message }, { cause });
  }
  const { connector, settings } = ready;
  const ask = connector.balance?.bind(connector);
  if (!ask) throw new AppError("connector.no_balance");
  const key = hashLimitKey(keyring.naming, "connector-balance");
  await limits.admitAndCount([{ name: "connector-balance", key, windows: [{ n: PER_MINUTE, seconds: 60 }] }]);
  try {
    const told = await callConnector(dependencies, timeoutOf(settings), (context) => ask(settings, context));
    return { amount: cut(told.amount), unit: cut(told.unit) };
  } catch (cause) {
    const failure = cause instanceof SendFailure ? cause : new SendFailure("unknown", "", { cause });
    const { sentence, remedy } = explainFailure(failure.failureClass, failure.vendorCode, connector);
    throw new AppError(
      "connector.balance_failed",
      { problem: `${sentence[language]} ${remedy[language]}` },
      { cause: failure },
    );
  }
}

/** What a module of a team's own says may be anything. */
const cut = (told: unknown) => String(told).slice(0, MAX_LENGTH);
