/** @module The sign-in experience: what holds, changes of it, and drafts. The face of this room. */
import { cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import { AppError, type Language } from "../errors.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import { createSid, parseSid } from "../sid.js";
import {
  type ChangeDependencies,
  changeExperience,
  type ExperienceChange,
  refuseProblems,
  type VersionedExperience,
} from "./change-experience.js";
import type { Experience, IdentifierType } from "./experience.js";
import { methodsBy } from "./find-problems.js";
import { readDocument, readStored } from "./read-document.js";
import { insertDraft, selectDraft, selectExperience } from "./store.js";

export interface Experiences {
  /** What holds, at most a second old. */
  current(): Promise<VersionedExperience>;
  /** What holds, now. */
  show(): Promise<VersionedExperience>;
  /** See `changeExperience`. This process obeys at once, every other within a second. */
  change(change: ExperienceChange): Promise<VersionedExperience>;
  /** The service of a document: the one it names while that lives, else the oldest. Throws `service.not_found` if there is none. */
  serviceOf(experience: Pick<Experience, "serviceSid">): Promise<Service>;
  /** Keeps a document for a day, to be looked at; resolves to its identifier. Throws as `change` does, but for connectors. */
  saveDraft(document: unknown, language: Language): Promise<string>;
  /** `undefined`: there is none, or its day is over. */
  findDraft(id: string): Promise<Experience | undefined>;
  /** The identifiers that could no longer be used to sign in or up without this channel. */
  methodsBy(channel: string): Promise<IdentifierType[]>;
}

export interface ExperienceDependencies extends ChangeDependencies {
  services: Pick<Services, "find" | "list">;
  clock: Clock;
  random: Random;
}

export function createExperience(dependencies: ExperienceDependencies): Experiences {
  const { sql, services, clock, random } = dependencies;
  const show = async () => {
    const row = await selectExperience(sql);
    return { ...readStored(row?.document ?? {}), version: row?.version ?? 0 };
  };
  // There is one document, under one name.
  const cache = cacheBriefly(show);
  const current = () => cache.get("live");
  // The oldest may change only when it is deleted, and a service of a moment ago is good enough for a page.
  const oldest = cacheBriefly(async () => {
    const { rows } = await services.list({ size: 1, cursor: { sid: "VA", side: "newer" } });
    return rows[0]?.sid;
  });

  return {
    current,
    show,
    async change(change) {
      try {
        return await changeExperience(dependencies, change);
      } finally {
        cache.forget("live");
      }
    },
    async serviceOf({ serviceSid }) {
      const named = serviceSid === null ? undefined : await services.find(serviceSid).catch(passUnknown);
      return named ?? (await services.find((await oldest.get("oldest")) ?? ""));
    },
    async saveDraft(document, language) {
      const experience = readDocument(document, language);
      await refuseProblems(dependencies, experience, language);
      const sid = createSid("XD", clock, random);
      await insertDraft(sql, sid, experience);
      return sid;
    },
    async findDraft(id) {
      const sid = parseSid("XD", id);
      const document = sid === undefined ? undefined : await selectDraft(sql, sid);
      return document && readStored(document);
    },
    async methodsBy(channel) {
      return methodsBy(await current(), channel);
    },
  };
}

/** Of a service that is not there; any other failure stays one. */
function passUnknown(error: unknown): undefined {
  if (!(error instanceof AppError && error.code === "service.not_found")) throw error;
}
