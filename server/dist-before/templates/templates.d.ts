import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database } from "../db/open.js";
import { type Page, type PageRequest } from "../db/page.js";
import { type ChosenTemplate, type TemplateRequest } from "./choose-template.js";
import type { Template, TemplateSettings } from "./template.js";
export interface Templates {
    /** At most a second old, as services are. `undefined` if there is none. */
    find(sid: string): Promise<Template | undefined>;
    /** See `chooseTemplate`. */
    choose(request: TemplateRequest): Promise<ChosenTemplate | undefined>;
    /** A page, newest first; the templates that every deployment has come last. */
    list(page: PageRequest & {
        friendlyName?: string | undefined;
    }): Promise<Page<Template>>;
    /** As it is now. Throws `template.not_found`. */
    fetch(sid: string): Promise<Template>;
    /** `settings`: as `problemWithTemplateText` and `problemWithTemplateName` want them, with one default translation. */
    create(settings: TemplateSettings, by: Actor): Promise<Template>;
    /**
     * Texts not yet started will read differently. Settings that are absent keep their value. Throws `template.not_found` and
     * `template.built_in`.
     */
    update(sid: string, changes: {
        [K in keyof TemplateSettings]?: TemplateSettings[K] | undefined;
    }, by: Actor): Promise<Template>;
    /** What was started with it is still sent. Throws `template.not_found`, `template.in_use` and `template.built_in`. */
    delete(sid: string, by: Actor): Promise<void>;
}
export declare function createTemplates({ sql, clock, random }: {
    sql: Database;
    clock: Clock;
    random: Random;
}): Templates;
