/** @module The accounts that lines of an import name, by what names them. */
import type { Database } from "../../db/open.js";
import type { Account } from "./decide-person.js";
import { lockAccounts } from "./people-store.js";
import { nameOf, type PersonKey, socialKey } from "./person.js";

export interface FoundAccounts {
  /** By `nameOf`. */
  byKey: Map<string, Account>;
  sids: string[];
}

/** Each is locked until the transaction ends. */
export async function findAccounts(tx: Database, keys: readonly PersonKey[]): Promise<FoundAccounts> {
  const byKey = new Map<string, Account>();
  const rows = await lockAccounts(tx, keys);
  for (const { social, consents, ...row } of rows) {
    const account: Account = {
      ...row,
      social: social.map(socialKey),
      consents: consents.map(({ at, ...consent }) => ({ ...consent, at: Date.parse(at) })),
    };
    if (account.externalId !== null) byKey.set(nameOf({ type: "external", value: account.externalId }), account);
    for (const { kind, value } of account.identifiers) byKey.set(nameOf({ type: kind, value }), account);
    for (const value of account.social) byKey.set(nameOf({ type: "social", value }), account);
  }
  return { byKey, sids: rows.map(({ sid }) => sid) };
}
