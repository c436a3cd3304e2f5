/**
 * @module A vendor's stand-in: a real HTTP server on the loopback that checks what the vendor checks, answers as it answers,
 * and can be slow, broken or hostile on request.
 */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRequest {
  method: string;
  /** With the query, as it was sent. */
  target: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as a form. */
  form: URLSearchParams;
  /** The body as JSON; `undefined` if it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a fake looks at whatever came
  json: any;
}

export interface FakeAnswer {
  /** 200 unless told. */
  status?: number;
  headers?: Record<string, string>;
  /** An object becomes JSON. */
  body?: unknown;
}

/** What the vendor would send to a phone. */
export interface AcceptedText {
  id: string;
  to: string;
  /** Which credentials it came with. */
  account: string;
  text?: string;
  templateCode?: string;
  values?: unknown;
  /** The sender's own name of the message. */
  reference?: string;
}

/** What a vendor does wrong, with every request until told otherwise. */
export type Fault =
  /** Answers as ever, that much later. */
  | { delayMs: number }
  /** Never answers. */
  | { hangs: true }
  /** Accepts the message and cuts the connection instead of saying so. */
  | { resetsAfterAccepting: true }
  /** Accepts nothing and answers this. */
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Answers with so many bytes. */
  | { hugeBytes: number }
  /** Answers one byte a moment. */
  | { dripsEveryMs: number }
  /** Accepts the message and answers in HTML. */
  | { answersHtml: true };

/** Recipients that every fake knows. */
export const UNKNOWN_NUMBER = "+821090000404";
export const BLOCKED_NUMBER = "+821090000403";
export const THROTTLED_NUMBER = "+821090000429";

/** Whether a number in any spelling (with or without `+`, national) is one of the above. */
export const isNumber = (given: string, known: string) => given.replace(/\D/g, "").slice(-10) === known.slice(-10);

/** So many messages in so many milliseconds, counted from the first of them; what is more is refused. */
export interface VendorPace {
  messages: number;
  perMs: number;
  /** Calls refused so far. */
  refused: number;
}

export interface FakeVendor {
  /** `http://127.0.0.1:…` */
  origin: string;
  /** In the order they were accepted. */
  accepted: AcceptedText[];
  /** Requests that came, whatever became of them. */
  requests: FakeRequest[];
  /** What the account has left; 0 refuses. */
  credit: number;
  fault: Fault | undefined;
  /** Faults of single paths, which come before the other: `{ "/oauth/token": { hangs: true } }`. */
  faults: Record<string, Fault>;
  pace: VendorPace | undefined;
  /** Asked once for every message: whether it is too many. */
  isFull(): boolean;
  /** Requests that wait for an answer now. */
  waiting(): number;
  close(): Promise<void>;
}

export type Handler = (request: FakeRequest, vendor: FakeVendor) => FakeAnswer | Promise<FakeAnswer>;

/** Starts a fake on a free port. */
export async function startFakeVendor(handle: Handler): Promise<FakeVendor> {
  let waiting = 0;
  const server = createServer((incoming, outgoing) => {
    waiting += 1;
    outgoing.once("close", () => {
      waiting -= 1;
    });
    answer(incoming, outgoing).catch((error) => {
      outgoing.writeHead(500).end(String(error));
    });
  });
  // Clients keep connections open between bursts; Node would close them after five seconds.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", 1024, done));
  let taken = { since: 0, messages: 0 };
  const vendor: FakeVendor = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: [],
    requests: [],
    credit: 100,
    fault: undefined,
    faults: {},
    pace: undefined,
    isFull: () => {
      const { pace } = vendor;
      if (!pace) return false;
      const now = performance.now();
      if (now - taken.since >= pace.perMs) taken = { since: now, messages: 0 };
      if (taken.messages < pace.messages) {
        taken.messages += 1;
        return false;
      }
      pace.refused += 1;
      return true;
    },
    waiting: () => waiting,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    vendor.requests.push(request);
    const fault = vendor.faults[request.url.pathname] ?? vendor.fault;
    if (fault && "hangs" in fault) return;
    if (fault && "status" in fault) {
      outgoing.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return;
    }
    if (fault && "hugeBytes" in fault) return sendMuch(outgoing, fault.hugeBytes);
    if (fault && "dripsEveryMs" in fault) return sendSlowly(outgoing, fault.dripsEveryMs);
    if (fault && "delayMs" in fault) await new Promise((done) => setTimeout(done, fault.delayMs));
    const { status = 200, headers = {}, body = "" } = await handle(request, vendor);
    if (fault && "resetsAfterAccepting" in fault) {
      incoming.socket.destroy();
      return;
    }
    if (fault && "answersHtml" in fault) {
      outgoing.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome</body></html>");
      return;
    }
    const isText = typeof body === "string";
    const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
    outgoing.writeHead(status, { "content-type": type, ...headers }).end(isText ? body : JSON.stringify(body));
  }
  return vendor;
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const target = incoming.url ?? "/";
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {}
  return {
    method: incoming.method ?? "GET",
    target,
    url: new URL(target, "http://fake"),
    headers: incoming.headers,
    body,
    form: new URLSearchParams(body),
    json,
  };
}

async function sendMuch(outgoing: ServerResponse, bytes: number): Promise<void> {
  outgoing.writeHead(200, { "content-type": "application/json" });
  const chunk = Buffer.alloc(64 * 1024, " ");
  for (let sent = 0; sent < bytes && !outgoing.destroyed; sent += chunk.length)
    // A client that has gone away never drains, so its close ends the wait too.
    if (!outgoing.write(chunk)) await Promise.race([once(outgoing, "drain"), once(outgoing, "close")]);
  outgoing.end();
}

async function sendSlowly(outgoing: ServerResponse, everyMs: number): Promise<void> {
  outgoing.writeHead(200, { "content-type": "application/json" });
  while (!outgoing.destroyed) {
    outgoing.write(" ");
    await new Promise((done) => setTimeout(done, everyMs));
  }
}

/** User and password of an `Authorization: Basic` header (RFC 7617). */
export function readBasic(request: FakeRequest): { user: string; password: string } | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
