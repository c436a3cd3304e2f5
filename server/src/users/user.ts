/** @module What a person is here. */
import type { AcceptedRecipient } from "../recipient.js";
import { acceptRecipient, readBack } from "../recipient.js";
import { hasInvisible } from "../text.js";
import type { IdentifierKind } from "./schema.js";

export type { IdentifierKind };

export const identifierKinds = ["phone", "email", "username"] as const satisfies readonly IdentifierKind[];

export interface Identifier {
  sid: string;
  kind: IdentifierKind;
  /** E.164, an e-mail address, or a user name. */
  value: string;
  createdAt: Date;
  verifiedAt: Date | null;
  provedAt: Date | null;
}

/** One that is being added, its value read by `read-identifier-value.ts`. */
export interface NewIdentifier {
  kind: IdentifierKind;
  value: string;
  /** Whoever adds it vouches for it. */
  verified: boolean;
}

export interface Consent {
  item: string;
  version: string;
  agreed: boolean;
  at: Date;
  /** The connector at whose provider it was agreed to; `null`: on a page of ours. */
  source: string | null;
}

export interface User {
  sid: string;
  /** What the system they came from calls them. */
  externalId: string | null;
  name: string | null;
  language: string | null;
  hasPassword: boolean;
  createdAt: Date;
  updatedAt: Date;
  suspendedAt: Date | null;
  identifiers: Identifier[];
}

export const MAX_NAME_LENGTH = 50;

/** A name as it is kept; `undefined`: it is empty, too long, or has something in it that nobody sees. */
export function readName(text: string): string | undefined {
  const name = text.normalize("NFC").trim();
  return name !== "" && [...name].length <= MAX_NAME_LENGTH && !hasInvisible(name) ? name : undefined;
}

/** What a user can be reached by. */
export function recipientsOf(identifiers: readonly Pick<Identifier, "kind" | "value">[]): AcceptedRecipient[] {
  return identifiers.flatMap(({ kind, value }) => {
    if (kind === "username") return [];
    return acceptRecipient(readBack({ channel: kind === "phone" ? "sms" : "email", address: value })) ?? [];
  });
}
