/** @module What the management API takes about users. Numbers, addresses and names are read here, once. */
import { z } from "zod";
import { isStorable } from "../text.js";
import { readIdentifierPrefix, readIdentifierValue } from "../users/read-identifier-value.js";
import { identifierKinds, MAX_NAME_LENGTH, readName } from "../users/user.js";
import { pageAfter, pageSize, yesOrNo } from "./page-query.js";

const MAX_TEXT_LENGTH = 320;
const MAX_PASSWORD_LENGTH = 1024;

const IS_NONE = {
  phone: "it is no mobile number",
  email: "it is no e-mail address",
  username: "a user name has 3 to 32 letters, digits, dots, - or _, and begins and ends with a letter or digit",
} as const;

const name = z.string().transform((text, context) => {
  const read = readName(text);
  if (read === undefined)
    context.addIssue({
      code: "custom",
      message: `must be 1 to ${MAX_NAME_LENGTH} characters, none of them invisible`,
    });
  return read ?? "";
});
const language = z.enum(["ko", "en"]).describe("What texts to them are written in.");
const password = z.string().max(MAX_PASSWORD_LENGTH);

export const newIdentifier = z
  .strictObject({
    kind: z.enum(identifierKinds),
    value: z
      .string()
      .max(MAX_TEXT_LENGTH)
      .describe("A mobile number (one without + is Korean), an address, a user name."),
    verified: z.boolean().default(false).describe("You vouch that it is theirs. Never of a user name."),
  })
  .transform(({ kind, value: text, verified }, context) => {
    const value = readIdentifierValue(kind, text);
    if (value === undefined) context.addIssue({ code: "custom", path: ["value"], message: IS_NONE[kind] });
    if (verified && kind === "username")
      context.addIssue({ code: "custom", path: ["verified"], message: "a user name is never verified" });
    return { kind, value: value ?? "", verified };
  });

export const newUser = z.strictObject({
  name: name.optional(),
  language: language.optional(),
  identifiers: z
    .array(newIdentifier)
    .min(1)
    .max(identifierKinds.length)
    .refine((list) => new Set(list.map(({ kind }) => kind)).size === list.length, "must have one of each kind at most"),
  password: password.optional(),
});

export const userChange = z.strictObject({
  name: name.nullable().optional(),
  language: language.nullable().optional(),
});

export const newPassword = z.strictObject({ password });

const searched = z.string().min(1).max(MAX_TEXT_LENGTH).refine(isStorable, "must not contain NUL").optional();

const filters = z.strictObject({
  phone: searched.describe("What the number begins with: 010-1234, +8210…"),
  email: searched.describe("What the address begins with."),
  username: searched.describe("What the user name begins with."),
  name: searched.describe("What the name begins with, in any case."),
  status: z.enum(["active", "suspended"]).optional(),
});

export const exportQuery = filters.transform(readSearch);
export const listQuery = filters.extend({ after: pageAfter("US"), size: pageSize }).transform(readSearch);

function readSearch<Query extends z.output<typeof filters>>(query: Query, context: z.RefinementCtx) {
  const { phone, email, username, name, ...page } = query;
  const given = Object.entries({ phone, email, username }).flatMap(([field, text]) => {
    if (text === undefined) return [];
    const kind = field as (typeof identifierKinds)[number];
    const prefix = readIdentifierPrefix(kind, text);
    if (prefix === undefined)
      context.addIssue({ code: "custom", path: [field], message: "no identifier of this kind begins so" });
    return [{ field: kind, prefix: prefix ?? "" }];
  });
  const searches = name === undefined ? given : [...given, { field: "name" as const, prefix: name.normalize("NFC") }];
  if (searches.length > 1)
    context.addIssue({ code: "custom", message: "search by one of phone, email, username and name" });
  return { ...page, search: searches[0] };
}

export const notifyQuery = z.strictObject({
  notify: yesOrNo.describe("true: they are told, wherever they can be reached."),
});
export const forceQuery = z.strictObject({ force: yesOrNo.describe("true: also the last one that was verified.") });
