/** @module What the package promises about itself. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

test("it depends on nothing", () => {
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies"])
    expect(manifest[kind], kind).toBeUndefined();
});

test("its files import each other alone, by names that a browser finds", () => {
  const files = readdirSync(`${root}dist`, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  expect(files).toContain("browser.js");
  for (const file of files) {
    const source = readFileSync(`${root}dist/${file}`, "utf8");
    for (const [, target] of source.matchAll(/\b(?:from|import) ?\(?"([^"]+)"/g))
      expect(target, file).toMatch(/^\.\.?\/[\w/-]+\.js$/);
    expect(source, file).not.toMatch(/\b(process|Buffer|require)\b[.(]/);
  }
});

test("every part can be imported by its name", async () => {
  for (const part of Object.keys(manifest.exports).filter((name) => name !== "./package.json")) {
    const found = await import(`@munjigi/client${part.slice(1)}`);
    expect(Object.keys(found), part).not.toEqual([]);
  }
});
