/** @module A command from its start to its end: what it said, and how it ended. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.js";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface RunOptions {
  /** Absent: the server. */
  command?: string[];
  cwd?: string;
  /** Another user to run as; for root only. */
  user?: number;
  /** In a process group of its own, as a terminal would start it. */
  detached?: boolean;
  /** What happens to it while it runs; it is killed if that fails. */
  meanwhile?: (pid: number, said: () => string) => Promise<void>;
}

export async function run(
  env: Record<string, string>,
  options: RunOptions = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const [command = process.execPath, ...args] = options.command ?? [process.execPath, MAIN];
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(command, args, {
    cwd: options.cwd ?? "/",
    env: { PATH, HOME, PORT: String(await freePort()), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: options.detached ?? false,
    ...(options.user !== undefined && { uid: options.user, gid: options.user }),
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  // "close" comes when all has been read, "exit" may come before.
  const closed = new Promise<number | null>((done) => child.once("close", done));
  try {
    await options.meanwhile?.(child.pid as number, () => said.out);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return { code: await closed, ...said };
}
