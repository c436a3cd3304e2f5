export interface EmbeddedPostgres {
    /** For `openDatabase`. */
    url: string;
    /** Where its files are, for the log: not always below the data folder. */
    folder: string;
    /** Lets go of it, and stops it if nobody else holds it. */
    close(): Promise<void>;
}
export interface EmbeddedOptions {
    /** Told what goes wrong at the end. */
    log?: {
        warn: (facts: object, text: string) => void;
    };
    /** How long `close` waits for PostgreSQL to end, in milliseconds. */
    stopWithinMs?: number;
}
/** Starts, adopts or joins the PostgreSQL of this data folder. Throws an Error in words where it cannot run. */
export declare function openEmbedded(dataDir: string, options?: EmbeddedOptions): Promise<EmbeddedPostgres>;
