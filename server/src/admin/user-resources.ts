/** @module Users as the management API shows them: numbers and addresses in full, which is what it is asked for. */
import { z } from "zod";
import type { Passkey } from "../passkeys/passkey.js";
import type { Session } from "../sessions/session.js";
import type { Totp } from "../users/second-factors.js";
import { type Consent, type Identifier, identifierKinds, type User } from "../users/user.js";
import type { SocialIdentity } from "../users/users.js";

const time = z.iso.datetime();

export const identifierResource = z.strictObject({
  sid: z.string().describe("`ID…`"),
  kind: z.enum(identifierKinds),
  value: z.string().describe("E.164, an e-mail address, or a user name."),
  createdAt: time,
  verifiedAt: time.nullable().describe("When it was proved first, or vouched for; never of a user name."),
  provedAt: time
    .nullable()
    .describe("When it was proved last. A number that was not for long may be somebody else's by now."),
});

export const userResource = z.strictObject({
  sid: z.string().describe("`US…`"),
  externalId: z.string().nullable().describe("What the system they were imported from calls them."),
  name: z.string().nullable(),
  language: z.string().nullable(),
  status: z.enum(["active", "suspended"]),
  hasPassword: z.boolean(),
  identifiers: z.array(identifierResource),
  createdAt: time,
  updatedAt: time.describe("Of name, language, password and status."),
  suspendedAt: time.nullable(),
});
userResource.register(z.globalRegistry, { id: "User" });
identifierResource.register(z.globalRegistry, { id: "Identifier" });
export const userList = z.strictObject({ users: z.array(userResource), next: z.string().nullable() });

const sessionResource = z.strictObject({
  sid: z.string().describe("`SE…`"),
  device: z.string().describe("`Chrome · Android`"),
  amr: z.array(z.string()).describe("How it was proved: RFC 8176."),
  authTime: time.describe("When it was proved last."),
  createdAt: time,
  usedAt: time.describe("Up to five minutes late."),
  restrictedUntil: time
    .nullable()
    .describe("Opened by a number that may be recycled: until then nothing can be changed in it."),
});
sessionResource.register(z.globalRegistry, { id: "Session" });
export const sessionList = z.strictObject({ sessions: z.array(sessionResource) });

export const consentList = z.strictObject({
  consents: z.array(
    z.strictObject({
      item: z.string().describe("A term's `id`, or `minimum_age`."),
      version: z.string(),
      agreed: z.boolean().describe("`false`: not agreed to, or taken back."),
      at: time,
      source: z
        .string()
        .nullable()
        .describe("The connector (`CN…`) at whose provider it was agreed to; `null`: on a page of ours."),
    }),
  ),
});

const connectionResource = z.strictObject({
  sid: z.string().describe("`SI…`"),
  connectorId: z.string().describe("`CN…`"),
  issuer: z.string(),
  subject: z.string().describe("The provider's name of the person."),
  clientId: z.string().describe("Of the app's clients the one used last."),
  email: z.string().nullable().describe("What the provider called their address; it opens nothing."),
  createdAt: time,
  usedAt: time,
});
connectionResource.register(z.globalRegistry, { id: "SocialConnection" });
export const connectionList = z.strictObject({ connections: z.array(connectionResource) });

const passkeyResource = z.strictObject({
  sid: z.string().describe("`PK…`"),
  name: z.string(),
  rpId: z.string().describe("The domain that it was made for; of another one than this deployment's it opens nothing."),
  isSyncable: z.boolean().describe("Whether it may be on several devices."),
  isBackedUp: z.boolean().describe("Whether it is: whoever loses a device has it on the next one."),
  createdAt: time,
  usedAt: time.nullable(),
});
passkeyResource.register(z.globalRegistry, { id: "Passkey" });
export const passkeyList = z.strictObject({ passkeys: z.array(passkeyResource) });

export const totpResource = z.strictObject({
  createdAt: time,
  confirmedAt: time.describe("When the app showed its first code."),
  usedAt: time.nullable().describe("When a code of it was accepted last."),
  recoveryCodesLeft: z.int(),
});
totpResource.register(z.globalRegistry, { id: "Totp" });

const iso = (date: Date | null) => date?.toISOString() ?? null;

export function toUser({ createdAt, updatedAt, suspendedAt, identifiers, ...user }: User) {
  return {
    ...{ sid: user.sid, externalId: user.externalId, name: user.name, language: user.language },
    status: suspendedAt === null ? ("active" as const) : ("suspended" as const),
    hasPassword: user.hasPassword,
    identifiers: identifiers.map(toIdentifier),
    ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(), suspendedAt: iso(suspendedAt) },
  };
}

export function toIdentifier({ sid, kind, value, createdAt, verifiedAt, provedAt }: Identifier) {
  const times = { createdAt: createdAt.toISOString(), verifiedAt: iso(verifiedAt), provedAt: iso(provedAt) };
  return { sid, kind, value, ...times };
}

export function toSession({ sid, device, amr, authTime, createdAt, usedAt, restrictedUntil }: Session) {
  return {
    ...{ sid, device, amr, authTime: authTime.toISOString(), createdAt: createdAt.toISOString() },
    ...{ usedAt: usedAt.toISOString(), restrictedUntil: iso(restrictedUntil) },
  };
}

export const toConsent = ({ at, ...consent }: Consent) => ({ ...consent, at: at.toISOString() });

export function toConnection({ userSid: _userSid, createdAt, usedAt, ...connection }: SocialIdentity) {
  return { ...connection, createdAt: createdAt.toISOString(), usedAt: usedAt.toISOString() };
}

export const toPasskey = ({ sid, name, rpId, isSyncable, isBackedUp, createdAt, usedAt }: Passkey) => ({
  ...{ sid, name, rpId, isSyncable, isBackedUp },
  ...{ createdAt: createdAt.toISOString(), usedAt: iso(usedAt) },
});

export const toTotp = ({ createdAt, confirmedAt, usedAt, recoveryCodesLeft }: Totp) => ({
  createdAt: createdAt.toISOString(),
  confirmedAt: confirmedAt.toISOString(),
  usedAt: iso(usedAt),
  recoveryCodesLeft,
});

export const userHeads = [
  ...["sid", "name", "language", "status", "phone", "phoneVerifiedAt", "email", "emailVerifiedAt", "username"],
  ...["hasPassword", "createdAt", "suspendedAt"],
];

/** A user as a row of a table. */
export function toUserRow(user: User) {
  const { sid, name, language, status, identifiers, hasPassword, createdAt, suspendedAt } = toUser(user);
  const of = (kind: Identifier["kind"]) => identifiers.find((one) => one.kind === kind);
  const [phone, email, username] = [of("phone"), of("email"), of("username")];
  return [
    ...[sid, name, language, status, phone?.value ?? null, phone?.verifiedAt ?? null, email?.value ?? null],
    ...[email?.verifiedAt ?? null, username?.value ?? null, String(hasPassword), createdAt, suspendedAt],
  ];
}
