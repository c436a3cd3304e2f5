/** @module The management API, typed by openapi.json: path and method say what goes in and what comes out. */
import type { components, paths } from "./api-types.js";
import { type Answer, call, type Fetch, isObject, ownFetch, parseOrigin } from "./call.js";
import { MunjigiError } from "./errors.js";

const TIMEOUT_MS = 30_000;

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** A noun of the API: `Schema<"User">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** `code` of an error that the server told. */
export type ProblemCode = Schema<"Problem">["title"];

/** The paths that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, unknown> ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends PathOf<M>> = paths[P] extends Record<M, infer Of> ? Of : never;

type Parameters<Of, Where extends "path" | "query"> = Of extends { parameters: { [W in Where]?: infer Given } }
  ? Exclude<Given, undefined>
  : never;

type Part<Name extends string, Value> = [Value] extends [never]
  ? { [N in Name]?: never }
  : Partial<Value> extends Value
    ? { [N in Name]?: Value }
    : { [N in Name]: Value };

type BodyOf<Of> = Of extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;

type BodyPart<Of> = [BodyOf<Of>] extends [never] ? { body?: never } : { body: BodyOf<Of> };

/** What a request takes. */
export type RequestOf<M extends Method, P extends PathOf<M>> = Part<"path", Parameters<Operation<M, P>, "path">> &
  Part<"query", Parameters<Operation<M, P>, "query">> &
  BodyPart<Operation<M, P>> & {
    /** The `etag` of the answer you go by: the change is refused with 412 if there was another one since. */
    ifMatch?: string;
    /** Its reason is what the call then rejects with. */
    signal?: AbortSignal;
  };

/** The options may be left out where none is required. */
type Arguments<Options> = Partial<Options> extends Options ? [options?: Options] : [options: Options];

type Content<Response> = Response extends { content: { "application/json": infer Body } } ? Body : undefined;

/** What an answer holds; `undefined` where there is no body (204). */
export type AnswerOf<M extends Method, P extends PathOf<M>> =
  Operation<M, P> extends { responses: infer Responses } ? Content<Responses[keyof Responses]> : never;

/** An answer with what else it says. */
export interface FullAnswer<Data> {
  data: Data;
  status: number;
  /** For `ifMatch`. */
  etag: string | undefined;
  /** What the server's log has. */
  requestId: string | undefined;
}

type Shorthand<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...options: Arguments<RequestOf<M, P>>
) => Promise<AnswerOf<M, P>>;

/** Each rejects with a MunjigiError; for an answer of the server its `code` is a `ProblemCode`. Nothing is repeated. */
export interface ManagementClient {
  get: Shorthand<"get">;
  post: Shorthand<"post">;
  put: Shorthand<"put">;
  patch: Shorthand<"patch">;
  delete: Shorthand<"delete">;
  /** As the others, with status and ETag: `send("get", "/api/users")`. */
  send<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...options: Arguments<RequestOf<M, P>>
  ): Promise<FullAnswer<AnswerOf<M, P>>>;
}

export interface ManagementOptions {
  /** The server's origin, or an address of it inside your network. */
  url: string;
  /** `null` in the console's own pages: the browser sends its session along. */
  adminToken: string | null;
  /** Of `detail` in errors. */
  language?: "ko" | "en";
  timeoutMs?: number;
  fetch?: Fetch;
}

interface AnyRequest {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string;
  signal?: AbortSignal;
}

export function createManagementClient(options: ManagementOptions): ManagementClient {
  const { adminToken, language = "en", timeoutMs = TIMEOUT_MS, fetch = ownFetch } = options;
  const origin = parseOrigin("url", options.url);
  // What is no header would be quoted by the error of `fetch`.
  if (adminToken !== null && !/^[\x21-\x7e]+$/.test(adminToken))
    throw new MunjigiError("option_invalid", "`adminToken` is missing or has characters that no token has.");

  async function send(method: Method, template: string, request: AnyRequest = {}): Promise<FullAnswer<unknown>> {
    const { path = {}, query = {}, body, ifMatch, signal } = request;
    const timeout = AbortSignal.timeout(timeoutMs);
    const answer = await call(fetch, origin + fillPath(template, path) + toSearch(query), {
      method: method.toUpperCase(),
      headers: {
        accept: "application/json",
        "accept-language": language,
        ...(adminToken !== null && { authorization: `Bearer ${adminToken}` }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      timeoutMs,
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    if (!answer.isOk) throw toError(answer);
    return {
      data: answer.body,
      status: answer.status,
      etag: answer.headers.get("etag") ?? undefined,
      requestId: answer.headers.get("x-request-id") ?? undefined,
    };
  }

  const shorthand = (method: Method) => async (path: string, request?: AnyRequest) =>
    (await send(method, path, request)).data;
  const client = {
    get: shorthand("get"),
    post: shorthand("post"),
    put: shorthand("put"),
    patch: shorthand("patch"),
    delete: shorthand("delete"),
    send,
  };
  // What comes back is what openapi.json says: the server's tests hold it to that.
  return client as unknown as ManagementClient;
}

/** Throws `option_invalid` for what would make another address of it. */
function fillPath(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== "string" || ["", ".", ".."].includes(value))
      throw new MunjigiError("option_invalid", `\`path.${name}\` is missing or no name.`);
    return encodeURIComponent(value);
  });
}

function toSearch(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

/** Problem details, RFC 9457. What stands before the server, a proxy, answers otherwise. */
function toError({ status, headers, body }: Answer): MunjigiError {
  const problem: Record<string, unknown> = isObject(body) ? body : {};
  const textOf = (name: string) => (typeof problem[name] === "string" ? { [name]: problem[name] } : {});
  const seconds = Number(problem.retryAfterSeconds ?? headers.get("retry-after") ?? Number.NaN);
  const facts = {
    status,
    ...textOf("detail"),
    ...textOf("parameter"),
    ...textOf("requestId"),
    ...(Number.isFinite(seconds) && { retryAfterSeconds: seconds }),
    ...(isObject(body) && { answer: problem }),
  };
  if (typeof problem.title !== "string")
    return new MunjigiError("answer_unreadable", `The answer is not the server's (status ${status}).`, facts);
  return new MunjigiError(problem.title, String(problem.detail ?? problem.title), facts);
}
