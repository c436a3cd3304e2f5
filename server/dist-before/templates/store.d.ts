/** @module The SQL of templates. It reads `services` by name: a default must not go. */
import type { Database } from "../db/open.js";
import { type PageRequest } from "../db/page.js";
import type { Template, TemplateSettings } from "./template.js";
type Row = Omit<Template, "builtIn">;
export declare function insertTemplate(sql: Database, sid: string, settings: TemplateSettings): Promise<Row>;
export declare function selectTemplate(sql: Database, sid: string): Promise<Row | undefined>;
/** As `selectTemplate`; it stays as it is until the transaction ends. */
export declare function lockTemplate(tx: Database, sid: string): Promise<Row | undefined>;
/** In the order of `pageClause`; of this name, if one is given. */
export declare function selectTemplates(sql: Database, page: PageRequest, friendlyName?: string): Promise<Row[]>;
/** What is absent stays. */
export declare function updateTemplateRow(sql: Database, sid: string, { friendlyName, translations }: {
    [K in keyof TemplateSettings]?: TemplateSettings[K] | undefined;
}): Promise<Row | undefined>;
/** Unless it is a service's default. */
export declare function deleteTemplateRow(sql: Database, sid: string): Promise<boolean>;
export {};
