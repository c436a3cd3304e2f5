/** @module The connectors of social sign-in that are in use, as this process has read them last. */
import type { Logger } from "pino";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Keyring } from "../secrets.js";
import { type AnyConnector, type Factories, isMessageKind } from "./factories.js";
import { noteSocialFailure, type Throttle } from "./note-social-failure.js";
import { findKind, openFitting } from "./ready-connector.js";
import type { ReadySocial, SocialConnectors } from "./social-connectors.js";
import { type ConnectorRow, type Role, selectConnector } from "./store.js";

export interface SocialDependencies {
  sql: Database;
  keyring: Keyring;
  factories: Factories;
  log: Logger;
}

type Opened = Omit<ReadySocial, "status">;

export class SocialInUse implements SocialConnectors {
  private readonly dependencies: SocialDependencies;
  /** By version of the settings: `undefined` for what cannot be used. */
  private readonly opened = new Map<string, Opened | undefined>();
  private inUse: readonly ReadySocial[] = [];
  private active: readonly ReadySocial[] = [];
  /** When what was noted of late, by process. */
  private readonly noted: Throttle = new Map();

  constructor(dependencies: SocialDependencies) {
    this.dependencies = dependencies;
  }

  readonly socialConnectors = (): readonly ReadySocial[] => this.active;

  readonly findSocial = (id: string): ReadySocial | undefined => this.inUse.find((one) => one.id === id);

  readonly identityOf: SocialConnectors["identityOf"] = (name) => {
    const [ready, ...others] = this.active.filter(({ id, kind }) => id === name || kind.id === name);
    const identity = others.length === 0 ? ready?.kind.identity?.(ready.settings) : undefined;
    return ready && identity && { connectorId: ready.id, ...identity };
  };

  readonly findSocialByToken = (token: string): ReadySocial | undefined =>
    this.inUse.find((one) => one.token === token);

  readonly noteFailure: SocialConnectors["noteFailure"] = async (id, failure) => {
    const ready = this.findSocial(id);
    if (ready) await noteSocialFailure(this.dependencies, this.noted, ready, failure);
  };

  readonly openForTrial: SocialConnectors["openForTrial"] = async (id) => {
    const row = await selectConnector(this.dependencies.sql, id);
    if (!row) throw new AppError("connector.not_found");
    if (row.type !== "Social") throw new AppError("connector.no_trial");
    try {
      return makeReadySocial(this.dependencies, { ...row, ...row.draft });
    } catch (cause) {
      throw new AppError("connector.unusable", { problem: (cause as Error).message }, { cause });
    }
  };

  isOpen({ versionId }: Pick<Role, "versionId">): boolean {
    return this.opened.has(versionId);
  }

  /** Opens a version of settings once, and logs once that it cannot be used. */
  open(row: ConnectorRow): void {
    if (this.opened.has(row.versionId)) return;
    let ready: Opened | undefined;
    try {
      ready = makeReadySocial(this.dependencies, row);
    } catch (error) {
      const problem = (error as Error).message;
      this.dependencies.log.error({ connector: row.id, problem }, "a connector cannot be used");
    }
    this.opened.set(row.versionId, ready);
  }

  /** Takes over who is in use now: all of them, opened before. */
  replace(roles: readonly Role[]): void {
    const before = this.active;
    this.inUse = roles
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .flatMap(({ versionId, status }) => {
        const ready = this.opened.get(versionId);
        return ready ? [{ ...ready, status: status === "active" ? ("active" as const) : ("retired" as const) }] : [];
      });
    this.active = this.inUse.filter(({ status }) => status === "active");
    for (const versionId of this.opened.keys())
      if (!roles.some((role) => role.versionId === versionId)) this.opened.delete(versionId);
    const names = (list: readonly ReadySocial[]) => list.map(({ versionId }) => versionId).join();
    if (names(before) !== names(this.active))
      this.dependencies.log.info(
        { connectors: this.active.map(({ id, kind }) => `${id} ${kind.id}`) },
        "other connectors of social sign-in are in force",
      );
  }
}

/** Throws in words if its kind is gone, or its settings cannot be opened or no longer fit. */
export function makeReadySocial(
  { keyring, factories }: Pick<SocialDependencies, "keyring" | "factories">,
  row: ConnectorRow,
): Opened {
  const kind: AnyConnector = findKind(factories, row);
  if (isMessageKind(kind)) throw new Error("it sends messages and signs nobody in");
  return {
    ...{ id: row.id, kind, versionId: row.versionId, token: row.receiptToken },
    settings: openFitting(keyring, kind, row),
  };
}
