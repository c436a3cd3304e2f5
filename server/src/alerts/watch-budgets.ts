/**
 * @module How much of what may be sent in a day is used: of a publishable key's `dailyBudget`, and of a service's own figures for a day. A
 * quarter of them is kept for numbers that were verified before, and at the rest new people are refused: that is the hundred percent
 * that somebody must hear of. Read from the counters, so that sending costs nothing.
 */
import type { ApiKeys } from "../api-keys/api-keys.js";
import { limitsOf, parseFigure } from "../fraud-guard/limits.js";
import { budgetKey, reservedOf, serviceKey } from "../fraud-guard/rules.js";
import type { Limits } from "../limits/limits.js";
import { MAX_COUNTED } from "../limits/rule.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import type { EndReason, Finding } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { settle } from "./settle.js";
import { takeLook } from "./store.js";
import type { TellDependencies } from "./tell.js";

export interface WatchBudgetsDependencies extends TellDependencies {
  keyring: Keyring;
  keys: Pick<ApiKeys, "list">;
  services: Pick<Services, "list">;
  limits: Pick<Limits, "usage">;
}

const LOOK_SECONDS = 9;
const DAY_SECONDS = 86_400;
/** Below nine tenths of a threshold it is over: what is used goes down one by one as it grows a day old. */
const WELL_PART = 0.9;
const PAGE_SIZE = 200;

/** What may be sent in so many seconds, and the counter of it. */
interface Budget {
  subject: Finding["subject"];
  serviceSid: string | null;
  name: string;
  key: string;
  n: number;
  seconds: number;
}

export async function watchBudgets(dependencies: WatchBudgetsDependencies, settings: AlertSettings): Promise<void> {
  const { sql, limits } = dependencies;
  const { enabled, percents } = settings.budget;
  if (!(await takeLook(sql, "budgets", LOOK_SECONDS))) return;
  const budgets = enabled ? [...(await budgetsOfKeys(dependencies)), ...(await budgetsOfServices(dependencies))] : [];
  const usage = await limits.usage(budgets.map(({ key, seconds }) => ({ key, seconds })));
  const looked = budgets.map((budget, at) => ({ ...budget, used: usage[at] ?? 0 }));
  await settle(dependencies, settings, {
    ...{ kind: "budget", enabled },
    findings: looked.flatMap((budget) => findingsOf(budget, percents)),
    overBecause({ subjectId, part }): EndReason | undefined {
      const budget = looked.find(({ subject }) => subject.id === subjectId);
      if (!budget) return "gone";
      const percent = Number(part);
      if (!percents.includes(percent)) return "switched_off";
      return budget.used < neededFor(budget, percent) * WELL_PART ? "recovered" : undefined;
    },
  });
}

const forNewNumbers = ({ n }: Pick<Budget, "n">) => n - reservedOf(n);
const neededFor = (budget: Pick<Budget, "n">, percent: number) => Math.ceil((forNewNumbers(budget) * percent) / 100);

/** Every threshold that is reached; where several are at once, the highest is the one that is mailed. */
function findingsOf(budget: Budget & { used: number }, percents: readonly number[]): Finding[] {
  const { subject, serviceSid, name, n, seconds, used } = budget;
  const reached = percents.filter((percent) => used > 0 && used >= neededFor(budget, percent));
  return reached.map((percent) => ({
    ...{ kind: "budget", subject, part: String(percent), serviceSid, name },
    facts: { percent, used, budget: n, forNewNumbers: forNewNumbers(budget), hours: seconds / 3600 },
    ...(percent !== reached.at(-1) && { isMinor: true }),
  }));
}

async function budgetsOfKeys({ keys, keyring }: WatchBudgetsDependencies): Promise<Budget[]> {
  const living = (await keys.list()).filter(({ kind, revokedAt }) => kind === "publishable" && revokedAt === null);
  return living
    .filter(({ dailyBudget }) => dailyBudget > 0)
    .map(({ id, serviceSid, name, dailyBudget }) => ({
      ...{ subject: { kind: "api_key", id }, serviceSid, name, key: budgetKey(keyring, id) },
      // As `fraud-guard/rules.ts` counts it.
      ...{ n: Math.min(dailyBudget, MAX_COUNTED), seconds: DAY_SECONDS },
    }));
}

/** A service has figures of an hour and a minute by default; only its own may be about a day. */
async function budgetsOfServices({ services, keyring }: WatchBudgetsDependencies): Promise<Budget[]> {
  const found: Budget[] = [];
  for (let sid: string | undefined; ; ) {
    const page = await services.list({
      size: PAGE_SIZE,
      cursor: sid === undefined ? undefined : { sid, side: "older" },
    });
    for (const service of page.rows) found.push(...budgetOfService(keyring, service));
    sid = page.older;
    if (sid === undefined) return found;
  }
}

function budgetOfService(keyring: Keyring, service: Service): Budget[] {
  const daily = limitsOf(service)
    .service.hard.map(parseFigure)
    .filter(({ n, seconds }) => n > 0 && seconds === DAY_SECONDS);
  const [least] = daily.sort((one, other) => one.n - other.n);
  if (!least) return [];
  const { sid, friendlyName } = service;
  return [
    {
      ...{ subject: { kind: "service", id: sid }, serviceSid: sid, name: friendlyName },
      ...{ key: serviceKey({ keyring, service }), ...least },
    },
  ];
}
