/** @module What this room needs, and the outside world as a provider's connector is given it. */
import type { Logger } from "pino";
import type { SocialConnectors } from "../connectors/social-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Limits } from "../limits/limits.js";
import type { Keyring } from "../secrets.js";
import type { Peer } from "./gateway.js";

export interface SocialDependencies extends Outside {
  sql: Database;
  keyring: Keyring;
  log: Logger;
  origin: string;
  connectors: SocialConnectors;
  limits: Pick<Limits, "admitAndCount">;
  /** Deployments whose answers come by this one. */
  relays: readonly Peer[];
  /** The one that this one's come by. */
  gateway: Peer | undefined;
}

/** A notice as it was posted. */
export interface NoticePost {
  method: string;
  url: string;
  headers: Headers;
  body: string;
}

/** A provider is given so long, in milliseconds, with all that one call of a connector asks of it. */
export const PROVIDER_MS = 8000;
