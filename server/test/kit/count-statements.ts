/**
 * @module The statements of a request, however busy the server is besides: each is taken down where the driver begins it, in the
 * context (`AsyncLocalStorage`) that the request's handler runs in, until the answer has gone. Jobs, carriers and watches run in none.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Server, ServerResponse } from "node:http";
import type { TestServer } from "../harness.js";

/** What the driver makes of each statement, those of `begin` and `commit` too; it is begun by the first `then`. */
interface Query {
  executed: boolean;
  /** As it went to the database. */
  string?: string;
  handle(): Promise<void>;
}

interface Request {
  statements: Query[];
  isAnswered: boolean;
}

const requests = new AsyncLocalStorage<Request>();

/** Of this process, once. `query` is any of the driver's. */
function watchDriver(query: object): void {
  const prototype = Object.getPrototypeOf(query) as Query & { isWatched?: true };
  if (prototype.isWatched) return;
  const { handle } = prototype;
  if (typeof handle !== "function") throw new Error("the driver begins its statements elsewhere now");
  prototype.isWatched = true;
  prototype.handle = function (this: Query) {
    const request = requests.getStore();
    if (request && !request.isAnswered && !this.executed) request.statements.push(this);
    return handle.call(this);
  };
}

/** Resolves to the statements of the requests that come while `ask` runs. */
export type CountStatements = (ask: () => Promise<unknown>) => Promise<string[]>;

export function countStatements({ app }: Pick<TestServer, "app">, sql: TaggedTemplate): CountStatements {
  watchDriver(sql`select 1`);
  const http: Server = app.http.server;
  let seen: Request[] = [];
  const emit = http.emit.bind(http) as (event: string, ...args: unknown[]) => boolean;
  http.emit = (event: string, ...args: unknown[]) => {
    if (event !== "request") return emit(event, ...args);
    const request: Request = { statements: [], isAnswered: false };
    (args[1] as ServerResponse).once("finish", () => {
      request.isAnswered = true;
    });
    seen.push(request);
    return requests.run(request, () => emit(event, ...args));
  };
  return async (ask) => {
    seen = [];
    await ask();
    return seen.flatMap(({ statements }) => statements.map(({ string = "?" }) => string.replace(/\s+/g, " ").trim()));
  };
}

type TaggedTemplate = (strings: TemplateStringsArray) => object;
