/** @module Every example of docs/move-users-in.md is run as it is printed, and its people are imported; both languages have the same. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { suite } from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { setExperience } from "../signin/kit.js";
import { startProviders } from "../social/fake-providers.js";
import { ended, importLines, outcome, reportOf, send } from "./import-kit.js";

const server = suite({ env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });
const read = (name: string) => readFile(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const page = await read("move-users-in.md");
const examples = [...page.matchAll(/<!-- example (\w+) -->\n```js\n([\s\S]*?)```\n\n```\w+\n([\s\S]*?)```/g)].map(
  ([, name = "", script = "", input = ""]) => ({ name, script, input }),
);
const FIREBASE_SIGNER_KEY = "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";

beforeAll(async () => {
  await setExperience(server, { minimumAge: 14 });
  const providers = await startProviders(server);
  await knownElsewhere();
  return async () => {
    await Promise.all(Object.values(providers).map(({ fake }) => fake.close()));
  };
});

test("there is one for each system", () => {
  expect(examples.map(({ name }) => name)).toEqual(["firebase", "auth0", "logto", "kakao"]);
});

test.each(examples)("$name", async ({ script, input }) => {
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    ...{ input, encoding: "utf8", env: { FIREBASE_SIGNER_KEY } },
  });
  expect(run.stderr).toBe("");
  const sent = await send(server, run.stdout);
  expect(sent.status).toBe(202);
  const { counts } = await ended(server, sent.body.id);
  const results = outcome(await reportOf(server, sent.body.id)).filter((result) => result !== "settings");
  expect(results).toEqual(results.map(() => "created"));
  expect(counts.created).toBe(results.length);
  const again = await send(server, run.stdout);
  await ended(server, again.body.id);
  const unchanged = outcome(await reportOf(server, again.body.id)).filter((result) => result !== "settings");
  expect(unchanged).toEqual(results.map(() => "unchanged"));
});

test("the line that the page begins with", async () => {
  const line = /## A line\n\n```json\n(.*)\n```/.exec(page)?.[1] as string;
  expect(outcome((await importLines(server, [line])).report)).toEqual(["created"]);
});

test("the Korean page has the same blocks of code", async () => {
  const blocks = (text: string) => [...text.matchAll(/```\w+\n[\s\S]*?```/g)].map(([block]) => block);
  expect(blocks(await read("move-users-in.ko.md"))).toEqual(blocks(page));
});
