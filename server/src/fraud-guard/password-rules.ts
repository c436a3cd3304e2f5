/** @module How often passwords may be tried, and steps taken that send nothing. Pure. */
import type { ClientAddress } from "../client-address.js";
import type { Rule } from "../limits/rule.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { networkOf, type Visitor } from "./visitor.js";

export interface PasswordTry {
  service: Pick<Service, "sid">;
  visitor: Visitor;
  /** What the account is found by, as it was read: counted whether there is one or not. */
  identifier: string;
  /** Of the account, where there is one. */
  userSid: string | undefined;
}

/** Of one account by one browser that its owner is known by, or of one name by one network. */
const OF_ONE = [
  { n: 10, seconds: 600 },
  { n: 50, seconds: 86_400 },
] as const;
/** Of one account by strangers everywhere: NIST SP 800-63B-4 §3.2.2 allows a hundred in a row. */
const OF_STRANGERS = [{ n: 100, seconds: 86_400 }] as const;
/** Of all accounts by one address. */
const OF_ADDRESS = [{ n: 100, seconds: 3600 }] as const;

/** Steps that send nothing but are kept, or cost time: of one address, which a carrier's customers may share, or one subscriber. */
const STEPS = { ipv4: { n: 600, seconds: 600 }, ipv6: { n: 60, seconds: 600 } } as const;

export type StepTry = Pick<PasswordTry, "service" | "visitor">;

export function stepRules({ keyring, service, visitor }: StepTry & { keyring: Keyring }): Rule[] {
  const { address } = visitor;
  if (!address) return [];
  const key = hashLimitKey(keyring.naming, "steps", service.sid, subscriberOf(address));
  return [{ name: "steps", key, windows: [STEPS[address.kind]] }];
}

/** One subscriber has a whole /64. */
const subscriberOf = (address: ClientAddress) => (address.kind === "ipv4" ? address.text : address.network(64));

/**
 * One account has one count, by whatever it is named. Only a stranger's first few are counted by the name: else ten tries by a number would
 * tell, at the first one by an address, that both are one account's.
 */
export function passwordRules({
  keyring,
  service,
  visitor,
  identifier,
  userSid = identifier,
}: PasswordTry & { keyring: Keyring }): Rule[] {
  const key = (...parts: string[]) => hashLimitKey(keyring.naming, "passwords", service.sid, ...parts);
  const { device, address } = visitor;
  if (device !== undefined) return [{ name: "passwords-device", key: key(userSid, device), windows: OF_ONE }];
  const network = address ? networkOf(address) : "local";
  return [
    { name: "passwords-network", key: key(identifier, network), windows: OF_ONE },
    { name: "passwords", key: key(userSid), windows: OF_STRANGERS },
    ...(address
      ? [{ name: "passwords-address", key: key("address", subscriberOf(address)), windows: OF_ADDRESS }]
      : []),
  ];
}
