/** @module Templates: makes, finds, lists, changes and deletes them, and chooses one for a message. The face of this room. */
import { changesBetween } from "../audit/changes.js";
import type { EventType } from "../audit/event.js";
import { recordChange, recordEvent } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import type { Actor, Expectation } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { builtInTemplates } from "./built-in-templates.js";
import { type ChosenTemplate, chooseTemplate, type TemplateRequest } from "./choose-template.js";
import {
  deleteTemplateRow,
  insertTemplate,
  lockTemplate,
  selectTemplate,
  selectTemplates,
  updateTemplateRow,
} from "./store.js";
import type { Template, TemplateSettings } from "./template.js";

export interface Templates {
  /** At most a second old, as services are. `undefined` if there is none. */
  find(sid: string): Promise<Template | undefined>;
  /** See `chooseTemplate`. */
  choose(request: TemplateRequest): Promise<ChosenTemplate | undefined>;
  /** A page, newest first; the templates that every deployment has come last. */
  list(page: PageRequest & { friendlyName?: string | undefined }): Promise<Page<Template>>;
  /** As it is now. Throws `template.not_found`. */
  fetch(sid: string): Promise<Template>;
  /** `settings`: as `problemWithTemplateText` and `problemWithTemplateName` want them, with one default translation. */
  create(settings: TemplateSettings, by: Actor): Promise<Template>;
  /**
   * Texts not yet started will read differently. Settings that are absent keep their value. Throws `template.not_found` and
   * `template.built_in`.
   */
  update(
    sid: string,
    changes: { [K in keyof TemplateSettings]?: TemplateSettings[K] | undefined },
    by: Actor,
    expect?: Expectation,
  ): Promise<Template>;
  /** What was started with it is still sent. Throws `template.not_found`, `template.in_use` and `template.built_in`. */
  delete(sid: string, by: Actor): Promise<void>;
}

export function createTemplates({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): Templates {
  const cache = cacheBriefly((sid) => read(sid));

  async function read(sid: string): Promise<Template | undefined> {
    const row = await selectTemplate(sql, sid);
    return row && { ...row, builtIn: false };
  }

  function findBuiltIn(sid: string): Template | undefined {
    return builtInTemplates.find((template) => template.sid === sid);
  }

  function refuseBuiltIn(sid: string): void {
    if (findBuiltIn(sid)) throw new AppError("template.built_in");
  }

  async function find(sid: string): Promise<Template | undefined> {
    return findBuiltIn(sid) ?? (await cache.get(sid));
  }

  return {
    find,
    choose: (request) => chooseTemplate(find, request),
    async list(page) {
      const { size, cursor, friendlyName } = page;
      const backwards = cursor?.side === "newer";
      const own = await selectTemplates(sql, page, friendlyName);
      const others = builtInTemplates.filter(
        (template) =>
          (friendlyName === undefined || template.friendlyName === friendlyName) &&
          (cursor === undefined || (backwards ? template.sid > cursor.sid : template.sid < cursor.sid)),
      );
      const found = [...own.map((row) => ({ ...row, builtIn: false })), ...others].sort((a, b) =>
        a.sid < b.sid === backwards ? -1 : 1,
      );
      return cutPage(found.slice(0, size + 1), page);
    },
    async fetch(sid) {
      const template = findBuiltIn(sid) ?? (await read(sid));
      if (!template) throw new AppError("template.not_found");
      return template;
    },
    async create(settings, by) {
      const sid = createSid("HJ", clock, random);
      const row = await recordChange(
        sql,
        (tx) => insertTemplate(tx, sid, settings),
        () => eventOf("template.created", sid, by),
      );
      return { ...row, builtIn: false };
    },
    async update(sid, changes, by, expect) {
      refuseBuiltIn(sid);
      const row = await inTransaction(sql, async (tx) => {
        const before = await lockTemplate(tx, sid);
        if (before) expect?.(before);
        const after = before && (await updateTemplateRow(tx, sid, changes));
        const told = after && changesBetween(settingsOf(before), settingsOf(after));
        if (told) await recordEvent(tx, { ...eventOf("template.updated", sid, by), data: told.data });
        return after;
      });
      cache.forget(sid);
      if (!row) throw new AppError("template.not_found");
      return { ...row, builtIn: false };
    },
    async delete(sid, by) {
      refuseBuiltIn(sid);
      const deleted = await recordChange(
        sql,
        (tx) => deleteTemplateRow(tx, sid),
        (gone) => (gone ? eventOf("template.deleted", sid, by) : undefined),
      );
      cache.forget(sid);
      if (!deleted) throw new AppError((await selectTemplate(sql, sid)) ? "template.in_use" : "template.not_found");
    },
  };
}

const settingsOf = ({ friendlyName, translations }: TemplateSettings): TemplateSettings => ({
  friendlyName,
  translations,
});

/** Texts of a team's own may say anything: they are not told. */
const eventOf = (type: EventType, id: string, actor: Actor) => ({
  ...{ type, actor },
  subject: { kind: "template" as const, id },
});
