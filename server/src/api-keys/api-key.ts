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

export type ApiKeyChanges = { [K in "name" | keyof PublishableSettings]?: Row[K] | undefined };

export const publishableDefaults: PublishableSettings = { origins: [], challenge: "auto", dailyBudget: 1000 };

/** Control characters, half characters, line ends, and what turns the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const MAX_NAME_LENGTH = 64;

/** What is wrong with a key's name, in words, or `undefined` if it will do. */
export function problemWithKeyName(name: string): string | undefined {
  if (!name.trim()) return "it must not be empty";
  if ([...name].length > MAX_NAME_LENGTH) return `it must be at most ${MAX_NAME_LENGTH} characters`;
  if (UNSEEN.test(name)) return "it must not contain control characters";
  return undefined;
}
