/** @module What other rooms keep of numbers and addresses that no account has any more: codes, notices, invitations, flows. */
import type { Database } from "../db/open.js";
import type { Notices } from "../delivery/notices.js";
import type { Verifications } from "../verify/verifications.js";
import { deleteFlowsOf, forgetInvitations } from "./store.js";

export interface ForgetDependencies {
  verifications: Pick<Verifications, "forgetRecipients">;
  notices: Pick<Notices, "forgetRecipients">;
}

/**
 * What is still under way is forgotten when it has arrived. A flow of the pages is what its codes are bound to.
 *
 * To be called before the user's own rows are locked or deleted: whoever enters a code locks it, then the flow, then the user, and who
 * goes the other way round waits for them while they wait.
 */
export async function forgetAddresses(
  { verifications, notices }: ForgetDependencies,
  userSid: string,
  addresses: readonly string[],
  tx: Database,
): Promise<void> {
  const flowSids = addresses.length === 0 ? [] : await verifications.forgetRecipients(tx, addresses);
  if (addresses.length > 0) {
    await notices.forgetRecipients(tx, addresses);
    await forgetInvitations(tx, addresses);
  }
  // Also of an account without any: what a provider has told waits in the flows of its browsers.
  await deleteFlowsOf(tx, userSid, { addresses, flowSids });
}
