import type { Database } from "./open.js";
export interface User {
    uid: number;
    gid: number;
}
export interface Owner {
    /** Of the role `munjigi`. */
    password: string;
    /** Whom PostgreSQL runs as when we are root. */
    user: User | undefined;
    /** What `pg_hba.conf` says once all is done: different for every password and user. */
    rules: string;
}
/** An account that is everywhere, and that daemons share. `initdb` wants one that has a name. */
export declare const NOBODY = 65534;
/** The same at every start and for every process, by the folder's password and place: a copied folder gets another user. */
export declare function readOwner(dataDir: string): Promise<Owner>;
/** Whether all is done: files, password and rules are this owner's. */
export declare function isSettled(data: string, owner: Owner): Promise<boolean>;
export declare function ownsFiles(data: string, { user }: Owner): Promise<boolean>;
/** Makes the files this owner's, so that PostgreSQL can start. `false`: one is there still, of another user perhaps. */
export declare function takeFiles(data: string, owner: Owner): Promise<boolean>;
/** Gives a folder with all that is in it to the user of the cluster in `data`. Throws where that user has other processes. */
export declare function giveFiles(folder: string, user: User, data: string): Promise<void>;
/** From now on whoever connects must know the password. For the only one connected. */
export declare function demandPassword(sql: Database, data: string, owner: Owner): Promise<void>;
