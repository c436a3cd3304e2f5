/** @module What a passkey is to the rooms below, and what its authenticator is called. Pure. */
import type { AuthenticationMethod } from "../sessions/session.js";
import { hasInvisible } from "../text.js";

export interface Passkey {
  sid: string;
  userSid: string;
  rpId: string;
  credentialId: string;
  transports: string[];
  isSyncable: boolean;
  isBackedUp: boolean;
  name: string;
  createdAt: Date;
  /** `null`: not since it was made. */
  usedAt: Date | null;
}

export const MAX_NAME_LENGTH = 60;

/** A passkey of each device and a spare; more than this is nobody's wish. */
export const MAX_PASSKEYS = 20;

/** `undefined`: it cannot be a name. */
export function readPasskeyName(text: string): string | undefined {
  const name = text.trim().replace(/\s+/g, " ");
  return name !== "" && [...name].length <= MAX_NAME_LENGTH && !hasInvisible(name) ? name : undefined;
}

/**
 * How somebody proved who they are: a key that they have, in hardware (`hwk`) or synced (`swk`), and that the device knew them by
 * fingerprint, face or screen lock, which makes it two factors (RFC 8176). All of it is asked for in each ceremony.
 */
export const methodsBy = ({ isSyncable }: Pick<Passkey, "isSyncable">): AuthenticationMethod[] => [
  isSyncable ? "swk" : "hwk",
  "user",
  "mfa",
];

/** What the makers of authenticators say of themselves: https://github.com/passkeydeveloper/passkey-authenticator-aaguids */
const AUTHENTICATORS: Readonly<Record<string, string>> = {
  "ea9b8d66-4d01-1d21-3ce4-b48cb575c5d4": "Google Password Manager",
  "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "Apple Passwords",
  "dd4ec289-e01d-41c9-bb89-70fa845d4bf2": "Apple Passwords",
  "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
  "adce0002-35bc-c60a-648b-0b25f1f05503": "Chrome · Mac",
  "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
  "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
  "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
  "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
  "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
  "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
};

/** What a new one is called until its owner names it: where it is kept, else the device that it was made on. */
export const firstName = (aaguid: string, device: string): string =>
  AUTHENTICATORS[aaguid] ?? readPasskeyName(device) ?? "Passkey";
