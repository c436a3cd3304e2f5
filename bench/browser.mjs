// A browser as far as a server can tell: it keeps cookies, sends forms with its origin, follows redirects. It loads no style
// sheets and scripts: those are files, which cost no statement and which a browser has from the page before.
import { headerOf } from "./connection.mjs";

export class Browser {
  /** What each request took, in milliseconds. */
  times = [];
  #connection;
  #headers;
  #origin;
  #cookies = new Map();

  /** `headers`: what it says with every request. */
  constructor(connection, origin, headers) {
    this.#connection = connection;
    this.#origin = origin;
    this.#headers = headers;
  }

  get(path) {
    return this.#ask((headers) => this.#connection.get(path, headers));
  }

  /** A form if `body` is a text, otherwise JSON. */
  post(path, body) {
    const [type, text] =
      typeof body === "string"
        ? ["application/x-www-form-urlencoded", body]
        : ["application/json", JSON.stringify(body)];
    const more = { origin: this.#origin, "content-type": type };
    return this.#ask((headers) => this.#connection.post(path, { ...headers, ...more }, text));
  }

  /** Posts a form and loads the page that the answer leads to. Resolves to that page and its path. */
  async submit(path, body) {
    const answer = expectStatus(await this.post(path, body), 303);
    const location = headerOf(answer, "location");
    return { location, page: expectStatus(await this.get(location), 200) };
  }

  async #ask(send) {
    const begin = performance.now();
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send({ ...this.#headers, ...(cookie && { cookie }) });
    for (const [, name, value] of answer.head.matchAll(/\r\nset-cookie: *([^=\r]+)=([^;\r]*)/gi))
      this.#cookies.set(name, value);
    this.times.push(performance.now() - begin);
    return answer;
  }
}

export function expectStatus(answer, status) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}
