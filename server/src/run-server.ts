/** @module The server as a process: its words on the terminal, its signals, its end. */
import closeWithGrace from "close-with-grace";
import { writeBanner } from "./banner.js";
import { ConfigError } from "./config.js";
import { createLog } from "./http/log.js";
import { credentialsFile, type RunningServer, readCredentials, startServer } from "./start.js";

const OLDEST_NODE = 24;
/** Longer than any part of an orderly stop: only a hang reaches it. */
const GIVE_UP_MS = 15_000;

export async function runServer(env: NodeJS.ProcessEnv): Promise<void> {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE) {
    tell(
      `Munjigi needs Node ${OLDEST_NODE}; this is ${process.versions.node}. Start it with npm start, or install Node ${OLDEST_NODE}.`,
    );
    process.exitCode = 1;
    return;
  }
  // Before anything is started: a Ctrl+C meanwhile stops what there is so far.
  const starting = startServer(env);
  const grace = closeWithGrace({ delay: GIVE_UP_MS, logger: false }, async ({ signal, err }) => {
    const running = await starting.catch(() => undefined);
    if (err) (running?.log ?? createLog("error")).fatal({ err }, "stopping after an error nobody caught");
    else running?.log.info({ signal }, "stopping");
    await running?.stop();
    running?.log.info("stopped");
  });
  try {
    await sayHello(await starting);
  } catch (error) {
    grace.uninstall();
    tell(explain(error));
    process.exitCode = 1;
  }
}

async function sayHello(running: RunningServer): Promise<void> {
  const credentials = running.fresh ?? (await readCredentials(running));
  process.stdout.write(
    writeBanner({
      config: running.config,
      credentials,
      isFirstStart: running.fresh !== undefined,
      credentialsFile: credentialsFile(running.config),
      embeddedFolder: running.embeddedFolder,
    }),
  );
}

/** Why it did not start, in words. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return [error.message, ...error.problems.map((problem) => `  - ${problem}`)].join("\n");
  const { code, message, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === "EADDRINUSE")
    return `Port ${port} on ${address} is taken. Set PORT to another, or stop what listens there.`;
  if (code === "EACCES" && port) return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
  return `Munjigi could not start: ${message}`;
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
