/** @module The closed list of roles: those that are always there, and those that the deployment has defined. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { builtInRoles, isBuiltIn, type Role } from "./organization.js";
import { holdRoles, selectRoles } from "./store.js";

export async function listRoles(sql: Database): Promise<Role[]> {
  const rows = await selectRoles(sql);
  const descriptionOf = (name: string) => rows.find((one) => one.name === name)?.description ?? null;
  return [
    ...builtInRoles.map((name) => ({ name, description: descriptionOf(name), isBuiltIn: true })),
    ...rows.filter(({ name }) => !isBuiltIn(name)).map((row) => ({ ...row, isBuiltIn: false })),
  ];
}

/** None of these roles is deleted before the transaction ends. Throws `organization.unknown_role`. */
export async function holdKnownRoles(tx: Database, roles: readonly string[]): Promise<void> {
  const defined = roles.filter((name) => !isBuiltIn(name));
  const known = defined.length > 0 ? await holdRoles(tx, defined) : [];
  const unknown = defined.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new AppError("organization.unknown_role", { parameter: "roles" });
}
