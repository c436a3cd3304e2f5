/** @module The one way out: every call to a vendor passes here, and none can be steered into the operator's own network. */
import type { Agent } from "undici";
import { type AddressRules, readHost, readTarget } from "./address-rules.js";
import { call, knock } from "./call.js";
import { openAgent } from "./open-agent.js";
import { codedError, fetchFailed, refusal } from "./outgoing-error.js";
import { checkedResolver, type Resolve } from "./resolve-checked.js";
import { toResponse } from "./to-response.js";

export interface Outgoing {
  /**
   * As the global fetch, with a string or a URL, and these differences. Only https to public addresses (see `AddressRules`);
   * a redirect is returned, never followed; the body is read to its end, at most 1 MiB, before this resolves; connecting
   * may take 2 s, all the rest as long as `signal` lets it; HTTP_PROXY and its kin are not honoured, since a proxy would
   * resolve names by itself.
   *
   * Rejects with the signal's reason, or with `TypeError: fetch failed` whose `cause.code` is the system's, TLS's or
   * undici's (ECONNREFUSED, ENOTFOUND, UND_ERR_CONNECT_TIMEOUT …), ADDRESS_REFUSED (`isRefused`), RESPONSE_TOO_LARGE,
   * RESPONSE_INVALID, or ETIMEOUT for a name that took 2 s to resolve.
   */
  fetch: typeof globalThis.fetch;
  /**
   * Posts a text under the same rules and resolves to the status of the answer, whose body nobody reads. `signal` bounds that body too.
   * Rejects as `fetch` does.
   */
  post: Post;
  /**
   * One address of a host, under the same rules, for protocols other than HTTP: connect to it and to nothing else, and check
   * TLS against the name. Rejects with ADDRESS_REFUSED, ETIMEOUT, or the resolver's own code.
   */
  lookup(hostname: string): Promise<string>;
  /** Ends all connections; calls under way fail (UND_ERR_DESTROYED), later ones too. */
  close(): Promise<void>;
}

export type Post = (
  url: string,
  init: { headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<number>;

/** `resolve` replaces the system's resolver in tests. */
export function createOutgoing(options: AddressRules & { resolve?: Resolve }): Outgoing {
  const resolveChecked = checkedResolver(options, options.resolve);
  let agent: Promise<Agent> | undefined;
  let closed = false;
  const open = async () => {
    if (closed) throw codedError("UND_ERR_DESTROYED", "outgoing calls are closed");
    agent ??= openAgent(options, resolveChecked);
    return await agent;
  };

  return {
    async fetch(input, init = {}) {
      if (input instanceof Request) throw new TypeError("give outgoing calls a URL, not a Request");
      const signal = init.signal ?? null;
      signal?.throwIfAborted();
      const url = readTarget(input, options);
      if (!url) throw fetchFailed(refusal());
      const { body, contentType } = await readBody(init.body);
      const headers = Object.fromEntries(new Headers(init.headers));
      headers.accept ??= "*/*";
      headers["user-agent"] ??= "munjigi";
      if (contentType) headers["content-type"] ??= contentType;
      // 1 MiB is 1 MiB: what unpacks to gigabytes should not even come.
      headers["accept-encoding"] = "identity";
      const method = init.method?.toUpperCase() ?? "GET";
      try {
        return await toResponse(await call(await open(), { url, method, headers, body, signal }));
      } catch (error) {
        throw signal?.aborted ? signal.reason : fetchFailed(error);
      }
    },

    async post(input, { headers, body, signal }) {
      const url = readTarget(input, options);
      if (!url) throw fetchFailed(refusal());
      const all = { accept: "*/*", "user-agent": "munjigi", "accept-encoding": "identity", ...headers };
      try {
        return await knock(await open(), { url, method: "POST", headers: all, body, signal });
      } catch (error) {
        throw signal.aborted ? signal.reason : fetchFailed(error);
      }
    },

    async lookup(hostname) {
      const host = readHost(hostname, options);
      const [first] = host === undefined ? [] : await resolveChecked(host);
      if (!first) throw refusal();
      return first.address;
    },

    async close() {
      closed = true;
      await (await agent)?.destroy();
    },
  };
}

/** The body as bytes, and the type that fetch would give it where the caller names none. */
async function readBody(
  body: RequestInit["body"],
): Promise<{ body: string | Uint8Array | null; contentType?: string }> {
  if (body === undefined || body === null) return { body: null };
  if (typeof body === "string") return { body, contentType: "text/plain;charset=UTF-8" };
  if (body instanceof Uint8Array) return { body };
  if (body instanceof URLSearchParams)
    return { body: body.toString(), contentType: "application/x-www-form-urlencoded;charset=UTF-8" };
  const rest = new Response(body);
  const contentType = rest.headers.get("content-type");
  return { body: await rest.bytes(), ...(contentType && { contentType }) };
}
