/** @module What an API key is, and what a publishable one is when nothing was said. */
import type { apiKeys } from "./schema.js";
type Row = typeof apiKeys.$inferSelect;
export type KeyKind = Row["kind"];
/** A key as those who are asked to let it in know it. The last three say something of publishable keys only. */
export type ApiKey = Pick<Row, "id" | "kind" | "serviceSid" | "origins" | "challenge" | "dailyBudget">;
/** What limits the one who calls with a publishable key. */
export type PublishableKey = Pick<ApiKey, "id" | "challenge" | "dailyBudget">;
/** A key as an administrator sees it: everything but its secret. */
export type ApiKeyRecord = Omit<Row, "secretHash">;
export type PublishableSettings = Pick<Row, "origins" | "challenge" | "dailyBudget">;
export type ApiKeyChanges = {
    [K in "name" | keyof PublishableSettings]?: Row[K] | undefined;
};
export declare const publishableDefaults: PublishableSettings;
/** What is wrong with a key's name, in words, or `undefined` if it will do. */
export declare function problemWithKeyName(name: string): string | undefined;
export {};
