/** @module What the alarms of a service do, and would do where they only observe: of this week, day by day, so that somebody can decide which it is to be. */

import type { AlarmMode } from "../limits/alarm-event.js";
import type { AlarmDay, AlarmsUp, Limits, Outcomes } from "../limits/limits.js";
import type { Services } from "../services/services.js";
import { type AlarmName, alarmNames, limitsOf } from "./limits.js";

export type AlarmCounts = Outcomes & { raised: number };

export interface ShownAlarm {
  name: AlarmName;
  mode: AlarmMode;
  /** Where it is up now. */
  up: Omit<AlarmsUp, "alarm">[];
  week: AlarmCounts;
  /** The newest first; every day is there. */
  days: (AlarmCounts & { day: string; countries: (AlarmCounts & { country: string })[] })[];
}

/** Throws `service.not_found`. */
export async function showAlarms(
  { services, limits }: { services: Pick<Services, "find">; limits: Pick<Limits, "alarmsUp" | "alarmDays"> },
  serviceSid: string,
): Promise<ShownAlarm[]> {
  const service = await services.find(serviceSid);
  const up = await limits.alarmsUp(serviceSid);
  const { days, counts } = await limits.alarmDays(serviceSid);
  return alarmNames.map((name) => {
    const own = counts.filter(({ alarm }) => alarm === name);
    return {
      name,
      mode: limitsOf(service)[name].mode,
      up: up.filter(({ alarm }) => alarm === name).map(({ alarm: _, ...one }) => one),
      week: sumOf(own),
      days: days.map((day) => {
        const ofDay = own.filter((one) => one.day === day);
        return { day, ...sumOf(ofDay), countries: ofDay.map((one) => ({ country: one.country, ...sumOf([one]) })) };
      }),
    };
  });
}

function sumOf(days: readonly AlarmDay[]): AlarmCounts {
  const sum = (of: keyof AlarmCounts) => days.reduce((total, one) => total + one[of], 0);
  return {
    raised: sum("raised"),
    ...{ refused: sum("refused"), challenged: sum("challenged") },
    ...{ wouldRefuse: sum("wouldRefuse"), wouldChallenge: sum("wouldChallenge"), passedKnown: sum("passedKnown") },
  };
}
