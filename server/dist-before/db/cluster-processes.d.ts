/** The running postmaster of a folder: the pid in its file, if that process lives and is a PostgreSQL of this folder. */
export declare function livePid(data: string): number | undefined;
/** Where the postmaster of a folder listens, as its pid file says: another release may have chosen another place. */
export declare function socketInUse(data: string): string | undefined;
/**
 * PostgreSQL sees by itself that the process of its pid file is gone, but not that the number now is another program's,
 * another PostgreSQL included: then it refuses to start. Only in that case the file is removed; a file that is merely new
 * must never be.
 */
export declare function dropForeignPidFile(data: string, socket: string): Promise<void>;
/**
 * Whether a PostgreSQL works in this folder, what outlived its postmaster included. It looks for such processes by itself, but
 * does not see those of another user. Linux only: `false` elsewhere.
 */
export declare function isWorkedIn(data: string): boolean;
/** A process of this user that does not belong to this folder. Linux only: `undefined` elsewhere. */
export declare function findStranger(uid: number, data: string): number | undefined;
/** PostgreSQL works in its data folder, by whatever path that was named; it removes its pid file before it is gone. */
export declare function isPostgresOf(pid: number, data: string): boolean;
