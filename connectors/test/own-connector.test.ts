/** @module The connector of docs/connectors/write-your-own.md is the one of examples/own-connector, and short. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the page shows the file that the contract suite runs, of about forty lines", () => {
  const source = read("examples/own-connector/acme-sms.mjs");
  const [, shown] = /```js\n([\s\S]*?)```/.exec(read("docs/connectors/write-your-own.md")) ?? [];
  expect(shown).toBe(source);
  expect(source.trimEnd().split("\n").length).toBeLessThanOrEqual(45);
});
