/** @module The preload example: apps that know nothing of Munjigi, three majors of the SDK, as processes of their own. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentials, newNumber, readCode, suite, wrongCode } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { exampleEnv, exampleFolder, installExample, run } from "./examples.js";

const NAME = "twilio-preload";
const PRELOAD = join(exampleFolder(NAME), "munjigi-preload.cjs");
const folder = mkdtempSync(join(tmpdir(), "munjigi-preload-"));
/** Where the SDK's `HTTP_PROXY` points: notes where a process wanted to go and lets nothing out. */
let proxy: HttpServer;
let wanted: string[] = [];

/** An app in CommonJS, which pages through the services and then sends a message. */
const PAGES = `
const twilio = require("twilio");
const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = process.env;
const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN);
(async () => {
  for (let made = 0; made < 3; made++) await client.verify.v2.services.create({ friendlyName: "Pages" });
  const services = await client.verify.v2.services.list({ pageSize: 2 });
  console.log("pages", services.length >= 4 && services.every(({ sid }) => sid.startsWith("VA")));
  await client.messages.create({ to: "+821012345678", from: "+15005550006", body: "x" }).catch(() => console.log("no message"));
})();
`;

const server = suite();

beforeAll(async () => {
  await installExample(NAME);
  proxy = createHttpServer();
  proxy.on("connect", ({ url }, socket) => {
    wanted.push(String(url));
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  for (const major of [4, 5, 6]) {
    const app = join(folder, `twilio${major}`);
    mkdirSync(join(app, "node_modules"), { recursive: true });
    symlinkSync(
      fileURLToPath(new URL(`../../../node_modules/twilio${major}`, import.meta.url)),
      join(app, "node_modules/twilio"),
    );
    copyFileSync(join(exampleFolder(NAME), "app.js"), join(app, "app.mjs"));
    writeFileSync(join(app, "pages.cjs"), PAGES);
  }
});

afterAll(async () => {
  proxy?.close();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (more: Record<string, string> = {}) =>
  exampleEnv({
    NODE_OPTIONS: `--require ${PRELOAD}`,
    MUNJIGI_URL: server.origin,
    TWILIO_ACCOUNT_SID: credentials.accountSid,
    TWILIO_AUTH_TOKEN: credentials.authToken,
    TWILIO_SERVICE_SID: credentials.serviceSid,
    ...more,
  });

async function node(cwd: string, args: string[], more: Record<string, string> = {}) {
  wanted = [];
  const { code, output } = await run("node", args, { cwd, env: environment(more) });
  return { code, said: output.trim(), wanted };
}

const proxied = () => ({ HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });

describe.each([4, 5, 6])("twilio %i", (major) => {
  const app = join(folder, `twilio${major}`);

  test("an app in ES modules sends a code and checks it", async () => {
    const to = newNumber();
    expect(await node(app, ["app.mjs", to])).toMatchObject({ code: 0, said: "pending" });
    const code = await readCode(server.origin, to);
    expect(await node(app, ["app.mjs", to, wrongCode(code)])).toMatchObject({ code: 0, said: "pending" });
    expect(await node(app, ["app.mjs", to, code])).toMatchObject({ code: 0, said: "approved" });
    const again = await node(app, ["app.mjs", to, code]);
    expect([again.code, again.said]).toEqual([1, expect.stringMatching(/^20404: The requested resource/)]);
  });

  test("an app in CommonJS follows the pages, with any region; messages go to Twilio, region and all", async () => {
    const regions: [Record<string, string>, string][] = [
      [{}, "api.twilio.com:443"],
      [{ TWILIO_REGION: "ie1" }, "api.ie1.twilio.com:443"],
      [{ TWILIO_EDGE: "dublin" }, "api.dublin.us1.twilio.com:443"],
      [{ TWILIO_EDGE: "dublin", TWILIO_REGION: "ie1" }, "api.dublin.ie1.twilio.com:443"],
    ];
    for (const [region, api] of regions)
      expect(await node(app, ["pages.cjs"], { ...region, ...proxied() })).toEqual({
        code: 0,
        said: "pages true\nno message",
        wanted: [api],
      });
  });

  test("without MUNJIGI_URL all goes to Twilio", async () => {
    for (const [region, verify] of [
      ["", "verify.twilio.com:443"],
      ["ie1", "verify.ie1.twilio.com:443"],
    ] as const) {
      const env = { MUNJIGI_URL: "", ...proxied(), ...(region && { TWILIO_REGION: region }) };
      const { code, wanted } = await node(app, ["app.mjs", newNumber()], env);
      expect([code, wanted]).toEqual([1, [verify]]);
    }
  });
});

test("the app of the example, with what its lock installs, as its README says", async () => {
  const to = newNumber();
  expect(await node(exampleFolder(NAME), ["app.js", to])).toMatchObject({ code: 0, said: "pending" });
  const code = await readCode(server.origin, to);
  expect(await node(exampleFolder(NAME), ["app.js", to, code])).toMatchObject({ code: 0, said: "approved" });
});

test("Munjigi under a path of another server, and pages that name another host than MUNJIGI_URL", async () => {
  const front = createHttpServer(async (request, response) => {
    const body = await buffer(request);
    const answer = await fetch(`${server.origin}${String(request.url).replace(/^\/sms(?=\/v2\/)/, "")}`, {
      method: String(request.method),
      headers: {
        authorization: String(request.headers.authorization),
        "content-type": request.headers["content-type"] ?? "text/plain",
      },
      ...(body.length > 0 && { body: body.toString() }),
    });
    front.emit("seen", request.url);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  const seen: string[] = [];
  front.on("seen", (url) => seen.push(url));
  await new Promise<void>((done) => front.listen(0, "127.0.0.1", done));
  try {
    const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}/sms/`;
    const { said } = await node(join(folder, "twilio6"), ["pages.cjs"], {
      MUNJIGI_URL: url,
      TWILIO_REGION: "ie1",
      ...proxied(),
    });
    expect(said).toBe("pages true\nno message");
    expect(seen.length).toBeGreaterThan(4);
    for (const path of seen) expect(path).toMatch(/^\/sms\/v2\/Services(\?|$)/);
  } finally {
    front.close();
  }
});

test("Munjigi away, or no URL: the app is told, and nothing goes to Twilio instead", async () => {
  const app = join(folder, "twilio6");
  const away = await node(app, ["app.mjs", newNumber()], {
    MUNJIGI_URL: `http://127.0.0.1:${await freePort()}`,
    ...proxied(),
  });
  expect(away).toMatchObject({ code: 1, said: expect.stringContaining("ECONNREFUSED"), wanted: [] });
  for (const url of ["localhost:8010", "munjigi", "ftp://munjigi", "http://"]) {
    const wrong = await node(app, ["app.mjs", newNumber()], { MUNJIGI_URL: url, ...proxied() });
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining("MUNJIGI_URL is not a URL"), wanted: [] });
  }
});

test("processes that do not use twilio go on as they did", async () => {
  for (const url of [server.origin, "munjigi"]) {
    const npm = await run("npm", ["--version"], { cwd: folder, env: environment({ MUNJIGI_URL: url }) });
    expect([npm.code, npm.output]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+$/m)]);
    // A server that only notes the first byte: 0x16 begins a TLS handshake, "G" a plain GET.
    const firsts: number[] = [];
    const listener = createServer((socket) =>
      socket
        .on("error", () => {})
        .once("data", (data) => {
          firsts.push(data[0] as number);
          socket.destroy();
        }),
    );
    await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
    const { port } = listener.address() as AddressInfo;
    const script = `
      import http, { get } from "node:http";
      import https, { request } from "node:https";
      const ask = (work) => new Promise((done) => work().on("error", done).end());
      await ask(() => https.request("https://127.0.0.1:${port}/v2/x?PageToken=1"));
      await ask(() => request(new URL("https://127.0.0.1:${port}"), { method: "POST" }, () => {}));
      await ask(() => https.request({ host: "127.0.0.1", port: ${port} }));
      await ask(() => https.get("https://127.0.0.1:${port}"));
      await ask(() => http.request("http://127.0.0.1:${port}"));
      await ask(() => get({ port: ${port} }));
      for (const bad of ["nonsense", undefined, null, 7]) {
        try { https.request(bad).on("error", () => {}); } catch (error) { console.log(error.code); }
      }`;
    const options = { TWILIO_REGION: "ie1", MUNJIGI_URL: url };
    const loaded = await node(folder, ["--input-type=module", "-e", script], options);
    const bare = await node(folder, ["--input-type=module", "-e", script], { ...options, NODE_OPTIONS: "" });
    listener.close();
    const expected = [0x16, 0x16, 0x16, 0x16, 0x47, 0x47];
    expect(firsts).toEqual([...expected, ...expected]);
    expect(loaded).toEqual(bare);
  }
});
