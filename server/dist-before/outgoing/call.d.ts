/** @module One request, its answer read to the end. On undici's `dispatch`, without the streams of `request` and `fetch`. */
import type { Agent } from "undici";
/** What an answer's body may hold, in bytes; compressed or not. */
export declare const MAX_BYTES = 1048576;
export interface Request {
    url: URL;
    method: string;
    headers: Record<string, string>;
    body: string | Uint8Array | null;
    signal: AbortSignal | null;
}
export interface Answer {
    status: number;
    statusText: string;
    /** Values byte by byte (Latin-1), as fetch has them: vendors write UTF-8 and EUC-KR there. */
    headers: [string, string][];
    body: Buffer;
}
export declare const tooLarge: () => Error;
/** Rejects with the signal's reason at once, whatever the request waits for; otherwise with the cause of the failure. */
export declare function call(agent: Agent, { url, method, headers, body, signal }: Request): Promise<Answer>;
