// Starts a server as a user would and takes the time until it says that it is ready.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { freePort, stop } from "./processes.mjs";

const { PATH = "", HOME = "" } = process.env;

/** From the process's birth to its word that it is ready; then `use`, then an orderly stop. */
export async function timeStart(main, folder, use = async () => {}) {
  const begin = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PATH, HOME, PORT: String(await freePort()), MUNJIGI_DATA_DIR: join(folder, "data") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  try {
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      said += chunk;
      if (said.includes("Munjigi is ready")) break;
    }
    const seconds = (performance.now() - begin) / 1000;
    if (!said.includes("Munjigi is ready")) throw new Error(`it did not start:\n${said}`);
    child.stdout.resume();
    console.log(`${main}: ready after ${seconds.toFixed(2)} s`);
    return { seconds, measured: await use(child, said) };
  } finally {
    await stop(child);
  }
}
