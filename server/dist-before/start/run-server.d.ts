export declare function runServer(env: NodeJS.ProcessEnv): Promise<void>;
/** Why it did not start, in words. */
export declare function explain(error: unknown): string;
