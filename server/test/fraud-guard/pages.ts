/** @module What suites about abuse share: services of their own with a publishable key, and whoever asks through it, from any address. */
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { expect } from "vitest";
import { type Answer, call, phone, randomNumber, readCode, type Suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

/** The addresses of visitors are those that a proxy on the loopback names. */
export const TRUSTING = { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" };

export interface Page {
  serviceSid: string;
  key: string;
  keyId: string;
}

export interface From {
  to?: string;
  ip?: string;
  more?: object;
  headers?: Record<string, string>;
  origin?: string;
}

let nextAddress = 1;
/** An IPv4 address nobody has used, all of one network. */
export const newAddress = () => `198.18.${(nextAddress >> 8) & 255}.${nextAddress++ & 255}`;
/** An address of another network: the `n`th. */
export const addressIn = (n: number) => `100.${n}.${(nextAddress >> 8) & 255}.${nextAddress++ & 255}`;

export const statuses = (answers: readonly Answer[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

// biome-ignore lint/suspicious/noExplicitAny: as it came
export async function solve(challenge: any): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}

/** A limit that is switched off. */
export const open = { soft: [], hard: [] };

export const newJapanese = () => `+8190${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`;

export function pagesOf(server: Suite) {
  async function admin(method: string, path: string, body?: object) {
    const { status, body: told } = await manage(server.origin, method, path, body);
    return { status, body: told };
  }

  /** A service of its own with a publishable key, so that no test meets another's counters. */
  async function newPage(settings: object = {}, limits: object = {}): Promise<Page> {
    const made = await call(server.origin, "/Services", { FriendlyName: "Shop", AllowedCountries: "KR,JP" });
    const { sid } = made.body;
    const key = await admin("POST", "/keys", { kind: "publishable", name: "page", serviceSid: sid, ...settings });
    expect((await admin("PATCH", `/services/${sid}/limits`, limits)).status).toBe(200);
    return { serviceSid: sid, key: key.body.secret, keyId: key.body.id };
  }

  function send({ key }: Page, { to = randomNumber(), ip = newAddress(), more = {}, headers = {}, origin }: From = {}) {
    const forwarded = { "x-munjigi-key": key, "x-forwarded-for": ip, ...headers };
    return phone(origin ?? server.origin, "/phone", { phoneNumber: to, ...more }, forwarded);
  }

  function verify({ key }: Page, to: string, code: string, ip = newAddress(), more: object = {}) {
    const headers = { "x-munjigi-key": key, "x-forwarded-for": ip };
    return phone(server.origin, "/phone-verification", { phoneNumber: to, code, ...more }, headers);
  }

  /** Texts that were asked for by a service, which is what it pays. */
  async function texts({ serviceSid }: Page): Promise<number> {
    const [row] = await server.sql`select coalesce(sum(jsonb_array_length(sends)), 0)::int as n from verifications
      where service_sid = ${serviceSid}`;
    return row?.n;
  }

  /** Whatever is live for a number is over: the next send waits for nothing. */
  const endLive = (to: string) =>
    server.sql`update verifications set status = 'canceled' where recipient = ${to} and status = 'pending'`;

  /** A number that is verified: sent to and checked from an address. */
  async function verifyOnce(page: Page, to: string, ip: string): Promise<void> {
    expect((await send(page, { to, ip })).status).toBe(200);
    expect((await verify(page, to, await readCode(server.origin, to), ip)).status).toBe(200);
  }

  return { admin, newPage, send, verify, texts, endLive, verifyOnce };
}
