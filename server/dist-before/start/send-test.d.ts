/** Resolves to the exit code: 0 if the vendor took it. */
export declare function runSendTest(args: string[], env: NodeJS.ProcessEnv, write: (line: string) => void): Promise<0 | 1 | 2>;
