/**
 * @module Services of which fewer codes are used than in the week before: texts do not arrive, a page is broken, or somebody sends texts
 * that nobody wants. One process looks at a time.
 */
import { AppError } from "../errors.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import type { Conversion, Verifications } from "../verify/verifications.js";
import type { EndReason, Finding } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { settle } from "./settle.js";
import { selectOpen, takeLook } from "./store.js";
import type { TellDependencies } from "./tell.js";

export interface WatchConversionDependencies extends TellDependencies {
  services: Pick<Services, "find">;
  verifications: Pick<Verifications, "measureConversion">;
}

const LOOK_SECONDS = 60;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Whoever has got a code takes a while to type it: the hour that is looked at ended so long ago. */
const TYPING_MS = 10 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const USUAL_DAYS = 7;
/** For so long a mean of seven days is as good as the newest. */
const USUAL_AGE_MS = HOUR_MS;
/** It is well when the drop is less than four fifths of the limit: not while it dances around it. */
const WELL_PART = 0.8;
const MAX_REMEMBERED = 1000;

export function createConversionWatch(dependencies: WatchConversionDependencies) {
  const { sql, clock, services, verifications } = dependencies;
  const remembered = new Map<string, { at: number; usual: Conversion }>();

  /** What a service's codes have been in the seven days before the hour: read a day at a time, since weeks can be long. */
  async function usualOf(serviceSid: string, before: number): Promise<Conversion> {
    const known = remembered.get(serviceSid);
    if (known && before - known.at < USUAL_AGE_MS) return known.usual;
    const usual: Conversion = { serviceSid, sends: 0, converted: 0 };
    for (let day = 1; day <= USUAL_DAYS; day++) {
      const time = { from: new Date(before - day * DAY_MS), until: new Date(before - (day - 1) * DAY_MS) };
      for (const { sends, converted } of await verifications.measureConversion(time, serviceSid)) {
        usual.sends += sends;
        usual.converted += converted;
      }
    }
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(serviceSid, { at: before, usual });
    return usual;
  }

  return async function watchConversion(settings: AlertSettings): Promise<void> {
    const { enabled, sends: minSends, drop: limit } = settings.conversionDrop;
    if (!(await takeLook(sql, "conversion", LOOK_SECONDS))) return;
    const until = clock().getTime() - TYPING_MS;
    const from = until - HOUR_MS;
    const hour = enabled ? await verifications.measureConversion({ from: new Date(from), until: new Date(until) }) : [];
    const open = await selectOpen(sql, "conversion_drop");
    const isOpen = (serviceSid: string) => open.some(({ subjectId }) => subjectId === serviceSid);
    const drops = new Map<string, number>();
    const findings: Finding[] = [];
    for (const { serviceSid, sends, converted } of hour) {
      if (sends < minSends && !isOpen(serviceSid)) continue;
      const usual = await usualOf(serviceSid, from);
      // A week with fewer codes than an hour must have says nothing, and neither does one in which none was used.
      if (usual.sends < minSends || usual.converted === 0) continue;
      const drop = 1 - converted / sends / (usual.converted / usual.sends);
      drops.set(serviceSid, drop);
      const service = drop >= limit && sends >= minSends ? await findService(services, serviceSid) : undefined;
      if (!service) continue;
      findings.push({
        ...{ kind: "conversion_drop", subject: { kind: "service", id: serviceSid }, part: "", serviceSid },
        name: service.friendlyName,
        facts: {
          ...{ sends, converted, share: rounded(converted / sends) },
          ...{ usualShare: rounded(usual.converted / usual.sends), usualSends: usual.sends },
        },
      });
    }
    const gone = new Set<string>();
    for (const { subjectId } of open) if (!(await findService(services, subjectId))) gone.add(subjectId);
    await settle(dependencies, settings, {
      ...{ kind: "conversion_drop", enabled, findings },
      overBecause({ subjectId }): EndReason | undefined {
        if (gone.has(subjectId)) return "gone";
        if (!hour.some(({ serviceSid }) => serviceSid === subjectId)) return "quiet";
        const drop = drops.get(subjectId);
        return drop === undefined || drop < limit * WELL_PART ? "recovered" : undefined;
      },
    });
  };
}

const rounded = (share: number) => Math.round(share * 1000) / 1000;

/** `undefined`: it was deleted. */
export async function findService(services: Pick<Services, "find">, sid: string): Promise<Service | undefined> {
  try {
    return await services.find(sid);
  } catch (error) {
    if (error instanceof AppError && error.code === "service.not_found") return undefined;
    throw error;
  }
}
