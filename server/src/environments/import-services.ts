/** @module Imports templates, services and their rate limits. */

import { problemWithFriendlyName } from "../services/friendly-name.js";
import { problemWithTemplateName } from "../templates/template.js";
import { isEmpty, pickChanges } from "./compare-settings.js";
import { at, findId, type Importing, noteId } from "./importing.js";
import { invalid } from "./read-file.js";
import { type Entry, FIRST_SERVICE, isSamePath, spellPath } from "./settings-file.js";

export async function importTemplates(importing: Importing): Promise<void> {
  const { rooms, file, state, by } = importing;
  for (const [key, { name, translations }] of Object.entries(file.templates ?? {}))
    await at(["templates", key], async () => {
      const sid = findId(importing, "templates", key);
      if (sid === undefined) {
        const made = await rooms.templates.create(
          { friendlyName: nameOf(key, name, problemWithTemplateName), translations },
          by,
        );
        return noteId(importing, "templates", key, made.sid);
      }
      const changes = pickChanges(state.file.templates[key] ?? {}, { translations });
      if (!isEmpty(changes)) await rooms.templates.update(sid, changes, by);
    });
}

export async function importServices(importing: Importing): Promise<void> {
  for (const [key, entry] of Object.entries(importing.file.services ?? {}))
    await at(["services", key], () => importService(importing, key, entry));
}

async function importService(importing: Importing, key: string, entry: Entry<"services">): Promise<void> {
  const { rooms, state, by } = importing;
  const { name, rateLimits, defaultTemplate, ...settings } = entry;
  const path = ["services", key];
  if (settings.friendlyName !== undefined && key !== FIRST_SERVICE)
    throw invalid([
      { path: spellPath([...path, "friendlyName"]), problem: `is its key; only ${FIRST_SERVICE} has both` },
    ]);
  const template = templateIdOf(importing, defaultTemplate, [...path, "defaultTemplate"]);
  const current = state.file.services[key];
  const changes = pickChanges(current ?? {}, settings);
  const known = findId(importing, "services", key);
  let sid = known;
  const wanted = {
    ...changes,
    ...(template !== undefined && defaultTemplate !== current?.defaultTemplate && { defaultTemplateSid: template }),
  } as object;
  if (sid === undefined) {
    ({ sid } = await rooms.services.create(
      { friendlyName: nameOf(key, name, problemWithFriendlyName), ...wanted },
      by,
    ));
    noteId(importing, "services", key, sid);
  } else if (!isEmpty(wanted)) await rooms.services.update(sid, () => wanted, by);
  await importRateLimits(importing, sid, path, rateLimits ?? {});
}

function templateIdOf(importing: Importing, name: string | null | undefined, path: readonly string[]) {
  if (name === null || name === undefined) return name;
  const sid = findId(importing, "templates", name) ?? (/^HJ0{20,}\d+$/.test(name) ? name : undefined);
  if (sid === undefined) throw invalid([{ path: spellPath(path), problem: "names a template that is not there" }]);
  return sid;
}

async function importRateLimits(
  { rooms: { rateLimits }, state, by }: Importing,
  serviceSid: string,
  service: readonly string[],
  wanted: NonNullable<Entry<"services">["rateLimits"]>,
): Promise<void> {
  const idAt = (path: readonly string[]) => state.refs.find((ref) => isSamePath(ref.path, path))?.id;
  const current = state.file.services[service[1] as string]?.rateLimits ?? {};
  for (const [uniqueName, { description, buckets }] of Object.entries(wanted)) {
    const path = [...service, "rateLimits", uniqueName];
    await at(path, async () => {
      let sid = idAt(path);
      if (sid === undefined)
        ({ sid } = await rateLimits.create({ serviceSid, uniqueName, description: description ?? null }, by));
      else if (description !== undefined && description !== current[uniqueName]?.description)
        await rateLimits.update(serviceSid, sid, description ?? "", by);
      const place = { serviceSid, rateLimitSid: sid };
      for (const [seconds, max] of Object.entries(buckets ?? {})) {
        const bucket = idAt([...path, "buckets", seconds]);
        if (bucket === undefined) await rateLimits.buckets.create(place, { max, intervalSeconds: Number(seconds) }, by);
        else if (current[uniqueName]?.buckets?.[seconds] !== max)
          await rateLimits.buckets.update(place, bucket, { max }, by);
      }
    });
  }
}

/** The name of what is to be made, if its room will have it. */
function nameOf(key: string, name: string | undefined, problemWith: (name: string) => string | undefined): string {
  const made = name ?? key;
  const problem = problemWith(made);
  if (problem) throw invalid([{ path: made, problem }]);
  return made;
}
