/** @module The settings of a deployment as they are: the file, and what in this deployment its names stand for. */

import { isInForce } from "../connectors/compare-config.js";
import type { Connector } from "../connectors/connector.js";
import type { Page, PageRequest } from "../db/page.js";
import { withModes } from "../fraud-guard/limits.js";
import { nameRows, sortNames } from "./names.js";
import type { Rooms } from "./rooms.js";
import { referToSecrets } from "./secret-references.js";
import { type Entry, FILE_VERSION, FIRST_SERVICE, type Ref, type WholeFile } from "./settings-file.js";

type Service = Awaited<ReturnType<Rooms["services"]["find"]>>;

export interface State {
  file: WholeFile;
  refs: Ref[];
  connectors: Map<string, Connector>;
}

const PAGE_SIZE = 200;

export async function readState(rooms: Rooms): Promise<State> {
  const refs: Ref[] = [];
  const refer = (kind: Ref["kind"], path: string[], id: string) => void refs.push({ kind, path, id });

  const services = nameRows(await listAll(rooms.services.list), ({ friendlyName }, at) =>
    at === 0 ? FIRST_SERVICE : friendlyName,
  );
  const nameOfService = new Map([...services].map(([key, { sid }]) => [sid, key]));
  const own = (await listAll(rooms.templates.list)).filter(({ builtIn }) => !builtIn);
  const templates = nameRows(own, ({ friendlyName }) => friendlyName);
  const nameOfTemplate = new Map([...templates].map(([key, { sid }]) => [sid, key]));
  const connectors = nameRows((await rooms.connectors.list()).toReversed(), ({ factoryId }) => factoryId);
  const nameOfConnector = new Map([...connectors].map(([key, { id }]) => [id, key]));
  const registered = (await rooms.applications.settings()).filter(({ isDemo }) => !isDemo).toReversed();
  const applications = nameRows(registered, ({ settings }) => settings.name);
  // One of a service that is deleted hears nothing any more, and without its service it would hear everything.
  const endpoints = (await rooms.webhooks.list()).filter(
    ({ serviceSid }) => serviceSid === null || nameOfService.has(serviceSid),
  );
  const webhooks = nameRows(endpoints.toReversed(), ({ url }) => url);
  const resources = await rooms.applications.resources.list();
  const serviceName = (sid: string | null) => (sid === null ? null : (nameOfService.get(sid) ?? null));

  const serviceEntries: [string, Entry<"services">][] = [];
  for (const [key, service] of services) {
    refer("service", ["services", key], service.sid);
    const rateLimits = await readRateLimits(rooms, service.sid, key, refer);
    serviceEntries.push([key, toServiceEntry(key, service, { nameOfTemplate, rateLimits })]);
  }
  for (const [key, { sid }] of templates) refer("template", ["templates", key], sid);
  for (const [key, { id }] of connectors) refer("connector", ["connectors", key], id);
  for (const { indicator, sid } of resources) refer("resource", ["resources", indicator], sid);
  for (const [key, { sid }] of applications) refer("application", ["applications", key], sid);
  for (const [key, { sid }] of webhooks) refer("webhook", ["webhooks", key], sid);
  const roles = (await rooms.roles.list()).filter(({ isBuiltIn, description }) => !isBuiltIn || description !== null);
  for (const { name } of roles) refer("role", ["roles", name], name);

  const { version: _, serviceSid, ...experience } = await rooms.experiences.show();
  const order = experience.social.order.flatMap((one) =>
    one.startsWith("CN") ? (nameOfConnector.get(one) ?? []) : [one],
  );
  const { version: _alerts, ...alerts } = await rooms.alertSettings.show();
  const file: WholeFile = {
    munjigi: FILE_VERSION,
    services: sortNames(serviceEntries),
    templates: sortNames(
      [...templates].map(([key, { friendlyName, translations }]) => [
        key,
        { ...nameUnless(key, friendlyName), translations: [...translations] },
      ]),
    ),
    connectors: sortNames([...connectors].map(([key, connector]) => [key, toConnectorEntry(key, connector)])),
    experience: {
      service: serviceName(serviceSid),
      ...{ ...experience, social: { ...experience.social, order: [...new Set(order)] } },
    },
    resources: sortNames(
      resources.map(({ indicator, name, scopes, accessTokenSeconds }) => [
        indicator,
        { name, scopes, accessTokenSeconds },
      ]),
    ),
    applications: sortNames(
      [...applications].map(([key, { settings }]) => {
        const { name, serviceSid, ...same } = settings;
        return [key, { ...nameUnless(key, name), service: serviceName(serviceSid), ...same }];
      }),
    ),
    roles: sortNames(roles.map(({ name, description }) => [name, { description }])),
    webhooks: sortNames(
      [...webhooks].map(([key, { url, serviceSid, eventTypes, includeNumbers, description, status }]) => [
        key,
        {
          ...(key !== url && { url }),
          service: serviceName(serviceSid),
          ...{ eventTypes, includeNumbers, description, enabled: status !== "disabled" },
        },
      ]),
    ),
    alerts: { ...alerts },
  };
  return { file, refs, connectors };
}

/** The role of a connector as the file has it: one that was never in force and one that is so no more are both off. */
export function roleOf({ status }: Connector): "active" | "standby" | "off" {
  return status === "active" || status === "standby" ? status : "off";
}

function toConnectorEntry(key: string, connector: Connector): Entry<"connectors"> {
  // Of one that serves nobody the newest settings count: what waits will be in force with it.
  const shown = (!isInForce(connector) && connector.draft) || connector;
  const settings = referToSecrets(shown.settings, key, Object.keys(shown.secrets));
  return {
    ...(key !== connector.factoryId && { kind: connector.factoryId }),
    role: roleOf(connector),
    // What cannot be read any more says nothing.
    ...(settings !== null && { settings: settings as Record<string, unknown> }),
  };
}

function toServiceEntry(
  key: string,
  { sid, createdAt, updatedAt, friendlyName, defaultTemplateSid, ...settings }: Service,
  known: { nameOfTemplate: Map<string, string>; rateLimits: Entry<"services">["rateLimits"] },
): Entry<"services"> {
  const template = defaultTemplateSid === null ? null : (known.nameOfTemplate.get(defaultTemplateSid) ?? null);
  return {
    ...(key === FIRST_SERVICE ? { friendlyName } : nameUnless(key, friendlyName)),
    ...{ ...settings, limits: withModes(settings.limits) },
    // Those that are part of the program have the same identifier everywhere.
    defaultTemplate: template ?? defaultTemplateSid,
    rateLimits: known.rateLimits,
  } as Entry<"services">;
}

async function readRateLimits(
  { rateLimits }: Rooms,
  serviceSid: string,
  service: string,
  refer: (kind: Ref["kind"], path: string[], id: string) => void,
): Promise<NonNullable<Entry<"services">["rateLimits"]>> {
  const entries: [string, { description: string | null; buckets: Record<string, number> }][] = [];
  for (const { sid, uniqueName, description } of await listAll((page) => rateLimits.list(serviceSid, page))) {
    const path = ["services", service, "rateLimits", uniqueName];
    refer("rate_limit", path, sid);
    const buckets = await listAll((page) => rateLimits.buckets.list({ serviceSid, rateLimitSid: sid }, page));
    for (const one of buckets) refer("bucket", [...path, "buckets", String(one.intervalSeconds)], one.sid);
    const figures = buckets.map(({ intervalSeconds, max }): [string, number] => [String(intervalSeconds), max]);
    entries.push([uniqueName, { description, buckets: Object.fromEntries(figures) }]);
  }
  return sortNames(entries);
}

const nameUnless = (key: string, name: string) => (key === name ? {} : { name });

/** All rows, the oldest first. */
async function listAll<Row>(list: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const found: Row[] = [];
  for (let sid: string | undefined; ; ) {
    const page = await list({ size: PAGE_SIZE, cursor: sid === undefined ? undefined : { sid, side: "older" } });
    found.push(...page.rows);
    sid = page.older;
    if (sid === undefined) return found.reverse();
  }
}
