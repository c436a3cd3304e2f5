/** @module A line of a file as a person, or what is wrong with it: every member that is. Pure. */
import { z } from "zod";
import { normalizeEmail } from "../../email.js";
import { normalizePhone } from "../../phone.js";
import { hasInvisible, isStorable } from "../../text.js";
import { type FirebaseSettings, hashProblem, writeFirebaseHash } from "../foreign-hash.js";
import { readUsername } from "../read-identifier-value.js";
import { identifierKinds, type NewIdentifier, readName } from "../user.js";
import type { LineProblem, Person, PersonIdentifier, PersonIdentity } from "./person.js";

/** What a line may name: the connectors of social sign-in, and the terms of the sign-in experience. */
export interface ImportSetting {
  firebase: FirebaseSettings | undefined;
  /** By kind or `CN…`; `undefined`: there is none of this name, or several. */
  identityOf(connector: string): Pick<PersonIdentity, "connectorId" | "issuer" | "clientId"> | undefined;
  isTerm(item: string): boolean;
  now: number;
}

const MAX_TEXT = 320;
const MAX_SUBJECT = 255;
const MAX_SOCIAL = 10;
const MAX_CONSENTS = 50;

const text = (max: number) => z.string().min(1).max(max);
/**
 * A moment as PostgreSQL and `Date` both have it. Nobody has signed up anywhere before 1970: what some systems write for "never" (.NET's
 * 0001-01-01) is before the year 1 elsewhere on Earth, which `Date` cannot read back.
 */
const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() >= 0)
  .transform((at) => at.toISOString());
/** What other systems export as `null` is absent. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

const lineSchema = z.strictObject({
  externalId: maybe(text(MAX_SUBJECT)),
  name: maybe(z.string().max(MAX_TEXT)),
  language: maybe(z.enum(["ko", "en"])),
  createdAt: maybe(time),
  suspended: maybe(z.boolean()),
  identifiers: maybe(
    z
      .array(
        z.strictObject({
          kind: z.enum(identifierKinds),
          value: text(MAX_TEXT),
          verified: maybe(z.boolean()),
          verifiedAt: maybe(time),
        }),
      )
      .max(identifierKinds.length),
  ),
  passwordHash: maybe(
    z.union([
      text(1024),
      z.strictObject({ algorithm: z.literal("firebase-scrypt"), hash: text(512), salt: z.string().max(512) }),
    ]),
  ),
  social: maybe(
    z
      .array(z.strictObject({ connector: text(64), subject: text(MAX_SUBJECT), email: maybe(text(MAX_TEXT)) }))
      .max(MAX_SOCIAL),
  ),
  consents: maybe(
    z
      .array(z.strictObject({ item: text(32), version: text(32), agreed: z.boolean(), at: maybe(time) }))
      .max(MAX_CONSENTS),
  ),
});

export function readPerson(line: string, setting: ImportSetting): Person | readonly LineProblem[] {
  const given = parseObject(line);
  if (!given) return [{ code: "user_import.line_unreadable" }];
  const read = lineSchema.safeParse(given);
  if (!read.success) return read.error.issues.slice(0, 10).map(toProblem);
  const problems: LineProblem[] = [];
  const refuse = (code: LineProblem["code"], path: string) => void problems.push({ code, path });
  const { externalId = null, language = null, createdAt = null, suspended } = read.data;
  if (externalId !== null && (hasInvisible(externalId) || externalId.trim() !== externalId))
    refuse("user_import.field_invalid", "externalId");
  // A name that is empty is none: many systems export it so.
  const written = (read.data.name ?? "").trim();
  const name = written === "" ? null : (readName(written) ?? null);
  if (written !== "" && name === null) refuse("user_import.field_invalid", "name");
  if (createdAt !== null && Date.parse(createdAt) > setting.now) refuse("user_import.field_invalid", "createdAt");
  const identifiers = readIdentifiers(read.data.identifiers ?? [], setting.now, refuse);
  const passwordHash = readHash(read.data.passwordHash ?? null, setting.firebase, refuse);
  const social = readSocial(read.data.social ?? [], setting, refuse);
  const consents = (read.data.consents ?? []).map(({ at = null, ...consent }) => ({ ...consent, at }));
  consents.forEach(({ item, version, at }, place) => {
    if (!setting.isTerm(item)) refuse("user_import.consent_unknown", `consents.${place}.item`);
    if (consents.findIndex((one) => one.item === item && one.at === at) < place)
      refuse("user_import.field_invalid", `consents.${place}.item`);
    if (hasInvisible(version)) refuse("user_import.field_invalid", `consents.${place}.version`);
    if (at !== null && Date.parse(at) > setting.now) refuse("user_import.field_invalid", `consents.${place}.at`);
  });
  const isKnown = externalId !== null || social.length > 0 || identifiers.some(({ verified }) => verified);
  if (!isKnown && problems.length === 0) problems.push({ code: "user_import.unidentified" });
  if (problems.length > 0) return problems;
  return {
    ...{ externalId, name, language, createdAt, suspended: suspended === true },
    ...{ identifiers, passwordHash, social, consents },
  };
}

type Refuse = (code: LineProblem["code"], path: string) => void;
type Line = z.output<typeof lineSchema>;

function readIdentifiers(given: NonNullable<Line["identifiers"]>, now: number, refuse: Refuse): PersonIdentifier[] {
  return given.flatMap(({ kind, value: written, verified, verifiedAt = null }, place) => {
    const path = `identifiers.${place}.value`;
    if (given.findIndex((one) => one.kind === kind) < place) {
      refuse("user_import.field_invalid", `identifiers.${place}.kind`);
      return [];
    }
    const value = readValue(kind, written);
    if ("code" in value) {
      refuse(value.code, path);
      return [];
    }
    if (kind === "username" && verified) refuse("user_import.username_invalid", `identifiers.${place}.verified`);
    if (verifiedAt !== null && (!verified || Date.parse(verifiedAt) > now))
      refuse("user_import.field_invalid", `identifiers.${place}.verifiedAt`);
    return [{ kind, value: value.value, verified: verified === true, verifiedAt }];
  });
}

function readValue(kind: NewIdentifier["kind"], written: string): { value: string } | { code: LineProblem["code"] } {
  if (kind === "phone") {
    const phone = normalizePhone(written, "KR");
    if (phone.ok) return { value: phone.e164 };
    return { code: phone.reason === "retired_01x" ? "user_import.phone_retired" : "user_import.phone_invalid" };
  }
  if (kind === "email") {
    const email = normalizeEmail(written);
    return email.ok ? { value: email.address } : { code: "user_import.email_invalid" };
  }
  const value = readUsername(written);
  return value === undefined ? { code: "user_import.username_invalid" } : { value };
}

function readHash(
  given: NonNullable<Line["passwordHash"]> | null,
  firebase: FirebaseSettings | undefined,
  refuse: Refuse,
): string | null {
  if (given === null) return null;
  if (typeof given === "string") {
    const problem = hashProblem(given);
    if (problem) refuse(`user_import.hash_${problem}`, "passwordHash");
    return given;
  }
  const written = firebase && writeFirebaseHash(firebase, given.hash, given.salt);
  if (written === undefined) refuse("user_import.hash_unknown", "passwordHash");
  return written ?? null;
}

function readSocial(
  given: NonNullable<Line["social"]>,
  { identityOf }: ImportSetting,
  refuse: Refuse,
): PersonIdentity[] {
  return given.flatMap(({ connector, subject, email }, place) => {
    const identity = identityOf(connector);
    if (!identity) refuse("user_import.connector_unknown", `social.${place}.connector`);
    if (hasInvisible(subject) || subject.trim() !== subject)
      refuse("user_import.field_invalid", `social.${place}.subject`);
    const address = email == null ? undefined : normalizeEmail(email);
    if (address?.ok === false) refuse("user_import.email_invalid", `social.${place}.email`);
    if (!identity) return [];
    if (given.findIndex((one) => one.connector === connector && one.subject === subject) < place)
      refuse("user_import.field_invalid", `social.${place}.subject`);
    return [{ ...identity, subject, email: address?.ok ? address.address : null }];
  });
}

/** U+FFFD stands where bytes were no UTF-8: a file in another encoding has it in names. */
export function parseObject(line: string): object | undefined {
  if (line.includes("\ufffd")) return undefined;
  try {
    const given: unknown = JSON.parse(line);
    if (typeof given !== "object" || given === null || Array.isArray(given)) return undefined;
    return areStorable(given) ? given : undefined;
  } catch {
    return undefined;
  }
}

const areStorable = (value: unknown): boolean =>
  typeof value === "string"
    ? isStorable(value)
    : typeof value !== "object" || value === null || Object.values(value).every(areStorable);

/** Names of members that are not ours are not repeated: they may be anything. */
function toProblem(issue: z.core.$ZodIssue): LineProblem {
  const path = issue.path.map(String).join(".");
  const code = issue.code === "unrecognized_keys" ? "user_import.field_unknown" : "user_import.field_invalid";
  const known =
    issue.code === "unrecognized_keys" ? issue.keys.find((key) => /^[a-zA-Z_]{1,32}$/.test(key)) : undefined;
  const whole = [path, known].filter(Boolean).join(".");
  return { code, ...(whole && { path: whole }) };
}
