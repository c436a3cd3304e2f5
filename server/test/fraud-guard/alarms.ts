/** @module What suites about alarms share: what they are shown to do, and a service in whose way nothing else stands. */
import { expect } from "vitest";
import type { Suite } from "../harness.js";
import { eventually, knownElsewhere, slowed } from "../kit/pace.js";
import { open, type Page, pagesOf } from "./pages.js";

export type Mode = "enforce" | "observe";
export const modes: Mode[] = ["enforce", "observe"];

/** Nothing stands in the way but alarms, and those are off. */
export const calm = {
  ...{ number: open, numberEverywhere: open, address: open, numbersPerAddress: open, service: open },
  ...{ prefixHome: open, prefixAbroad: open, countryAbroad: open, failedChecksPerAddress: open },
  neighbours: { figure: "4/10m", distance: 0 },
  failShare: { checks: 0, share: 0 },
  lowConversion: { sends: 0, share: 0 },
  noConversion: { sends: 0, share: 0 },
};

export const none = { raised: 0, refused: 0, challenged: 0, wouldRefuse: 0, wouldChallenge: 0, passedKnown: 0 };

export interface Shown {
  name: string;
  mode: Mode;
  up: { scope: string; country: string | null; action: string; count: number; until: string }[];
  week: typeof none;
  days: (typeof none & { day: string; countries: (typeof none & { country: string })[] })[];
}

export function alarmsOf(server: Suite) {
  const { admin } = pagesOf(server);

  async function alarmOf({ serviceSid }: Pick<Page, "serviceSid">, name: string): Promise<Shown> {
    const { status, body } = await admin("GET", `/services/${serviceSid}/alarms`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ timeZone: "UTC", alarms: expect.any(Array) });
    return (body.alarms as Shown[]).find((one) => one.name === name) as Shown;
  }

  /** Waits until so much was counted of an alarm: no more may be. */
  async function countsOf(page: Pick<Page, "serviceSid">, name: string, expected: Partial<typeof none>) {
    await eventually(async () => {
      const { week } = await alarmOf(page, name);
      return Object.entries(expected).every(([of, count]) => week[of as keyof typeof none] >= count);
    }, slowed(5000));
    expect((await alarmOf(page, name)).week).toEqual({ ...none, ...expected });
  }

  const isUp = (page: Page, name: string) =>
    eventually(async () => {
      const alarm = await alarmOf(page, name);
      return alarm.up.length > 0 && alarm;
    });

  const setLimits = async ({ serviceSid }: Page, limits: object) => {
    expect((await admin("PATCH", `/services/${serviceSid}/limits`, limits)).status).toBe(200);
    await knownElsewhere();
  };

  /** What was begun is old enough to be looked at by the watch. */
  const ageTexts = ({ serviceSid }: Page) =>
    server.sql`update verifications set created_at = created_at - interval '11 minutes' where service_sid = ${serviceSid}`;

  return { alarmOf, countsOf, isUp, setLimits, ageTexts };
}
