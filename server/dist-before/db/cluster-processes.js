/** @module The processes of an embedded PostgreSQL, told from all others by the folder they work in. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
/** The running postmaster of a folder: the pid in its file, if that process lives and is a PostgreSQL of this folder. */
export function livePid(data) {
    const pid = pidInFile(pidFile(data));
    return pid !== undefined && isPostgresOf(pid, data) ? pid : undefined;
}
/** Where the postmaster of a folder listens, as its pid file says: another release may have chosen another place. */
export function socketInUse(data) {
    return linesOf(pidFile(data))[4] || undefined;
}
/**
 * PostgreSQL sees by itself that the process of its pid file is gone, but not that the number now is another program's,
 * another PostgreSQL included: then it refuses to start. Only in that case the file is removed; a file that is merely new
 * must never be.
 */
export async function dropForeignPidFile(data, socket) {
    for (const path of [pidFile(data), join(socket, ".s.PGSQL.5432.lock")]) {
        const pid = pidInFile(path);
        if (pid === undefined || !describeProcess(pid) || isPostgresOf(pid, data))
            continue;
        if (pidInFile(path) === pid)
            await rm(path, { force: true });
    }
}
/**
 * Whether a PostgreSQL works in this folder, what outlived its postmaster included. It looks for such processes by itself, but
 * does not see those of another user. Linux only: `false` elsewhere.
 */
export function isWorkedIn(data) {
    return allPids().some((pid) => isPostgresOf(pid, data));
}
/** A process of this user that does not belong to this folder. Linux only: `undefined` elsewhere. */
export function findStranger(uid, data) {
    return allPids().find((pid) => {
        try {
            const owner = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
            return Number(owner) === uid && !worksIn(pid, data) && !describeProcess(pid)?.includes(data);
        }
        catch {
            return false;
        }
    });
}
/** PostgreSQL works in its data folder, by whatever path that was named; it removes its pid file before it is gone. */
export function isPostgresOf(pid, data) {
    const command = describeProcess(pid);
    if (!command?.includes("postgres"))
        return false;
    return process.platform === "linux" ? worksIn(pid, data) : command.includes(data);
}
function worksIn(pid, folder) {
    try {
        return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
    }
    catch {
        return false;
    }
}
function allPids() {
    if (process.platform !== "linux")
        return [];
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number);
}
const pidFile = (data) => join(data, "postmaster.pid");
const pidInFile = (path) => Number(linesOf(path)[0]) || undefined;
function linesOf(path) {
    try {
        return readFileSync(path, "utf8").split("\n");
    }
    catch {
        return [];
    }
}
/** The command line of a process; empty or `undefined` for one that is dead, waited for or not. */
function describeProcess(pid) {
    if (process.platform === "linux") {
        try {
            return readFileSync(`/proc/${pid}/cmdline`, "utf8");
        }
        catch {
            return undefined;
        }
    }
    const ps = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return ps.stdout?.trim() || undefined;
}
//# sourceMappingURL=cluster-processes.js.map