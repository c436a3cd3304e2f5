/** The file's text without blanks around it. Where there is no file, `make` writes one: with mode 600, whole or not at all. */
export declare function readOrMakePrivateFile(path: string, make: () => string): Promise<string>;
/** Throws in words where others may have written the file, or can read it: a secret that they know is none. */
export declare function requirePrivate(path: string): Promise<void>;
