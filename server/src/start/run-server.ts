/** @module The server as a process: its words on the terminal, its signals, its end. */
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ConfigError } from "../config.js";
import { createLog } from "../http/log.js";
import { writeBanner } from "./banner.js";
import { credentialsFile, type RunningServer, readCredentials, startServer } from "./start.js";

const MIN_NODE = 24;
/** Longer than an orderly stop takes: only a hang reaches it, a frozen database say. */
const GIVE_UP_MS = 10_000;
const SAME_SIGNAL_MS = 1000;

export async function runServer(env: NodeJS.ProcessEnv): Promise<void> {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < MIN_NODE) {
    tell(
      `Munjigi needs Node ${MIN_NODE}; this is ${process.versions.node}. Start it with npm start, or install Node ${MIN_NODE}.`,
    );
    process.exitCode = 1;
    return;
  }
  const starting = startServer(env);
  stopOnSignal(starting);
  try {
    await sayHello(await starting);
    giveBackMemory();
  } catch (error) {
    tell(explain(error));
    process.exit(1);
  }
}

/**
 * Stops in order on SIGTERM, SIGINT, SIGHUP and on errors that nobody caught; what was still starting is waited for.
 * Ctrl+C under npm arrives twice, from the terminal and from npm: only a signal that comes later means "now", which is the end of
 * the announcement first, and then of the process.
 */
function stopOnSignal(starting: Promise<RunningServer>): void {
  let since: number | undefined;
  const announcement = new AbortController();
  const stop = async (reason: { signal: string } | { err: unknown }) => {
    const failed = "err" in reason;
    if (since !== undefined) {
      if (!failed && Date.now() - since <= SAME_SIGNAL_MS) return;
      if (failed || announcement.signal.aborted) process.exit(1);
      return announcement.abort();
    }
    since = Date.now();
    let running: RunningServer | undefined;
    const giveUp = () => {
      (running?.log ?? createLog("error")).error({ afterMs: GIVE_UP_MS }, "could not stop in time: gives up");
      process.exit(1);
    };
    const started = setTimeout(giveUp, GIVE_UP_MS).unref();
    running = await starting.catch(() => undefined);
    clearTimeout(started);
    if (failed) (running?.log ?? createLog("error")).fatal(reason, "stopping after an error nobody caught");
    else if (running) await announce(running, reason, announcement.signal);
    announcement.abort();
    setTimeout(giveUp, GIVE_UP_MS).unref();
    await running?.stop();
    running?.log.info("stopped");
    process.exit(failed ? 1 : 0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop({ signal }));
  process.on("uncaughtException", (err) => void stop({ err }));
  process.on("unhandledRejection", (err) => void stop({ err }));
}

/** Says by `/readyz` that it stops, and goes on for as long as a balancer needs to hear of it, or until `signal`. */
async function announce({ app, config, log }: RunningServer, reason: object, signal: AbortSignal): Promise<void> {
  const { stopDelaySeconds } = config;
  app.announceStop();
  if (stopDelaySeconds > 0) {
    log.info({ ...reason, stopDelaySeconds }, "about to stop: /readyz says so");
    await sleep(stopDelaySeconds * 1000, undefined, { signal }).catch(() => {});
  }
  log.info(reason, "stopping");
}

/** Starting leaves a young generation of 128 MB behind, which an idle process would keep: collect it once. Takes 25 ms. */
function giveBackMemory(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
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
      adminLink: await running.app.firstAdminLink(running.fresh !== undefined),
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
  // Of a name with several addresses none answered: the error itself says nothing.
  const reasons = error instanceof AggregateError ? error.errors.map((one: Error) => one.message).join(", ") : "";
  return `Munjigi could not start: ${message || reasons || code}`;
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
