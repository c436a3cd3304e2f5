/** @module One try at telling an endpoint of an event. */
import type { Clock } from "../clock.js";
import type { Post } from "../outgoing/create-outgoing.js";
import { isRefused } from "../outgoing/outgoing-error.js";
import { type Keyring, unseal } from "../secrets.js";
import type { EndpointRow } from "./endpoint.js";
import type { Try } from "./judge-answer.js";
import { signDelivery } from "./sign-delivery.js";

export interface SendDependencies {
  post: Post;
  keyring: Keyring;
  clock: Clock;
}

export interface Target extends Pick<EndpointRow, "url" | "sealedSecret" | "sealedOldSecret"> {
  endpointSid: string;
}

/** Connecting, and the answer's head. */
const TIMEOUT_MS = 10_000;

/** Never rejects. Redirects are not followed: they are answers like any other that is not 2xx. */
export async function sendDelivery(
  { post, keyring, clock }: SendDependencies,
  { endpointSid, url, sealedSecret, sealedOldSecret }: Target,
  { id, body }: { id: string; body: string },
): Promise<Try> {
  let headers: Record<string, string>;
  try {
    const sealed = [sealedSecret, ...(sealedOldSecret === null ? [] : [sealedOldSecret])];
    const secrets = sealed.map((one) => unseal(keyring, one, endpointSid));
    headers = signDelivery(secrets, { id, body, at: clock() });
  } catch {
    return { answer: null, problem: "secret_unreadable" };
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return { answer: await post(url, { headers, body, signal }), problem: null };
  } catch (error) {
    const problem = signal.aborted ? "timeout" : isRefused(error) ? "address_refused" : "no_connection";
    return { answer: null, problem };
  }
}
