/** @module Mails a test to everybody who is mailed alerts, so that one knows that they arrive before it matters. */
import { AppError } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import { testMail } from "./alert-texts.js";
import type { AlertSettings } from "./settings.js";
import { findWay, type TellDependencies } from "./tell.js";

export interface TestDependencies extends TellDependencies {
  keyring: Keyring;
  limits: Pick<Limits, "admitAndCount">;
}

const PER_MINUTE = 5;

/** Resolves to the messages (`VL…`). Throws `alert.no_addresses`, `alert.no_connector`, `service.not_found`, and `limits.exceeded` after five a minute. */
export async function sendTest(dependencies: TestDependencies, settings: AlertSettings): Promise<string[]> {
  const { sql, notices, limits, keyring, sender } = dependencies;
  const way = await findWay(dependencies, settings);
  if (way.mail === "no_addresses") throw new AppError("alert.no_addresses");
  if (way.mail === "no_connector") throw new AppError("alert.no_connector");
  await sender();
  const key = hashLimitKey(keyring.naming, "alert-test");
  await limits.admitAndCount([{ name: "alert-test", key, windows: [{ n: PER_MINUTE, seconds: 60 }] }]);
  const mails = way.write(testMail[settings.language]);
  await notices.insert(sql, mails);
  notices.wake();
  return mails.map(({ sid }) => `VL${sid.slice(2)}`);
}
