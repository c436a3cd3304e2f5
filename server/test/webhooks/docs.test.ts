/** @module What docs/webhooks.md and its Korean twin say is what the server does: every type of event, and receivers that check. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { outcomeTypes } from "../../dist/audit/announce.js";
import { eventTypes } from "../../dist/audit/event.js";
import { signDelivery } from "../../dist/webhooks/sign-delivery.js";

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const page = read("webhooks.md");
const code = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";

/** What stands in code in each row of the tables, row by row. */
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, word]) => word));

test.each(["webhooks.md", "webhooks.ko.md"])("%s has every type of event and no other", (name) => {
  const table = read(name).split("<!-- types -->")[1]?.split("<!-- /types -->")[0] ?? "";
  const told = table
    .split("\n")
    .map((line) => line.split("|")[1] ?? "")
    .flatMap((cell) => [...cell.matchAll(/`([a-z_.]+)`/g)].map(([, type]) => type as string));
  expect(told.sort()).toEqual([...eventTypes, ...outcomeTypes, "webhook.test"].sort());
});

test("the Korean page says the same: in its tables, its programs and its parts", () => {
  const korean = read("webhooks.ko.md");
  const programs = (text: string) => text.match(/^```\w+\n[\s\S]*?^```/gm) ?? [];
  expect(programs(page)).toHaveLength(5);
  expect(programs(korean)).toEqual(programs(page));
  // The order of words is each language's own.
  const sorted = (text: string) => rowsOf(text).map((words) => words.sort());
  expect(sorted(korean)).toEqual(sorted(page));
  const count = (text: string, mark: RegExp) => (text.match(mark) ?? []).length;
  for (const mark of [/^## /gm, /^- \*\*/gm, /^- /gm]) expect(count(korean, mark)).toBe(count(page, mark));
});

const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
const body = JSON.stringify({ type: "user.created", timestamp: new Date().toISOString(), data: { name: "김" } });
const headers = signDelivery([other, secret], { id: "AE1", body, at: new Date() });
/** What must pass, and what must not: a changed body, an old one, another's signature, none. */
const cases: [string, Record<string, string>, boolean][] = [
  [body, headers, true],
  [body.replace("김", "이"), headers, false],
  [body, { ...headers, "webhook-id": "AE2" }, false],
  [body, signDelivery([secret], { id: "AE1", body, at: new Date(Date.now() - 301_000) }), false],
  [body, signDelivery([other], { id: "AE1", body, at: new Date() }), false],
  [body, { ...headers, "webhook-signature": "" }, false],
];

/** Runs a program that reads `[[body, headers], …]` and writes `[true, false, …]`. */
async function judge(command: string, args: string[]): Promise<boolean[]> {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH ?? "", MUNJIGI_WEBHOOK_SECRET: secret },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(cases.map(([sent, given]) => [sent, given])));
  return JSON.parse(await text(child.stdout));
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!hasPython)("the receiver in Flask believes what is ours and nothing else", async () => {
  // Its rules need no Flask: what is between the key and the route.
  const rules = /KEY = [\s\S]*?(?=\n@app)/.exec(code("python"))?.[0];
  const program = `import base64, hashlib, hmac, json, os, sys, time
${rules}
print(json.dumps([is_ours(headers, body.encode()) for body, headers in json.load(sys.stdin)]))`;
  expect(await judge("python3", ["-c", program])).toEqual(cases.map(([, , isOurs]) => isOurs));
});

test("the receiver in Express does too", async () => {
  const { Webhook } = await import("standardwebhooks");
  expect(code("js")).toContain("webhook.verify(request.body, request.headers)");
  const webhook = new Webhook(secret);
  const believed = cases.map(([sent, given]) => {
    try {
      webhook.verify(Buffer.from(sent), given);
      return true;
    } catch {
      return false;
    }
  });
  expect(believed).toEqual(cases.map(([, , isOurs]) => isOurs));
});
