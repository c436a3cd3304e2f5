/** @module What is left on the account with a vendor. */
import type { Language } from "../errors.js";
import { type AskDependencies, askVendor, cut } from "./ask-vendor.js";

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

export function createBalances(dependencies: AskDependencies): Balances {
  return {
    async ask(id, language) {
      const { amount, unit } = await askVendor(dependencies, id, language, {
        name: "connector-balance",
        find: (connector) => connector.balance?.bind(connector),
        ...({ impossible: "connector.no_balance", failed: "connector.balance_failed" } as const),
      });
      return { amount: cut(amount), unit: cut(unit) };
    },
  };
}
