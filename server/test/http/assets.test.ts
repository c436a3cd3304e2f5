/** @module What pages are made of: compressed, kept by browsers, and nothing else of the folder or the disk. */
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { suite } from "../harness.js";

const server = suite();
const original = () => readFile(fileURLToPath(new URL("../../../pages/public/pages.js", import.meta.url)));

/** Without `fetch`, which decompresses by itself and tidies paths. */
async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  return await new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>(
    (done, fail) => {
      const asked = request(server.origin, { path, headers, method }, async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part);
        done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
      });
      asked.once("error", fail).end();
    },
  );
}

test.each([
  ["gzip, deflate, br", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["br;q=0, gzip;q=0.5", "gzip", gunzipSync],
  ["", undefined, (body: Buffer) => body],
])("accepting %j it comes as %s", async (accepted, coding, decompress) => {
  const answer = await get("/assets/pages.js", { "accept-encoding": accepted });
  expect(answer.status).toBe(200);
  expect(answer.headers["content-encoding"]).toBe(coding);
  expect(answer.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(decompress(answer.body)).toEqual(await original());
});

test("a browser keeps it, and is told that it is still the same", async () => {
  const first = await get("/assets/pages.css", { "accept-encoding": "br" });
  expect(first.headers).toMatchObject({ "cache-control": "no-cache", vary: "accept-encoding" });
  const again = { "accept-encoding": "br", "if-none-match": String(first.headers.etag) };
  const second = await get("/assets/pages.css", again);
  expect([second.status, second.body.length]).toEqual([304, 0]);
  expect((await get("/assets/pages.css", { ...again, "accept-encoding": "gzip" })).status).toBe(200);
});

test("HEAD tells the same without a body", async () => {
  const answer = await get("/assets/pages.js", {}, "HEAD");
  expect([answer.status, answer.body.length]).toEqual([200, 0]);
  expect(answer.headers["content-length"]).toBe(String((await original()).length));
});

test.each([
  "/assets/",
  "/assets/../package.json",
  "/assets/..%2fpackage.json",
  "/assets/%2e%2e",
  "/assets/none.js",
  "/assets/pages.js%00",
])("nothing is at %s", async (path) => expect((await get(path)).status).toBe(404));
