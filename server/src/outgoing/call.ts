/** @module One request, its answer read to the end. On undici's `dispatch`, without the streams of `request` and `fetch`. */
import type { Agent, Dispatcher } from "undici";
import { codedError } from "./outgoing-error.js";

/** What an answer's body may hold, in bytes; compressed or not. */
export const MAX_BYTES = 1_048_576;

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

export const tooLarge = () => codedError("RESPONSE_TOO_LARGE", `the answer is longer than ${MAX_BYTES} bytes`);

/** Rejects with the signal's reason at once, whatever the request waits for; otherwise with the cause of the failure. */
export function call(agent: Agent, { url, method, headers, body, signal }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // It may have aborted while undici was loaded.
    signal?.throwIfAborted();
    let controller: Dispatcher.DispatchController | undefined;
    const abort = () => {
      reject(signal?.reason);
      controller?.abort(new Error("aborted by the caller"));
    };
    const end = () => signal?.removeEventListener("abort", abort);
    signal?.addEventListener("abort", abort, { once: true });

    const chunks: Buffer[] = [];
    let bytes = 0;
    let answer: Omit<Answer, "body">;
    agent.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method, headers, body },
      {
        onRequestStart(own) {
          controller = own;
          // Given up while it waited for a connection: then it is not sent at all.
          if (signal?.aborted) abort();
        },
        onResponseStart({ rawHeaders }, status, _headers, statusText = "") {
          if (status < 200) return;
          if (status > 599) throw codedError("RESPONSE_INVALID", "the answer's status is none of HTTP");
          answer = { status, statusText, headers: readHeaders(rawHeaders as Buffer[]) };
        },
        onResponseData(own, chunk) {
          bytes += chunk.length;
          if (bytes > MAX_BYTES) own.abort(tooLarge());
          else chunks.push(chunk);
        },
        onResponseEnd() {
          end();
          resolve({ ...answer, body: Buffer.concat(chunks, bytes) });
        },
        onResponseError(_controller, error) {
          end();
          // Its `data` is the answer itself, which may hold a number, and its code is often absent.
          reject(error.name === "HTTPParserError" ? codedError("RESPONSE_INVALID", "the answer is not HTTP") : error);
        },
      },
    );
  });
}

/** What of an answer is read that nobody looks at, so that its connection can be used again. */
const MAX_IGNORED_BYTES = 65_536;

/**
 * The status of an answer, as soon as its head is there. Of the rest at most 64 KiB are read and thrown away: what else an answer
 * is, endless or shorter than it says, changes nothing. Rejects as `call` does.
 */
export function knock(agent: Agent, { url, method, headers, body, signal }: Request): Promise<number> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let controller: Dispatcher.DispatchController | undefined;
    const abort = () => {
      reject(signal?.reason);
      controller?.abort(new Error("aborted by the caller"));
    };
    const end = () => signal?.removeEventListener("abort", abort);
    signal?.addEventListener("abort", abort, { once: true });

    let bytes = 0;
    agent.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method, headers, body },
      {
        onRequestStart(own) {
          controller = own;
          if (signal?.aborted) abort();
        },
        onResponseStart(_controller, status) {
          if (status >= 200) resolve(status);
        },
        onResponseData(own, chunk) {
          bytes += chunk.length;
          if (bytes > MAX_IGNORED_BYTES) own.abort(tooLarge());
        },
        onResponseEnd: end,
        onResponseError(_controller, error) {
          end();
          // After the status this changes nothing.
          reject(error.name === "HTTPParserError" ? codedError("RESPONSE_INVALID", "the answer is not HTTP") : error);
        },
      },
    );
  });
}

function readHeaders(raw: readonly Buffer[]): [string, string][] {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2)
    headers.push([raw[at]?.toString("latin1") ?? "", raw[at + 1]?.toString("latin1") ?? ""]);
  return headers;
}
