/**
 * @module Asks the vendor whether a code is right, where the vendor made it. The caller has counted the try before: a vendor that
 * is slow or down costs a try, never gives one away.
 */
import { SendFailure } from "@munjigi/connectors/message-connector";
import type { Logger } from "pino";
import { callConnector, timeoutOf } from "../connectors/call-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { selectCarriers } from "./message-store.js";

/** What of a verification is needed to ask its vendor. */
export interface Checkable {
  recipient: string | null;
  sends: readonly { attempt_sid: string }[];
}

export interface VendorCodes {
  /** Whether a vendor that carried one of the sends says that this is its code. */
  accepts(verification: Checkable, code: string): Promise<boolean>;
}

export interface VendorCodeDependencies extends Outside {
  sql: Database;
  watch: Pick<ConnectorWatch, "find" | "hasVerifiers">;
  log: Logger;
}

/** The vendor answered that this is not its code. */
class NotItsCode extends Error {}

/** `accepts` throws `server.unavailable` if a vendor does not answer, and none of the others knows the code. */
export function createVendorCodes(dependencies: VendorCodeDependencies): VendorCodes {
  const { sql, watch, log } = dependencies;

  /** Resolves if it is the vendor's code. Throws `NotItsCode` if it is not, and anything else if the vendor did not say. */
  async function ask(id: string, recipient: string, code: string): Promise<void> {
    const ready = await watch.find(id);
    const verifier = ready?.connector.verifier;
    if (!ready || !verifier) throw new NotItsCode();
    const isRight = await callConnector(dependencies, timeoutOf(ready.settings), (context) =>
      verifier.check(recipient, code, ready.settings, context),
    ).catch((cause) => {
      const failureClass = cause instanceof SendFailure ? cause.failureClass : "unknown";
      log.warn({ connector: id, class: failureClass }, "the vendor did not say whether a code is right");
      throw cause;
    });
    // A module of a team's own may answer with something that is truthy and no `true`.
    if (isRight !== true) throw new NotItsCode();
  }

  return {
    async accepts({ recipient, sends }, code) {
      if (!watch.hasVerifiers() || recipient === null || sends.length === 0) return false;
      const carriers = await selectCarriers(
        sql,
        sends.map(({ attempt_sid }) => attempt_sid),
      );
      if (carriers.length === 0) return false;
      try {
        // All are asked at once, so that two slow vendors take no longer than one.
        await Promise.any(carriers.map((id) => ask(id, recipient, code)));
        return true;
      } catch (error) {
        const cause = (error as AggregateError).errors.find((one) => !(one instanceof NotItsCode));
        if (cause) throw new AppError("server.unavailable", { retryAfterSeconds: 1 }, { cause });
        return false;
      }
    },
  };
}
