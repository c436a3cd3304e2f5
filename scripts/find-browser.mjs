// Where a Chromium is: MUNJIGI_BROWSER, one on the PATH, macOS's, Playwright's own; as root on Debian it is installed. A
// bare CI machine has none, and Playwright's download is not to be had everywhere.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The path of a browser. Throws an Error in words where there is none and none can be installed. */
export function findBrowser() {
  const found = look();
  if (found) return found;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    const install = () =>
      spawnSync("apt-get", ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"], { env: aptEnv }).status;
    if (install() !== 0) {
      spawnSync("apt-get", ["update", "-qq"], { env: aptEnv });
      install();
    }
    const installed = look();
    if (installed) return installed;
  }
  throw new Error("There is no Chromium here. Install one, or name one in MUNJIGI_BROWSER.");
}

const aptEnv = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

function look() {
  const candidates = [
    process.env.MUNJIGI_BROWSER,
    onPath("chromium"),
    onPath("google-chrome"),
    onPath("chromium-browser"),
    MAC,
    chromium.executablePath(),
  ];
  return candidates.find((path) => path && existsSync(path));
}

function onPath(name) {
  return spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
}
