/** @module The files of the console as they were built: the document with a nonce of its own, everything else by a name that never changes. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Asset, chooseCoding, readAsset } from "../http/assets.js";
import { notFound } from "../http/create-server.js";

const TYPES: Readonly<Record<string, string>> = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
const NAME = /^[\w-]+\.(css|js|svg)$/;
const A_YEAR = "public, max-age=31536000, immutable";

export function serveConsoleFiles(root: string) {
  const kept = new Map<string, Promise<Asset | undefined>>();
  let document: Promise<string> | undefined;

  return {
    /** With its nonce in the place that was left for it. Throws `request.not_found` where the console was not built. */
    async document(nonce: string): Promise<string> {
      document ??= readFile(join(root, "index.html"), "utf8");
      const text = await document.catch(() => {
        document = undefined;
        throw notFound();
      });
      return text.replaceAll("__NONCE__", nonce);
    },

    async send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      const { name = "" } = request.params as { name?: string };
      if (!NAME.test(name)) throw notFound();
      const asset = await (kept.get(name) ?? keep(name));
      if (!asset) throw notFound();
      const coding = chooseCoding(request.headers["accept-encoding"]);
      if (coding !== "identity") reply.header("content-encoding", coding);
      return reply
        .headers({ "cache-control": A_YEAR, vary: "accept-encoding" })
        .type(`${TYPES[name.split(".").at(-1) as string]}; charset=utf-8`)
        .send(asset.bodies[coding]);
    },
  };

  function keep(name: string): Promise<Asset | undefined> {
    const reading = readAsset(join(root, "assets", name)).catch(() => {
      kept.delete(name);
      return undefined;
    });
    kept.set(name, reading);
    return reading;
  }
}
