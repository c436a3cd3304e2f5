/** @module What was said between us and a vendor, for an administrator's eyes: secrets, number and code are masked. */

export interface Exchange {
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  response: { status: number; headers: Record<string, string>; body: string } | null;
}

const MASK = "••••••••";
const LONGEST_BODY = 4000;
/** Shorter ones would mask half the answer. */
const SHORTEST_SECRET = 4;
/** Derived from secrets, so as good as them. */
const SECRET_HEADERS = /authorization|signature|secret|token|api-?key|cookie|^x-ncp-iam-access-key$/i;

/** A `fetch` that writes down what passes. */
export function recordExchange(inner: typeof fetch, mask: (text: string) => string, into: Exchange[]): typeof fetch {
  return async (input, init) => {
    const exchange: Exchange = {
      request: {
        method: init?.method ?? "GET",
        url: mask(String(input)),
        headers: readHeaders(new Headers(init?.headers), mask),
        body: mask(String(init?.body ?? "")).slice(0, LONGEST_BODY),
      },
      response: null,
    };
    into.push(exchange);
    const response = await inner(input, init);
    const body = await response.text();
    exchange.response = {
      status: response.status,
      headers: readHeaders(response.headers, mask),
      body: mask(body).slice(0, LONGEST_BODY),
    };
    return new Response(isBodiless(response.status) ? null : body, {
      status: response.status,
      headers: response.headers,
    });
  };
}

/** The Fetch standard's null body statuses. */
const isBodiless = (status: number) => status === 204 || status === 205 || status === 304;

function readHeaders(headers: Headers, mask: (text: string) => string): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, SECRET_HEADERS.test(name) ? MASK : mask(value)]),
  );
}

/** Masks every spelling of these: as they are, percent-encoded, in JSON, in Base64. The recipient keeps its last digits. */
export function maskerFor(secrets: readonly string[], recipient: string, code: string): (text: string) => string {
  const digits = recipient.replace(/^\+/, "");
  const national = digits.replace(/^82/, "0");
  const shown = recipient.includes("@") ? recipient.replace(/^.*@/, "•••@") : `•••${recipient.slice(-4)}`;
  const replacements = [
    ...secrets.filter((one) => one.length >= SHORTEST_SECRET).map((one) => [one, MASK] as const),
    ...[recipient, digits, national, national.replace(/^0/, "")].map((one) => [one, shown] as const),
    [code, "••••••"] as const,
  ]
    .flatMap(([text, by]) => spellings(text).map((spelling) => [spelling, by] as const))
    .sort(([one], [other]) => other.length - one.length);
  return (text) => replacements.reduce((masked, [from, by]) => masked.replaceAll(from, by), text);
}

function spellings(text: string): string[] {
  const encoded = encodeURIComponent(text);
  const all = [text, encoded, encodeURIComponent(encoded), new URLSearchParams([["", text]]).toString().slice(1)];
  const json = JSON.stringify(text).slice(1, -1);
  return [...new Set([...all, json, Buffer.from(text).toString("base64").replace(/=+$/, "")])];
}
