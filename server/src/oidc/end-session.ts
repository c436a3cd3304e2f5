/**
 * @module What an application says when it leads somebody here to sign out: OpenID Connect RP-Initiated Logout 1.0 §2. Who it asks for is
 * proved by an id_token of ours; what it does not prove, the person is asked.
 */
import { decodeJwt } from "jose";
import type Provider from "oidc-provider";
import type { Client } from "oidc-provider";
import type { LiveSession } from "../sessions/session.js";
import { applicationOf } from "./replace-methods.js";

export interface EndRequest {
  application: { sid: string; name: string } | undefined;
  /** Where to go afterwards, with `state`; it is the application's. */
  returnTo: string | undefined;
  /** The id_token is of whoever is signed in here. */
  isProved: boolean;
}

/** In words for a developer. */
export class EndRefused extends Error {}

export async function readEndRequest(
  provider: Provider,
  query: URLSearchParams,
  session: Pick<LiveSession, "userSid"> | undefined,
): Promise<EndRequest> {
  const one = (name: string) => {
    const all = query.getAll(name);
    if (all.length > 1) throw new EndRefused(`${name} is there twice`);
    return all[0] || undefined;
  };
  const hint = one("id_token_hint");
  const named = one("client_id");
  const found = hint === undefined ? undefined : await readHint(provider, hint);
  if (found && named !== undefined && named !== found.client.clientId)
    throw new EndRefused("client_id is not the application of id_token_hint");
  const client = found?.client ?? (named === undefined ? undefined : await provider.Client.find(named));
  if (named !== undefined && !client) throw new EndRefused("there is no such application: client_id");
  const back = one("post_logout_redirect_uri");
  // Without an application nobody can say whose address it is: the page says that somebody is signed out, and leads nowhere.
  if (back !== undefined && client && !client.postLogoutRedirectUriAllowed(back))
    throw new EndRefused("post_logout_redirect_uri is not registered");
  return {
    application: client && { sid: client.clientId, name: applicationOf(client).name },
    returnTo: back !== undefined && client ? withState(back, one("state")) : undefined,
    isProved: found !== undefined && session !== undefined && found.subject === session.userSid,
  };
}

/** It may have run out; it must be ours, of an application that there is. */
async function readHint(provider: Provider, hint: string): Promise<{ client: Client; subject: string | undefined }> {
  try {
    const { aud, sub } = decodeJwt(hint);
    const client = typeof aud === "string" ? await provider.Client.find(aud) : undefined;
    if (!client) throw new Error("no such application");
    await provider.IdToken.validate(hint, client);
    return { client, subject: sub };
  } catch (cause) {
    throw new EndRefused("id_token_hint is no id_token of ours", { cause });
  }
}

function withState(uri: string, state: string | undefined): string {
  if (state === undefined) return uri;
  const url = new URL(uri);
  url.searchParams.set("state", state);
  return url.href;
}
