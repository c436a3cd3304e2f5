/** @module A message as a mail reader shows it (RFC 5322, 2045 to 2047): headers, plain text and HTML. */

export interface ReadMail {
  /** By lower-case name, unfolded and decoded; the last one counts. */
  headers: Record<string, string>;
  text?: string;
  html?: string;
}

export function readMail(raw: Buffer): ReadMail {
  const { headers, body } = split(raw.toString("latin1"));
  const mail: ReadMail = { headers: {} };
  for (const [name, value] of Object.entries(headers)) mail.headers[name] = decodeWords(value);
  readPart(headers, body, mail);
  return mail;
}

function split(source: string): { headers: Record<string, string>; body: string } {
  const end = source.indexOf("\r\n\r\n");
  if (end < 0) throw new Error("a message without a body");
  const headers: Record<string, string> = {};
  for (const line of source
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")) {
    const [, name, value] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a header: ${line}`);
    headers[name.toLowerCase()] = value ?? "";
  }
  return { headers, body: source.slice(end + 4) };
}

function readPart(headers: Record<string, string>, body: string, into: ReadMail): void {
  const type = headers["content-type"] ?? "text/plain";
  const [, boundary] = /boundary="?([^";]+)"?/i.exec(type) ?? [];
  if (/^multipart\//i.test(type) && boundary !== undefined) {
    for (const part of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1)) {
      if (part.startsWith("--")) return;
      const inner = split(part.replace(/^[ \t]*\r\n/, ""));
      readPart(inner.headers, inner.body, into);
    }
    return;
  }
  const text = decode(body, headers["content-transfer-encoding"] ?? "7bit")
    .toString("utf8")
    .replace(/\r\n/g, "\n");
  if (/^text\/html/i.test(type)) into.html = text.trimEnd();
  else if (/^text\/plain/i.test(type)) into.text = text.trimEnd();
}

function decode(body: string, encoding: string): Buffer {
  if (/^base64$/i.test(encoding)) return Buffer.from(body, "base64");
  if (/^quoted-printable$/i.test(encoding)) return unquote(body.replace(/=\r\n/g, ""));
  return Buffer.from(body, "latin1");
}

const unquote = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** `=?UTF-8?B?…?=`; what stands between two of them is no blank. */
function decodeWords(value: string): string {
  return value.replace(/(\?=)\s+(=\?)/g, "$1$2").replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) => {
    const parts = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind, text = ""]) =>
      kind?.toLowerCase() === "b" ? Buffer.from(text, "base64") : unquote(text.replaceAll("_", " ")),
    );
    return Buffer.concat(parts).toString("utf8");
  });
}
