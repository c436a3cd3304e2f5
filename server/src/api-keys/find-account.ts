/** @module The account's identifier. */
import type { Database } from "../db/open.js";
import { selectAccountSid } from "./store.js";

/** Throws if there was no first start. */
export async function findAccountSid(sql: Database): Promise<string> {
  const sid = await selectAccountSid(sql);
  if (!sid) throw new Error("The database has no account: its first start did not finish");
  return sid;
}
