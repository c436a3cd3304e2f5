/**
 * @module Which connectors carry a channel's messages: read twice a second, so that every process obeys a switch within one,
 * and asked without waiting for every message.
 */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import type { Logger } from "pino";
import type { Environment } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import { channelOf } from "./connector.js";
import type { Factories } from "./factories.js";
import { receiptUrlOf } from "./receipt-url.js";
import { openSettings } from "./seal-settings.js";
import { type ConnectorRow, type Role, selectConnector, selectConnectorsInForce, selectRoles } from "./store.js";

/** A connector with the settings it sends with. */
export interface ReadyConnector {
  /** Absent: it is part of the program, without settings. */
  id?: string;
  /** Of the settings. */
  versionId?: string;
  connector: SmsConnector;
  settings: unknown;
  /** Where its vendor may post reports. */
  receiptUrl?: string;
}

export interface ActiveConnector extends ReadyConnector {
  /** Sends what this one cannot. */
  standby?: ReadyConnector;
}

/** The connector of a channel now, or `undefined` where none is active. Asked for every message, so it must be cheap. */
export type ActiveConnectors = (channel: string) => ActiveConnector | undefined;

export interface ConnectorWatch {
  active: ActiveConnectors;
  /** Whether there are connectors whose vendors make the codes. */
  hasVerifiers(): boolean;
  /** A connector that was in force once, for what it has begun; with the settings it has now. */
  find(id: string): Promise<ReadyConnector | undefined>;
  /** Reads again: this process obeys a change at once. */
  refresh(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface WatchDependencies {
  sql: Database;
  keyring: Keyring;
  factories: Factories;
  environment: Environment;
  origin: string;
  log: Logger;
}

const REFRESH_MS = 500;

/** In development messages stay in the inbox until a connector is activated; in production none are sent until then. */
export function defaultConnectors({ all }: Factories, environment: Environment): ActiveConnectors {
  if (environment !== "development") return () => undefined;
  const inboxes = all.filter(({ inbox }) => inbox);
  const byChannel = new Map(inboxes.map((connector) => [channelOf(connector.type), { connector, settings: {} }]));
  return (channel) => byChannel.get(channel as "sms" | "email");
}

export function watchConnectors(dependencies: WatchDependencies): ConnectorWatch {
  const { sql, factories, environment, log } = dependencies;
  const fallback = defaultConnectors(factories, environment);
  const opened = new Map<string, ReadyConnector | undefined>();
  const verifiers = factories.all.filter(({ verifier }) => verifier).map(({ id }) => id);
  let hasVerifiers = false;
  let inForce = new Map<string, ActiveConnector>();
  let reading: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** Settings are opened once, and complained of once. */
  function open(row: ConnectorRow): ReadyConnector | undefined {
    if (opened.has(row.versionId)) return opened.get(row.versionId);
    let ready: ReadyConnector | undefined;
    try {
      ready = makeReady(dependencies, row);
    } catch (error) {
      log.error({ connector: row.id, problem: (error as Error).message }, "a connector cannot be used");
    }
    opened.set(row.versionId, ready);
    return ready;
  }

  async function openAll(): Promise<ConnectorRow[]> {
    const rows = await selectConnectorsInForce(sql);
    for (const row of rows) open(row);
    return rows;
  }

  async function read(): Promise<void> {
    const roles = await selectRoles(sql, verifiers);
    hasVerifiers = roles.some(({ factoryId }) => verifiers.includes(factoryId));
    const isInForce = ({ status }: Role) => status === "active" || status === "standby";
    // The settings come along only where they are new.
    const areOpen = roles.filter(isInForce).every(({ versionId }) => opened.has(versionId));
    const rows: readonly Role[] = areOpen ? roles : await openAll();
    const next = new Map<string, ActiveConnector>();
    for (const type of ["Sms", "Email"] as const) {
      const [active, standby] = (["active", "standby"] as const).map((role) => {
        const row = rows.find((one) => one.type === type && one.status === role);
        return row && opened.get(row.versionId);
      });
      if (active) next.set(channelOf(type), { ...active, ...(standby && { standby }) });
      // The active one is gone, or cannot be used, which has been complained of.
      else if (standby) next.set(channelOf(type), standby);
    }
    for (const id of opened.keys()) if (!rows.some(({ versionId }) => versionId === id)) opened.delete(id);
    tellChanges(next);
    inForce = next;
  }

  function tellChanges(next: ReadonlyMap<string, ActiveConnector>): void {
    for (const channel of new Set([...inForce.keys(), ...next.keys()])) {
      const now = next.get(channel);
      if (inForce.get(channel)?.versionId === now?.versionId) continue;
      log.info(
        { channel, connector: now?.id ?? null, kind: now?.connector.id ?? null },
        "another connector is in force",
      );
    }
  }

  /** What was asked for while one read was under way is answered by the next. */
  async function refresh(): Promise<void> {
    if (reading) {
      again = true;
      return await reading;
    }
    reading = (async () => {
      try {
        do {
          again = false;
          await read();
        } while (again);
      } finally {
        // With the last look at `again`: nobody can come in between.
        reading = undefined;
      }
    })();
    return await reading;
  }

  function schedule(): void {
    timer = setTimeout(async () => {
      // The database is away: what was in force stays so, and the dispatcher complains.
      await refresh().catch(() => {});
      if (!stopped) schedule();
    }, REFRESH_MS);
    timer.unref();
  }

  return {
    hasVerifiers: () => hasVerifiers,
    active: (channel) => inForce.get(channel) ?? fallback(channel),
    async find(id) {
      const row = await selectConnector(sql, id);
      return row && open(row);
    },
    refresh,
    start: schedule,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await reading?.catch(() => {});
    },
  };
}

/** Throws in words. */
export function findKind(factories: Factories, { factoryId }: Pick<ConnectorRow, "factoryId">): SmsConnector {
  const kind = factories.find(factoryId);
  if (!kind) throw new Error(`there is no kind of connector "${factoryId}"; is MUNJIGI_CONNECTORS complete?`);
  return kind;
}

/** Throws in words if its kind is gone, or its settings cannot be opened. */
export function makeReady(
  { keyring, factories, environment, origin }: Omit<WatchDependencies, "sql" | "log">,
  row: ConnectorRow,
): ReadyConnector {
  const connector = findKind(factories, row);
  if (connector.inbox && environment === "production") throw new Error("the inbox is for development only");
  const settings = openSettings(keyring, row);
  const isPublic = origin.startsWith("https://");
  return {
    id: row.id,
    versionId: row.versionId,
    connector,
    settings,
    ...(connector.receipt && isPublic && { receiptUrl: receiptUrlOf(origin, row.receiptToken) }),
  };
}
