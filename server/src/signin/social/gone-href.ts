/** @module The page after an account is deleted. Pure. */
import type { LeftConnection } from "../../users/remove-user.js";

export function goneHref(left: readonly LeftConnection[]): string {
  const parts = new URLSearchParams({ account: "deleted" });
  for (const id of new Set(left.map(({ connectorId }) => connectorId))) parts.append("left", id);
  return `/signed-out?${parts}`;
}
