/**
 * @module One registered address for several deployments. A deployment that has none of its own at the providers, a preview say, sends
 * people with the address of another one, the gateway, and with a state that says whose it is. The gateway hands the answer on to the origin
 * that began, as it came: it can neither read that state nor use the code, whose PKCE verifier only the other one has. What the two share
 * proves where an answer may be handed on to, and nothing about anybody. Pure.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** A deployment whose answers come by this one, or the one that this one's come by. */
export interface Peer {
  name: string;
  /** 256 bits that both have. */
  key: Buffer;
  /** Of one whose answers come by us `*.` in front of the host stands for one label: `https://*.preview.example.com`. */
  origin: string;
}

const PREFIX = "r";
const MAC_LENGTH = 22;

const macOf = (key: Buffer, ...parts: string[]) =>
  createHmac("sha256", key)
    .update(["munjigi/social-relay/v1", ...parts].join("\n"))
    .digest("base64url")
    .slice(0, MAC_LENGTH);

/** `r.name.mac.origin.state`, all but the state in 7 bit. */
export function wrapState({ name, key }: Pick<Peer, "name" | "key">, origin: string, state: string): string {
  const from = Buffer.from(origin).toString("base64url");
  return [PREFIX, name, macOf(key, name, origin, state), from, state].join(".");
}

/** What was wrapped, if it was by somebody who has the key. */
export function unwrapState(
  peers: readonly Peer[],
  wrapped: string,
): { peer: Peer; origin: string; state: string } | undefined {
  const [prefix, name, mac = "", from = "", ...rest] = wrapped.split(".");
  const peer = prefix === PREFIX ? peers.find((one) => one.name === name) : undefined;
  if (!peer) return undefined;
  const origin = Buffer.from(from, "base64url").toString();
  const state = rest.join(".");
  const expected = Buffer.from(macOf(peer.key, peer.name, origin, state));
  const given = Buffer.from(mac);
  const isTheirs = expected.length === given.length && timingSafeEqual(expected, given);
  return isTheirs ? { peer, origin, state } : undefined;
}

/** Whether answers may be handed on to an origin. */
export function mayHandOn({ origin: pattern }: Pick<Peer, "origin">, origin: string): boolean {
  const url = URL.parse(origin);
  if (!url || url.origin !== origin) return false;
  const [scheme, host] = pattern.split("://*.");
  if (host === undefined) return origin === pattern;
  const [label = "", ...rest] = url.host.split(".");
  return url.protocol === `${scheme}:` && rest.join(".") === host && /^[a-z0-9-]+$/.test(label);
}

/** Where an answer goes that is another deployment's; `undefined`: it is ours, or nobody's. */
export function handOnTo(relays: readonly Peer[], state: string): string | undefined {
  const found = unwrapState(relays, state);
  return found && mayHandOn(found.peer, found.origin) ? found.origin : undefined;
}
