/**
 * @module Starts that meet: a double click, a retry of a client that did not wait. Within this process the second one waits for
 * the first and gets its verification; across processes the statement sees to it (`start-store.ts`).
 */
export interface JoinStarts<Started> {
    /** Runs `start`, or waits for the one of this name that is under way. If that one fails, `start` runs by itself. */
    run(name: string, start: () => Promise<Started>): Promise<{
        started: Started;
        joined: boolean;
    }>;
}
export declare function createJoinStarts<Started>(): JoinStarts<Started>;
