/**
 * @module Applications: the clients of OpenID Connect and OAuth, their secrets, and the resources they call. Makes, finds, lists,
 * changes and deletes them. The face of this room.
 */

import { actorRevoked } from "../api-keys/create-api-key.js";
import { recordEvent } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import type { Actor, Expectation } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { AddressRules } from "../outgoing/address-rules.js";
import { hashToken } from "../secrets.js";
import type { Services } from "../services/services.js";
import { createSid } from "../sid.js";
import {
  type Application,
  type ApplicationChanges,
  type ApplicationSettings,
  type CachedApplication,
  hasSecret,
  KEEP_OLD_HOURS,
  type NewApplication,
  type Resource,
  withDefaults,
  withoutAbsent,
} from "./application.js";
import { checkApplication } from "./check-application.js";
import { holdResources } from "./resource-store.js";
import { createResources, type Resources } from "./resources.js";
import {
  deleteApplicationRow,
  holdActor,
  insertApplication,
  lockApplication,
  replaceSecret,
  type StoredApplication,
  selectApplication,
  selectApplications,
  selectConsole,
  updateApplicationRow,
} from "./store.js";
import { eventOf, recordCreated, tellAll, tellChanges } from "./tell-application.js";
import { type Place, toApplication, toCached } from "./to-application.js";

/** With its secret, which is told once and never again; pages and apps on devices have none. */
export interface FreshApplication {
  application: Application;
  clientSecret?: string;
}

export interface Applications {
  /** All, newest first. */
  list(): Promise<Application[]>;
  /** What was set of each, the newest first: without what follows from it, and without its secrets. */
  settings(): Promise<{ sid: string; isDemo: boolean; settings: ApplicationSettings }[]>;
  /** As it is now. Throws `application.not_found`. */
  find(sid: string): Promise<Application>;
  /**
   * At most a second old, and as it is now after a change in this process. `undefined` if there is none. Its secrets are those that
   * lived when it was read.
   */
  cached(sid: string): Promise<CachedApplication | undefined>;
  /** The same of the resource with this indicator. */
  cachedResource(indicator: string): Promise<Resource | undefined>;
  /** Throws `request.invalid`, `service.not_found`, and `request.unauthenticated` if the key `by` is revoked. */
  create(application: NewApplication, by: Actor): Promise<FreshApplication>;
  /** What is absent stays. Two updates at once both count. Throws `application.not_found`, `request.invalid` and `service.not_found`. */
  update(sid: string, changes: ApplicationChanges, by: Actor, expect?: Expectation): Promise<Application>;
  /** Its secrets die with it. Throws `application.not_found`. */
  remove(sid: string, by: Actor): Promise<void>;
  /**
   * Another secret. The one before lives `keepOldHours` more (24, 0 to 720), older ones die at once. Throws
   * `application.not_found`, `application.has_no_secret`, and `request.unauthenticated` if the key `by` is revoked.
   */
  rotateSecret(
    sid: string,
    options: { keepOldHours?: number | undefined },
    by: Actor,
  ): Promise<Required<FreshApplication>>;
  resources: Resources;
  /** The identifier of our own console. */
  console(): Promise<string>;
}

export interface ApplicationDependencies extends Place, AddressRules {
  sql: Database;
  clock: Clock;
  random: Random;
  services: Pick<Services, "find">;
}

const SECRET_BYTES = 24;

export function createApplications(dependencies: ApplicationDependencies): Applications {
  const { sql, clock, random, environment, services, allowPrivateNetwork } = dependencies;
  const { resources, cache: cachedResources } = createResources(dependencies);
  const cache = cacheBriefly(async (sid) => {
    const found = await selectApplication(sql, sid);
    return found && toCached(found, dependencies);
  });
  const show = (found: StoredApplication | undefined) => toApplication(requireFound(found), dependencies);

  /** `given` is what of `settings` was said now. Its resources stay until the transaction ends. */
  async function check(tx: Database, settings: ApplicationSettings, given: ApplicationChanges): Promise<void> {
    const known = await holdResources(tx, settings.resources);
    const problems = checkApplication(settings, given, { environment, known, allowPrivateNetwork });
    if (problems[0]) {
      const [{ path: parameter, problem }] = problems as [(typeof problems)[0]];
      throw new AppError("request.invalid", { parameter, problem, problems });
    }
  }

  async function requireService(sid: string | null | undefined): Promise<void> {
    if (sid) await services.find(sid);
  }

  async function addSecret(tx: Database, sid: string, keepOldHours: number) {
    const secret = random(SECRET_BYTES).toString("base64url");
    const row = { sid: createSid("AS", clock, random), hash: hashToken(secret), hint: secret.slice(-4) };
    await replaceSecret(tx, sid, row, keepOldHours);
    return { sid: row.sid, secret };
  }

  return {
    list: async () => (await selectApplications(sql)).map(show),
    settings: async () =>
      (await selectApplications(sql)).map((row) => ({ sid: row.sid, isDemo: row.isDemo, settings: settingsOf(row) })),
    find: async (sid) => show(await selectApplication(sql, sid)),
    cached: (sid) => cache.get(sid),
    cachedResource: (indicator) => cachedResources.get(indicator),
    resources,
    console: () => selectConsole(sql),
    async create(given, by) {
      const settings = withDefaults(given);
      await requireService(settings.serviceSid);
      const sid = createSid("AP", clock, random);
      return await inTransaction(sql, async (tx) => {
        await requireLiving(tx, by);
        await check(tx, settings, settings);
        await insertApplication(tx, sid, settings);
        const made = hasSecret(settings.type) ? await addSecret(tx, sid, 0) : undefined;
        await recordCreated(tx, sid, settings, by);
        const application = show(await selectApplication(tx, sid));
        return { application, ...(made && { clientSecret: made.secret }) };
      });
    },
    async update(sid, changes, by, expect) {
      const given = withoutAbsent(changes);
      await requireService(given.serviceSid);
      const application = await inTransaction(sql, async (tx) => {
        const found = requireFound(await lockApplication(tx, sid));
        expect?.(found);
        refuseFixed(found, given);
        const before = settingsOf(found);
        const after = { ...before, ...given };
        await check(tx, after, given);
        const told = tellChanges(before, after);
        if (!told) return found;
        await updateApplicationRow(tx, sid, after);
        const { serviceSid } = after;
        await recordEvent(tx, { ...eventOf("application.updated", sid, by), serviceSid, ...told });
        return await selectApplication(tx, sid);
      });
      cache.forget(sid);
      return show(application);
    },
    async remove(sid, by) {
      await inTransaction(sql, async (tx) => {
        const { serviceSid, ...before } = settingsOf(requireFound(await deleteApplicationRow(tx, sid)));
        const told = tellAll({ serviceSid, ...before });
        await recordEvent(tx, { ...eventOf("application.deleted", sid, by), serviceSid, before: told });
      });
      cache.forget(sid);
    },
    async rotateSecret(sid, { keepOldHours = KEEP_OLD_HOURS.usual }, by) {
      const fresh = await inTransaction(sql, async (tx) => {
        await requireLiving(tx, by);
        const { type, serviceSid } = requireFound(await lockApplication(tx, sid));
        if (!hasSecret(type)) throw new AppError("application.has_no_secret");
        const made = await addSecret(tx, sid, keepOldHours);
        const data = { secret: made.sid, keepOldHours };
        await recordEvent(tx, { ...eventOf("application.secret_rotated", sid, by), serviceSid, data });
        return { application: show(await selectApplication(tx, sid)), clientSecret: made.secret };
      });
      cache.forget(sid);
      return fresh;
    },
  };
}

/** Secrets are made only while the key of whoever asks lives. */
async function requireLiving(tx: Database, { kind, id }: Actor): Promise<void> {
  if (kind !== "server" && !(id && (await holdActor(tx, id)))) throw actorRevoked();
}

function requireFound(found: StoredApplication | undefined): StoredApplication {
  // The console is nobody's to see.
  if (!found || found.isConsole) throw new AppError("application.not_found");
  return found;
}

/** What is never changed. The same value again is no change. */
function refuseFixed({ type, isDemo }: StoredApplication, given: ApplicationChanges): void {
  const refuse = (parameter: string, problem: string) => new AppError("request.invalid", { parameter, problem });
  if ((given.type ?? type) !== type) throw refuse("type", "it cannot be changed; make another application");
  const names = ["redirectUris", "postLogoutRedirectUris", "allowedOrigins"] as const;
  const fixed = isDemo ? names.find((name) => given[name] !== undefined) : undefined;
  if (fixed) throw refuse(fixed, "the addresses of the demo follow MUNJIGI_URL; make an application of your own");
}

/** What is a setting of it. */
const settingsOf = ({
  sid,
  isDemo,
  isConsole,
  createdAt,
  updatedAt,
  secrets,
  ...settings
}: StoredApplication): ApplicationSettings => settings;
