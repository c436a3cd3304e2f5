/**
 * @module The limits of the public phone API: what they are when nothing was said, and how a service may set them. Most
 * figures are judgement (no public source gives them): they are settings, to be tuned on one's own numbers.
 */
import { z } from "zod";
import { MAX_COUNTED } from "../limits/rule.js";

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const MAX_SECONDS = 7 * 86_400;
const MAX_COUNT = 100_000;
/** Counted in one row, because neighbours are looked for in it. */
export const MAX_PER_PREFIX = 1000;
const FORM = /^(\d{1,9})\/(\d{0,5})([smhd])$/;

/** `5/10m`: at most 5 in any 10 minutes; `60/h` is 60 in any hour. What no counter carries `findUncountable` tells in words. */
const figure = z
  .string()
  .regex(FORM, "must be like 5/10m or 60/h: a count, and a time in s, m, h or d")
  .meta({ description: "`5/10m`: at most 5 in any 10 minutes; `60/h`: 60 in any hour.", examples: ["5/10m"] })
  .refine((text) => {
    const { seconds } = parseFigure(text);
    return seconds >= 1 && seconds <= MAX_SECONDS;
  }, "must be between a second and seven days");

/** `soft`: from then on a proof of work is asked for. `hard`: nothing passes. Empty lists switch a limit off. */
const rates = z.strictObject({ soft: z.array(figure).max(4), hard: z.array(figure).max(4) });
const share = z.number().min(0).max(1);
const count = z.int().min(0).max(MAX_COUNT);
/** The watch does not look at fewer than ten. */
const manySends = count.refine((n) => n === 0 || n >= 10, "must be 0 or at least 10");

export const alarmNames = ["neighbours", "lowConversion", "noConversion", "failShare"] as const;
export type AlarmName = (typeof alarmNames)[number];
const DEFAULT_MODE = "enforce";
const mode = z
  .enum(["enforce", "observe"])
  .default(DEFAULT_MODE)
  .describe("`observe`: it is raised, told of and counted, and holds nobody up.");

export const limitsSchema = z.strictObject({
  number: rates.describe(
    "Sends to one number by one service. One network may use up a third of `hard`; one in which the number was verified has it for itself.",
  ),
  numberEverywhere: rates.describe("Sends to one number by all services, in the same way."),
  address: rates.describe(
    "Sends from one IPv4 address or IPv6 /64; three times as many per /56, ten times per /48. An IPv4 address has ten times `hard`.",
  ),
  numbersPerAddress: rates.describe(
    "Different numbers from one address; `hard` holds for IPv6 /64 only, because phones share IPv4 addresses.",
  ),
  prefixHome: rates.describe(
    "Sends to numbers that differ in their last four digits only, in the service's own country; `hard` holds for one network.",
  ),
  prefixAbroad: rates.describe("The same, in other countries; one network may use up a third of `hard`."),
  neighbours: z
    .strictObject({ figure, distance: z.int().min(0).max(9999), mode })
    .describe(
      "So many different numbers within ±`distance` of each other, none of them verified: a proof of work at home, a block of minutes abroad, for the network that sent to them. Twice as many concern all networks.",
    ),
  countryAbroad: rates.describe(
    "Sends to one country other than the service's own; one network may use up a third of `hard`.",
  ),
  service: rates.describe(
    "All sends of the service. The last quarter of `hard` is kept for numbers that were verified before.",
  ),
  failedChecksPerAddress: rates.describe(
    "Checks that were wrong, from one address (and /56, /48; an IPv4 address has ten times `hard`); a right one does not count.",
  ),
  failedChecksPerNumber: rates.describe(
    "Checks that were wrong, for one number, by whoever does not know its verification's id; `hard` holds for one network.",
  ),
  failShare: z
    .strictObject({ checks: count, share, mode })
    .describe(
      "Of so many checks in ten minutes this share failed: every send of the service needs a proof of work for ten minutes.",
    ),
  lowConversion: z
    .strictObject({ sends: manySends, share, mode })
    .describe(
      "Of so many sends to one country or prefix in an hour, fewer than this share were verified: a proof of work.",
    ),
  noConversion: z
    .strictObject({ sends: manySends, share, mode })
    .describe(
      "The same, but a block of 10 minutes, never at home; each one within two weeks of the last is twice as long, up to 7 days.",
    ),
});

export type Limits = z.infer<typeof limitsSchema>;

export const limitDefaults: Limits = {
  number: { soft: ["5/10m", "10/24h"], hard: ["20/24h"] },
  numberEverywhere: { soft: ["6/24h"], hard: ["30/24h"] },
  address: { soft: ["5/10m", "10/h"], hard: ["60/h", "200/24h"] },
  numbersPerAddress: { soft: ["4/h"], hard: ["20/24h"] },
  prefixHome: { soft: ["20/10m"], hard: ["60/h"] },
  prefixAbroad: { soft: ["3/10m"], hard: ["10/h"] },
  neighbours: { figure: "4/10m", distance: 100, mode: DEFAULT_MODE },
  countryAbroad: { soft: ["10/h"], hard: ["20/h", "100/24h"] },
  service: { soft: ["300/h"], hard: ["60/m", "1000/h"] },
  failedChecksPerAddress: { soft: ["10/h"], hard: ["30/h"] },
  failedChecksPerNumber: { soft: ["10/h"], hard: ["15/h"] },
  failShare: { checks: 100, share: 0.6, mode: DEFAULT_MODE },
  lowConversion: { sends: 20, share: 0.3, mode: DEFAULT_MODE },
  noConversion: { sends: 30, share: 0.1, mode: DEFAULT_MODE },
};

/** The limits of a service: its own where it has any. Earlier releases took figures beyond what is counted. */
export function limitsOf({ limits }: { limits: Record<string, unknown> }): Limits {
  const own = Object.entries(withModes(limits)).map(([name, limit]) => [
    name,
    capFigures(limit as object, maxCountOf(name)),
  ]);
  return { ...limitDefaults, ...Object.fromEntries(own) };
}

/** Limits as they are stored, their alarms with the mode that each has: earlier releases knew none. */
export function withModes(limits: Record<string, unknown>): Record<string, unknown> {
  const isAlarm = (name: string) => alarmNames.some((one) => one === name);
  return Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [
      name,
      isAlarm(name) ? { mode: DEFAULT_MODE, ...(limit as object) } : limit,
    ]),
  );
}

function capFigures(limit: object, max: number): object {
  const capped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(capped);
    return typeof value === "string" && FORM.test(value) && parseFigure(value).n > max
      ? value.replace(/^\d+/, String(max))
      : value;
  };
  return Object.fromEntries(Object.entries(limit).map(([part, value]) => [part, capped(value)]));
}

/** `text` must have passed the schema. */
export function parseFigure(text: string): { n: number; seconds: number } {
  const [, n, times, unit] = FORM.exec(text) ?? [];
  return { n: Number(n), seconds: Number(times || 1) * UNITS[(unit ?? "s") as keyof typeof UNITS] };
}

/** The first figure that counts beyond what a counter carries, by its path, and the most it may be. */
export function findUncountable(limits: Record<string, unknown>): { path: string; max: number } | undefined {
  return Object.entries(limits)
    .flatMap(([name, limit]) =>
      figuresOf(limit).map(({ part, text }) => ({
        path: `${name}.${part}`,
        n: parseFigure(text).n,
        max: maxCountOf(name),
      })),
    )
    .find(({ n, max }) => n > max);
}

/** Of limits whose figures stand in lists, and of those that have one. */
function figuresOf(limit: unknown): { part: string; text: string }[] {
  return Object.entries(limit ?? {}).flatMap(([part, value]: [string, unknown]) => {
    if (Array.isArray(value)) return value.map((text: string, index) => ({ part: `${part}.${index}`, text }));
    return typeof value === "string" && FORM.test(value) ? [{ part, text: value }] : [];
  });
}

const PER_PREFIX = ["prefixHome", "prefixAbroad", "neighbours"];
const maxCountOf = (name: string) => (PER_PREFIX.includes(name) ? MAX_PER_PREFIX : MAX_COUNTED);
