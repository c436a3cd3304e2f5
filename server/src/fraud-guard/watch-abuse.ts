/**
 * @module Looks at how sends and checks end, and raises alarms: texts that nobody uses (somebody earns by them), codes that
 * nobody knows (somebody guesses). Every process looks; an alarm that is up already stays as it is.
 */
import type { Logger } from "pino";
import type { Database } from "../db/open.js";
import { raiseBlock, raiseChallenge } from "../limits/alarms.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import type { ServiceCache } from "../services/find-service.js";
import type { Service } from "../services/service.js";
import { countChecks, countConversions } from "../verify/count-outcomes.js";
import { type Limits, limitsOf } from "./limits.js";
import { countryKey, prefixKey, serviceKey } from "./rules.js";

export interface WatchDependencies {
  sql: Database;
  keyring: Keyring;
  services: ServiceCache;
  metrics: Metrics;
  log: Logger;
}

/** How often, in seconds. */
export const WATCH_SECONDS = 10;
const CHALLENGE_SECONDS = 600;
const BLOCK_SECONDS = 43_200;

export async function watchAbuse(dependencies: WatchDependencies): Promise<void> {
  await watchChecks(dependencies);
  await watchConversions(dependencies);
}

async function watchChecks({ sql, keyring, services, metrics, log }: WatchDependencies): Promise<void> {
  for (const { serviceSid, checks, failed } of await countChecks(sql)) {
    const service = await services.find(serviceSid).catch(() => undefined);
    if (!service) continue;
    const { failShare } = limitsOf(service);
    if (failShare.checks === 0 || checks < failShare.checks || failed / checks <= failShare.share) continue;
    if (!(await raiseChallenge(sql, serviceKey({ keyring, service }), CHALLENGE_SECONDS))) continue;
    metrics.alarms.inc({ rule: "fail-share" });
    log.warn(
      { rule: "fail-share", service: serviceSid, checks, failed },
      "codes are being guessed: every send needs a proof of work",
    );
  }
}

async function watchConversions(dependencies: WatchDependencies): Promise<void> {
  const { sql, keyring, services } = dependencies;
  for (const { serviceSid, country, prefix, sends, converted } of await countConversions(sql)) {
    const service = await services.find(serviceSid).catch(() => undefined);
    if (!service) continue;
    const key =
      prefix === null
        ? countryKey({ keyring, service }, country)
        : prefixKey({ keyring, service, phone: { e164: `${prefix}0000` } });
    await judge(dependencies, service, {
      key,
      rule: prefix === null ? "country" : "prefix",
      // Thirty texts to strangers must not shut out everybody: at home, a country is challenged and never blocked.
      mayBlock: prefix !== null || country !== service.defaultCountry,
      country,
      sends,
      converted,
    });
  }
}

interface Finding {
  key: string;
  rule: "country" | "prefix";
  mayBlock: boolean;
  country: string;
  sends: number;
  converted: number;
}

async function judge({ sql, metrics, log }: WatchDependencies, service: Service, finding: Finding): Promise<void> {
  const { key, rule, mayBlock, country, sends, converted } = finding;
  const limits = limitsOf(service);
  const isBelow = ({ sends: least, share }: Limits["lowConversion"]) =>
    least > 0 && sends >= least && converted / sends < share;
  const told = { rule: `${rule}-conversion`, service: service.sid, country, sends, converted };
  if (mayBlock && isBelow(limits.noConversion)) {
    if (!(await raiseBlock(sql, key, BLOCK_SECONDS))) return;
    metrics.alarms.inc({ rule: told.rule });
    log.warn(told, "texts that nobody uses: blocked");
  } else if (
    (isBelow(limits.lowConversion) || isBelow(limits.noConversion)) &&
    (await raiseChallenge(sql, key, CHALLENGE_SECONDS))
  ) {
    metrics.alarms.inc({ rule: told.rule });
    log.warn(told, "few texts are used: every send needs a proof of work");
  }
}
