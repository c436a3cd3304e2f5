/** @module What a line of an import says of a person, and what became of it. */
import type { ErrorCode } from "../../errors.js";
import type { NewIdentifier } from "../user.js";

/** A person as a line has them, every value as it is kept. */
export interface Person {
  externalId: string | null;
  name: string | null;
  language: "ko" | "en" | null;
  /** When they signed up there. */
  createdAt: string | null;
  suspended: boolean;
  passwordHash: string | null;
  /** One of a kind. */
  identifiers: readonly PersonIdentifier[];
  social: readonly PersonIdentity[];
  consents: readonly PersonConsent[];
}

export interface PersonIdentifier extends NewIdentifier {
  /** When it was proved there last; `null`: nobody says. */
  verifiedAt: string | null;
}

export interface PersonIdentity {
  connectorId: string;
  issuer: string;
  clientId: string;
  subject: string;
  email: string | null;
}

export interface PersonConsent {
  item: string;
  version: string;
  agreed: boolean;
  at: string | null;
}

/** Why a line is refused. Its facts hold no number, address, name or hash. */
export interface LineProblem {
  code: ErrorCode;
  /** The member, as `identifiers.0.value`; absent: the line. */
  path?: string;
  /** Another line that has the same. */
  line?: number;
}

/** As a part keeps it. `settings`: a first line that is no person. */
export type LineResult =
  | { line: number; result: "created" | "updated" | "unchanged"; user: string | null }
  | { line: number; result: "refused"; problems: readonly LineProblem[] }
  | { line: number; result: "settings" };

export type PersonResult = "created" | "updated" | "unchanged" | "refused";

/** What names somebody: of each there is one person. */
export type PersonKey =
  | { type: "external"; value: string; path: string }
  | { type: "phone" | "email" | "username"; value: string; path: string; verified: boolean }
  | { type: "social"; value: string; path: string };

/** Of an account at a provider: what its three parts are called together. */
export const socialKey = ({ connectorId, issuer, subject }: Omit<PersonIdentity, "clientId" | "email">): string =>
  JSON.stringify([connectorId, issuer, subject]);

export function keysOf({ externalId, identifiers, social }: Person): PersonKey[] {
  return [
    ...(externalId === null ? [] : [{ type: "external", value: externalId, path: "externalId" } as const]),
    ...identifiers.map(({ kind, value, verified }, place) => ({
      ...{ type: kind, value, verified, path: `identifiers.${place}.value` },
    })),
    ...social.map((one, place) => ({
      ...{ type: "social" as const, value: socialKey(one), path: `social.${place}.subject` },
    })),
  ];
}

/** A key's name in maps. */
export const nameOf = ({ type, value }: Pick<PersonKey, "type" | "value">): string => `${type} ${value}`;
