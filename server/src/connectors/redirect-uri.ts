/** @module Which address of ours a provider sends people back to. */
import type { Outside } from "../core.js";
import { callProvider } from "./call-connector.js";
import type { ReadySocial } from "./social-connectors.js";
import { callbackUrlOf } from "./social-urls.js";

/** A provider whose metadata have to be fetched is asked for so long. */
const ASK_MS = 3000;

/** Throws `SocialFailure` where the provider has to be asked whether it may share the address, and does not say. */
export async function redirectUriOf(
  { id, kind, settings }: Pick<ReadySocial, "id" | "kind" | "settings">,
  { origin, ...outside }: Outside & { origin: string },
): Promise<string> {
  const isShared = await callProvider(outside, ASK_MS, (context) => kind.sharesRedirectUri(settings, context));
  return callbackUrlOf(origin, isShared ? undefined : id);
}
