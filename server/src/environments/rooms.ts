/**
 * @module The rooms whose settings travel, on a transaction: each keeps its rules and writes its own events, and all of it holds or
 * nothing does. Nobody outside is asked meanwhile.
 */
import type { Logger } from "pino";
import {
  changeSettings,
  type SettingsChange,
  showSettings,
  type VersionedSettings,
} from "../alerts/change-settings.js";
import { type Applications, createApplications } from "../applications/applications.js";
import { type Connectors, createConnectors } from "../connectors/connectors.js";
import type { Factories } from "../connectors/factories.js";
import { watchConnectors } from "../connectors/watch-connectors.js";
import type { Deployment, Outside } from "../core.js";
import type { Database } from "../db/open.js";
import { createExperience, type Experiences } from "../experience/experiences.js";
import { createRoles, type Roles } from "../organizations/roles.js";
import type { AddressRules } from "../outgoing/address-rules.js";
import type { Post } from "../outgoing/create-outgoing.js";
import { createRateLimits, type RateLimits } from "../rate-limits/rate-limits.js";
import type { Keyring } from "../secrets.js";
import { createServices, type Services } from "../services/services.js";
import { createTemplates, type Templates } from "../templates/templates.js";
import { createEndpoints, type Endpoints } from "../webhooks/endpoints.js";

export interface Rooms {
  services: Services;
  templates: Templates;
  rateLimits: RateLimits;
  connectors: Connectors;
  experiences: Pick<Experiences, "show" | "change">;
  applications: Applications;
  roles: Roles;
  webhooks: Endpoints;
  alertSettings: { show(): Promise<VersionedSettings>; change(change: SettingsChange): Promise<VersionedSettings> };
}

export interface RoomDependencies extends Pick<Outside, "clock" | "random">, AddressRules {
  keyring: Keyring;
  factories: Factories;
  log: Logger;
  deployment: Pick<Deployment, "environment" | "origin">;
  /** Of the address that people come back to from providers. */
  callbackOrigin: string;
  post: Post;
}

/** A transaction holds locks: whatever would ask a vendor or a provider goes without its answer. */
const asksNobody = async () => {
  throw new Error("nobody is asked while settings are read or changed");
};

export async function openRooms(sql: Database, dependencies: RoomDependencies): Promise<Rooms> {
  const { keyring, factories, clock, random, deployment, allowPrivateNetwork, callbackOrigin, post } = dependencies;
  const { environment, origin } = deployment;
  const common = { sql, keyring, clock, random };
  // It tells of what is in force, which is not true before the transaction has ended.
  const log = dependencies.log.child({}, { level: "silent" });
  const watch = watchConnectors({ ...common, factories, log, environment, origin });
  await watch.refresh();
  const services = createServices(common);
  const experiences = createExperience({
    ...{ ...common, environment, services },
    canSend: (channel) => watch.active(channel) !== undefined,
    isSocial: watch.isSocial,
  });
  return {
    services,
    experiences,
    templates: createTemplates(common),
    rateLimits: createRateLimits(common),
    connectors: createConnectors({
      ...{ ...common, factories, environment, origin, callbackOrigin, services },
      ...{ fetch: asksNobody, lookup: asksNobody, social: watch.social, refresh: watch.refresh },
      signInMethods: experiences.methodsBy,
    }),
    applications: createApplications({ ...common, environment, origin, services, allowPrivateNetwork }),
    roles: createRoles(sql),
    webhooks: createEndpoints({ ...common, services, post, allowPrivateNetwork }),
    alertSettings: { show: () => showSettings(sql), change: (change) => changeSettings(sql, change) },
  };
}
