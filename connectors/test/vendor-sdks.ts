/** @module The vendors' own SDKs, installed once in a folder that is no workspace. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "testkit/vendor-sdks");
/** The Node that came with `npm ci` first, as in `npm test`. */
const PATH = [join(ROOT, "node_modules/.bin"), dirname(process.execPath), process.env.PATH].join(":");
const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED/;

/** A package of theirs. */
export const vendorSdk = createRequire(join(FOLDER, "package.json"));

/**
 * `npm ci` in their folder, unless just that was installed already. `false`, and a word about it, if the registry cannot be
 * reached: the rest of the suite needs no network. In CI that is an error.
 */
export async function installVendorSdks(): Promise<boolean> {
  const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");
  const wanted = createHash("sha256").update(read("package.json")).update(read("package-lock.json")).digest("hex");
  const mark = "node_modules/.munjigi-installed";
  try {
    if (read(mark) === wanted) return true;
  } catch {
    // There is no such file before the first time.
  }
  const { code, output } = await npmCi();
  if (code === 0) {
    writeFileSync(join(FOLDER, mark), wanted);
    return true;
  }
  if (process.env.CI || !NO_NETWORK.test(output)) throw new Error(`npm ci in ${FOLDER} ended with ${code}:\n${output}`);
  console.warn(`Skipped: no registry to install testkit/vendor-sdks from. Run npm ci there once with a network.`);
  return false;
}

async function npmCi(): Promise<{ code: number | null; output: string }> {
  // What `npm test` tells its scripts about its own project is not about this one.
  const env = Object.entries(process.env).filter(
    ([key]) => !/^(npm_(config_local_prefix|package|lifecycle)|INIT_CWD)/.test(key),
  );
  const child = spawn("npm", ["ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: FOLDER,
    env: { ...Object.fromEntries(env), PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((done, fail) => child.once("close", done).once("error", fail));
  return { code, output };
}
