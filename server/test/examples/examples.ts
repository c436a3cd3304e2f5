/** @module What the suites of `examples/` share: installing one as its README says, starting it, talking to it. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually } from "../kit/pace.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** The Node that came with `npm ci` first, as in `npm test`. */
const PATH = [join(ROOT, "node_modules/.bin"), dirname(process.execPath), process.env.PATH].join(":");

export const exampleFolder = (name: string) => join(ROOT, "examples", name);

export const installExample = (name: string): Promise<void> => installIn(exampleFolder(name));

/** `npm ci` in a folder with packages of its own, unless just that was installed already. */
export async function installIn(folder: string): Promise<void> {
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const wanted = createHash("sha256").update(read("package.json")).update(read("package-lock.json")).digest("hex");
  const mark = "node_modules/.munjigi-installed";
  try {
    if (read(mark) === wanted) return;
  } catch {
    // There is no such file before the first time.
  }
  // What `npm test` tells its scripts about its own project is not about this one.
  const env = Object.entries(process.env).filter(
    ([key]) => !/^(npm_(config_local_prefix|package|lifecycle)|INIT_CWD)/.test(key),
  );
  const { code, output } = await run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"], {
    cwd: folder,
    env: { ...Object.fromEntries(env), PATH },
  });
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with ${code}:\n${output}`);
  writeFileSync(join(folder, mark), wanted);
}

export interface RunOptions {
  cwd: string;
  env: Record<string, string | undefined>;
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: string[],
  options: RunOptions,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output = collect(child);
  const code = await new Promise<number | null>((done, fail) => child.once("close", done).once("error", fail));
  return { code, output: output() };
}

function collect(child: ChildProcess): () => string {
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      said += chunk;
    });
  return () => said;
}

/** The environment of an example: nothing of the test's own but where programs are. */
export const exampleEnv = (env: Record<string, string>): Record<string, string> => ({
  PATH,
  HOME: process.env.HOME ?? "/",
  ...env,
});

export interface Example {
  origin: string;
  /** All it has said so far. */
  output(): string;
  /** A POST with a JSON body, as a page's script sends it; a string is sent as it is. */
  post(path: string, body: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** `npm start` in the example's folder, on a free port unless `env` names one; resolves when it answers. */
export async function startExample(name: string, env: Record<string, string>): Promise<Example> {
  const port = env.PORT ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  // In a process group of its own, so that npm, its shell and the app are ended together.
  const child = spawn("npm", ["start"], {
    cwd: exampleFolder(name),
    env: exampleEnv({ PORT: String(port), ...env }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = collect(child);
  let over = false;
  const exited = new Promise<void>((done) =>
    child.once("exit", () => {
      over = true;
      done();
    }),
  );
  await eventually(async () => {
    if (over) throw new Error(`${name} ended:\n${output()}`);
    return await fetch(origin).then(
      () => true,
      () => false,
    );
  });
  return {
    origin,
    output,
    async post(path, body) {
      const response = await fetch(`${origin}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: JSON.parse(text) };
    },
    async stop() {
      if (!over) process.kill(-(child.pid as number), "SIGTERM");
      await exited;
    },
  };
}

/** A Korean number as people write it at home: `+821012345678` is `01012345678`. */
export const local = (to: string) => to.replace("+82", "0");
