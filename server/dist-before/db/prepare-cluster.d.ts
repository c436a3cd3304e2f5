import { type Owner } from "./cluster-owner.js";
/** Not ours: that holds our secrets, and perhaps PGPORT, which PostgreSQL would obey. */
export declare const ENVIRONMENT: {
    PATH: string;
    LANG: string;
};
export interface Place {
    binaries: string;
    data: string;
    socket: string;
    owner: Owner;
}
/** Throws an Error in words where there can be no PostgreSQL. The files may still be another user's (`takeFiles`). */
export declare function preparePlace(dataDir: string): Promise<Place>;
