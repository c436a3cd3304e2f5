/** @module Outgoing calls: what may be connected to (attack case A42), and vendors that answer too much, too slowly, elsewhere. */
import { spawn } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createOutgoing, type Outgoing } from "../../dist/outgoing/create-outgoing.js";
import { openAgent } from "../../dist/outgoing/open-agent.js";
import { isRefused } from "../../dist/outgoing/outgoing-error.js";
import { certificate, privateKey } from "../fixtures/vendor-certificate.js";
import { freePort } from "../kit/free-port.js";
import { eventually, slowed } from "../kit/pace.js";

/** IANA has given it to nobody, so nobody answers; by the rules it is as public as any. */
const NOBODY = "3000::1";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function outgoing(options: Partial<Parameters<typeof createOutgoing>[0]> = {}): Outgoing {
  const own = createOutgoing({ allowPrivateNetwork: false, ...options });
  opened.push(own);
  return own;
}
const inside = (resolve?: (name: string) => Promise<string[]>) =>
  outgoing({ allowPrivateNetwork: true, ...(resolve && { resolve }) });

interface Vendor {
  port: number;
  /** Every connection there has been. */
  connections: Socket[];
  paths: string[];
}

/** A server on the loopback, IPv4 and IPv6. */
async function vendor(answer: RequestListener = (_, response) => response.end("ok"), server?: Server): Promise<Vendor> {
  const own: Vendor = { port: 0, connections: [], paths: [] };
  const http = server ?? createServer();
  http.keepAliveTimeout = 30_000;
  http.on("connection", (socket: Socket) => own.connections.push(socket));
  http.on("request", (request, response) => {
    own.paths.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((done) => http.listen(0, "::", done));
  own.port = (http.address() as AddressInfo).port;
  opened.push({
    close: async () => {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  });
  return own;
}

const tlsServer = () => createTlsServer({ key: privateKey, cert: certificate });

// biome-ignore lint/suspicious/noExplicitAny: whatever was thrown
const failure = async (work: Promise<unknown>): Promise<any> =>
  await work.then(
    (value) => expect.fail(`resolved with ${value}`),
    (error) => error,
  );

const post = ({ post }: Pick<Outgoing, "post">, url: string, signal = AbortSignal.timeout(10_000)) =>
  post(url, { headers: { "content-type": "application/json" }, body: "{}", signal });

async function expectRefused(work: Promise<unknown>): Promise<void> {
  const error = await failure(work);
  expect(error).toBeInstanceOf(TypeError);
  expect(isRefused(error)).toBe(true);
  // One text for all: it tells neither the address nor the reason.
  expect([error.message, error.cause.message]).toEqual(["fetch failed", "this address may not be called"]);
}

describe("what is never connected to", () => {
  let victim: { port: number; connections: number; close(): void };
  beforeAll(async () => {
    const server = createTcpServer((socket) => {
      victim.connections++;
      socket.destroy();
    });
    await new Promise<void>((done) => server.listen(0, "::", done));
    victim = { port: (server.address() as AddressInfo).port, connections: 0, close: () => server.close() };
  });
  afterEach(() => expect(victim.connections).toBe(0));
  afterAll(() => victim.close());

  const hosts = [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "①②⑦.⓪.⓪.①",
    "[::1]",
    "[::ffff:7f00:1]",
    "[::ffff:127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:0:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "168.63.129.16",
    "100.100.100.200",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "0.0.0.0",
    "0",
    "[::]",
    "[fd00::1]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[4000::1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost..",
    "a.localhost",
    "printer.local",
    "metadata.google.internal",
    "metadata.google.internal.",
    "nas.home.arpa",
    "postgres",
  ];

  test.each(hosts)("%s", async (host) => {
    await expectRefused(outgoing().fetch(`https://${host}:${victim.port}/`));
    await expectRefused(post(outgoing(), `https://${host}:${victim.port}/`));
    const lookedUp = await failure(outgoing().lookup(host));
    expect([isRefused(lookedUp), lookedUp.message]).toEqual([true, "this address may not be called"]);
  });

  test.each([
    (port: number) => `http://vendor.example:${port}/`,
    () => "http://1.1.1.1/",
    (port: number) => `ftp://vendor.example:${port}/`,
    (port: number) => `gopher://vendor.example:${port}/_x`,
    () => "file:///etc/passwd",
    () => "data:text/plain,x",
    () => "https://vendor.example:25/",
    () => "https://vendor.example:80/",
    () => "https://vendor.example:1023/",
    () => "https://vendor.example:0/",
    (port: number) => `https://user@vendor.example:${port}/`,
    (port: number) => `https://user:password@vendor.example:${port}/`,
    () => "//vendor.example/",
    () => "https://",
    () => "",
  ])("%s: not even its name is looked up", async (url) => {
    let lookUps = 0;
    const resolve = async () => {
      lookUps++;
      return ["127.0.0.1"];
    };
    await expectRefused(outgoing({ resolve }).fetch(url(victim.port)));
    await expectRefused(post(outgoing({ resolve }), url(victim.port)));
    const asUrl = URL.parse(url(victim.port));
    if (asUrl) await expectRefused(outgoing({ resolve }).fetch(asUrl));
    expect(lookUps).toBe(0);
  });

  test.each(["127.0.0.1", "::1", "10.1.2.3", "::ffff:127.0.0.1", "169.254.169.254", "fe80::1%eth0", "fd00::1"])(
    "a name that resolves to %s",
    async (address) => {
      const { fetch, lookup, ...rest } = outgoing({ resolve: async () => [address] });
      await expectRefused(fetch(`https://vendor.example:${victim.port}/`));
      await expectRefused(post(rest, `https://vendor.example:${victim.port}/`));
      expect(isRefused(await failure(lookup("vendor.example")))).toBe(true);
    },
  );

  test("the private one among a name's addresses", async () => {
    const { fetch, lookup } = outgoing({ resolve: async () => ["127.0.0.1", NOBODY, "::1"] });
    const error = await failure(fetch(`https://vendor.example:${victim.port}/`, { signal: AbortSignal.timeout(1000) }));
    expect(isRefused(error)).toBe(false);
    expect(await lookup("vendor.example")).toBe(NOBODY);
  });

  test("a name that was public when it was looked up first (DNS rebinding)", async () => {
    const answers = [[NOBODY], ["127.0.0.1"]];
    let lookUps = 0;
    const { fetch } = outgoing({ resolve: async () => answers[Math.min(lookUps++, 1)] as string[] });
    const url = `https://rebind.example:${victim.port}/`;
    const first = await failure(fetch(url, { signal: AbortSignal.timeout(1000) }));
    expect(isRefused(first)).toBe(false);
    // Connecting does not ask again for what was checked.
    expect(lookUps).toBe(1);
    await expectRefused(fetch(url));
    expect(lookUps).toBe(2);
  });

  test("a proxy named by the environment", async () => {
    const names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "NODE_USE_ENV_PROXY"];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = name.startsWith("NODE") ? "1" : `http://127.0.0.1:${victim.port}`;
    const { fetch } = outgoing({ resolve: async () => [NOBODY] });
    await failure(fetch("https://vendor.example/", { signal: AbortSignal.timeout(500) }));
    names.forEach((name, at) => {
      if (before[at] === undefined) delete process.env[name];
      else process.env[name] = before[at];
    });
  });
});

test("a socket that got to a private address past the look-up is closed before a request is sent", async () => {
  const own = await vendor();
  const agent = await openAgent({ allowPrivateNetwork: false }, async () => [{ address: "127.0.0.1", family: 4 }]);
  opened.push(agent);
  const error = await failure(agent.request({ origin: `http://vendor.example:${own.port}`, path: "/", method: "GET" }));
  expect(error.code).toBe("ADDRESS_REFUSED");
  await eventually(async () => own.connections[0]?.destroyed);
  expect(own.paths).toEqual([]);
});

describe("with MUNJIGI_ALLOW_PRIVATE_NETWORK", () => {
  test("http on the loopback works, by name and by literal", async () => {
    const { port, connections } = await vendor();
    const { fetch, lookup } = inside();
    for (const host of ["localhost", "127.0.0.1", "127.1", "[::1]"])
      expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe("ok");
    expect(connections.length).toBeGreaterThan(1);
    expect(["127.0.0.1", "::1"]).toContain(await lookup("localhost"));
    expect(await lookup("::1")).toBe("::1");
  });

  test.each([
    "169.254.169.254",
    "[::ffff:a9fe:a9fe]",
    "[fe80::1]",
    "[64:ff9b::a9fe:a9fe]",
    "[fd00:ec2::254]",
    "168.63.129.16",
    "100.100.100.200",
    "0.0.0.0",
  ])("%s is refused all the same", async (host) => {
    await expectRefused(inside().fetch(`http://${host}/latest/meta-data/`));
    const named = inside(async () => [host.replace(/[[\]]/g, "")]);
    await expectRefused(named.fetch("http://metadata.google.internal/"));
  });

  test.each(["file:///etc/passwd", "gopher://127.0.0.1:70/", "http://127.0.0.1:25/", "http://a:b@127.0.0.1:8080/"])(
    "%s is refused all the same",
    async (url) => await expectRefused(inside().fetch(url)),
  );

  test("only the allowed ones among a name's addresses are tried", async () => {
    const { port, connections } = await vendor();
    const { fetch } = inside(async () => ["169.254.169.254", "127.0.0.1"]);
    expect((await fetch(`http://gateway:${port}/`, { signal: AbortSignal.timeout(slowed(20_000)) })).status).toBe(200);
    expect(connections).toHaveLength(1);
  });
});

describe("redirects are returned and not followed", () => {
  test.each([301, 302, 303, 307, 308])("%i to the inside", async (status) => {
    const target = await vendor();
    const own = await vendor((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end("moved"),
    );
    const response = await inside().fetch(`http://localhost:${own.port}/`, { redirect: "follow" });
    expect([response.status, response.headers.get("location"), await response.text(), response.redirected]).toEqual([
      status,
      `http://127.0.0.1:${target.port}/`,
      "moved",
      false,
    ]);
    expect([own.paths.length, target.connections.length]).toEqual([1, 0]);
  });

  test("https to http; and TLS is checked against the name", async () => {
    const target = await vendor();
    const secure = await vendor(
      (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${target.port}/` }).end(),
      tlsServer(),
    );
    const resolve = async () => ["127.0.0.1"];
    const untrusted = await failure(inside(resolve).fetch(`https://vendor.example:${secure.port}/`));
    expect(untrusted.cause.code).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, certificate]);
    try {
      const { fetch } = inside(resolve);
      expect((await fetch(`https://vendor.example:${secure.port}/`)).status).toBe(302);
      const other = await failure(fetch(`https://other.example:${secure.port}/`));
      expect(other.cause.code).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    } finally {
      setDefaultCACertificates(before);
    }
    expect([secure.paths.length, target.connections.length]).toEqual([1, 0]);
  });
});

describe("what is sent and what comes back", () => {
  const echo: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { method, url, headers } = request;
      response.writeHead(200, { "x-vendor": Buffer.from("한글").toString("latin1") });
      response.end(JSON.stringify({ method, url, headers, body }));
    });
  };

  test.each([
    ["text 한", "text 한", "text/plain;charset=UTF-8"],
    [new URLSearchParams({ to: "010 1" }), "to=010+1", "application/x-www-form-urlencoded;charset=UTF-8"],
    [Buffer.from("bytes"), "bytes", undefined],
    [new Blob(["blob"], { type: "text/csv" }), "blob", "text/csv"],
    ["", "", "text/plain;charset=UTF-8"],
  ])("%s", async (body, arrived, type) => {
    const { port } = await vendor(echo);
    const url = new URL(`http://localhost:${port}/send?a=%2B1`);
    const response = await inside().fetch(url, {
      method: "post",
      body,
      headers: { "X-Key": "1", "Accept-Encoding": "br" },
    });
    const got = (await response.json()) as {
      method: string;
      url: string;
      body: string;
      headers: Record<string, string>;
    };
    expect([got.method, got.url, got.body]).toEqual(["POST", "/send?a=%2B1", arrived]);
    expect(got.headers["content-type"]).toBe(type);
    expect([got.headers["x-key"], got.headers["accept-encoding"]]).toEqual(["1", "identity"]);
  });

  test("the caller's content type wins; header arrays and Headers are taken", async () => {
    const { port } = await vendor(echo);
    for (const headers of [
      [["Content-Type", "application/json"]],
      new Headers({ "content-type": "application/json" }),
    ]) {
      const init = { method: "PUT", body: "{}", headers: headers as [string, string][] };
      const got = (await (await inside().fetch(`http://localhost:${port}/`, init)).json()) as {
        headers: Record<string, string>;
      };
      expect(got.headers["content-type"]).toBe("application/json");
    }
  });

  test.each([204, 205, 304])("a %i has no body", async (status) => {
    const { port } = await vendor((_, response) => response.writeHead(status).end());
    const response = await inside().fetch(`http://localhost:${port}/`);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test("what is no HTTP, or ends in the middle, is a failed call with a code", async () => {
    const answers = [
      ["SSH-2.0-OpenSSH_9.6\r\n", "RESPONSE_INVALID"],
      ["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf", "UND_ERR_SOCKET"],
      ["HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n", "RESPONSE_INVALID"],
      [`HTTP/1.1 200 OK\r\nx: ${"y".repeat(50_000)}\r\n\r\n`, "UND_ERR_HEADERS_OVERFLOW"],
    ] as const;
    for (const [text, code] of answers) {
      const server = createTcpServer((socket) => socket.on("error", () => {}).once("data", () => socket.end(text)));
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      opened.push(server);
      const error = await failure(inside().fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
      expect([error.message, error.cause.code]).toEqual(["fetch failed", code]);
      // An answer may repeat the number; errors are logged.
      expect(JSON.stringify(error.cause)).not.toContain("SSH");
    }
  });

  test("the system's codes are kept", async () => {
    const refused = await failure(inside().fetch(`http://127.0.0.1:${await freePort()}/`));
    expect([refused.message, refused.cause.code, isRefused(refused)]).toEqual(["fetch failed", "ECONNREFUSED", false]);
    for (const code of ["ENOTFOUND", "EAI_AGAIN"]) {
      const resolve = async () => Promise.reject(Object.assign(new Error(code), { code }));
      expect((await failure(outgoing({ resolve }).fetch("https://vendor.example/"))).cause.code).toBe(code);
      expect((await failure(outgoing({ resolve }).lookup("vendor.example"))).code).toBe(code);
    }
  });

  test("after close a call fails, and one under way does too", async () => {
    const own = await vendor(() => {});
    const { fetch, close } = createOutgoing({ allowPrivateNetwork: true });
    const underWay = failure(fetch(`http://localhost:${own.port}/`));
    await eventually(async () => own.paths.length > 0);
    await close();
    expect((await underWay).cause.code).toBe("UND_ERR_DESTROYED");
    expect((await failure(fetch(`http://localhost:${own.port}/`))).cause.code).toBe("UND_ERR_DESTROYED");
  });
});

describe("answers that are too long or too slow", () => {
  const MIB = 1_048_576;

  test("1 MiB is taken, a byte more is not", async () => {
    const { port } = await vendor((request, response) =>
      response.end(Buffer.alloc(MIB + Number(request.url?.slice(1)))),
    );
    const { fetch } = inside();
    expect((await (await fetch(`http://localhost:${port}/0`)).bytes()).length).toBe(MIB);
    const error = await failure(fetch(`http://localhost:${port}/1`));
    expect([error.message, error.cause.code]).toEqual(["fetch failed", "RESPONSE_TOO_LARGE"]);
  });

  test("10 MB are cut off: the connection ends, the rest is never sent", async () => {
    const own = await vendor(async (_, response) => {
      for (let sent = 0; sent < 160 && !response.destroyed; sent++) {
        const flows = response.write(Buffer.alloc(65_536));
        if (!flows) await new Promise((done) => response.once("drain", done).once("close", done));
      }
      response.end();
    });
    const error = await failure(inside().fetch(`http://127.0.0.1:${own.port}/`));
    expect(error.cause.code).toBe("RESPONSE_TOO_LARGE");
    const [socket] = own.connections as [Socket];
    await eventually(async () => socket.destroyed);
    // What was read, and what the kernel held in between.
    expect(socket.bytesWritten).toBeLessThan(9 * MIB);
  });

  test("a post takes the status and no more than 64 KiB of what comes behind it", async () => {
    let written = 0;
    const endless = await vendor((_, response) => {
      response.writeHead(202);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
        response.once("drain", pour);
      };
      pour();
    });
    expect(await post(inside(), `http://127.0.0.1:${endless.port}/`)).toBe(202);
    // The connection is ended, not read on.
    await eventually(async () => endless.connections.every((socket) => socket.destroyed));
    expect(written).toBeLessThan(50 * MIB);
    const moved = await vendor((_, response) => response.writeHead(302, { location: "/elsewhere" }).end());
    expect(await post(inside(), `http://127.0.0.1:${moved.port}/`)).toBe(302);
    expect(moved.paths).toEqual(["/"]);
  });

  test("a post that gets no answer ends with its signal, and so does one whose answer never ends", async () => {
    const silent = await vendor(() => {});
    const error = await failure(post(inside(), `http://127.0.0.1:${silent.port}/`, AbortSignal.timeout(100)));
    expect(error.name).toBe("TimeoutError");
    const slow = await vendor((_, response) => {
      response.writeHead(200).write("x");
    });
    expect(await post(inside(), `http://127.0.0.1:${slow.port}/`, AbortSignal.timeout(1000))).toBe(200);
    await eventually(async () => slow.connections.every((socket) => socket.destroyed));
  });

  test("compressed against our wish: unpacked, to 1 MiB", async () => {
    const bodies: Record<string, [string, Buffer]> = {
      "/small": ["gzip", gzipSync("small")],
      "/brotli": ["br", brotliCompressSync("small")],
      "/bomb": ["gzip", gzipSync(Buffer.alloc(100 * MIB))],
      "/broken": ["gzip", Buffer.from("not gzip")],
      "/odd": ["rot13", Buffer.from("fznyy")],
    };
    const { port } = await vendor((request, response) => {
      const [encoding, body] = bodies[request.url ?? ""] as [string, Buffer];
      response.writeHead(200, { "content-encoding": encoding }).end(body);
    });
    const { fetch } = inside();
    const url = `http://localhost:${port}`;
    expect(await (await fetch(`${url}/small`)).text()).toBe("small");
    expect(await (await fetch(`${url}/brotli`)).text()).toBe("small");
    expect(await (await fetch(`${url}/odd`)).text()).toBe("fznyy");
    expect((await failure(fetch(`${url}/bomb`))).cause.code).toBe("RESPONSE_TOO_LARGE");
    expect((await failure(fetch(`${url}/broken`))).cause.code).toBe("Z_DATA_ERROR");
  });

  test("a slow drip ends with the signal, and so does its connection", async () => {
    const own = await vendor((_, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(drip));
    });
    const since = Date.now();
    const error = await failure(inside().fetch(`http://127.0.0.1:${own.port}/`, { signal: AbortSignal.timeout(300) }));
    expect(error.name).toBe("TimeoutError");
    expect(Date.now() - since).toBeLessThan(300 + slowed(2000));
    await eventually(async () => own.connections[0]?.destroyed);
  });

  test("a signal's own reason is what is thrown, before, during and while the name is looked up", async () => {
    const own = await vendor(() => {});
    const reason = new Error("enough");
    const url = `http://127.0.0.1:${own.port}/`;
    expect(await failure(inside().fetch(url, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(own.connections).toHaveLength(0);
    const during = new AbortController();
    const work = failure(inside().fetch(url, { signal: during.signal }));
    await eventually(async () => own.paths.length > 0);
    during.abort(reason);
    expect(await work).toBe(reason);
    const resolving = new AbortController();
    const stuck = failure(
      outgoing({ resolve: () => new Promise(() => {}) }).fetch("https://vendor.example/", resolving),
    );
    setTimeout(() => resolving.abort(reason), 100);
    expect(await stuck).toBe(reason);
  });

  test("a call given up while it waited for its connection is not sent later", async () => {
    const own = await vendor();
    const slow = inside(async () => {
      await new Promise((done) => setTimeout(done, 300));
      return ["127.0.0.1"];
    });
    const given = slow.fetch(`http://slow.test:${own.port}/given-up`, { signal: AbortSignal.timeout(50) });
    expect((await failure(given)).name).toBe("TimeoutError");
    await slow.fetch(`http://slow.test:${own.port}/kept`);
    await new Promise((done) => setTimeout(done, 300));
    expect(own.paths).toEqual(["/kept"]);
  });

  test("a name that does not resolve in two seconds", async () => {
    const { fetch, lookup } = outgoing({ resolve: () => new Promise(() => {}) });
    const since = Date.now();
    const [called, lookedUp] = await Promise.all([
      failure(fetch("https://vendor.example/")),
      failure(lookup("vendor.example")),
    ]);
    expect(["ETIMEOUT", "UND_ERR_CONNECT_TIMEOUT"]).toContain(called.cause.code);
    expect(lookedUp.code).toBe("ETIMEOUT");
    expect(Date.now() - since).toBeLessThan(2000 + slowed(3000));
  });

  test("a black hole is given up after two to three seconds", async ({ skip }) => {
    const hole = await openBlackHole();
    skip(hole === undefined, "no black hole can be made here");
    const since = Date.now();
    const error = await failure(inside().fetch(`http://127.0.0.1:${hole}/`));
    expect(error.cause.code).toBe("UND_ERR_CONNECT_TIMEOUT");
    expect(Date.now() - since).toBeGreaterThan(1400);
    expect(Date.now() - since).toBeLessThan(3000 + slowed(3000));
  });
});

describe("connections", () => {
  test("fifty calls after each other use the same ones", async () => {
    const own = await vendor();
    const { fetch } = inside();
    for (let n = 0; n < 50; n++) await fetch(`http://127.0.0.1:${own.port}/${n}`, { method: "POST", body: "x" });
    expect(own.paths).toHaveLength(50);
    // undici counts a connection as free a moment after its answer, so calls that follow at once take turns on two.
    expect(own.connections.length).toBeLessThanOrEqual(2);
  });

  test("two hundred calls at once do not wait for each other, and their name is looked up once", async () => {
    let waiting: (() => void)[] = [];
    const own = await vendor((request, response) => {
      waiting.push(() => response.end(request.url));
      // Nobody is answered before all are here.
      if (waiting.length < 200) return;
      for (const answer of waiting) answer();
      waiting = [];
    });
    let lookUps = 0;
    const { fetch } = inside(async () => {
      lookUps++;
      return ["127.0.0.1"];
    });
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => await (await fetch(`http://vendor.test:${own.port}/${n}`)).text()),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, n) => `/${n}`));
    expect(own.connections).toHaveLength(200);
    expect(lookUps).toBe(1);
  });
});

/** The port of a listener that takes no connection and refuses none: its queue is full and its process stands still. */
async function openBlackHole(): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const script = `const s = require("net").createServer().listen(0, "127.0.0.1", 1, () => process.send(s.address().port))`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  opened.push({ close: () => child.kill("SIGKILL") });
  const port = await new Promise<number>((done) => child.once("message", (message) => done(message as number)));
  child.kill("SIGSTOP");
  for (let n = 0; n < 16; n++) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    opened.push({ close: () => socket.destroy() });
    const connected = await Promise.race([
      new Promise((done) => socket.once("connect", () => done(true))),
      new Promise((done) => setTimeout(done, 300, false)),
    ]);
    if (!connected) return port;
  }
  return undefined;
}

test("an idle connection is closed within seconds, whatever the vendor hints", async () => {
  const own = await vendor((_, response) => response.setHeader("keep-alive", "timeout=600").end("ok"));
  const { fetch } = outgoing({ allowPrivateNetwork: true });
  await (await fetch(`http://127.0.0.1:${own.port}/`)).text();
  const since = performance.now();
  await new Promise((done) => own.connections[0]?.once("close", done));
  // The vendor's own patience is 30 s, its hint ten minutes.
  expect(performance.now() - since).toBeLessThan(5000 + slowed(2000));
});
