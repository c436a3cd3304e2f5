/** @module Under which names wrong codes in a row are counted. */
import { hashLimitKey, type Keyring } from "../secrets.js";

/** `isOpen`: of codes that strangers may guess at; those of a browser that the account knows are its own. */
export function streakKey(
  keyring: Pick<Keyring, "naming">,
  {
    isOpen,
    serviceSid,
    recipient,
    device,
  }: { isOpen: boolean; serviceSid: string; recipient: string; device?: string | undefined },
): string {
  const name = isOpen ? "failed-visits" : "failed-checks";
  return hashLimitKey(keyring.naming, name, serviceSid, recipient, ...(device === undefined ? [] : [device]));
}

/** Those of a recipient that name no browser. */
export const streakKeys = (keyring: Pick<Keyring, "naming">, serviceSid: string, recipient: string): string[] =>
  [true, false].map((isOpen) => streakKey(keyring, { isOpen, serviceSid, recipient }));
