/**
 * @module What pages are made of. A phone on a slow line loads it once: it comes compressed, stays in the browser, and the browser
 * asks only whether it is still the same.
 */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { notFound } from "./create-server.js";

export interface AssetOptions {
  /** The folder of the files. */
  root: string;
  /** The folder of the client for browsers, as it is built: its files find each other. */
  client: string;
}

const TYPES: Readonly<Record<string, string>> = { css: "text/css", js: "text/javascript" };
const NAME = /^[a-z][a-z-]*\.(css|js)$/;
const CLIENT_NAME = /^client\/[a-z0-9-]+(?:\/[a-z0-9-]+)?\.js$/;
/** The best first. */
const CODINGS = ["br", "gzip", "identity"] as const;
type Coding = (typeof CODINGS)[number];

export interface Asset {
  tag: string;
  bodies: Readonly<Record<Coding, Buffer>>;
}

export const assetRoutes: FastifyPluginAsync<AssetOptions> = async (app, { root, client }) => {
  const kept = new Map<string, Asset & { changedMs: number }>();

  /** As it is on the disk; compressed again only where it was changed. */
  const find = async (name: string): Promise<Asset | undefined> => {
    const isOfClient = CLIENT_NAME.test(name);
    const path = isOfClient ? join(client, name.slice("client/".length)) : join(root, name);
    const found = isOfClient || NAME.test(name) ? await stat(path).catch(() => undefined) : undefined;
    if (!found) return undefined;
    const before = kept.get(name);
    if (before?.changedMs === found.mtimeMs) return before;
    const asset = { changedMs: found.mtimeMs, ...(await readAsset(path)) };
    kept.set(name, asset);
    return asset;
  };

  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const name = (request.params as { "*": string })["*"];
    const asset = await find(name);
    if (!asset) throw notFound();
    const coding = chooseCoding(request.headers["accept-encoding"]);
    const tag = `"${asset.tag}-${coding}"`;
    reply.headers({ "cache-control": "no-cache", vary: "accept-encoding", etag: tag });
    if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(tag)) return reply.code(304).send();
    if (coding !== "identity") reply.header("content-encoding", coding);
    return reply.type(`${TYPES[name.split(".").at(-1) as string]}; charset=utf-8`).send(asset.bodies[coding]);
  };
  app.route({ method: ["GET", "HEAD"], url: "/assets/*", handler: send });
};

/** A file in each coding. */
export async function readAsset(path: string): Promise<Asset> {
  const content = await readFile(path);
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(content), promisify(gzip)(content)]);
  const tag = createHash("sha256").update(content).digest("base64url").slice(0, 22);
  return { tag, bodies: { br, gzip: gzipped, identity: content } };
}

/** A coding with `q=0` is refused (RFC 9110 §12.5.3). */
export function chooseCoding(accepted = ""): Coding {
  const offers = accepted.split(",").map((one) => one.trim().toLowerCase());
  const takes = (coding: Coding) =>
    offers.some((one) => one.split(";")[0]?.trim() === coding && !/;\s*q=0(\.0*)?$/.test(one));
  return CODINGS.find(takes) ?? "identity";
}
