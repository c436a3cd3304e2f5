/** @module What follows once somebody has proved who they are. Pure. */
import type { Experience } from "../experience/experience.js";
import type { FlowState } from "./flow.js";
import type { Holder } from "./flow-store.js";
import type { FlowData } from "./schema.js";

/** A page's tick that is ours, not the team's. */
export const MINIMUM_AGE = "minimum_age";

export interface ConsentNeeded {
  id: string;
  version: string;
  isRequired: boolean;
}

/** Every tick of the settings, ours first. */
export function consentItems({ terms, minimumAge }: Pick<Experience, "terms" | "minimumAge">): ConsentNeeded[] {
  return [
    ...(minimumAge === null ? [] : [{ id: MINIMUM_AGE, version: String(minimumAge), isRequired: true }]),
    ...terms.map(({ id, version, required }) => ({ id, version, isRequired: required })),
  ];
}

/**
 * What is asked of somebody: of a new one everything; of an account everything again once something required is missing or has
 * another version. Empty: nothing.
 */
export function consentsToAsk(
  experience: Experience,
  given: Readonly<Record<string, string>> | undefined,
): ConsentNeeded[] {
  const items = consentItems(experience);
  if (given === undefined) return items;
  const isMissing = ({ id, version }: ConsentNeeded) => given[id] !== version;
  return items.some((item) => item.isRequired && isMissing(item)) ? items.filter(isMissing) : [];
}

/** The same of a flow, in which something may be agreed to already. */
export function consentsLeft(
  experience: Experience,
  { agreedBefore }: Pick<FlowData, "agreedBefore">,
  account: Pick<Holder, "consents"> | undefined,
): ConsentNeeded[] {
  if (!agreedBefore) return consentsToAsk(experience, account?.consents);
  const before = Object.entries(agreedBefore).map(([item, { version }]) => [item, version]);
  return consentsToAsk(experience, { ...account?.consents, ...Object.fromEntries(before) });
}

export type ProfileField = "name" | "username" | "phone" | "email" | "password";

/** What a new account still lacks. */
export function profileToAsk(experience: Experience, data: FlowData): ProfileField[] {
  const { identifiers, password, profile } = experience.signUp;
  const fields: ProfileField[] = [];
  if (profile.name !== "off" && data.name === undefined) fields.push("name");
  const has = (kind: string) => data.proved?.kind === kind || data.added?.some((one) => one.kind === kind);
  const needsNone = data.proved?.kind === "social" && !experience.social.askIdentifiers;
  for (const kind of ["username", "phone", "email"] as const)
    if (!needsNone && identifiers.includes(kind) && !has(kind)) fields.push(kind);
  if (password && data.passwordHash === undefined) fields.push("password");
  return fields;
}

/** Whether the account's identifier may be somebody else's by now, so that it alone opens nothing. */
export function isStale({ recycled }: Pick<Experience, "recycled">, holder: Holder): boolean {
  if (recycled.afterDays === 0 || holder.isKnownDevice || holder.daysSinceProof === null) return false;
  return holder.daysSinceProof > recycled.afterDays;
}

/** The account can prove itself otherwise. */
export function secondProofsOf(
  { signIn, passkeys, totp }: Experience,
  holder: Holder,
): ("passkey" | "totp" | "email" | "password")[] {
  if (holder.isSuspended) return [];
  const hasPassword = holder.passwordHash !== null && signIn.methods.some(({ password }) => password);
  return [
    ...(passkeys.enabled && holder.passkeys !== "none" ? (["passkey"] as const) : []),
    ...(totp.enabled && holder.hasTotp ? (["totp"] as const) : []),
    ...(holder.otherKinds.includes("email") ? (["email"] as const) : []),
    ...(hasPassword ? (["password"] as const) : []),
  ];
}

/**
 * Whether its number may be all that the account has: then the settings say what the number opens. A passkey that went with its device is no
 * proof any more; one that is synced is on the next device. So does an authenticator app, but its owner has recovery codes on paper.
 */
export function hasOnlyNumber(experience: Experience, holder: Holder): boolean {
  return secondProofsOf(experience, holder).every((proof) => proof === "passkey" && holder.passkeys === "bound");
}

/** The next state of a sign-in whose `data` says what was proved. */
export function decideNext(
  experience: Experience,
  data: FlowData,
  holder: Holder | null,
): Extract<FlowState, "recycled" | "consent" | "profile" | "done"> {
  if (holder && data.owner === undefined && data.proved?.kind === "phone" && isStale(experience, holder)) {
    const { phoneOnlyStale } = experience.recycled;
    const canProve = secondProofsOf(experience, holder).length > 0;
    const isDecided = hasOnlyNumber(experience, holder) && (phoneOnlyStale === "open" || !canProve);
    if (!isDecided || holder.isSuspended || phoneOnlyStale === "ask") return "recycled";
    return decideNext(experience, { ...data, owner: phoneOnlyStale === "open" ? "holder" : "new" }, holder);
  }
  const account = data.owner === "new" ? undefined : (holder ?? undefined);
  if (data.consents === undefined && consentsLeft(experience, data, account).length > 0) return "consent";
  if (!account && profileToAsk(experience, data).length > 0) return "profile";
  return "done";
}
