/** @module The closed list of roles: those that are always there, and those that the deployment has defined. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { builtInRoles, isBuiltIn, MAX_DEFINED_ROLES, type Role } from "./organization.js";
import { deleteRole, holdRoles, isRoleUsed, lockRole, selectRoles, upsertRole } from "./store.js";

/** The roles alone, for whoever has no other business with organizations. */
export interface Roles {
  list(): Promise<Role[]>;
  /** Throws `organization.too_many_roles`. */
  define(name: string, description: string | null, actor: Actor): Promise<{ role: Role; isNew: boolean }>;
  /** Throws `organization.role_not_found` and `organization.role_used`. */
  delete(name: string, actor: Actor): Promise<void>;
}

export const createRoles = (sql: Database): Roles => ({
  list: () => listRoles(sql),
  define: (name, description, actor) =>
    inTransaction(sql, async (tx) => {
      const made = await upsertRole(tx, { name, description }, MAX_DEFINED_ROLES);
      if (!made) throw new AppError("organization.too_many_roles", { expected: String(MAX_DEFINED_ROLES) });
      const isNew = made.isNew && !isBuiltIn(name);
      if (made.isNew || made.before !== description) {
        const subject = { kind: "organization_role", id: name } as const;
        await recordEvent(tx, { type: "organization.role.defined", actor, subject });
      }
      return { role: { name, description, isBuiltIn: isBuiltIn(name) }, isNew };
    }),
  delete: (name, actor) =>
    inTransaction(sql, async (tx) => {
      if (!(await lockRole(tx, name))) throw new AppError("organization.role_not_found");
      // One that is always there loses its description only.
      if (!isBuiltIn(name) && (await isRoleUsed(tx, name))) throw new AppError("organization.role_used");
      await deleteRole(tx, name);
      const subject = { kind: "organization_role", id: name } as const;
      await recordEvent(tx, { type: "organization.role.deleted", actor, subject });
    }),
});

async function listRoles(sql: Database): Promise<Role[]> {
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
