/** @module Signatures of Standard Webhooks, version `v1`: https://github.com/standard-webhooks/standard-webhooks. Pure. */
import { createHmac } from "node:crypto";
import type { Random } from "../clock.js";

const PREFIX = "whsec_";
/** The specification asks for 24 to 64. */
const SECRET_BYTES = 32;

export const createSecret = (random: Random): string => `${PREFIX}${random(SECRET_BYTES).toString("base64")}`;

export interface Signed {
  /** The same for every try. */
  id: string;
  body: string;
  /** Of this try. */
  at: Date;
}

/** The headers of a try; a signature for each secret, the newest first. */
export function signDelivery(secrets: readonly string[], { id, body, at }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
