// Processes: start them, wait for them, stop them, and read from /proc what they cost.
import { fork, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const { PATH = "", HOME = "" } = process.env;
const pathOf = (script) => fileURLToPath(new URL(script, import.meta.url));

export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** A server process that logs to /dev/null; resolves when it answers `/readyz`. */
export async function startServer(script, env) {
  const port = await freePort();
  const log = openSync("/dev/null", "w");
  const child = spawn(process.execPath, [pathOf(script)], {
    cwd: "/",
    env: { PATH, HOME, PORT: String(port), ...env },
    stdio: ["ignore", log, "inherit"],
  });
  closeSync(log);
  const origin = `http://localhost:${port}`;
  const deadline = Date.now() + 30_000;
  while (!(await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${script} did not start`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return { origin, pid: child.pid, stop: () => stop(child) };
}

/** A process that takes jobs as messages. */
export async function startWorker(script, env = {}) {
  const child = fork(pathOf(script), { cwd: "/", env: { PATH, HOME, ...env } });
  const answer = () =>
    new Promise((done, fail) => {
      const ended = (code) => fail(new Error(`${script} ended with ${code}`));
      child.once("exit", ended);
      child.once("message", (message) => {
        child.off("exit", ended);
        if (message.error) fail(new Error(`${script}: ${message.error}`));
        else done(message.result);
      });
    });
  await answer();
  const ask = (job) => {
    const answered = answer();
    child.send(job);
    return answered;
  };
  return { pid: child.pid, ask, stop: () => stop(child) };
}

/** SIGTERM, and waits. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await exited;
}

/** The postmaster of a data folder and all its children. */
export function postgresPids(folder) {
  const postmaster = Number(readFileSync(`${folder}/postmaster.pid`, "utf8").split("\n")[0]);
  return [postmaster, ...allPids().filter((pid) => statOf(pid)?.parent === postmaster)];
}

/** CPU seconds a group of processes and their ended children have used so far. */
export function cpuSeconds(pids) {
  return pids.reduce((sum, pid) => sum + (statOf(pid)?.ticks ?? 0), 0) / 100;
}

/** CPU seconds that all processors together have spent on anything, other machines' share of them included. */
export function busySeconds() {
  const [user, nice, system, , , irq, softIrq, steal] = /^cpu +(.*)/
    .exec(readFileSync("/proc/stat", "utf8"))[1]
    .split(" ")
    .map(Number);
  return (user + nice + system + irq + softIrq + steal) / 100;
}

/** Proportional set size in MB: shared pages are counted once over all who share them. */
export function pssMegabytes(pids) {
  const kilobytes = (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);
  return (pids.reduce((sum, pid) => sum + kilobytes(pid), 0) * 1024) / 1e6;
}

function allPids() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** proc(5): field 4 is the parent; 14 to 17 are user and system time, own and of ended children, in ticks of 10 ms. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) };
  } catch {
    return undefined;
  }
}
