/** @module A config as somebody sent it, made into settings of its kind of connector. */

import type { ConnectorKind } from "@munjigi/connectors/contract";
import { checkSettings, type SettingsProblem } from "@munjigi/connectors/kit/settings";
import { AppError, type Language } from "../errors.js";
import { type KnownSettings, keepSecrets, MASK, secretsLedAstray } from "./settings-secrets.js";

export interface ReadConfig {
  settings: unknown;
  /** Keys that the schema does not have; they are left out. */
  ignored: string[];
}

/** Settings have three levels. The functions that walk through them would run out of stack at some thousands. */
const MAX_LEVELS = 20;
const TOO_DEEP = {
  ko: `${MAX_LEVELS}단계보다 깊게 겹칠 수 없습니다`,
  en: `must not be nested deeper than ${MAX_LEVELS}`,
};

const NOTHING_MASKED = {
  ko: "가려진 값이 저장되어 있지 않습니다. 값을 직접 넣어 주세요",
  en: "is the mask of a secret that is not there; give the secret itself",
};
const ENTER_AGAIN = {
  ko: "보내는 주소가 바뀌었으니 다시 입력해야 합니다",
  en: "must be entered again, since the config leads to another address",
};

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/**
 * Throws `connector.config_invalid` with every field that is wrong, in the caller's language. `before`: where the config
 * has the mask, these settings' secret is meant, unless the config would have it sent elsewhere.
 */
export function readConfig(
  kind: ConnectorKind,
  config: unknown,
  language: Language,
  before?: KnownSettings,
): ReadConfig {
  if (isDeeperThan(config, MAX_LEVELS)) throw invalid([{ path: "", problem: TOO_DEEP[language] }]);
  const astray = secretsLedAstray(kind, config, before);
  if (astray.length > 0) throw invalid(astray.map((path) => ({ path, problem: ENTER_AGAIN[language] })));
  const kept = keepSecrets(kind, config, before);
  if (kept.empty.length > 0) throw invalid(kept.empty.map((path) => ({ path, problem: NOTHING_MASKED[language] })));
  const checked = checkSettings(kind, kept.config, language);
  if (!checked.ok) throw invalid(checked.problems);
  return { settings: checked.settings, ignored: checked.ignored };
}

function invalid(problems: readonly SettingsProblem[]): AppError {
  const named = problems.map(({ path, problem }) => ({ path: path ? `config.${path}` : "config", problem }));
  return new AppError("connector.config_invalid", {
    parameter: named[0]?.path ?? "config",
    problem: named[0]?.problem ?? MASK,
    problems: named,
  });
}
