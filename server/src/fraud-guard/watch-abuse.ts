/**
 * @module Looks at how sends and checks end, and raises alarms: texts that nobody uses (somebody earns by them), codes that
 * nobody knows (somebody guesses). Every process looks; an alarm that is up already stays as it is.
 */
import type { Logger } from "pino";
import type { Facts } from "../audit/event.js";
import { alarmEvent } from "../limits/alarm-event.js";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import { NO_COUNTRY } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import type { Verifications } from "../verify/verifications.js";
import { type AlarmName, limitsOf, type Limits as ServiceLimits } from "./limits.js";
import { alarmKey, countryKey, prefixKey, serviceKey } from "./rules.js";

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
  const { keyring, services, verifications } = dependencies;
  for (const { serviceSid, checks, failed } of await verifications.countChecks()) {
    const service = await services.find(serviceSid).catch(() => undefined);
    if (!service) continue;
    const { failShare } = limitsOf(service);
    if (failShare.checks === 0 || checks < failShare.checks || failed / checks <= failShare.share) continue;
    await raiseAlarm(dependencies, service, {
      ...{ key: serviceKey({ keyring, service }), alarm: "failShare", action: "challenge" },
      ...{ scope: "service", country: null, facts: { rule: "fail-share", checks, failed } },
    });
  }
}

async function watchConversions(dependencies: WatchDependencies): Promise<void> {
  const { keyring, services, verifications } = dependencies;
  for (const { serviceSid, country, prefix, sends, converted } of await verifications.countConversions()) {
    // An e-mail address belongs to no country and no range of numbers.
    if (country === NO_COUNTRY) continue;
    const service = await services.find(serviceSid).catch(() => undefined);
    if (!service) continue;
    const space = { keyring, service };
    const scope = prefix === null ? "country" : "prefix";
    const found = {
      key: prefix === null ? countryKey(space, country) : prefixKey(space, `${prefix}0000`),
      ...{ scope, country, facts: { rule: `${scope}-conversion`, sends, converted } },
    };
    const { noConversion, lowConversion } = limitsOf(service);
    const isBelow = ({ sends: minSends, share }: ServiceLimits["lowConversion"]) =>
      minSends > 0 && sends >= minSends && converted / sends < share;
    const isNone = isBelow(noConversion);
    // Thirty texts to strangers must not shut out everybody: at home, neither country nor prefix is ever blocked.
    const action = country === service.defaultCountry ? "challenge" : "block";
    if (isNone) await raiseAlarm(dependencies, service, { ...found, alarm: "noConversion", action });
    // Where the worse share blocks, a proof of work is no more than that, unless the block is only observed.
    if (isBelow(lowConversion) && (!isNone || noConversion.mode === "observe"))
      await raiseAlarm(dependencies, service, { ...found, alarm: "lowConversion", action: "challenge" });
  }
}

interface Finding {
  /** What it is of. */
  key: string;
  alarm: Exclude<AlarmName, "neighbours">;
  action: "block" | "challenge";
  scope: string;
  country: string | null;
  facts: { rule: string } & Facts;
}

const SENTENCES = {
  lowConversion: "few texts are used",
  noConversion: "texts that nobody uses",
  failShare: "codes are being guessed",
} as const;

async function raiseAlarm(
  { limits, metrics, log }: WatchDependencies,
  service: Service,
  { key, alarm, action, scope, country, facts }: Finding,
): Promise<void> {
  const { mode } = limitsOf(service)[alarm];
  const raised = { key: alarmKey(key, alarm), serviceSid: service.sid, alarm, scope, country };
  const event = (seconds: number) => alarmEvent({ ...raised, mode }, { ...facts, seconds, action });
  const seconds =
    action === "block"
      ? await limits.block(raised, event)
      : (await limits.challenge(raised, CHALLENGE_SECONDS, event(CHALLENGE_SECONDS))) && CHALLENGE_SECONDS;
  if (!seconds) return;
  metrics.alarms.inc({ rule: facts.rule, mode });
  const follows = action === "block" ? "blocked" : "every send needs a proof of work";
  log.warn(
    { ...facts, alarm, mode, seconds, service: service.sid, ...(country !== null && { country }) },
    `${SENTENCES[alarm]}: ${mode === "observe" ? "only observed" : follows}`,
  );
}
