/** @module Under which names pages answer: the origin's, in any case of letters, and no name that merely reads like it. */
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { suite } from "../harness.js";

const development = suite();
const production = suite({ env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example:8443" } });
const mapped = suite({ env: { MUNJIGI_URL: "http://localhost:9" } });

/** `fetch` lets nobody choose the Host. */
const ask = (server: { origin: string }, host: string) =>
  new Promise<number | undefined>((done, fail) => {
    request(`${server.origin}/docs`, { headers: { host } }, (response) => done(response.resume().statusCode))
      .on("error", fail)
      .end();
  });
const own = () => new URL(development.origin).port;

describe("in development", () => {
  test.each(["localhost", "LocalHost", "app.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])(
    "%s passes with the port of this server",
    async (name) => {
      expect(await ask(development, `${name}:${own()}`)).toBe(200);
    },
  );

  test.each([
    ...[
      "x@localhost:",
      "x:y@localhost:",
      "localhost.:",
      "127.0.0.1.:",
      "127.1:",
      "0x7f.0.0.1:",
      "0177.0.0.1:",
      "2130706433:",
    ],
    ...[
      "[::ffff:127.0.0.1]:",
      "[0:0:0:0:0:0:0:1]:",
      "localhost/:",
      "localhost#:",
      "localhost?:",
      "loc%61lhost:",
      "localhost\\:",
    ],
    ...["evil.example:", "localhost.evil.example:", "evil.example@127.0.0.1:", "0.0.0.0:", ":", "ⓛocalhost:"],
  ])("%s… does not", async (name) => {
    expect(await ask(development, Buffer.from(`${name}${own()}`).toString("latin1"))).toBe(421);
  });

  test.each(["localhost", "localhost:1", "localhost:", "127.0.0.1:80", "localhost:99999"])(
    "%s does not: another port",
    async (host) => expect(await ask(development, host)).toBe(421),
  );

  test("a port that leads here passes beside the origin's", async () => {
    expect(await ask(mapped, "127.0.0.1:9")).toBe(200);
    expect(await ask(mapped, new URL(mapped.origin).host)).toBe(200);
    expect(await ask(mapped, "localhost:10")).toBe(421);
  });
});

describe("in production", () => {
  test.each(["id.example:8443", "ID.Example:8443"])("%s passes", async (host) =>
    expect(await ask(production, host)).toBe(200),
  );

  test.each([
    ...[
      "id.example",
      "id.example:443",
      "id.example.:8443",
      "x@id.example:8443",
      "id.example:08443",
      "id.example:8443/",
    ],
    ...["localhost", "127.0.0.1:8443", "id.example:8443, id.example:8443"],
  ])("%s does not", async (host) => expect(await ask(production, host)).toBe(421));

  test("nor does a loopback name with the port the request came in by", async () =>
    expect(await ask(production, new URL(production.origin).host)).toBe(421));
});
