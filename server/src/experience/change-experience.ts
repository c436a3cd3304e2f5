/** @module Changes the sign-in experience, unless that would break signing in: then it says which member and why. */
import { changesBetween } from "../audit/changes.js";
import { recordEvent } from "../audit/record.js";
import type { Actor, Environment } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError, type ErrorCode, type Language } from "../errors.js";
import type { Services } from "../services/services.js";
import type { Experience } from "./experience.js";
import { channelsNeeded, findProblems } from "./find-problems.js";
import { mergePatch, readDocument, readStored } from "./read-document.js";
import { replaceExperience, selectExperience } from "./store.js";

export interface ChangeDependencies {
  sql: Database;
  environment: Environment;
  services: Pick<Services, "find">;
  /** Whether a connector that can be used is in force for a channel. */
  canSend: (channel: string) => boolean;
  /** Whether a name is a kind of social sign-in, or such a connector that is or was in force. */
  isSocial: (name: string) => Promise<boolean>;
}

export interface ExperienceChange {
  /** JSON Merge Patch, RFC 7396. */
  patch: unknown;
  /** The version that the caller has seen. */
  version: number;
  actor: Actor;
  language: Language;
}

export type VersionedExperience = Experience & { version: number };

const CHANNEL_NAMES = { sms: { ko: "문자", en: "SMS" }, email: { ko: "이메일", en: "e-mail" } };

/**
 * Of several who change the same version one wins; the others get `experience.version_changed`. A patch that changes nothing
 * makes no version. Throws the other errors of `errors/experience.ts` too.
 */
export async function changeExperience(
  dependencies: ChangeDependencies,
  { patch, version, actor, language }: ExperienceChange,
): Promise<VersionedExperience> {
  const { sql } = dependencies;
  const row = await selectExperience(sql);
  if ((row?.version ?? 0) !== version) throw new AppError("experience.version_changed");
  const before = readStored(row?.document ?? {});
  const after = readDocument(mergePatch(before, patch, language), language);
  await refuseProblems(dependencies, after, language, before);
  if (JSON.stringify(before) === JSON.stringify(after)) return { ...before, version };
  const next = await inTransaction(sql, async (tx) => {
    const changed = await replaceExperience(tx, after, version);
    if (changed === undefined) throw new AppError("experience.version_changed");
    const subject = { kind: "experience", id: "sign-in-experience" } as const;
    const changes = changesBetween(byTerm(before), byTerm(after), isTold);
    const data = { version: changed, ...changes?.data };
    await recordEvent(tx, { type: "experience.changed", actor, subject, ...changes, data });
    return changed;
  });
  return { ...after, version: next };
}

/** `before`: what is in force. A channel it has already lost is not this change's fault, and does not hold it up. */
export async function refuseProblems(
  { environment, services, canSend, isSocial }: Omit<ChangeDependencies, "sql">,
  experience: Experience,
  language: Language,
  before?: Experience,
): Promise<void> {
  const problems = findProblems(experience, environment);
  const [gravest] = problems;
  if (gravest) {
    const sentence = (code: ErrorCode, parameter: string) => new AppError(code, { parameter }).text(language);
    throw new AppError(gravest.code, {
      parameter: gravest.path,
      problems: problems.map(({ code, path }) => ({ path, problem: sentence(code, path) })),
    });
  }
  if (experience.serviceSid !== null && experience.serviceSid !== before?.serviceSid)
    await services.find(experience.serviceSid).catch((error: unknown) => {
      const isUnknown = error instanceof AppError && error.code === "service.not_found";
      throw isUnknown ? new AppError("experience.unknown_service", { parameter: "serviceSid" }) : error;
    });
  // What was named before may have been deleted since: that does not hold other changes up.
  for (const [index, name] of experience.social.order.entries())
    if (!before?.social.order.includes(name) && !(await isSocial(name)))
      throw new AppError("experience.unknown_social", { parameter: `social.order.${index}` });
  if (!before) return;
  const had = channelsNeeded(before);
  for (const [channel, path] of channelsNeeded(experience))
    if (!had.has(channel) && !canSend(channel))
      throw new AppError("experience.no_connector", { parameter: path, expected: CHANNEL_NAMES[channel][language] });
}

/** So that the record says of each term what became of it. */
const byTerm = ({ terms, ...rest }: Experience) => ({
  ...rest,
  terms: Object.fromEntries(terms.map(({ id, ...term }) => [id, term])),
});

/** Words of closed lists, colours, identifiers and versions; not names, titles and addresses. */
const TOLD =
  /^(serviceSid|languages|brand\.(colour|darkColour)|signIn\.methods|social\.order|signUp\.(identifiers|profile\.name)|recycled\.phoneOnlyStale|terms\.[^.]+\.version)$/;
const isTold = (path: string) => TOLD.test(path);
