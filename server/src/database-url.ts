/** @module `DATABASE_URL` as libpq reads it (PostgreSQL manual, 32.1.1.2), in the driver's terms: a folder of a socket, several hosts. Pure. */

export interface DatabasePlace {
  url: string;
  host?: string | string[];
  port?: number[];
  target_session_attrs?: "primary";
}

const AUTHORITY = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/s;
const DEFAULT_PORT = 5432;

/**
 * Of several hosts it is the primary that is meant, whichever that is. (The driver's `read-write` takes a standby for one: it asks for
 * `default_transaction_read_only`, which says nothing of recovery.) Throws `TypeError` where it is no URL.
 */
export function readDatabaseUrl(text: string): DatabasePlace {
  const [, before = "", hosts = "", after = ""] = AUTHORITY.exec(text) ?? [];
  const [first = "", ...others] = hosts.split(",");
  const url = new URL(others.length > 0 ? before + first + after : text);
  if (others.length > 0) {
    const each = [first, ...others].map((one) => new URL(`postgres://${one}/`));
    if (each.some(({ hostname }) => hostname === "")) throw new TypeError("Invalid URL");
    url.searchParams.delete("target_session_attrs");
    return {
      url: url.toString(),
      host: each.map(({ hostname }) => hostname.replace(/^\[|\]$/g, "")),
      port: each.map(({ port }) => Number(port || DEFAULT_PORT)),
      target_session_attrs: "primary",
    };
  }
  // `?host=/folder` names a unix socket; the driver would send it to the server as a setting.
  const host = url.searchParams.get("host");
  if (!host) return { url: text };
  url.searchParams.delete("host");
  return { url: url.toString(), host };
}
