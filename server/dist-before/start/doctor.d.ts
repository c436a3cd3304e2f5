/** Writes one line per finding. Resolves to 1 if one of them must be mended, else 0. */
export declare function runDoctor(env: NodeJS.ProcessEnv, write: (line: string) => void): Promise<0 | 1>;
