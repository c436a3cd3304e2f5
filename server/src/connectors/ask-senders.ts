/** @module The senders that a vendor has registered, and whether the configured one is among them. */
import type { RegisteredSenders } from "@munjigi/connectors/message-connector";
import type { Language } from "../errors.js";
import { type AskDependencies, askVendor, cut } from "./ask-vendor.js";

export interface Senders {
  /**
   * With the newest settings, in force or not: a sender is looked at before it is switched on. Throws `connector.not_found`,
   * `connector.no_senders`, `connector.unusable`, `connector.senders_failed` with a remedy, and `limits.exceeded` after ten a minute.
   */
  ask(id: string, language: Language): Promise<RegisteredSenders>;
}

const MAX_SENDERS = 1000;

export function createSenders(dependencies: AskDependencies): Senders {
  return {
    async ask(id, language) {
      const { senders, configured, isRegistered } = await askVendor(dependencies, id, language, {
        name: "connector-senders",
        find: (connector) => connector.senders?.bind(connector),
        ...({ impossible: "connector.no_senders", failed: "connector.senders_failed" } as const),
        choose: (row) => ({ ...row, ...row.draft }),
      });
      return {
        senders: senders
          .slice(0, MAX_SENDERS)
          .map(({ sender, canSend }) => ({ sender: cut(sender), canSend: canSend === true })),
        configured: cut(configured),
        isRegistered: typeof isRegistered === "boolean" ? isRegistered : null,
      };
    },
  };
}
