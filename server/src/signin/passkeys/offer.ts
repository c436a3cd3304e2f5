/** @module Whether a passkey is offered after a sign-in: once in each browser that can make one, where a code let somebody in. */
import type { Opened } from "../edge.js";
import type { SigninDependencies } from "../visit.js";
import { selectMayOffer } from "./offer-store.js";

/** Where one is made. */
export const NEW_PASSKEY = "/account/passkeys/new";

/** `token`: of the session that the sign-in has made. Its browser has said that it can make passkeys. */
export async function offersPasskey(
  deps: Pick<SigninDependencies, "sql" | "passkeys" | "sessions">,
  token: string,
  { experience, visit }: Opened,
): Promise<boolean> {
  const { enabled, offer } = experience.passkeys;
  if (!enabled || !offer || deps.passkeys.rpId === undefined) return false;
  const session = await deps.sessions.find(token);
  if (!session || session.isRestricted) return false;
  // By a passkey, or by a provider: no text was waited for.
  const { amr } = session;
  if (amr.includes("user") || !(amr.includes("sms") || amr.includes("otp"))) return false;
  return await selectMayOffer(deps.sql, session.userSid, visit.browser.hash);
}
