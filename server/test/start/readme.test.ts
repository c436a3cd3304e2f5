/** @module README and its Korean twin: the same sections, snippets and pages, in the same order; and nothing in a snippet is undeclared. */
import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { credentials, newNumber, readCode, suite } from "../harness.js";

const server = suite();
const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
const [english, korean] = [read("README.md"), read("README.ko.md")];

const snippets = (page: string) =>
  [...page.matchAll(/^```(\w+)\n([\s\S]+?)^```/gm)].map(([, kind, text = ""]) => ({ kind, text }));
/** What a snippet does: without what it says to a person. */
const bare = (text: string) =>
  text
    .replace(/^\s*#.*$|\s+\/\/ .*$/gm, "")
    .replace(/prompt\("[^"]*"\)/, "prompt()")
    .trim();
const sections = (page: string) => page.split(/^## /m).slice(1);
/** A heading of the page itself has its own language in the address. */
const links = (part: string) =>
  [...part.matchAll(/\]\(([^)]+)\)/g)].map(([, to = ""]) => to.replace(/\.ko\.(md|png)/, ".$1").replace(/^#.*/, "#"));

test("both have the same snippets, but for what they say", () => {
  const [one, other] = [snippets(english), snippets(korean)];
  expect(one.length).toBeGreaterThan(7);
  expect(other.map(({ kind, text }) => [kind, bare(text)])).toEqual(one.map(({ kind, text }) => [kind, bare(text)]));
});

test("both lead to the same pages and pictures, section by section", () => {
  const [one, other] = [sections(english), sections(korean)];
  expect(other).toHaveLength(one.length);
  for (const [n, part] of one.entries())
    expect([n, links(other[n] ?? "").toSorted()]).toEqual([n, links(part).toSorted()]);
});

test("a variable of the shell is set in the snippet that uses it", () => {
  for (const { kind, text } of [...snippets(english), ...snippets(korean)]) {
    if (kind !== "sh") continue;
    for (const [, name = ""] of text.matchAll(/\$(\w+)/g)) {
      const isSet = name.startsWith("MUNJIGI_") ? ". data/credentials.env" : `${name}=`;
      expect(text.slice(0, text.indexOf(`$${name}`))).toContain(isSet);
    }
  }
});

test.each([
  ["README.md", english],
  ["README.ko.md", korean],
])("%s: the snippet of a page runs as it is printed, with the key in its place", async (_name, page) => {
  const snippet = snippets(page).find(({ text }) => text.includes("x-munjigi-key"))?.text as string;
  const to = newNumber();
  const code = () => readCode(server.origin, to);
  const program = snippet
    .replace("pk_…", credentials.publishableKey)
    .replaceAll("http://localhost:8010", server.origin)
    .replace("01012345678", `0${to.slice(3)}`)
    .replace("01012345678", `0${to.slice(3)}`)
    // A person reads the text before they answer.
    .replace("= prompt(", "= await prompt(");
  const run = new Script(`(async () => { ${program}; return verificationToken; })()`);
  const token = await run.runInNewContext({ fetch, crypto, prompt: code });
  expect(token).toMatch(/^eyJ/);
});
