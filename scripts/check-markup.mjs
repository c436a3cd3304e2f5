// Every value that a page prints must be escaped (the `safe` attribute). The scanner finds those that are not; run in
// another folder than the pages' own it finds no files and says all is well, so its working directory matters.
import { spawnSync } from "node:child_process";

const scan = spawnSync(process.execPath, ["../tools/node_modules/.bin/xss-scan"], { cwd: "pages", encoding: "utf8" });
const output = `${scan.stdout}${scan.stderr}`;
if (scan.status !== 0 || process.argv.includes("--verbose")) console.error(output);
process.exitCode = scan.status ?? 1;
