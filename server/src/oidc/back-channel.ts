/**
 * @module Tells applications that a session has ended (OpenID Connect Back-Channel Logout 1.0). Whatever ends a session leaves its grants
 * behind without one; they are told of here, by any process, until the application has heard it.
 */

import type Provider from "oidc-provider";
import type { Logger } from "pino";
import { recordEvent } from "../audit/record.js";
import { theServer } from "../core.js";
import type { Database } from "../db/open.js";
import { type EndedGrant, forgetEndedGrants, leaseEndedGrants } from "./store.js";

const BATCH = 50;
/** The first wait; each is twice as long as the one before: eight tries in half an hour. */
const LEASE_SECONDS = 15;
const MAX_ATTEMPTS = 8;

export interface BackChannelDependencies {
  sql: Database;
  log: Logger;
  /** Of this moment's keys. */
  provider: () => Promise<Provider>;
}

/** Tells of all that are due. */
export async function tellOfEndedSessions(deps: BackChannelDependencies): Promise<void> {
  for (;;) {
    const ended = await leaseEndedGrants(deps.sql, BATCH, LEASE_SECONDS);
    if (ended.length === 0) return;
    const provider = await deps.provider();
    const told = await Promise.all(ended.map((grant) => tell(deps, provider, grant)));
    await forgetEndedGrants(
      deps.sql,
      ended.filter((_grant, at) => told[at]).map(({ sid }) => sid),
    );
    if (ended.length < BATCH) return;
  }
}

type Failure = Error & { response?: Response };

/** Not the address, which may have a secret in it. */
const problemOf = ({ response, cause, message }: Failure): string =>
  response ? `it answered ${response.status}` : cause instanceof Error ? cause.message : message;

/** A method that the library's types do not have: signs a logout token and sends it; rejects where the answer is not 200 or 204. */
interface TellingClient {
  backchannelLogout(subject: string, session: string): Promise<void>;
}

/** Resolves to whether there is nothing more to do. */
async function tell({ sql, log }: BackChannelDependencies, provider: Provider, grant: EndedGrant): Promise<boolean> {
  const { applicationSid, userSid, sessionName, attempts } = grant;
  const client = await provider.Client.find(applicationSid);
  if (!client?.backchannelLogoutUri) return true;
  try {
    await (client as unknown as TellingClient).backchannelLogout(userSid, sessionName);
    return true;
  } catch (err) {
    log.warn(
      { application: applicationSid, attempts, problem: problemOf(err as Failure) },
      "an application was not told of a sign-out",
    );
    if (attempts < MAX_ATTEMPTS) return false;
    await recordEvent(sql, {
      ...{ type: "application.logout_failed", actor: theServer },
      subject: { kind: "application", id: applicationSid },
      data: { attempts },
    });
    return true;
  }
}
