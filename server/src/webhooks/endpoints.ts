/** @module Endpoints: made, found, changed, deleted, given another secret, resumed, tried out. */
import { changesBetween } from "../audit/changes.js";
import type { EventType, NewEvent } from "../audit/event.js";
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor, Expectation } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import type { AddressRules } from "../outgoing/address-rules.js";
import { seal } from "../secrets.js";
import type { Services } from "../services/services.js";
import { createSid } from "../sid.js";
import {
  type Endpoint,
  type EndpointChanges,
  type EndpointRow,
  type EndpointSettings,
  KEEP_OLD_HOURS,
  type NewEndpoint,
  problemWithUrl,
} from "./endpoint.js";
import { isDelivered, type Try } from "./judge-answer.js";
import { writePayload } from "./payload.js";
import { type SendDependencies, sendDelivery } from "./send-delivery.js";
import { createSecret } from "./sign-delivery.js";
import {
  deleteEndpointRow,
  insertEndpoint,
  lockEndpoint,
  replaceSecret,
  resumeRow,
  selectEndpoint,
  selectEndpointPage,
  selectEndpoints,
  selectWholeEndpoint,
  updateEndpointRow,
} from "./store.js";

/** With its secret, which is told once and never again. */
export interface FreshEndpoint {
  endpoint: Endpoint;
  secret: string;
}

/** What came of trying an endpoint out. */
export type TestResult = Try & { delivered: boolean; ms: number };

/** Where a `serviceSid` is given, only an endpoint of that service is found. */
export interface Endpoints {
  /** All, newest first. */
  list(): Promise<Endpoint[]>;
  /** A page of a service's own, newest first. */
  listOf(serviceSid: string, page: PageRequest): Promise<Page<Endpoint>>;
  /** Throws `webhook.not_found`. */
  find(sid: string, serviceSid?: string): Promise<Endpoint>;
  /** Throws `request.invalid`, `service.not_found` and `webhook.too_many`. */
  create(endpoint: NewEndpoint, by: Actor): Promise<FreshEndpoint>;
  /** What is absent stays. Throws `webhook.not_found`, `request.invalid` and `service.not_found`. */
  update(
    sid: string,
    changes: EndpointChanges,
    by: Actor,
    only?: { serviceSid?: string | undefined; expect?: Expectation },
  ): Promise<Endpoint>;
  /** What was to be told to it goes with it. Throws `webhook.not_found`. */
  remove(sid: string, by: Actor, serviceSid?: string): Promise<void>;
  /** Another secret; the one before signs too for `keepOldHours` (24, 0 to 720). Throws `webhook.not_found`. */
  rotateSecret(sid: string, options: { keepOldHours?: number | undefined }, by: Actor): Promise<FreshEndpoint>;
  /** Whatever stopped it: it is told again, what waited at once. Throws `webhook.not_found`. */
  resume(sid: string, by: Actor): Promise<Endpoint>;
  /** Tells it of a `webhook.test`, now and once. Throws `webhook.not_found`. */
  test(sid: string): Promise<TestResult>;
}

export interface EndpointDependencies extends AddressRules, SendDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
  services: Pick<Services, "find">;
}

export function createEndpoints(dependencies: EndpointDependencies): Endpoints {
  const { sql, keyring, clock, random, services } = dependencies;

  const requireFound = <Found>(found: Found | undefined): Found => {
    if (found === undefined) throw new AppError("webhook.not_found");
    return found;
  };
  const find = async (from: Database, sid: string) => requireFound(await selectEndpoint(from, sid, undefined));

  async function check({ url, serviceSid }: EndpointChanges): Promise<void> {
    const problem = url === undefined ? undefined : problemWithUrl(url, dependencies);
    if (problem) throw new AppError("request.invalid", { parameter: "url", problem });
    if (serviceSid) await services.find(serviceSid);
  }

  return {
    list: () => selectEndpoints(sql),
    async listOf(serviceSid, page) {
      return cutPage(await selectEndpointPage(sql, serviceSid, page), page);
    },
    async find(sid, serviceSid) {
      return requireFound(await selectEndpoint(sql, sid, serviceSid));
    },
    async create(given, by) {
      await check(given);
      const settings = { ...usual, ...withoutAbsent(given) };
      const sid = createSid("YW", clock, random);
      const secret = createSecret(random);
      const sealedSecret = seal(keyring, secret, sid, random);
      return await inTransaction(sql, async (tx) => {
        const status = settings.enabled ? "enabled" : "disabled";
        if (!(await insertEndpoint(tx, { ...settings, status, sid, sealedSecret })))
          throw new AppError("webhook.too_many");
        const told = changesBetween({}, toldOf(settings), isTold);
        await recordEvent(tx, { ...eventOf("webhook.created", sid, settings.serviceSid, by), after: told?.after });
        return { endpoint: await find(tx, sid), secret };
      });
    },
    async update(sid, changes, by, { serviceSid, expect } = {}) {
      await check(changes);
      return await inTransaction(sql, async (tx) => {
        const row = requireFound(await lockEndpoint(tx, sid, serviceSid));
        expect?.(row);
        const before = settingsOf(row);
        const after = { ...before, ...withoutAbsent(changes) };
        const told = changesBetween(toldOf(before), toldOf(after), isTold);
        const isSame = !told && before.url === after.url;
        if (isSame) return await find(tx, sid);
        // One that is paused stays so until it is resumed.
        const status = !after.enabled ? "disabled" : before.enabled ? row.status : "enabled";
        await updateEndpointRow(tx, sid, { ...after, status });
        if (after.enabled && !before.enabled) await resumeRow(tx, sid);
        const event = eventOf("webhook.updated", sid, after.serviceSid, by);
        await recordEvent(tx, { ...event, ...(told ?? { data: { changed: ["url"] } }) });
        return await find(tx, sid);
      });
    },
    async remove(sid, by, serviceSid) {
      await inTransaction(sql, async (tx) => {
        const row = requireFound(await lockEndpoint(tx, sid, serviceSid));
        await deleteEndpointRow(tx, sid);
        const told = changesBetween({}, toldOf(settingsOf(row)), isTold);
        await recordEvent(tx, { ...eventOf("webhook.deleted", sid, row.serviceSid, by), before: told?.after });
      });
    },
    async rotateSecret(sid, { keepOldHours = KEEP_OLD_HOURS.usual }, by) {
      const secret = createSecret(random);
      return await inTransaction(sql, async (tx) => {
        const row = requireFound(await lockEndpoint(tx, sid, undefined));
        await replaceSecret(tx, sid, { sealedSecret: seal(keyring, secret, sid, random), keepOldHours });
        const event = eventOf("webhook.secret_rotated", sid, row.serviceSid, by);
        await recordEvent(tx, { ...event, data: { keepOldHours } });
        return { endpoint: await find(tx, sid), secret };
      });
    },
    async resume(sid, by) {
      return await inTransaction(sql, async (tx) => {
        const { status, serviceSid } = requireFound(await lockEndpoint(tx, sid, undefined));
        if (status !== "enabled") {
          await resumeRow(tx, sid);
          const event = eventOf("webhook.resumed", sid, serviceSid, by);
          await recordEvent(tx, { ...event, before: { status }, after: { status: "enabled" } });
        }
        return await find(tx, sid);
      });
    },
    async test(sid) {
      const row = requireFound(await selectWholeEndpoint(sql, sid));
      const now = clock();
      const isOldOver = row.oldSecretUntil === null || row.oldSecretUntil <= now;
      const body = writePayload({
        ...{ type: "webhook.test", happenedAt: now, subjectKind: "webhook", subjectId: sid },
        ...{ serviceSid: row.serviceSid, facts: {} },
      });
      const target = { ...row, endpointSid: sid, sealedOldSecret: isOldOver ? null : row.sealedOldSecret };
      const tried = await sendDelivery(dependencies, target, { id: createSid("EV", clock, random), body });
      return { ...tried, delivered: isDelivered(tried), ms: Math.max(0, clock().getTime() - now.getTime()) };
    },
  };
}

const usual = { includeNumbers: false, description: null, serviceSid: null, enabled: true };

function withoutAbsent<Values extends object>(values: Values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof Values]: Exclude<Values[K], undefined>;
  };
}

const settingsOf = (row: EndpointRow): EndpointSettings => {
  const { url, eventTypes, includeNumbers, description, serviceSid, status } = row;
  return { url, eventTypes, includeNumbers, description, serviceSid, enabled: status !== "disabled" };
};

/** Of an address only whose it is: the rest of one may be a secret. */
const toldOf = ({ url, ...settings }: EndpointSettings) => ({ ...settings, origin: URL.parse(url)?.origin ?? null });
const isTold = (path: string) => path !== "description";

export const eventOf = (type: EventType, id: string, serviceSid: string | null, actor: Actor): NewEvent => ({
  ...{ type, actor, serviceSid },
  subject: { kind: "webhook", id },
});
