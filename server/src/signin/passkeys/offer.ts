/** @module Whether a passkey is offered after a sign-in: once in each browser that can make one, where a code let somebody in. */
import type { Experience } from "../../experience/experience.js";
import type { Opened } from "../edge.js";
import type { SigninDependencies } from "../visit.js";
import { selectMayOffer } from "./offer-store.js";

/** Where one is made. */
export const NEW_PASSKEY = "/account/passkeys/new";

/** Whether passkeys are made and taken here: the settings say so, and the address has a name that they can be made for. */
export const takesPasskeys = (
  { passkeys }: { passkeys: Pick<SigninDependencies["passkeys"], "rpId"> },
  experience: Pick<Experience, "passkeys">,
): boolean => experience.passkeys.enabled && passkeys.rpId !== undefined;

/** `token`: of the session that the sign-in has made. Its browser has said that it can make passkeys. */
export async function offersPasskey(
  deps: Pick<SigninDependencies, "sql" | "passkeys" | "sessions" | "needsPasskeyForPasskey">,
  token: string,
  { experience, visit }: Opened,
): Promise<boolean> {
  if (!experience.passkeys.offer || !takesPasskeys(deps, experience)) return false;
  const session = await deps.sessions.find(token);
  if (!session || session.isRestricted) return false;
  // By a passkey, or by a provider: no text was waited for.
  const { amr } = session;
  if (amr.includes("user") || !(amr.includes("sms") || amr.includes("otp"))) return false;
  if (!(await selectMayOffer(deps.sql, session.userSid, visit.browser.hash))) return false;
  // Asked once in a browser: afterwards it was offered.
  return !(await deps.needsPasskeyForPasskey(session.userSid));
}
