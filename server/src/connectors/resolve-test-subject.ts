/** @module What a test is to send with: a kind of connector and a config, or a stored connector's settings. */
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import { AppError, type Language } from "../errors.js";
import type { ConnectorDependencies } from "./connector.js";
import { type Factories, isMessageKind, requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { receiptUrlOf } from "./receipt-url.js";
import { fingerprintOf, openNewestSettings } from "./sealed-settings.js";
import { secretsOf } from "./settings-secrets.js";
import { selectConnector } from "./store.js";

export interface TestSubject {
  kind: MessageConnector;
  settings: unknown;
  /** The settings as they are stored, if it is those that are tested: a later release may read them as a little more. */
  stored?: unknown;
  /** The stored connector whose settings they are, or would be. */
  connectorId?: string;
  /** Where its vendor may post its report; absent where it cannot. */
  receiptUrl?: string;
  /** All that must not be shown of what is said with the vendor. */
  secrets: readonly unknown[];
  /** Members of the config that the schema does not have; they are left out. */
  ignored: string[];
}

/**
 * Throws `connector.unknown_factory`, `connector.not_found`, `connector.config_invalid`, and `connector.sends_nothing` of social
 * ones.
 */
export async function resolveTestSubject(
  { sql, keyring, factories, origin }: Pick<ConnectorDependencies, "sql" | "keyring" | "factories" | "origin">,
  { id, config, language }: { id: string; config: unknown; language: Language },
): Promise<TestSubject> {
  if (!id.startsWith("CN")) {
    const kind = requireSender(factories, id);
    const { settings, ignored } = readConfig(kind, config ?? {}, language);
    return { kind, settings, secrets: [...secretsOf(kind, { settings }).values()], ignored };
  }
  const row = await selectConnector(sql, id);
  if (!row) throw new AppError("connector.not_found");
  const kind = requireSender(factories, row.factoryId);
  const before = openNewestSettings(keyring, kind, row);
  const { settings, ignored } = readConfig(kind, config ?? before?.settings, language, before);
  const fingerprint = (of: unknown) => fingerprintOf(keyring.naming, kind, of);
  const isStored = before && fingerprint(settings) === fingerprint(before.settings);
  const secrets = [...secretsOf(kind, { ...before, settings }).values()];
  const canReport = kind.receipt && origin.startsWith("https://");
  return {
    ...{ kind, settings, secrets, ignored, connectorId: row.id },
    ...(isStored && { stored: before.stored }),
    ...(canReport && { receiptUrl: receiptUrlOf(origin, row.receiptToken) }),
  };
}

function requireSender(factories: Factories, id: string): MessageConnector {
  const kind = requireKind(factories, id);
  if (!isMessageKind(kind)) throw new AppError("connector.sends_nothing", { parameter: "id" });
  return kind;
}
