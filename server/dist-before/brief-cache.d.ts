/** How long another process may still see what was changed here, in milliseconds. */
export declare const SETTINGS_AGE_MS = 1000;
export interface BriefCache<Value> {
    get(key: string): Promise<Value>;
    /** After a change: this process sees it at once. */
    forget(key: string): void;
    forgetAll(): void;
}
/** Failures and `undefined` are not remembered: what is new works at once. */
export declare function cacheBriefly<Value>(select: (key: string) => Promise<Value>): BriefCache<Value>;
