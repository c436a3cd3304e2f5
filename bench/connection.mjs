// One keep-alive connection that asks and reads the answer, and does no more: the load generator shares two cores with
// what it measures, and a full HTTP client took as much of them as the server did.
import net from "node:net";

export class Connection {
  #socket;
  #host;
  #received = "";
  #settle;

  static async open(origin) {
    const { hostname, port } = new URL(origin);
    const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
    await new Promise((done, fail) => socket.once("connect", done).once("error", fail));
    return new Connection(socket, `${hostname}:${port}`);
  }

  constructor(socket, host) {
    this.#socket = socket;
    this.#host = host;
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => this.#read(chunk));
    const lost = (error) => this.#settle?.fail(error ?? new Error("the server closed the connection"));
    socket.on("error", lost);
    socket.on("close", () => lost());
  }

  /** Resolves to {status, head (status line and headers, raw), text}. One request at a time. */
  post(path, headers, body) {
    return this.#send("POST", path, { ...headers, "content-length": Buffer.byteLength(body) }, body);
  }

  get(path, headers) {
    return this.#send("GET", path, headers, "");
  }

  #send(method, path, headers, body) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return new Promise((done, fail) => {
      this.#settle = { done, fail };
      this.#socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${lines.join("")}\r\n${body}`);
    });
  }

  close() {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #read(chunk) {
    this.#received += chunk;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const text = wholeBody(head, this.#received.slice(end + 4));
    if (text === undefined) return;
    this.#received = "";
    const { done } = this.#settle;
    this.#settle = undefined;
    done({ status: Number(head.slice(9, 12)), head, text });
  }
}

/** The value of a header of an answer. */
export const headerOf = ({ head }, name) => new RegExp(`\r\n${name}: *([^\r]*)`, "i").exec(head)?.[1];

/** The body if all of it has come, chunked (RFC 9112 §7.1) or of a stated length. */
function wholeBody(head, body) {
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    return body.length >= length ? body : undefined;
  }
  if (!body.endsWith("0\r\n\r\n")) return undefined;
  let text = "";
  for (let at = 0; ; ) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.slice(at, line), 16);
    if (!size) return text;
    text += body.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}
