/** @module Imports resources, applications, roles and webhooks. */
import { problemWithName } from "../applications/application.js";
import { isEmpty, pickChanges } from "./compare-settings.js";
import { at, findId, type Importing, noteId, serviceIdOf } from "./importing.js";
import { invalid } from "./read-file.js";
import { spellPath } from "./settings-file.js";

/**
 * Before applications: they may name what is new. A scope is not taken away yet, since an application may still have it, which the
 * same file takes from it; `importScopes` does, after them.
 */
export async function importResources(importing: Importing): Promise<void> {
  const { rooms, file, state, by } = importing;
  for (const [indicator, { scopes, ...entry }] of Object.entries(file.resources ?? {}))
    await at(["resources", indicator], async () => {
      const { resources } = rooms.applications;
      const current = state.file.resources[indicator];
      const sid = findId(importing, "resources", indicator);
      if (sid === undefined) {
        const { name = indicator, ...others } = entry;
        const made = await resources.create({ indicator, name, scopes: scopes ?? [], ...others }, by);
        return noteId(importing, "resources", indicator, made.sid);
      }
      const all = scopes && [...new Set([...(current?.scopes ?? []), ...scopes])];
      const changes = pickChanges(current ?? {}, { ...entry, scopes: all });
      if (!isEmpty(changes)) await resources.update(sid, changes, by);
    });
}

/** After applications: the lists of scopes as the file has them. */
export async function importScopes(importing: Importing): Promise<void> {
  const { rooms, file, state, by } = importing;
  for (const [indicator, { scopes }] of Object.entries(file.resources ?? {})) {
    const sid = findId(importing, "resources", indicator);
    const had = state.file.resources[indicator]?.scopes ?? [];
    if (sid === undefined || scopes === undefined || !had.some((scope) => !scopes.includes(scope))) continue;
    await at(["resources", indicator], () => rooms.applications.resources.update(sid, { scopes }, by));
  }
}

export async function importApplications(importing: Importing): Promise<void> {
  const { rooms, file, state, by } = importing;
  for (const [key, { name = key, service, ...entry }] of Object.entries(file.applications ?? {})) {
    const path = ["applications", key];
    await at(path, async () => {
      const serviceSid = serviceIdOf(importing, service, [...path, "service"]);
      const current = state.file.applications[key];
      const sid = findId(importing, "applications", key);
      if (sid !== undefined) {
        const changes = {
          ...pickChanges(current ?? {}, entry),
          ...(service !== undefined && service !== current?.service && { serviceSid }),
        };
        if (!isEmpty(changes)) await rooms.applications.update(sid, changes, by);
        return;
      }
      const { type, ...settings } = entry;
      const problem = problemWithName(name);
      if (problem) throw invalid([{ path: spellPath(path), problem }]);
      if (type === undefined) throw invalid([{ path: spellPath([...path, "type"]), problem: "is required" }]);
      const made = await rooms.applications.create({ name, type, ...settings, serviceSid }, by);
      noteId(importing, "applications", key, made.application.sid);
      importing.credentials.push({
        ...{ path: spellPath(path), id: made.application.sid, secret: made.clientSecret ?? null },
      });
    });
  }
}

export async function importRoles({ rooms, file, state, by }: Importing): Promise<void> {
  for (const [name, { description }] of Object.entries(file.roles ?? {})) {
    const current = state.file.roles[name];
    if (current && current.description === description) continue;
    await at(["roles", name], () => rooms.roles.define(name, description, by));
  }
}

export async function importWebhooks(importing: Importing): Promise<void> {
  const { rooms, file, state, by } = importing;
  for (const [key, { url = key, service, ...entry }] of Object.entries(file.webhooks ?? {})) {
    const path = ["webhooks", key];
    await at(path, async () => {
      const serviceSid = serviceIdOf(importing, service, [...path, "service"]);
      const current = state.file.webhooks[key];
      const sid = findId(importing, "webhooks", key);
      if (sid !== undefined) {
        const changes = {
          ...pickChanges(current ?? {}, entry),
          ...(service !== undefined && service !== current?.service && { serviceSid }),
        };
        if (!isEmpty(changes)) await rooms.webhooks.update(sid, changes, by);
        return;
      }
      const { eventTypes, ...settings } = entry;
      if (!eventTypes) throw invalid([{ path: spellPath([...path, "eventTypes"]), problem: "is required" }]);
      const made = await rooms.webhooks.create({ url, eventTypes, ...settings, serviceSid }, by);
      noteId(importing, "webhooks", key, made.endpoint.sid);
      importing.credentials.push({ path: spellPath(path), id: made.endpoint.sid, secret: made.secret });
    });
  }
}
