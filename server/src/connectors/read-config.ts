/** @module A config as somebody sent it, made into settings of its kind of connector. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { checkSettings } from "@munjigi/connectors/sms/settings";
import { AppError, type Language } from "../errors.js";
import { keepSecrets, MASK } from "./settings-secrets.js";

export interface ReadConfig {
  settings: unknown;
  /** Keys that nobody reads; they are left out. */
  ignored: string[];
}

/**
 * Throws `connector.config_invalid` with every field that is wrong, in the caller's language. `before`: where the config
 * has the mask, these settings' secret is meant.
 */
export function readConfig(connector: SmsConnector, config: unknown, language: Language, before?: unknown): ReadConfig {
  const whole = keepSecrets(connector, config, before);
  const checked = checkSettings(connector, whole, language);
  if (checked.ok) return { settings: checked.settings, ignored: checked.ignored };
  const [first] = checked.problems;
  throw new AppError("connector.config_invalid", {
    parameter: first?.path ? `config.${first.path}` : "config",
    problem: first?.problem ?? MASK,
    problems: checked.problems.map(({ path, problem }) => ({ path: path ? `config.${path}` : "config", problem })),
  });
}
