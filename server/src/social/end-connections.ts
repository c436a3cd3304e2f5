/** @module Connections that are gone here are ended at the provider too, where we can without the person: durable, retried. */
import { callProvider } from "../connectors/call-connector.js";
import type { ReadySocial } from "../connectors/social-connectors.js";
import type { Database } from "../db/open.js";
import { seal, unseal } from "../secrets.js";
import { createSid } from "../sid.js";
import { PROVIDER_MS, type SocialDependencies } from "./dependencies.js";
import { deleteRevocations, insertRevocations, leaseRevocations } from "./store.js";

const BATCH = 20;
/** The first wait; each is twice as long as the one before: twelve tries in a day and a half. */
const LEASE_SECONDS = 30;
const MAX_ATTEMPTS = 12;

const canEnd = ({ kind, settings }: ReadySocial) => kind.revokeSubject?.(settings) !== undefined;

/** See `Social.planRevocations`. */
export async function planRevocations(
  { keyring, clock, random, connectors }: SocialDependencies,
  tx: Database,
  identities: readonly { connectorId: string; subject: string }[],
): Promise<{ connectorId: string; disconnectUrl: string | undefined }[]> {
  const left: { connectorId: string; disconnectUrl: string | undefined }[] = [];
  const planned: { sid: string; connectorId: string; sealedSubject: string }[] = [];
  for (const { connectorId, subject } of identities) {
    const ready = connectors.findSocial(connectorId);
    if (!ready) continue;
    if (!canEnd(ready)) {
      left.push({ connectorId, disconnectUrl: ready.kind.disconnectUrl });
      continue;
    }
    const sid = createSid("SR", clock, random);
    planned.push({ sid, connectorId, sealedSubject: seal(keyring, subject, sid, random) });
  }
  await insertRevocations(tx, planned);
  return left;
}

/** One round of the job. What cannot be ended is given up after a day and a half, and the log says of which connector. */
export async function endDueConnections(dependencies: SocialDependencies): Promise<void> {
  const { sql, keyring, connectors, log } = dependencies;
  for (;;) {
    const due = await leaseRevocations(sql, BATCH, LEASE_SECONDS);
    const done = await Promise.all(
      due.map(async ({ sid, connectorId, sealedSubject, attempts }) => {
        try {
          const ready = connectors.findSocial(connectorId);
          const end = ready?.kind.revokeSubject?.(ready.settings);
          // The connector is gone, or has lost its key: nobody can.
          const subject = unseal(keyring, sealedSubject, sid);
          if (!end) log.warn({ connector: connectorId }, "a connection cannot be ended at its provider any more");
          else await callProvider(dependencies, PROVIDER_MS, (context) => end(subject, context));
          return sid;
        } catch (error) {
          const isLast = attempts >= MAX_ATTEMPTS;
          const problem = (error as Error).message;
          log.warn(
            { connector: connectorId, attempts, problem },
            isLast ? "a connection was not ended at its provider" : "a connection is to be ended at its provider later",
          );
          return isLast ? sid : undefined;
        }
      }),
    );
    await deleteRevocations(
      sql,
      done.filter((sid) => sid !== undefined),
    );
    if (due.length < BATCH) return;
  }
}
