/** @module What an application is told of somebody: OpenID Connect Core §5.1's claims. Pure. */
import type { AuthenticationMethod } from "../sessions/session.js";

/** What is known of whoever signed in, and of the session they did it in. */
export interface Subject {
  userSid: string;
  name: string | null;
  pictureUrl: string | null;
  updatedAt: Date;
  /** What they belong to, the oldest first, at most `MAX_ORGANIZATIONS`. */
  organizations: readonly { sid: string; roles: readonly string[] }[];
  identifiers: readonly { kind: "phone" | "email" | "username"; value: string; isVerified: boolean }[];
  /** Its number alone opened the account, which may be somebody else's: nothing but that number is told. */
  isRestricted: boolean;
}

/** An id_token is sent along in addresses and headers, which have no room for more. */
export const MAX_ORGANIZATIONS = 50;

/** Which claims a scope opens: §5.4. */
export const CLAIMS = {
  openid: ["sub", "acr", "amr", "auth_time"],
  profile: ["name", "picture", "preferred_username", "updated_at"],
  phone: ["phone_number", "phone_number_verified"],
  email: ["email", "email_verified"],
  /** Ours: which organizations somebody belongs to, and as what. */
  organizations: ["organizations", "organization_roles"],
} as const;

/** All that there are; the library leaves out what the scope does not open. `phone_number` is E.164, `updated_at` seconds of the epoch. */
export function claimsOf(subject: Subject) {
  const { userSid, name, pictureUrl, updatedAt, organizations, identifiers, isRestricted } = subject;
  const of = (kind: string) => identifiers.find((one) => one.kind === kind);
  const phone = of("phone");
  const email = of("email");
  const username = of("username");
  return {
    sub: userSid,
    ...(phone && { phone_number: phone.value, phone_number_verified: phone.isVerified }),
    ...(!isRestricted && {
      ...(email && { email: email.value, email_verified: email.isVerified }),
      ...(name !== null && { name }),
      ...(pictureUrl !== null && { picture: pictureUrl }),
      ...(username && { preferred_username: username.value }),
      updated_at: Math.floor(updatedAt.getTime() / 1000),
      organizations: organizations.map(({ sid }) => sid),
      organization_roles: organizations.flatMap(({ sid, roles }) => roles.map((role) => `${sid}:${role}`)),
    }),
  };
}

/**
 * How well somebody proved who they are: one proof, or two of different kinds (something known, something had), which a passkey is alone.
 * A text and a code of an app are two things had, often on one phone: one kind (NIST SP 800-63B-4 §2.2.1).
 */
export const LEVELS = ["urn:munjigi:acr:1", "urn:munjigi:acr:2"] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(amr: readonly AuthenticationMethod[]): Level {
  const isKnown = amr.includes("pwd");
  // What another provider looked at, nobody here knows.
  const isHad = amr.some((method) => method !== "pwd" && method !== "fed");
  return amr.includes("mfa") || (isKnown && isHad) ? LEVELS[1] : LEVELS[0];
}

/** RFC 8176: several kinds together are `mfa`. */
export function methodsOf(amr: readonly AuthenticationMethod[]): AuthenticationMethod[] {
  return levelOf(amr) === LEVELS[1] ? [...new Set<AuthenticationMethod>([...amr, "mfa"])] : [...amr];
}

/** Whether a level that was reached is as good as one of those asked for; levels that are not ours ask for nothing. */
export function isReached(asked: readonly string[], reached: string | undefined): boolean {
  const ours = asked.filter((one): one is Level => LEVELS.includes(one as Level));
  const rank = LEVELS.indexOf(reached as Level);
  return ours.length === 0 || ours.some((one) => LEVELS.indexOf(one) <= rank);
}
