/** @module What an organization, a role and a member are, and what may be said of them. Pure. */
import { hasInvisible } from "../text.js";
import type { organizations } from "./schema.js";

export type Organization = typeof organizations.$inferSelect;

/** All that can be set. */
export type OrganizationSettings = Pick<Organization, "name" | "slug" | "metadata">;
export type NewOrganization = Pick<OrganizationSettings, "name"> & OrganizationChanges;
/** What is absent stays. */
export type OrganizationChanges = { [K in keyof OrganizationSettings]?: OrganizationSettings[K] | undefined };

export interface Member {
  userSid: string;
  name: string | null;
  roles: string[];
  createdAt: Date;
}

export interface Role {
  name: string;
  /** What people read of it; `null`: its name. */
  description: string | null;
  /** It is always there, and pages have a word for it. */
  isBuiltIn: boolean;
}

export const OWNER = "owner";
export const builtInRoles = [OWNER, "admin", "member"] as const;
export const isBuiltIn = (name: string): boolean => (builtInRoles as readonly string[]).includes(name);

export const MAX_NAME_LENGTH = 64;
export const MAX_DESCRIPTION_LENGTH = 64;
export const MAX_ROLES = 20;
/** Of a deployment. */
export const MAX_DEFINED_ROLES = 100;
export const MAX_METADATA = { members: 20, length: 2000 } as const;

/** It stands in a claim as `OG…:role`, so it has no colon. */
export const ROLE = /^[a-z][a-z0-9_-]{0,31}$/;
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** A line that people read; `undefined`: it is empty, too long, or has something in it that nobody sees. */
export function readLine(text: string, maxLength: number): string | undefined {
  const line = text.normalize("NFC").trim();
  return line !== "" && [...line].length <= maxLength && !hasInvisible(line) ? line : undefined;
}

/** As they are kept: each once, in their order. */
export const sortRoles = (roles: readonly string[]): string[] => [...new Set(roles)].sort();
