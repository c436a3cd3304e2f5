/**
 * @module Looks at how sends and checks end, and raises alarms: texts that nobody uses (somebody earns by them), codes that
 * nobody knows (somebody guesses). Every process looks; an alarm that is up already stays as it is.
 */
import type { Logger } from "pino";
import type { Facts, NewEvent } from "../audit/event.js";
import { theServer } from "../core.js";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import { NO_COUNTRY } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import type { Verifications } from "../verify/verifications.js";
import { limitsOf, type Limits as ServiceLimits } from "./limits.js";
import { countryKey, prefixKey, serviceKey } from "./rules.js";

export interface WatchDependencies {
  keyring: Keyring;
  services: Pick<Services, "find">;
  limits: Pick<Limits, "block" | "challenge">;
  verifications: Pick<Verifications, "countChecks" | "countConversions">;
  metrics: Metrics;
  log: Logger;
}

const CHALLENGE_SECONDS = 600;

export async function watchAbuse(dependencies: WatchDependencies): Promise<void> {
  await watchChecks(dependencies);
  await watchConversions(dependencies);
}

async function watchChecks(dependencies: WatchDependencies): Promise<void> {
  const { keyring, services, limits, verifications, metrics, log } = dependencies;
  for (const { serviceSid, checks, failed } of await verifications.countChecks()) {
    const service = await services.find(serviceSid).catch(() => undefined);
    if (!service) continue;
    const { failShare } = limitsOf(service);
    if (failShare.checks === 0 || checks < failShare.checks || failed / checks <= failShare.share) continue;
    const alarm = alarmOf(service, {
      rule: "fail-share",
      checks,
      failed,
      seconds: CHALLENGE_SECONDS,
      action: "challenge",
    });
    if (!(await limits.challenge(serviceKey({ keyring, service }), CHALLENGE_SECONDS, alarm))) continue;
    metrics.alarms.inc({ rule: "fail-share" });
    log.warn(
      { rule: "fail-share", service: serviceSid, checks, failed },
      "codes are being guessed: every send needs a proof of work",
    );
  }
}

async function watchConversions(dependencies: WatchDependencies): Promise<void> {
  const { keyring, services, verifications } = dependencies;
  for (const { serviceSid, country, prefix, sends, converted } of await verifications.countConversions()) {
    // An e-mail address belongs to no country and no range of numbers.
    if (country === NO_COUNTRY) continue;
    const service = await services.find(serviceSid).catch(() => undefined);
    if (!service) continue;
    const key =
      prefix === null ? countryKey({ keyring, service }, country) : prefixKey({ keyring, service }, `${prefix}0000`);
    await raiseAlarm(dependencies, service, {
      key,
      rule: prefix === null ? "country" : "prefix",
      // Thirty texts to strangers must not shut out everybody: at home, neither country nor prefix is ever blocked.
      mayBlock: country !== service.defaultCountry,
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

async function raiseAlarm(dependencies: WatchDependencies, service: Service, finding: Finding): Promise<void> {
  const { limits, metrics, log } = dependencies;
  const { key, rule, mayBlock, country, sends, converted } = finding;
  const { lowConversion, noConversion } = limitsOf(service);
  const isBelow = ({ sends: minSends, share }: ServiceLimits["lowConversion"]) =>
    minSends > 0 && sends >= minSends && converted / sends < share;
  const facts = { rule: `${rule}-conversion`, country, sends, converted };
  const told = { ...facts, service: service.sid };
  if (mayBlock && isBelow(noConversion)) {
    const seconds = await limits.block(key, (lasts) => alarmOf(service, { ...facts, seconds: lasts, action: "block" }));
    if (seconds === undefined) return;
    metrics.alarms.inc({ rule: told.rule });
    log.warn({ ...told, seconds }, "texts that nobody uses: blocked");
  } else if (isBelow(lowConversion) || isBelow(noConversion)) {
    const alarm = alarmOf(service, { ...facts, seconds: CHALLENGE_SECONDS, action: "challenge" });
    if (!(await limits.challenge(key, CHALLENGE_SECONDS, alarm))) return;
    metrics.alarms.inc({ rule: told.rule });
    log.warn(told, "few texts are used: every send needs a proof of work");
  }
}

/** What is told of an alarm; not its prefix, which is most of a number. */
const alarmOf = ({ sid }: Service, data: { rule: string; action: "block" | "challenge" } & Facts): NewEvent => ({
  ...{ type: "limit.alarm", actor: theServer, subject: { kind: "service", id: sid }, serviceSid: sid, data },
});
