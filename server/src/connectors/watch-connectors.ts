/**
 * @module Which connectors carry a channel's messages, and which sign people in: read twice a second, so that every process obeys
 * a switch within one, and asked without waiting for every message.
 */
import type { Logger } from "pino";
import type { Environment } from "../core.js";
import type { Database } from "../db/open.js";
import { channelOf, isMessageType, type MessageType } from "./connector.js";
import { type Factories, isInbox, isMessageKind } from "./factories.js";
import {
  type ActiveConnector,
  type ActiveConnectors,
  makeReady,
  type ReadyConnector,
  type ReadyDependencies,
} from "./ready-connector.js";
import { receiptUrlOf } from "./receipt-url.js";
import type { SocialConnectors } from "./social-connectors.js";
import { SocialInUse } from "./social-in-use.js";
import {
  type ConnectorRow,
  type Role,
  selectConnector,
  selectConnectorByReceiptToken,
  selectConnectorsInUse,
  selectRoles,
} from "./store.js";

/** The room's face to those who send, and in `social` to sign-in. */
export interface ConnectorWatch {
  social: SocialConnectors;
  active: ActiveConnectors;
  /** A connector was put in force for the channel, and its settings cannot be used: not the same as none. */
  isUnusable(channel: string): boolean;
  /** The stored connectors that send: active and standby ones, whether or not they can be used. */
  senders: () => readonly Sender[];
  /** Whether there are connectors whose vendors make the codes. */
  hasVerifiers(): boolean;
  /** Whether a name is a kind of social sign-in, or a connector of one that is or was in force, on whatever process. */
  isSocial(name: string): Promise<boolean>;
  /** A connector that may no longer be in force, for messages that it took; with the settings it has now. */
  find(id: string): Promise<ReadyConnector | undefined>;
  /**
   * The connector that an address for delivery reports belongs to; `undefined` if there is none, or it cannot be used. Retired
   * ones are found: their messages are still on their way.
   */
  findByReceiptToken(token: string): Promise<ReadyConnector | undefined>;
  /** Reads again: this process obeys a change at once. */
  refresh(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** A stored connector that is in force for messages. */
export interface Sender {
  id: string;
  factoryId: string;
  channel: "sms" | "email";
  /** Absent: it cannot be used by this process, which has logged why. */
  ready?: ReadyConnector;
}

export interface WatchDependencies extends ReadyDependencies {
  sql: Database;
  log: Logger;
}

const REFRESH_MS = 500;
const TYPES: readonly MessageType[] = ["Sms", "Email"];

/** In development messages stay in the inbox until a connector is activated; in production none are sent until then. */
export function defaultConnectors({ all }: Factories, environment: Environment): ActiveConnectors {
  if (environment !== "development") return () => undefined;
  const inboxes = all.filter(isMessageKind).filter(isInbox);
  const byChannel = new Map(inboxes.map((connector) => [channelOf(connector.type), { connector, settings: {} }]));
  return (channel) => byChannel.get(channel as "sms" | "email");
}

const isSocial = ({ type }: Role): boolean => type === "Social";
const isSending = ({ status }: Role): boolean => status === "active" || status === "standby";

export function watchConnectors(dependencies: WatchDependencies): ConnectorWatch {
  return new Watch(dependencies);
}

class Watch implements ConnectorWatch {
  readonly social: SocialInUse;
  private readonly dependencies: WatchDependencies;
  /** Where no stored connector is in force. */
  private readonly fallback: ActiveConnectors;
  /** The kinds whose vendors make the codes, by identifier. */
  private readonly verifiers: readonly string[];
  /** What was opened, by version of its settings: `undefined` for what cannot be used. */
  private readonly opened = new Map<string, ReadyConnector | undefined>();
  /** By channel. */
  private inForce: ReadonlyMap<string, ActiveConnector> = new Map();
  /** Channels whose connectors in force cannot be used. */
  private unusable: ReadonlySet<string> = new Set();
  private inUse: readonly Sender[] = [];
  private verifiersExist = false;
  private readonly reads = new SharedRuns(() => this.read());
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(dependencies: WatchDependencies) {
    const { factories, environment } = dependencies;
    this.dependencies = dependencies;
    this.social = new SocialInUse(dependencies);
    this.fallback = defaultConnectors(factories, environment);
    const senders = factories.all.filter(isMessageKind);
    this.verifiers = senders.filter(({ verifier }) => verifier).map(({ id }) => id);
  }

  /** What somebody put in force and cannot be used gives way to nothing: the inbox would swallow its messages. */
  readonly active: ActiveConnectors = (channel) =>
    this.inForce.get(channel) ?? (this.isUnusable(channel) ? undefined : this.fallback(channel));

  isUnusable(channel: string): boolean {
    return this.unusable.has(channel);
  }

  readonly refresh = async (): Promise<void> => await this.reads.run();

  readonly senders = (): readonly Sender[] => this.inUse;

  hasVerifiers(): boolean {
    return this.verifiersExist;
  }

  readonly isSocial = async (name: string): Promise<boolean> => {
    const kind = this.dependencies.factories.find(name);
    if (kind) return !isMessageKind(kind);
    // Another process may have put it in force a moment ago.
    if (!this.social.findSocial(name)) await this.refresh();
    return this.social.findSocial(name) !== undefined;
  };

  async find(id: string): Promise<ReadyConnector | undefined> {
    const row = await selectConnector(this.dependencies.sql, id);
    return row && isMessageType(row.type) ? this.open(row) : undefined;
  }

  async findByReceiptToken(token: string): Promise<ReadyConnector | undefined> {
    if (!/^[\w-]{20,64}$/.test(token)) return undefined;
    const row = await selectConnectorByReceiptToken(this.dependencies.sql, token);
    if (!row) return undefined;
    try {
      // In development the address is no public one, but reports that come are read all the same.
      return {
        ...makeReady(this.dependencies, row),
        receiptUrl: receiptUrlOf(this.dependencies.origin, token),
      };
    } catch {
      return undefined;
    }
  }

  start(): void {
    this.timer = setTimeout(async () => {
      // While the database is away, what was in force stays so; the dispatcher logs the outage.
      await this.refresh().catch(() => {});
      if (!this.stopped) this.start();
    }, REFRESH_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.reads.end();
  }

  private async read(): Promise<void> {
    const { sql } = this.dependencies;
    const roles = await selectRoles(sql, this.verifiers);
    this.verifiersExist = roles.some(({ factoryId }) => this.verifiers.includes(factoryId));
    // The settings are fetched only where one of them is new.
    const areOpen = roles.every((role) =>
      isSocial(role) ? this.social.isOpen(role) : !isSending(role) || this.opened.has(role.versionId),
    );
    const all: readonly Role[] = areOpen ? roles : await this.openAll();
    this.social.replace(all.filter(isSocial));
    const rows = all.filter((role) => !isSocial(role));
    const next = this.channelsOf(rows);
    for (const id of this.opened.keys()) if (!rows.some(({ versionId }) => versionId === id)) this.opened.delete(id);
    this.logChanges(next);
    this.inForce = next;
    const sending = rows.filter((row) => isSending(row) && this.maySend(row));
    this.inUse = sending.flatMap(({ id, factoryId, type, versionId }) => {
      const ready = this.opened.get(versionId);
      return isMessageType(type) ? [{ id, factoryId, channel: channelOf(type), ...(ready && { ready }) }] : [];
    });
    const named = sending.map(({ type }) => type);
    this.unusable = new Set(
      named
        .filter(isMessageType)
        .map(channelOf)
        .filter((channel) => !next.has(channel)),
    );
  }

  /** In production an inbox is no connector. */
  private maySend({ factoryId }: Role): boolean {
    const { factories, environment } = this.dependencies;
    return environment === "development" || !isInbox(factories.find(factoryId));
  }

  private async openAll(): Promise<ConnectorRow[]> {
    const rows = await selectConnectorsInUse(this.dependencies.sql);
    for (const row of rows)
      if (isSocial(row)) this.social.open(row);
      else this.open(row);
    return rows;
  }

  /** Opens a version of settings once, and logs once that it cannot be used. */
  private open(row: ConnectorRow): ReadyConnector | undefined {
    if (this.opened.has(row.versionId)) return this.opened.get(row.versionId);
    let ready: ReadyConnector | undefined;
    try {
      ready = makeReady(this.dependencies, row);
    } catch (error) {
      const problem = (error as Error).message;
      this.dependencies.log.error({ connector: row.id, problem }, "a connector cannot be used");
    }
    this.opened.set(row.versionId, ready);
    return ready;
  }

  private channelsOf(rows: readonly Role[]): Map<string, ActiveConnector> {
    const channels = new Map<string, ActiveConnector>();
    for (const type of TYPES) {
      const [active, standby] = (["active", "standby"] as const).map((role) => {
        const row = rows.find((one) => one.type === type && one.status === role);
        return row && this.opened.get(row.versionId);
      });
      if (active) channels.set(channelOf(type), { ...active, ...(standby && { standby }) });
      // There is no active one, or it cannot be used, which `open` has logged: the standby sends.
      else if (standby) channels.set(channelOf(type), standby);
    }
    return channels;
  }

  private logChanges(next: ReadonlyMap<string, ActiveConnector>): void {
    for (const channel of new Set([...this.inForce.keys(), ...next.keys()])) {
      const now = next.get(channel);
      if (this.inForce.get(channel)?.versionId === now?.versionId) continue;
      this.dependencies.log.info(
        { channel, connector: now?.id ?? null, kind: now?.connector.id ?? null },
        "another connector is in force",
      );
    }
  }
}

/** One run at a time. What is asked for while a run is under way is answered by one more run, which begins after it. */
class SharedRuns {
  private readonly work: () => Promise<void>;
  private running: Promise<void> | undefined;
  private again = false;

  constructor(work: () => Promise<void>) {
    this.work = work;
  }

  async run(): Promise<void> {
    if (this.running) this.again = true;
    else this.running = this.runUntilDone();
    return await this.running;
  }

  /** Resolves when nothing runs. */
  async end(): Promise<void> {
    await this.running?.catch(() => {});
  }

  private async runUntilDone(): Promise<void> {
    try {
      do {
        this.again = false;
        await this.work();
      } while (this.again);
    } finally {
      // In the same turn as the last look at `again`: no call can come in between and wait for a run that does not come.
      this.running = undefined;
    }
  }
}
